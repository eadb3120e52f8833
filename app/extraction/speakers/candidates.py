"""Who may have said a quote: for every slot the actors that it may name, in the order in which rules would take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.annotations import EntityType, MentionKind, Quote
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.speakers.cast import Cast, Place, is_governed
from app.extraction.speakers.nominals import namesakes, new_actor, referents
from app.extraction.speakers.pronouns import antecedents
from app.extraction.speakers.scene import Scene
from app.extraction.speakers.slots import Slot, SlotKind, SlotReader

Made: TypeAlias = tuple[str, EntityType]
"""Name and type of an actor to be made."""
_NEAR = 2
_TWO = 2
_AROUND = 10
_MOST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a slot may name: a known one (`key`), one to be made of the slot's words (`made`), or nobody.

    `path` is the rule that found it, `rank` its place in the order of the rules for this slot, `suits` how well the rule
    likes it.
    """

    slot: Slot
    key: str | None
    path: str
    rank: int
    suits: float = 0.0
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class CandidateReader:
    """Lists who may have said a quote, the choice of the rules alone first."""

    text: str
    cast: Cast
    scene: Scene
    slots: SlotReader

    @classmethod
    def of(cls, draft: Draft, cast: Cast, scene: Scene) -> "CandidateReader":
        """Return a reader of `draft`."""
        return cls(draft.text, cast, scene, SlotReader.of(draft, cast, scene))

    def candidates(self, quote: Quote) -> list[Candidate]:
        """Return everybody who may have said `quote`, and nobody as the last candidate of each slot."""
        found: list[Candidate] = []
        slots = self.slots.slots(quote)
        first = slots[0]
        if first.ruled and first.span is not None and is_group(self.cast, first.span):
            # Two who speak together are nobody that stands around, although each of them is named.
            slots = [first]
        for slot in slots:
            seen: set[str] = set()
            for key, path, suits, made in self._of_slot(slot, quote):
                if key is None or key not in seen:
                    found.append(Candidate(slot, key, path, len(seen), suits, made))
                    seen.add(key or path)
            found.append(Candidate(slot, None, "nobody", len(seen)))
        return found

    def _of_slot(self, slot: Slot, quote: Quote) -> Iterator[tuple[str | None, str, float, Made | None]]:
        span = slot.span
        if span is None:
            yield from ((key, path, suits, None) for key, path, suits in self._unnamed(quote))
        elif slot.kind is SlotKind.PRONOUN:
            yield from (
                (key, "pronoun", suits, None) for key, suits in antecedents(self.cast, self.scene, span, self.text)
            )
        else:
            yield from self._of_words(span)

    def _of_words(self, span: Span) -> Iterator[tuple[str | None, str, float, Made | None]]:
        if is_group(self.cast, span):
            yield None, "group", 0.0, (group_name(self.cast, span, self.text), EntityType.GROUP)
            return
        yield from ((key, "named", 0.0, None) for key in named(self.cast, span))
        if self.cast.is_covered(span):
            return
        last = self.scene.last_speaker(span.start)
        for key, path, suits in referents(self.cast, span, self.text, last[0] if last else None):
            yield key, path, suits, None
        yield from ((key, "namesake", 0.0, None) for key in namesakes(self.cast, span, self.text))
        made = new_actor(self.cast, span, self.text)
        if made is not None:
            yield None, f"made {made[2]}", 0.0, made[:2]

    def _unnamed(self, quote: Quote) -> Iterator[tuple[str, str, float]]:
        """Yield who may go on speaking without being named: the last speaker, then who stands around."""
        start = quote.parts[0].start
        spoken = self.scene.last_speaker(start)
        if spoken is not None and self.scene.paragraphs_between(spoken[1], start) <= _NEAR:
            yield spoken[0], "carried", 0.0
        around = [place for place in self.cast.before(start, _AROUND) if self._may_speak(place)]
        yield from ((place.entity, "before", 0.0) for place in around[:_MOST])
        yield from ((place.entity, "after", 0.0) for place in self._behind(quote) if self._may_speak(place))

    def _behind(self, quote: Quote) -> list[Place]:
        end = quote.parts[-1].end
        return self.cast.inside(Span(end, end + _BEHIND))[:_NEAR]

    def _may_speak(self, place: Place) -> bool:
        return self.cast[place.entity].type in _SPEAKING and place.kind is not MentionKind.DEMONYM


_BEHIND = 150
_SPEAKING = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.COUNTRY})


def named(cast: Cast, span: Span) -> list[str]:
    """Return the actors whose mentions lie in `span`: first those that no preposition inside it governs, the longest first."""
    found = [place for place in cast.inside(span) if place.kind is not MentionKind.DEMONYM]
    free = [place for place in found if not is_governed(cast, span, place.span)]
    ordered = sorted(
        free, key=lambda place: (place.kind is not MentionKind.NAME, -_common(place, span), place.span.start)
    )
    return list(dict.fromkeys(place.entity for place in ordered))


def is_group(cast: Cast, span: Span) -> bool:
    """Whether two names joined by a conjunction speak together."""
    names = [place for place in cast.inside(span) if place.kind is MentionKind.NAME]
    if len(names) < _TWO or names[0].span.start > span.start or names[-1].span.end < span.end:
        return False
    joined = cast.norms(Span(names[0].span.end, names[-1].span.start))
    return len({place.entity for place in names}) >= _TWO and bool(cast.rules.conjunctions & set(joined))


def group_name(cast: Cast, span: Span, text: str) -> str:
    """Return what a group is called: its members as they stand, without the article behind the conjunction."""
    first, last = cast.token_range(span)
    kept = [
        index
        for index in range(first, last)
        if not (cast.norm(index) in cast.rules.articles and cast.norm(index - 1) in cast.rules.conjunctions)
    ]
    pieces = [cast.span(index, index + 1).of(text) for index in kept]
    return "".join(piece if piece.endswith(("'", "’")) else f"{piece} " for piece in pieces).replace(" ,", ",").strip()


def _common(place: Place, span: Span) -> int:
    return min(place.span.end, span.end) - max(place.span.start, span.start)
