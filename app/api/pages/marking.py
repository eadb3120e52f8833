"""Marks: a text cut at the edges of everything found in it, so that quotes, cues, actors and hits can be shown in place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Generic, TypeVar

from app.domain.annotations import MentionKind
from app.domain.spans import Span
from app.domain.views import ActorRef, ArticleActorView, QuoteView, TextSpan

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Naming:
    """A stretch that names an actor."""

    span: Span
    actor: ActorRef
    kind: MentionKind = MentionKind.NAME


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch without any edge inside: what it is the cue of, whose speaker it names, whom it names, whether it was sought."""

    start: int
    end: int
    text: str
    quotes: tuple[int, ...]
    cue_of: tuple[int, ...]
    speaker_of: tuple[int, ...]
    naming: Naming | None
    hit: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive runs of the same quotes; no quotes are the text between. `opens` are the quotes that begin here."""

    start: int
    end: int
    quotes: tuple[int, ...]
    opens: tuple[int, ...]
    runs: tuple[Run, ...]


@dataclass(slots=True)
class Found:
    """What was found in a text, by the role it plays there."""

    parts: list[tuple[Span, int]] = field(default_factory=list[tuple[Span, int]])
    cues: list[tuple[Span, int]] = field(default_factory=list[tuple[Span, int]])
    speakers: list[tuple[Span, int]] = field(default_factory=list[tuple[Span, int]])
    namings: list[tuple[Span, Naming]] = field(default_factory=list[tuple[Span, Naming]])
    hits: list[Span] = field(default_factory=list[Span])

    def add_quote(self, quote: QuoteView, hits: Iterable[TextSpan] = ()) -> None:
        """Add the content, cue and speaker of a quote, and what was sought in it."""
        self.parts += [(_span(part), quote.id) for part in quote.parts]
        if quote.cue is not None:
            self.cues.append((_span(quote.cue), quote.id))
        if quote.speaker is not None and quote.speaker.mention is not None:
            span = _span(quote.speaker.mention)
            self.speakers.append((span, quote.id))
            if quote.speaker.actor is not None:
                self.namings.append((span, Naming(span, quote.speaker.actor)))
        self.hits += [_span(hit) for hit in hits]

    def add_actor(self, view: ArticleActorView) -> None:
        """Add everything that names an actor."""
        spans = [(_span(mention.span), mention.kind) for mention in view.mentions]
        self.namings += [(span, Naming(span, view.actor, kind)) for span, kind in spans]

    def passages(self, text: str, start: int = 0) -> list[Passage]:
        """Return `text`, which begins at `start` of its article, cut into passages; joined they are the text again.

        Where several names cover the same letters, the shortest counts. All offsets are those of the article.
        """
        seen: set[int] = set()
        passages: list[Passage] = []
        for quotes, group in groupby(self._runs(text, start), key=attrgetter("quotes")):
            inside = tuple(group)
            opens = tuple(quote for quote in quotes if quote not in seen)
            seen.update(opens)
            passages.append(Passage(inside[0].start, inside[-1].end, quotes, opens, inside))
        return passages

    def _runs(self, text: str, start: int) -> Iterator[Run]:
        end = start + len(text)
        spans = [*_spans(self.parts), *_spans(self.cues), *_spans(self.speakers), *_spans(self.namings)]
        edges = {edge for span in (*spans, *self.hits) for edge in (span.start, span.end) if start < edge < end}
        parts, cues, speakers = Cover(self.parts), Cover(self.cues), Cover(self.speakers)
        namings, hits = Cover(self.namings), Cover([(hit, True) for hit in self.hits])
        for low, high in pairwise(sorted({start, *edges, end})):
            yield Run(
                start=low,
                end=high,
                text=text[low - start : high - start],
                quotes=tuple(sorted(parts.over(low))),
                cue_of=tuple(sorted(cues.over(low))),
                speaker_of=tuple(sorted(speakers.over(low))),
                naming=min(namings.over(low), key=_closeness, default=None),
                hit=bool(hits.over(low)),
            )


class Cover(Generic[Mark]):
    """Which marks lie over a place; places are asked for from left to right."""

    def __init__(self, marks: Iterable[tuple[Span, Mark]]) -> None:
        self._waiting = sorted(marks, key=lambda told: told[0], reverse=True)
        self._open: list[tuple[Span, Mark]] = []

    def over(self, place: int) -> set[Mark]:
        """Return the marks that lie over the letter at `place`."""
        while self._waiting and self._waiting[-1][0].start <= place:
            self._open.append(self._waiting.pop())
        self._open = [told for told in self._open if told[0].end > place]
        return {mark for _, mark in self._open}


def _spans(marks: Iterable[tuple[Span, Mark]]) -> Iterator[Span]:
    return (span for span, _ in marks)


def _span(told: TextSpan) -> Span:
    return Span(told.start, told.end)


def _closeness(naming: Naming) -> tuple[int, int, bool]:
    """Order names by length; of the same words, what says how they name the actor comes first."""
    return len(naming.span), naming.actor.id, naming.kind is MentionKind.NAME
