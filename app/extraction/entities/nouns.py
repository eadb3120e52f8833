"""Names that begin with a common noun: institutions ("université de Genève", "Parti de la justice") and places ("rue de Rivoli").

The noun is followed by its adjectives and complements as far as they go. What is written with a capital in mid-sentence is
a name with all of that; what is not is one only with a capital or a word of nationality in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.domain.annotations import EntityType
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.demonyms import Demonyms
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules

_LONGEST = 14
_PREPOSITIONS = 3


@dataclass(frozen=True, slots=True)
class NounNames:
    """Finds the names that begin with a common noun."""

    index: TokenIndex
    rules: NameRules
    demonyms: Demonyms

    def candidates(self) -> Iterator[Candidate]:
        """Yield the names of institutions, national bodies and places."""
        for number in self.index.where(_heads(self.rules)):
            norm = self.index.norm(number)
            if norm in self.rules.national_bodies:
                yield from self._national(number)
            if norm in self.rules.institutions or norm in self.rules.capital_institutions:
                yield from self._institution(number, norm)
            if norm in self.rules.place_heads:
                yield from self._place(number)
            if norm in self.rules.event_heads:
                yield from self._event(number)
            if norm in self.rules.chambers:
                yield from self._chamber(number)
            if norm in self.rules.firms:
                yield from self._told(number, EntityType.ORGANIZATION)
            if norm in self.rules.settlements:
                yield from self._told(number, EntityType.PLACE)

    def _national(self, number: int) -> Iterator[Candidate]:
        if self.demonyms.means_country(self.index.norm(number + 1)) and self.index.together(number, number + 1):
            yield Candidate(number, number + 2, EntityType.ORGANIZATION, Source.PHRASE)

    def _institution(self, first: int, norm: str) -> Iterator[Candidate]:
        written_as_name = self.index.is_capital(first) and not self.index.opens[first]
        last = self._end(first + 1)
        if last == first + 1 or (norm not in self.rules.institutions and not self.index.is_capital(first)):
            return
        marked = any(self.index.is_capital(n) or self._is_demonym(n) for n in range(first + 1, last))
        if (written_as_name and norm in self.rules.capital_institutions) or marked:
            yield Candidate(first, last, EntityType.ORGANIZATION, Source.PHRASE)

    def _place(self, first: int) -> Iterator[Candidate]:
        number = first + 1
        if self.demonyms.means_country(self.index.norm(number)) and self.index.together(first, number):
            yield Candidate(first, number + 1, EntityType.PLACE, Source.HINT)
        linked = self.index.norm(number) in self.rules.linkers - self.rules.distant_linkers
        number += int(linked)
        melted = linked and self.index.norm(number - 1) in self.rules.guards
        articled = linked and (melted or self.index.norm(number) in self.rules.definite)
        number += int(self.index.norm(number) in self.rules.definite)
        open_to_all = self.index.norm(first) in self.rules.street_heads
        last = self._run(first, number)
        if last > number and (articled or (open_to_all and not linked) or (linked and not open_to_all)):
            yield Candidate(first, last, EntityType.PLACE, Source.PHRASE)

    def _run(self, first: int, number: int) -> int:
        """Return where the capitalised words that begin at `number` end; a person's given name or an adjective begins no such run."""
        last = number
        while self.index.is_capital(last) and self.index.together(first, last):
            norm = self.index.norm(last)
            if norm in self.rules.given_names or self._is_demonym(last):
                break
            last += 1
        return last

    def _event(self, first: int) -> Iterator[Candidate]:
        last = self._end(first + 1)
        if any(self.index.is_capital(number) for number in range(first + 1, last)):
            yield Candidate(first, last, None, Source.PHRASE)

    def _chamber(self, number: int) -> Iterator[Candidate]:
        """Yield a house of parliament that stands alone with its article and a capital."""
        named = self.index.is_capital(number) and self.index.norm(number - 1) in self.rules.guards
        if named and self._end(number + 1) == number + 1:
            yield Candidate(number, number + 1, EntityType.ORGANIZATION, Source.PHRASE)

    def _told(self, first: int, type_: EntityType) -> Iterator[Candidate]:
        """Yield the name that a common noun says the type of: "la société X", "la ville de X"."""
        number = first + 1
        while self._is_adjective(number) and not self.index.is_capital(number):
            number += 1
        if type_ is EntityType.PLACE and self.index.norm(number) in {"de", "d'"}:
            number += 1
        elif type_ is EntityType.PLACE and number > first + 1:
            return
        last = self._run(first, number)
        if last > number and len(self.index.norm(number)) > 1 and self.index.norm(number) not in self.rules.no_names:
            yield Candidate(number, last, type_, Source.HINT)

    def _end(self, start: int) -> int:
        """Return where the adjectives and complements of the noun before `start` end."""
        last = number = start
        complement = False
        while number < len(self.index) and number - start < _LONGEST and self.index.together(start - 1, number):
            if (
                self._is_adjective(number)
                or (number == start and self.index.is_capital(number))
                or self._is_capital_word(number)
            ):
                number += 1
            else:
                after = self._past_linker(number, self.index.norm(start - 1), complement=complement)
                if after is None or not self.index.is_word(after) or self._is_verb(after):
                    break
                number, complement = after + 1, True
            last = number
        return last

    def _is_capital_word(self, number: int) -> bool:
        if not self.index.is_capital(number) or self.index.norm(number) in self.rules.civilities:
            return False
        before = self.index.norm(number - 1)
        return (
            self.index.norm(number) not in self.rules.given_names or before in self.rules.linkers | self.rules.definite
        )

    def _past_linker(self, number: int, head: str, *, complement: bool) -> int | None:
        """Return the token after the preposition (and article) at `number` that goes on with a name that begins with `head`."""
        index, rules = self.index, self.rules
        if complement and index.norm(number) in rules.joints and index.norm(number + 1) in rules.linkers:
            number += 1
        norm = index.norm(number)
        if norm not in rules.linkers or (norm in rules.distant_linkers and head not in rules.far_reaching):
            return None
        after = number + 1
        if index.norm(after) in rules.definite:
            after += 1
        elif norm in rules.distant_linkers and not index.is_capital(after) and norm not in rules.plural_linkers:
            return None
        infinitive = index.norm(after).endswith(rules.infinitive_endings) and not index.is_capital(after)
        return after if index.together(number, after) and not infinitive else None

    def _is_adjective(self, number: int) -> bool:
        norm = self.index.norm(number)
        if not self.index.is_word(number) or self._is_verb(number):
            return False
        return norm in self.rules.adjectives or self._is_demonym(number) or norm.endswith(self.rules.adjective_endings)

    def _is_demonym(self, number: int) -> bool:
        return self.demonyms.means_people(self.index.norm(number))

    def _is_verb(self, number: int) -> bool:
        return self.index.norm(number) in self.rules.acting.finite


@cache
def _heads(rules: NameRules) -> frozenset[str]:
    """Return the nouns that a name may begin with."""
    told = rules.firms | rules.settlements
    bodies = rules.national_bodies | rules.institutions | rules.capital_institutions | rules.chambers
    return bodies | told | rules.place_heads | rules.event_heads


def is_portfolio(candidate: Candidate, index: TokenIndex, rules: NameRules) -> bool:
    """Whether a candidate is what somebody is minister of and no name ("le ministre de la Défense")."""
    number = candidate.first - 1
    while number > candidate.first - _PREPOSITIONS and index.norm(number) in rules.definite | rules.linkers:
        number -= 1
    if candidate.source is Source.LEXICON or candidate.type is EntityType.PERSON or number == candidate.first - 1:
        return False
    return index.norm(number) in rules.portfolios or index.norm(number - 1) in rules.portfolios
