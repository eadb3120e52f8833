"""The places where the speaker of a quote may be named: what the rules point at, what the tagger reads, and no place at all."""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.annotations import MentionKind, Quote
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.speakers.cast import Cast
from app.extraction.speakers.pronouns import is_pronoun
from app.extraction.speakers.scene import Scene

_SENTENCES = 1
_MOST = 3


class SlotKind(StrEnum):
    """How a slot names whoever speaks."""

    NAME = "name"
    PHRASE = "phrase"
    PRONOUN = "pronoun"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for the speaker of a quote; `ruled` when the rules gave it, `belief` how sure the tagger is of it."""

    span: Span | None
    kind: SlotKind
    ruled: bool
    belief: float = 0.0


@dataclass(frozen=True, slots=True)
class SlotReader:
    """Reads the slots of quotes; `tagged` are the spans that the tagger takes for speakers, in text order."""

    text: str
    cast: Cast
    scene: Scene
    tagged: tuple[tuple[Span, float], ...]

    @classmethod
    def of(cls, draft: Draft, cast: Cast, scene: Scene) -> "SlotReader":
        """Return a reader of `draft`; without a tagger there are the slots of the rules alone."""
        spans = draft.tagged.spans("speaker") if draft.tagged is not None else []
        tokens = draft.tokens
        tagged = ((Span(tokens[s.first].start, tokens[s.last - 1].end), s.confidence) for s in spans)
        return cls(draft.text, cast, scene, tuple(tagged))

    def slots(self, quote: Quote) -> list[Slot]:
        """Return where the speaker of `quote` may stand: the slot of the rules first, nowhere last."""
        span = quote.speaker.span if quote.speaker is not None else None
        found = [] if span is None else [Slot(span, self._kind(span), ruled=True)]
        for place, belief in self._near(quote):
            same = next((n for n, slot in enumerate(found) if slot.span is not None and place == slot.span), None)
            if same is None:
                found.append(Slot(place, self._kind(place), ruled=False, belief=belief))
            else:
                found[same] = replace(found[same], belief=belief)
        return [*found, Slot(None, SlotKind.NONE, ruled=span is None)]

    def _near(self, quote: Quote) -> list[tuple[Span, float]]:
        """Return the tagged speakers around a quote, outside its content, the nearest to its cue first."""
        centre = quote.cue.start if quote.cue is not None else quote.parts[0].start
        first, last = quote.parts[0].start, quote.parts[-1].end
        near = [
            (abs(span.start - centre), span, belief)
            for span, belief in self.tagged
            if self.scene.sentences_between(min(span.start, first), max(span.start, first)) <= _SENTENCES
            or self.scene.sentences_between(min(span.start, last), max(span.start, last)) <= _SENTENCES
        ]
        outside = [one for one in near if not any(part.overlaps(one[1]) for part in quote.parts)]
        return [(span, belief) for _, span, belief in sorted(outside)[:_MOST]]

    def _kind(self, span: Span) -> SlotKind:
        if is_pronoun(self.cast, span, self.text):
            return SlotKind.PRONOUN
        heads = (place for place in self.cast.inside(span) if place.kind is MentionKind.NAME)
        return SlotKind.NAME if any(self._leads(place.span, span) for place in heads) else SlotKind.PHRASE

    def _leads(self, name: Span, span: Span) -> bool:
        """Whether only determiners and titles stand before a name in a slot."""
        rules = self.cast.rules
        before = self.cast.norms(Span(span.start, name.start)) if name.start > span.start else []
        return all(norm in rules.articles and norm not in rules.prepositions for norm in before)
