"""Persons that a title gives away: capitalised words after a civility (`M. X`) or an office (`le ministre X`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.annotations import EntityType
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.demonyms import Demonyms
from app.extraction.entities.repair import is_acronym
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules

_LONGEST = 6


@dataclass(frozen=True, slots=True)
class TitledPersons:
    """Finds the persons that follow a title."""

    index: TokenIndex
    rules: NameRules
    demonyms: Demonyms

    def candidates(self) -> Iterator[Candidate]:
        """Yield the persons after civilities and offices."""
        index, rules = self.index, self.rules
        titles = index.where(rules.civilities | rules.offices)
        for number in sorted({*titles, *(article + 1 for article in index.where(rules.articles))}):
            norm = index.norm(number)
            if norm in rules.civilities:
                yield from self._run(number + 1)
            elif norm in rules.offices:
                yield from self._run(self._after_adjective(number), sure=False)
            elif self._is_somebody(number):
                yield from self._run(number + 1, sure=False)

    def _is_somebody(self, number: int) -> bool:
        """Whether a word says where somebody is from ("l'Américaine", "un Belge")."""
        index = self.index
        articled = number > 0 and index.norm(number - 1) in self.rules.articles
        told = index.is_capital(number) or index.norm(number + 1) in self.rules.given_names
        return articled and told and self.demonyms.means_people(index.norm(number))

    def _after_adjective(self, number: int) -> int:
        after = number + 1
        if self.demonyms.means_people(self.index.norm(after)) and not self.index.is_capital(after):
            return after + 1
        return after

    def _run(self, first: int, *, sure: bool = True) -> Iterator[Candidate]:
        if not sure and not self.index.is_capital(first):
            return
        last = run_of_name(self.index, self.rules, first)
        if last == first or not self.index.together(first - 1, last - 1):
            return
        norm = self.index.norm(first)
        if not sure and (is_acronym(self.index.surface(first)) or norm in self.rules.no_names | self.rules.offices):
            return
        if not self.demonyms.means_people(norm):
            full = norm in self.rules.given_names or last - first > 1
            source = Source.TITLE if sure else Source.HINT if full else Source.TAGGER
            yield Candidate(first, last, EntityType.PERSON, source)


def run_of_name(index: TokenIndex, rules: NameRules, first: int) -> int:
    """Return where the name that begins at `first` ends: capitalised words, with initials and particles among them.

    A preposition is only gone through after one word at most ("Dominique de Villepin", not "Jean Dupont de la CGT").
    """
    last = end = first
    words = 0
    while last < len(index) and last - first < _LONGEST and index.together(first, last):
        norm = index.norm(last)
        if norm in rules.civilities:
            break
        if index.is_capital(last):
            words += 1
            end = last + 1
        elif norm in rules.particles:
            if words > 1 and norm in rules.linkers:
                break
        elif not _is_initial_dot(index, last):
            break
        last += 1
    return end


def _is_initial_dot(index: TokenIndex, number: int) -> bool:
    return index.norm(number) == "." and index.touching(number) and len(index.norm(number - 1)) == 1
