"""What is known of a candidate for the speaker of a quote, as named numbers for the learned ranking.

Most names begin with the kind of the slot, so that what matters for pronouns is learned apart from what matters for names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from app.domain.annotations import MentionKind, Quote
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.speakers.candidates import Candidate
from app.extraction.speakers.cast import Cast, Place, is_governed, is_inside
from app.extraction.speakers.nominals import content
from app.extraction.speakers.pronouns import agreement, topic
from app.extraction.speakers.scene import Scene
from app.extraction.speakers.slots import Slot, SlotKind

_FAR = 6
_MANY = 6
_REACH = 40
_RANKS = 4
_DOUBT = -4.0
_LITTLE = 0.01


@dataclass(frozen=True, slots=True)
class Rivals:
    """The slots of a quote beside one of them: how many, and the most that the tagger believes in one."""

    count: int
    belief: float

    @classmethod
    def of(cls, slot: Slot, slots: Iterable[Slot]) -> "Rivals":
        """Return the rivals of `slot` among `slots`; what overlaps it is none where the tagger's belief is compared."""
        others = [one for one in slots if one.span is not None and one != slot]
        apart = (one.belief for one in others if slot.span is None or (one.span and not one.span.overlaps(slot.span)))
        return cls(len(others), max(apart, default=0.0))


@dataclass(frozen=True, slots=True)
class FeatureReader:
    """Reads the features of candidates in one draft; `title` is the title line, where there is one."""

    cast: Cast
    scene: Scene
    text: str
    title: Span | None

    @classmethod
    def of(cls, draft: Draft, cast: Cast, scene: Scene) -> "FeatureReader":
        """Return a reader of `draft`."""
        return cls(cast, scene, draft.text, draft.heading.title)

    def all_features(self, quote: Quote, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
        """Return the features of each of the candidates for a quote."""
        slots = list(dict.fromkeys(one.slot for one in candidates))
        rivals = {slot: Rivals.of(slot, slots) for slot in slots}
        return [self.features(quote, one, rivals[one.slot]) for one in candidates]

    def features(self, quote: Quote, candidate: Candidate, rivals: Rivals) -> dict[str, float]:
        """Return the features of one of the candidates for a quote; `rivals` are the other slots."""
        slot = candidate.slot
        kind = slot.kind.value
        found = {f"{kind}:{candidate.path}": 1.0, f"{kind}:rank:{min(candidate.rank, _RANKS)}": 1.0}
        found[f"{slot.source}:{kind}:{candidate.path}"] = 1.0
        self._of_slot(quote, slot, found, rivals)
        if candidate.key is not None:
            self._of_actor(quote, candidate, candidate.key, found)
        elif candidate.made is not None:
            found[f"{kind}:made:{candidate.made[1]}"] = 1.0
            found[f"made:{self._noun(slot.span)}"] = 1.0
        return found

    def _of_slot(self, quote: Quote, slot: Slot, found: dict[str, float], rivals: Rivals) -> None:
        source = slot.source.value
        found[f"slot:{slot.kind}:{source}"] = 1.0
        found[f"slot:{source}:rivals"] = float(min(rivals.count, 3))
        if slot.decoded:
            found["slot:decoded"] = 1.0
        if slot.span is not None and slot.belief:
            found["slot:belief"] = slot.belief
            found[f"slot:{source}:belief"] = slot.belief
            found["slot:doubt"] = max(_DOUBT, log(slot.belief + _LITTLE))
            found["slot:over"] = slot.belief - rivals.belief
        elif rivals.belief:
            found["slot:nowhere:over"] = rivals.belief
        if slot.span is None:
            found["slot:nowhere:cue"] = float(quote.cue is not None)
            return
        where = quote.cue or quote.parts[0]
        apart = self.scene.sentences_between(min(where.start, slot.span.start), max(where.start, slot.span.start))
        found[f"slot:{source}:apart"] = float(min(apart, 3))
        if not slot.ruled:
            (first, last), (begin, end) = self.cast.token_range(where), self.cast.token_range(slot.span)
            side = "before" if end <= first else "behind"
            between = first - end if end <= first else begin - last
            found[f"slot:{source}:{side}"] = 1.0
            found[f"slot:{source}:{side}:tokens"] = float(min(between, 30)) / 10
            if self.scene.is_subject(self.cast, slot.span):
                found[f"slot:{source}:{side}:subject"] = 1.0
            if self.scene.opens(self.cast, slot.span):
                found[f"slot:{source}:{side}:opens"] = 1.0

    def _of_actor(self, quote: Quote, candidate: Candidate, key: str, found: dict[str, float]) -> None:
        slot, kind = candidate.slot, candidate.slot.kind.value
        actor = self.cast[key]
        if candidate.suits and slot.kind is not SlotKind.PRONOUN:
            found[f"{candidate.path}:suits"] = candidate.suits
        found[f"{kind}:type:{actor.type}"] = 1.0
        count = min(len(actor.mentions), _MANY)
        found[f"{kind}:mentions"] = float(count)
        if self.title is not None and any(self.title.contains(m.span) for m in actor.mentions[:3]):
            found[f"{kind}:title"] = 1.0
        position = slot.span.start if slot.span is not None else quote.parts[0].start
        self._of_past(kind, key, position, found)
        if slot.kind is SlotKind.PRONOUN and slot.span is not None:
            if topic(self.cast, self.scene, slot.span, self.text) == key:
                found["pronoun:topic"] = 1.0
            found["pronoun:suits"] = max(-5.0, candidate.suits)
            found[f"pronoun:{agreement(self.cast, key, slot.span, self.text)}"] = 1.0
        if candidate.path == "named" and slot.span is not None:
            self._of_name(slot.span, key, found)
        else:
            self._of_nearest(quote, kind, key, position, found)

    def _noun(self, span: Span | None) -> str:
        """Return what kind of noun a phrase has at its head."""
        words = content(self.cast, span) if span is not None else []
        rules = self.cast.rules
        kinds = {
            "government": rules.governments,
            "work": rules.works,
            "body": rules.bodies,
            "crowd": rules.crowds,
            "person": rules.people,
        }
        return next((kind for kind, nouns in kinds.items() if words and words[0] in nouns), "other")

    def _of_past(self, kind: str, key: str, position: int, found: dict[str, float]) -> None:
        """What the actor has said before."""
        spoken = self.scene.spoken_before(position)
        if not spoken:
            found[f"{kind}:first"] = 1.0
            return
        if spoken[-1][0] == key:
            found[f"{kind}:last"] = 1.0
            apart = self.scene.sentences_between(spoken[-1][1], position)
            found[f"{kind}:last:apart"] = float(min(apart, _FAR))
            if self.scene.paragraphs_between(spoken[-1][1], position) == 0:
                found[f"{kind}:last:paragraph"] = 1.0
        elif any(one[0] == key for one in spoken):
            found[f"{kind}:spoke"] = 1.0

    def _of_name(self, span: Span, key: str, found: dict[str, float]) -> None:
        """How much of the slot the name takes, and how it stands in it."""
        places = [place for place in self.cast.inside(span) if place.entity == key]
        best = max(places, key=lambda place: (place.kind is MentionKind.NAME, place.span.end - place.span.start))
        first, last = self.cast.token_range(best.span)
        begin, end = self.cast.token_range(span)
        found[f"named:{best.kind}"] = 1.0
        found["named:before"] = float(min(max(first - begin, 0), 4))
        found["named:behind"] = float(min(max(end - last, 0), 4))
        if first > begin and best.kind is MentionKind.NAME:
            found[f"named:behind:{self._noun(span)}:{self.cast[key].type}"] = 1.0
        if begin > first or end < last:
            found["named:cut"] = 1.0
        if is_governed(self.cast, span, best.span):
            found["named:governed"] = 1.0

    def _of_nearest(self, quote: Quote, kind: str, key: str, position: int, found: dict[str, float]) -> None:
        """Where the actor stands nearest before the slot."""
        nearest, order = self._nearest(key, position)
        if nearest is None:
            found[f"{kind}:unseen"] = 1.0
            return
        start = nearest.span.start
        apart = min(self.scene.sentences_between(start, position), _FAR)
        found[f"{kind}:apart:{min(apart, 3)}"] = 1.0
        found[f"{kind}:apart"] = float(apart)
        found[f"{kind}:order:{min(order, _RANKS)}"] = 1.0
        found[f"{kind}:kind:{nearest.kind}"] = 1.0
        subject = self.scene.is_subject(self.cast, nearest.span)
        if subject:
            found[f"{kind}:subject"] = 1.0
            found[f"{kind}:subject:apart:{min(apart, 3)}"] = 1.0
        if self.scene.opens(self.cast, nearest.span):
            found[f"{kind}:opens"] = 1.0
            found[f"{kind}:opens:apart:{min(apart, 3)}"] = 1.0
        if is_inside(self.scene.contents, start):
            found[f"{kind}:said"] = 1.0
        if self.scene.paragraphs_between(start, position) == 0:
            found[f"{kind}:paragraph"] = 1.0
        if any(part.contains(nearest.span) for part in quote.parts):
            found[f"{kind}:own"] = 1.0

    def _nearest(self, key: str, position: int) -> tuple[Place | None, int]:
        """Return the nearest mention of an actor before `position`, and how many other actors stand between."""
        between: set[str] = set()
        for place in self.cast.before(position, _REACH):
            if place.entity == key:
                return place, len(between)
            between.add(place.entity)
        return None, len(between)
