"""Events: a trigger verb with its subject and its object, both in the trigger's own clause."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from app.domain.annotations import Entity, Modality
from app.extraction.languages.shapes.relations import RelationRules, VerbFrame
from app.extraction.relations.claims import DESCRIBING, Claim
from app.extraction.relations.concerns import FearedThings
from app.extraction.relations.finder import Finder
from app.extraction.relations.page import Page, have_common
from app.extraction.relations.phrases import Phrase, Phrases, Titled
from app.extraction.relations.subjects import Subjects
from app.extraction.relations.verbs import VerbGroup, VerbReader, is_condition

_AGENT_REACH = 14
_CLAUSE_REACH = 40


class EventFinder(Finder):
    """Finds what the verbs of a page state."""

    def __init__(self, page: Page, rules: RelationRules, titled: Mapping[int, Titled]) -> None:
        super().__init__(page, rules, titled)
        self._verbs = VerbReader(page, rules)
        self._subjects = Subjects(page, rules, self._verbs)
        self._feared = FearedThings(page, rules)

    def find(self) -> Iterator[Claim]:
        """Yield the events of the page."""
        for number, spots in groupby(self._page.spots(self._rules.verbs.keys()), lambda spot: spot[0]):
            within = self._page.sentences[number]
            groups = list(self._verbs.read((word for _, word in spots), within))
            if groups:
                phrases = Phrases(self._page, self._all, self._titled, within)
                told = -1
                for group in groups:
                    if group.head != told:
                        for claim in self._claims(group, phrases, within, number):
                            told = group.head
                            yield claim

    def _claims(self, group: VerbGroup, phrases: Phrases, within: tuple[int, int], number: int) -> Iterator[Claim]:
        left = self._subject(group, phrases, within)
        if not left:
            return
        right = self._other_end(group, phrases, within, left)
        if right is None and group.frame.mutual and not group.passive:
            left, right = left[:1], left[1:]
        if not right:
            return
        frame = group.frame
        source, target = (right, left) if group.passive != frame.reversed else (left, right)
        source, target = self._typed(source, frame.sources), self._typed(target, frame.targets)
        if not source or not target or have_common(source, target):
            return
        yield Claim(
            frame.type,
            source,
            target,
            (group.head if group.bare else group.first, group.last),
            number,
            mode=frame.mode,
            symmetric=frame.symmetric,
            polarity=group.polarity,
            modality=self._time(group, within),
            confidence=DESCRIBING if group.bare else 0.75,
        )

    def _other_end(
        self, group: VerbGroup, phrases: Phrases, within: tuple[int, int], subject: tuple[Entity, ...]
    ) -> tuple[Entity, ...] | None:
        if group.stood_for:
            return self._subjects.meant_beside(group.first, within[0], subject)
        return self._agent(group, phrases, within[1]) if group.passive else self._object(group, phrases, within[1])

    def _subject(self, group: VerbGroup, phrases: Phrases, within: tuple[int, int]) -> tuple[Entity, ...]:
        found = self._subjects.of(group, phrases, within[0])
        if not found and group.frame.loose and group.frame.reversed and not group.passive:
            return self._feared.before(group.first, *within)
        return found

    def _typed(self, actors: tuple[Entity, ...], types: frozenset[object]) -> tuple[Entity, ...]:
        return tuple(actor for actor in actors if not types or actor.type in types)

    def _time(self, group: VerbGroup, within: tuple[int, int]) -> Modality:
        if group.modality is not Modality.ACTUAL:
            return group.modality
        first = group.first
        while first > max(within[0], group.first - _CLAUSE_REACH) and self._words[first - 1] != ",":
            first -= 1
        if is_condition(self._words, first, self._rules):
            return Modality.HYPOTHETICAL
        return Modality.ACTUAL

    def _object(self, group: VerbGroup, phrases: Phrases, end: int) -> tuple[Entity, ...] | None:
        frame = group.frame
        at = self._verbs.skip_adverbs(group.last, end)
        if frame.loose and not frame.reversed:
            return self._feared_by(frame, phrases, at, end)
        if at < end and self._words[at] in self._rules.that:
            phrase = phrases.at(at + 1) if self._rules.that & frame.links else None
            return phrase.actors or None if phrase is not None and not phrase.link else None
        phrase = self._past_circumstances(frame, phrases, at)
        if phrase is None or phrase.link not in frame.links:
            return None
        if frame.then and (phrase.last >= end or self._words[phrase.last] not in frame.then):
            return None
        return phrase.actors or (self._owner(phrase, phrases) if frame.owned else None)

    def _owner(self, thing: Phrase, phrases: Phrases) -> tuple[Entity, ...] | None:
        """Return whom a thing is of ("critique le plan de X"), unless it is something that X suffers."""
        if thing.noun in self._rules.suffered or self._page.hits(thing.last):
            return None
        if thing.inner:
            return thing.inner
        owner = phrases.at(thing.last)
        return owner.actors or None if owner is not None and owner.link in self._rules.owning else None

    def _feared_by(self, frame: VerbFrame, phrases: Phrases, at: int, end: int) -> tuple[Entity, ...] | None:
        """Return the actors of what is feared, the object itself where that is an actor."""
        phrase = phrases.at(at)
        if phrase is not None and phrase.link in frame.links and phrase.actors:
            return phrase.actors
        said = at < end and self._words[at] in self._rules.that
        linked = phrase is not None and phrase.link in frame.links
        return (self._feared.after(at, end) or None) if said or linked else None

    def _past_circumstances(self, frame: VerbFrame, phrases: Phrases, at: int) -> Phrase | None:
        """Return the phrase of the object, over one of time or place without actors ("a frappé pour la première fois X")."""
        phrase = phrases.at(at)
        if phrase is None or phrase.link in frame.links or phrase.actors:
            return phrase
        return phrases.at(phrase.last)

    def _agent(self, group: VerbGroup, phrases: Phrases, end: int) -> tuple[Entity, ...] | None:
        """Return the actors behind "par" after a passive verb."""
        for word in range(group.last, min(end, group.last + _AGENT_REACH)):
            if self._words[word] in self._rules.by:
                phrase = phrases.at(word)
                return phrase.actors if phrase is not None and phrase.actors else None
            if self._words[word] in (",", ";", ":") or self._words[word] in self._rules.subordinators:
                return None
        return None
