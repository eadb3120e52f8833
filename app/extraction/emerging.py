"""Emerging: what one text tells of phrases that may be names and that no list holds, without a tagger.

Two constructions are read: a phrase in the plural behind an article ("les gilets jaunes"), and what follows a noun for a
body with a capital or a number sign ("le mouvement Nuit debout"). Most of them are nothing; the corpus decides.
"""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.domain.annotations import EntityType
from app.domain.emergence import Evidence, Sighting, Sightings
from app.domain.names import fold
from app.extraction.acting import acts
from app.extraction.draft import Draft
from app.extraction.entities.demonyms import Demonyms, demonyms_of
from app.extraction.entities.lexicon import lexicon_of
from app.extraction.indexing import TokenIndex
from app.extraction.languages import PACKS
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.emergence import EmergenceRules
from app.extraction.segmentation import segment

_OPENING, _CLOSING = frozenset("«“\"'"), frozenset("»”\"'")
_LONGEST = 3
_OPEN = 2
_NONE = frozenset[Evidence]()


def read(text: str, language: str) -> Sightings:
    """Return what `text` tells; nothing where its language has no pack."""
    pack = PACKS.get(language)
    if pack is None:
        return Sightings()
    return sightings(segment(Draft(text, language=language), pack.text), pack)


def sightings(draft: Draft, pack: LanguagePack) -> Sightings:
    """Return what the segmented `draft` tells of phrases that hold no known name and no word for people of somewhere."""
    index = draft.index
    known = {number for one in lexicon_of(pack.names).find(index) for number in range(one.first, one.last)}
    reader = _Reader(index, pack.emergence, demonyms_of(pack.names), known)
    return Sightings((*reader.plural(), *reader.titled()), reader.heads())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Tokens `[first, last)` of a phrase; with its marks and article it goes from `opening` to `closing`."""

    first: int
    last: int
    opening: int
    closing: int

    @property
    def is_marked(self) -> bool:
        return self.closing > self.last


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one text; `known` are the numbers of the tokens of known names."""

    index: TokenIndex
    rules: EmergenceRules
    demonyms: Demonyms
    known: AbstractSet[int]

    def heads(self) -> Counter[str]:
        """Return how often each word stands right behind an article of the plural, marks left out."""
        numbers = (self._past_mark(number + 1) for number in self.index.where(self.rules.plurals))
        return Counter(fold(self.index.norm(number)) for number in numbers if self.index.is_word(number))

    def plural(self) -> Iterator[Sighting]:
        """Yield each phrase behind an article of the plural."""
        for number in self.index.where(self.rules.plurals):
            phrase = self._marked(number) or self._open(number)
            if phrase is not None and self._is_unknown(phrase):
                yield self._sighting(phrase, EntityType.GROUP, self._evidence(phrase))

    def titled(self) -> Iterator[Sighting]:
        """Yield what begins with a capital right behind a noun for a body, up to the first word that ends it."""
        for number in self.index.where(self.rules.bodies):
            phrase = self._named(number)
            if phrase is not None and self._is_unknown(phrase):
                acting = (
                    {Evidence.ACTING}
                    if acts(self.index, self.rules.acting, number, phrase.closing)
                    else set[Evidence]()
                )
                yield self._sighting(phrase, EntityType.ORGANIZATION, frozenset({Evidence.TITLED, *acting}))

    def _is_unknown(self, phrase: _Phrase) -> bool:
        numbers = range(phrase.first, phrase.last)
        return not any(n in self.known or self.demonyms.means_people(self.index.norm(n)) for n in numbers)

    def _past_mark(self, number: int) -> int:
        return number + 1 if self.index.norm(number) in _OPENING else number

    def _marked(self, article: int) -> _Phrase | None:
        """Return the phrase of up to three words between marks behind an article."""
        first = self._past_mark(article + 1)
        last = first
        while self.index.is_word(last) and last - first <= _LONGEST:
            last += 1
        closed = first > article + 1 and self.index.norm(last) in _CLOSING and self.index.together(article, last)
        return _Phrase(first, last, article, last + 1) if closed and 0 < last - first <= _LONGEST else None

    def _open(self, article: int) -> _Phrase | None:
        """Return the one or two words behind an article of which the last is in the plural."""
        last = first = article + 1
        while last - first < _OPEN and self._goes_on(article, last):
            last += 1
        plural = last > first and self.index.norm(last - 1).endswith(self.rules.endings)
        return _Phrase(first, last, article, last) if plural else None

    def _goes_on(self, article: int, number: int) -> bool:
        together = self.index.together(article, number) and self.index.is_word(number)
        return together and self.index.norm(number) not in self.rules.common

    def _named(self, body: int) -> _Phrase | None:
        first = self._past_mark(body + 1)
        if not self.index.is_capital(first) and self.index.norm(first) != "#":
            return None
        last = first + 1
        while last - first <= _LONGEST and self.index.is_word(last) and self.index.norm(last) not in self.rules.common:
            last += 1
        if not self.index.together(body, last - 1):
            return None
        return _Phrase(first, last, body, last + int(self.index.norm(last) in _CLOSING))

    def _evidence(self, phrase: _Phrase) -> frozenset[Evidence]:
        """Return what speaks for a phrase behind an article; a common word for people as its head speaks against all."""
        index = self.index
        if index.norm(phrase.first) in self.rules.common:
            return _NONE
        capital = index.is_capital(phrase.first) and not index.opens[phrase.first]
        of_it = index.norm(phrase.opening) in self.rules.genitives
        found = {
            Evidence.MARKED: phrase.is_marked or capital,
            Evidence.BELONGING: self._has(phrase) if of_it else self._deals(phrase),
            Evidence.ACTING: not of_it and (self._does(phrase) or self._has_done(phrase)),
        }
        return frozenset(kind for kind, speaks in found.items() if speaks)

    def _has(self, phrase: _Phrase) -> bool:
        return self.index.norm(phrase.opening - 1) in self.rules.belongings

    def _deals(self, phrase: _Phrase) -> bool:
        facing, dealing = self.index.norm(phrase.opening - 1), self.index.norm(phrase.opening - 2)
        return facing in self.rules.facing and dealing in self.rules.dealings

    def _does(self, phrase: _Phrase) -> bool:
        return acts(self.index, self.rules.acting, phrase.opening, phrase.closing)

    def _has_done(self, phrase: _Phrase) -> bool:
        """Whether something was done by it: "occupé par les X"."""
        agent, participle = phrase.opening - 1, phrase.opening - 2
        by = self.index.norm(agent) in self.rules.agents and self.index.together(participle, agent)
        return by and self.index.norm(participle).endswith(self.rules.participles)

    def _sighting(self, phrase: _Phrase, type_: EntityType, evidence: frozenset[Evidence]) -> Sighting:
        surface = self.index.span(phrase.first, phrase.last).of(self.index.text)
        return Sighting(fold(surface), " ".join(surface.split()), type_, evidence)
