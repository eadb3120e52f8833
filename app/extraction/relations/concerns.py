"""Concerns: who is afraid of whom, where the text names the thing feared and the actors only inside it."""

from collections.abc import Iterator, Mapping

from app.domain.annotations import Entity, EntityType, MentionKind, Modality, Polarity, RelationType
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.claims import Claim
from app.extraction.relations.finder import Finder
from app.extraction.relations.page import Hit, Page, distinct, have_common
from app.extraction.relations.phrases import Phrases, Titled

_REACH = 30
_CARRIER_REACH = 4
_CLOSING = frozenset((",", ";", ":", "(", ")"))
_ACTING = frozenset((EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.GROUP))
_PAIR = 2
_NAMING = frozenset((MentionKind.NAME, MentionKind.DEMONYM))


class FearedThings:
    """Reads the actors of a thing feared: those named in its words, or whom it stands for."""

    def __init__(self, page: Page, rules: RelationRules) -> None:
        self._page = page
        self._words = page.words
        self._all = rules
        self._rules = rules.events

    def after(self, word: int, end: int) -> tuple[Entity, ...]:
        """Return the actors of the thing that starts on `word` ("les conséquences d'une alliance entre A et B")."""
        if word < end and self._words[word] in self._rules.that:
            return self._subject_from(word + 1, end)
        last = self._page.skip_to(
            word, min(end, word + _REACH), _CLOSING | self._rules.subordinators - self._all.conjunctions
        )
        placed = self._page.skip_to(word, last, self._rules.placing)
        return self._named(word, placed) or self._pair_meant(word, last, end)

    def before(self, word: int, start: int, end: int) -> tuple[Entity, ...]:
        """Return the actors of the subject before the verb on `word`, of its reason where it only points back."""
        first = word
        while first > max(start, word - _REACH) and self._words[first - 1] not in _CLOSING | self._rules.that:
            first -= 1
        named = self._named(first, word)
        if named or first >= end or self._words[first] not in self._rules.pointing:
            return named
        return self._reason(word, end)

    def _reason(self, word: int, end: int) -> tuple[Entity, ...]:
        """Return the actors of the subject behind "car" ("cela inquiète X, car une alliance entre A et B ...")."""
        for at in range(word, min(end, word + _REACH)):
            if self._words[at] in self._rules.because:
                return self._subject_from(at + 1, end)
        return ()

    def _subject_from(self, word: int, end: int) -> tuple[Entity, ...]:
        verbs = self._rules.have.keys() | self._rules.be.keys() | self._rules.modals.keys() | self._rules.verbs.keys()
        last = self._page.skip_to(word, min(end, word + _REACH), _CLOSING | verbs | self._all.negations)
        return self._named(word, last)

    def _named(self, first: int, last: int) -> tuple[Entity, ...]:
        return distinct(hit.entity for hit in self._hits(first, last))

    def _hits(self, first: int, last: int) -> Iterator[Hit]:
        past = first
        for word in range(first, last):
            if word < past:
                continue
            for hit in self._page.hits(word):
                if hit.last <= last and hit.entity.type in _ACTING and hit.kind in _NAMING:
                    past = max(past, hit.last)
                    yield hit

    def _pair_meant(self, first: int, last: int, end: int) -> tuple[Entity, ...]:
        """Return whom "les deux puissances" in the words `[first, last)` means: two countries joined in one word before."""
        if not any(self._words[at] in self._rules.pairs for at in range(first, min(last, end))):
            return ()
        for word in range(first - 1, max(0, first - _REACH), -1):
            joined = [
                hit.entity for at in (word - 1, word) for hit in self._page.hits(at) if hit.kind is MentionKind.DEMONYM
            ]
            if len(distinct(joined)) == _PAIR:
                return distinct(joined)
        return ()


class ConcernFinder(Finder):
    """Finds who is told to be worried by nouns ("soulève des préoccupations pour X")."""

    def __init__(self, page: Page, rules: RelationRules, titled: Mapping[int, Titled]) -> None:
        super().__init__(page, rules, titled)
        self._feared = FearedThings(page, rules)

    def find(self) -> Iterator[Claim]:
        """Yield the concerns that nouns tell."""
        for number, word in self._page.spots(self._rules.worries):
            yield from self._claims(word, self._page.sentences[number], number)

    def _claims(self, word: int, within: tuple[int, int], number: int) -> Iterator[Claim]:
        verb = self._carrier(word, within[0])
        if verb is None:
            return
        phrases = Phrases(self._page, self._all, self._titled, (word + 1, min(within[1], word + _REACH)))
        at = self._page.skip(word + 1, within[1], self._all.phrases.noun_adjectives)
        phrase = phrases.at(at)
        if phrase is None or phrase.link not in self._rules.worried or not phrase.actors:
            return
        target = self._feared.before(verb, *within)
        if target and not have_common(phrase.actors, target):
            yield Claim(
                RelationType.CONCERN,
                phrase.actors,
                target,
                (word, word + 1),
                number,
                polarity=self._polarity(verb, within[0]),
                modality=self._modality(verb, within[0]),
                confidence=0.7,
            )

    def _carrier(self, word: int, start: int) -> int | None:
        """Return the verb that raises the concern, a few words before its noun."""
        for at in range(word - 1, max(start, word - _CARRIER_REACH) - 1, -1):
            if self._words[at] in self._rules.raising:
                return at
        return None

    def _polarity(self, verb: int, start: int) -> Polarity:
        denied = any(w in self._all.negations for w in self._words[max(start, verb - 2) : verb])
        return Polarity.NEGATED if denied else Polarity.AFFIRMED

    def _modality(self, verb: int, start: int) -> Modality:
        if self._words[verb].endswith(self._rules.conditional_endings):
            return Modality.HYPOTHETICAL
        before = self._words[verb - 1] if verb > start else ""
        known = self._rules.modals.get(before) or self._rules.have.get(before)
        return known or Modality.ACTUAL
