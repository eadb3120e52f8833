"""The places where the speaker of a quote may be named: what the rules point at, what the tagger reads, who stands around."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.annotations import EntityType, MentionKind, Quote
from app.domain.spans import Span
from app.extraction.draft import Draft, Token
from app.extraction.speakers.cast import Cast, Place, is_governed
from app.extraction.speakers.pronouns import is_pronoun
from app.extraction.speakers.scene import Scene

_SENTENCES = 1
_MOST = 3
_WIDEST = 10
_REACH = 300
_SEARCHED = 12
_BESIDE = 40
_COMMAS = frozenset({",", "("})


class SlotKind(StrEnum):
    """How a slot names whoever speaks."""

    NAME = "name"
    PHRASE = "phrase"
    PRONOUN = "pronoun"
    NONE = "none"


class Source(StrEnum):
    """Who thinks of a slot."""

    RULES = "ruled"
    TAGGER = "read"
    APPOSED = "apposed"
    WIDER = "wider"
    SHORTER = "shorter"
    AROUND = "around"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for the speaker of a quote.

    `belief` is the mean probability that the tagger gives its words to be a speaker, `decoded` that it takes them for one,
    `ruled` that the rules do.
    """

    span: Span | None
    kind: SlotKind
    source: Source
    ruled: bool = False
    belief: float = 0.0
    decoded: bool = False


@dataclass(frozen=True, slots=True)
class SlotReader:
    """Reads the slots of quotes; `tagged` are the spans that the tagger takes for speakers, in text order."""

    text: str
    cast: Cast
    scene: Scene
    draft: Draft
    tagged: tuple[Span, ...]

    @classmethod
    def of(cls, draft: Draft, cast: Cast, scene: Scene) -> "SlotReader":
        """Return a reader of `draft`; without a tagger there are the slots of the rules alone."""
        spans = draft.tagged.spans("speaker") if draft.tagged is not None else []
        tokens = draft.tokens
        tagged = (Span(_start(tokens[s.first]), tokens[s.last - 1].end) for s in spans)
        return cls(draft.text, cast, scene, draft, tuple(tagged))

    def slots(self, quote: Quote) -> list[Slot]:
        """Return where the speaker of `quote` may stand: the slot of the rules first, nowhere last."""
        span = self._whole(quote.speaker.span) if quote.speaker is not None and quote.speaker.span is not None else None
        found = [] if span is None else [Slot(span, self._kind(span), Source.RULES, ruled=True)]
        for place in map(self._whole, self._near(quote)):
            self._add(found, Slot(place, self._kind(place), Source.TAGGER, decoded=True))
        for slot in tuple(found):
            for place, source in self._variants(slot):
                self._add(found, Slot(place, self._kind(place), source))
        for place in self._around(quote):
            if not any(slot.span is not None and slot.span.overlaps(place) for slot in found):
                self._add(found, Slot(place, self._kind(place), Source.AROUND))
        believed = [replace(slot, belief=self._belief(slot.span)) for slot in found if slot.span is not None]
        return [*believed, Slot(None, SlotKind.NONE, Source.NOWHERE, ruled=span is None)]

    def _whole(self, span: Span) -> Span:
        """Return the phrase for somebody that a slot is the end of (`la police de | Lyon`), else the slot itself."""
        around = (place.span for place in self.cast.inside(span) if place.kind is MentionKind.NOMINAL)
        return next((one for one in around if one.end == span.end and is_governed(self.cast, one, span)), span)

    def _belief(self, span: Span) -> float:
        if self.draft.tagged is None:
            return 0.0
        first, last = self.cast.token_range(span)
        # An inverted pronoun (`-t-elle`) is the end of its token.
        first = max(0, min(first, last - 1))
        return sum(map(self.draft.tagged.speaker, range(first, last))) / max(1, last - first)

    def _add(self, found: list[Slot], slot: Slot) -> None:
        """Add a slot, or that the tagger decodes it to the one in the same place."""
        same = next((n for n, one in enumerate(found) if one.span == slot.span), None)
        if same is None:
            found.append(slot)
        elif slot.decoded:
            found[same] = replace(found[same], decoded=True)

    def _variants(self, slot: Slot) -> Iterator[tuple[Span, Source]]:
        """Yield the places beside a slot that may be meant instead: a person apposed to it, more words or fewer."""
        if slot.span is None or slot.kind is SlotKind.PRONOUN:
            return
        yield from ((place, Source.APPOSED) for place in self._apposed(slot))
        wider, shorter = widened(self.cast, slot.span), shortened(self.cast, slot.span)
        if wider is not None:
            yield wider, Source.WIDER
        if shorter is not None:
            yield shorter, Source.SHORTER

    def _apposed(self, slot: Slot) -> Iterator[Span]:
        """Yield the persons named beside a phrase: `le ministre, X,`, `le ministre X`, `X, le ministre`."""
        if slot.span is None or slot.kind is not SlotKind.PHRASE:
            return
        first, last = self.cast.token_range(slot.span)
        behind = last + 1 if self.cast.norm(last) in _COMMAS else last
        before = first - 1 if self.cast.norm(first - 1) in _COMMAS else first
        for place in self.cast.named_near(slot.span, _BESIDE):
            begin, end = self.cast.token_range(place.span)
            if begin == behind or (end == before and before < first):
                yield place.span

    def _around(self, quote: Quote) -> list[Span]:
        """Return the mentions nearest before and behind the cue in its sentence, and the one that opens it."""
        if quote.cue is None:
            return []
        near = self.scene.around(quote.cue.start, _REACH)
        inside = [place for place in self.cast.inside(near) if self._speaks(place, quote)]
        before = [place.span for place in inside if place.span.end <= quote.cue.start]
        behind = [place.span for place in inside if place.span.start >= quote.cue.end]
        return list(dict.fromkeys([*before[-1:], *behind[:1], *before[:1]]))

    def _speaks(self, place: Place, quote: Quote) -> bool:
        if place.kind is MentionKind.DEMONYM or self.cast[place.entity].type is EntityType.PLACE:
            return False
        return not any(part.overlaps(place.span) for part in quote.parts)

    def _near(self, quote: Quote) -> list[Span]:
        """Return the tagged speakers around a quote, outside its content, the nearest to its cue first."""
        centre = quote.cue.start if quote.cue is not None else quote.parts[0].start
        first, last = quote.parts[0].start, quote.parts[-1].end
        low = bisect_left(self.tagged, first - _REACH, key=lambda span: span.start)
        high = bisect_left(self.tagged, last + _REACH, key=lambda span: span.start)
        near = [
            (abs(span.start - centre), span)
            for span in (*self.tagged[low:high][:_SEARCHED], *self.tagged[low:high][-_SEARCHED:])
            if self._apart(span.start, first) <= _SENTENCES or self._apart(span.start, last) <= _SENTENCES
        ]
        outside = [one for one in near if not any(part.overlaps(one[1]) for part in quote.parts)]
        return list(dict.fromkeys(span for _, span in sorted(outside)))[:_MOST]

    def _apart(self, one: int, other: int) -> int:
        return self.scene.sentences_between(min(one, other), max(one, other))

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


def _start(token: Token) -> int:
    """Return where the word of a token begins, behind the hyphens of an inverted pronoun."""
    return token.end - len(token.norm.rpartition("-")[2]) if token.norm.startswith("-") else token.start


def widened(cast: Cast, span: Span) -> Span | None:
    """Return the phrase that a slot is the complement of (`la police de | Lyon`, `le comité | Nobel`), None where it is none."""
    rules = cast.rules
    first, last = cast.token_range(span)
    index = first - 1
    if cast.norm(index) in rules.definite and cast.norm(index - 1) in rules.of:
        index -= 1
    if cast.norm(index) in rules.of:
        index -= 1
    elif not any(cast.norm(index) in nouns for nouns in (rules.bodies, rules.governments, rules.works)):
        return None
    for start in range(index, max(index - _WIDEST, -1), -1):
        if not cast.is_word(start):
            return None
        norm = cast.norm(start)
        if norm in rules.articles and norm not in rules.of and cast.norm(start - 1) not in rules.of:
            return cast.span(start, last) if start < index else None
        if norm in rules.prepositions and norm not in rules.of:
            return cast.span(start + 1, last) if start < index else None
    return None


def shortened(cast: Cast, span: Span) -> Span | None:
    """Return a slot without the adverbial or the relative clause at its end, None where it has none."""
    rules = cast.rules
    first, last = cast.token_range(span)
    for index in range(first + 1, last):
        norm = cast.norm(index)
        ends = (
            (norm in rules.clause_starts and norm not in rules.conjunctions)
            or norm in rules.relatives
            or (norm in rules.prepositions and norm not in rules.of)
        )
        if ends and not cast.in_name(index):
            return cast.span(first, index) if index > first + 1 or cast.norm(first) not in rules.articles else None
    return None
