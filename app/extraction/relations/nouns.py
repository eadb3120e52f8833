"""Nouns: what a noun states between its complements ("la visite de X à Moscou", "l'accord entre A et B")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.annotations import Entity, EntityType, MentionKind, Modality, Polarity
from app.extraction.languages.shapes.relations import NounFrame, RelationRules
from app.extraction.relations.claims import Claim
from app.extraction.relations.page import Page
from app.extraction.relations.phrases import Phrase, Phrases, Titled

_ADJECTIVES = 3
_COMPLEMENTS = 4
_SIDE_REACH = 40
_DENIAL_REACH = 4
_VERB_REACH = 4


@dataclass(slots=True)
class _Ends:
    """The two ends of a noun as they are gathered, and where its phrase ends."""

    last: int
    source: tuple[Entity, ...] = ()
    target: tuple[Entity, ...] = ()
    adjectives: list[Entity] = field(default_factory=list[Entity])

    @property
    def complete(self) -> bool:
        """Whether both ends are known and differ."""
        return bool(self.source and self.target) and not set(self.source) & set(self.target)


class NounFinder:
    """Finds what the nouns of a page state."""

    def __init__(self, page: Page, rules: RelationRules, titled: Mapping[int, Titled]) -> None:
        self._page = page
        self._words = page.words
        self._all = rules
        self._rules = rules.events
        self._titled = titled
        self._countries = {
            entity.country: entity
            for entity in page.draft.entities
            if entity.type is EntityType.COUNTRY and entity.country
        }

    def find(self) -> Iterator[Claim]:
        """Yield what the nouns of the page state."""
        for number, (start, end) in enumerate(self._page.sentences):
            for word in range(start, end):
                frames = self._rules.nouns.get(self._words[word], ())
                if frames and word not in self._page.inside_names:
                    yield from self._claims(word, frames, (start, end), number)

    def _claims(
        self, word: int, frames: tuple[NounFrame, ...], within: tuple[int, int], number: int
    ) -> Iterator[Claim]:
        for frame in frames:
            ends = self._gather(frame, word, within)
            if not ends.complete:
                continue
            source = tuple(e for e in ends.source if not frame.sources or e.type in frame.sources)
            target = self._seated(frame, ends.target)
            if source and target:
                yield Claim(
                    frame.type,
                    source,
                    target,
                    (word, word + 1),
                    number,
                    mode=frame.mode,
                    symmetric=frame.mutual,
                    polarity=self._polarity(word, within[0]),
                    modality=self._modality(word, ends.last, within),
                    confidence=0.7,
                )
                return

    def _seated(self, frame: NounFrame, target: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Return the target, a capital replaced by its country where that is an actor of the text."""
        found = list(target)
        if frame.seat:
            for at, entity in enumerate(found):
                country = self._rules.capitals.get(entity.name) if entity.type is EntityType.PLACE else None
                found[at] = self._countries.get(country, entity) if country else entity
        return tuple(entity for entity in found if not frame.targets or entity.type in frame.targets)

    def _gather(self, frame: NounFrame, word: int, within: tuple[int, int]) -> _Ends:
        ends = _Ends(word + 1)
        self._read_adjectives(ends, within[1])
        phrases = Phrases(self._page, self._all, self._titled, (ends.last, min(within[1], ends.last + _SIDE_REACH)))
        if frame.mutual and ends.last < within[1] and self._words[ends.last] in self._rules.between:
            self._read_between(ends, phrases, within[1])
            return ends
        if frame.mutual and len(ends.adjectives) > 1:
            ends.source, ends.target = (ends.adjectives[0],), (ends.adjectives[1],)
            return ends
        if frame.adjective and ends.adjectives:
            ends.source = (ends.adjectives[0],)
        for _ in range(_COMPLEMENTS):
            phrase = phrases.at(ends.last)
            if phrase is None or not phrase.link or not self._take(frame, ends, phrase):
                break
            ends.last = phrase.last
        return ends

    def _take(self, frame: NounFrame, ends: _Ends, phrase: Phrase) -> bool:
        """Take a complement as an end; whether the reading goes on behind it."""
        if not phrase.actors:
            return phrase.link not in frame.source and phrase.link not in frame.target
        if phrase.link in frame.source and not ends.source:
            ends.source = phrase.actors
        elif phrase.link in frame.target and not ends.target:
            ends.target = phrase.actors
        else:
            return False
        return True

    def _read_adjectives(self, ends: _Ends, end: int) -> None:
        page = self._page
        for _ in range(_ADJECTIVES):
            word = ends.last
            if word >= end or page.name(word) is not None:
                return
            demonyms = [hit for hit in page.hits(word) if hit.kind is MentionKind.DEMONYM]
            if demonyms:
                ends.adjectives += [hit.entity for hit in demonyms]
                ends.last = demonyms[0].last
            elif self._words[word] in self._all.phrases.noun_adjectives:
                ends.last += 1
            else:
                return

    def _read_between(self, ends: _Ends, phrases: Phrases, end: int) -> None:
        """Read "entre A et B", and the two sides of "entre, d'un côté, A et B, et de l'autre, C et D"."""
        first = self._side(ends.last + 1, end, self._rules.sides)
        if first is not None:
            self._read_sides(ends, phrases, first, end)
            return
        phrase = phrases.at(ends.last)
        if phrase is not None and len(phrase.actors) > 1:
            ends.source, ends.target, ends.last = phrase.actors[:1], phrase.actors[1:], phrase.last

    def _side(self, word: int, end: int, words: tuple[str, ...]) -> int | None:
        """Return where what follows the fixed words ("d'un côté") begins, commas around them skipped."""
        word += word < end and self._words[word] == ","
        if not words or tuple(self._words[word : word + len(words)]) != words:
            return None
        word += len(words)
        return word + (word < end and self._words[word] == ",")

    def _read_sides(self, ends: _Ends, phrases: Phrases, word: int, end: int) -> None:
        left = phrases.at(word)
        if left is None:
            return
        for at in range(left.last, min(end, left.last + _VERB_REACH * 2)):
            if self._words[at] in self._rules.other_sides:
                at += 1
                at += at < end and self._words[at] == ","
                right = phrases.at(at)
                if right is not None:
                    ends.source, ends.target, ends.last = left.actors, right.actors, right.last
                return

    def _polarity(self, word: int, start: int) -> Polarity:
        before = self._words[max(start, word - _DENIAL_REACH) : word]
        denied = any(w in self._rules.denying for w in before) or bool(before and before[-1] in self._rules.none)
        return Polarity.NEGATED if denied else Polarity.AFFIRMED

    def _modality(self, word: int, last: int, within: tuple[int, int]) -> Modality:
        """Return the time of the verb whose subject the noun is, or of the conditional that stands before it."""
        if word > within[0] and self._words[word - 1] in self._all.roles.coming:
            return Modality.FUTURE
        for at in range(last, min(within[1], last + _VERB_REACH)):
            surface = self._words[at]
            known = self._rules.modals.get(surface) or self._rules.be.get(surface) or self._rules.have.get(surface)
            if known is not None:
                return known
            if surface.endswith(self._rules.conditional_endings):
                return Modality.HYPOTHETICAL
            if surface in (",", ";", ":") or surface in self._rules.subordinators:
                break
        return self._time_before(word, within[0])

    def _time_before(self, word: int, start: int) -> Modality:
        for at in range(word - 1, max(start, word - _SIDE_REACH) - 1, -1):
            surface = self._words[at]
            if surface in (",", ";", ":") or surface in self._rules.subordinators:
                break
            if surface in self._rules.conditions or surface.endswith(self._rules.conditional_endings):
                return Modality.HYPOTHETICAL
            known = self._rules.modals.get(surface) or self._rules.be.get(surface) or self._rules.have.get(surface)
            if known in (Modality.HYPOTHETICAL, Modality.FUTURE):
                return known
        return Modality.ACTUAL
