"""Nominal phrases: a noun that can stand for an actor with its determiner, its adjectives and its complements."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.draft import Draft, Name
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.actors import ActorRules
from app.extraction.languages.shapes.names import ActingWords

_LONGEST = 16
_SMALL = 2


class Determiner(StrEnum):
    """How a phrase begins."""

    NONE = "none"
    DEFINITE = "definite"
    POSSESSIVE = "possessive"
    INDEFINITE = "indefinite"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A nominal phrase over tokens: `[first, core)` its determiner, `[core, last)` the rest, with the noun `head`.

    `names` are the names among its complements, `countries` the codes of the countries it is said of.
    """

    first: int
    core: int
    head: int
    last: int
    determiner: Determiner
    two: bool
    names: tuple[Name, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads the nominal phrases of a draft."""

    index: TokenIndex
    rules: ActorRules
    acting: ActingWords
    names_at: dict[int, Name]
    demonyms_at: dict[int, Name]

    @classmethod
    def of(cls, draft: Draft, index: TokenIndex, rules: ActorRules, acting: ActingWords) -> "PhraseReader":
        """Return a reader of `draft`."""
        names = {index.range(n.span.start, n.span.end)[0]: n for n in draft.names if n.kind is MentionKind.NAME}
        demonyms = {index.range(n.span.start, n.span.end)[0]: n for n in draft.names if n.kind is MentionKind.DEMONYM}
        return cls(index, rules, acting, names, demonyms)

    def phrases(self) -> Iterator[Phrase]:
        """Yield the phrases in text order; one may lie in another ("le procureur de la police")."""
        for head in self.index.where(_nouns(self.rules)):
            if head not in self.names_at:
                yield self._around(head)

    def _around(self, head: int) -> Phrase:
        core = head
        while core and self.index.together(core - 1, core) and self.index.norm(core - 1) in self.rules.before:
            core -= 1
        kind = self._determiner(core)
        two = any(self.index.norm(number) in self.rules.two for number in range(core, head))
        last, names, countries = self._complements(head + 1)
        first = core if kind is Determiner.NONE else core - 1
        return Phrase(first, core, head, last, kind, two, names, countries)

    def _determiner(self, core: int) -> Determiner:
        if not core or not self.index.together(core - 1, core):
            return Determiner.NONE
        norm = self.index.norm(core - 1)
        if norm in self.rules.definite or norm in self.rules.fused:
            return Determiner.DEFINITE
        if norm in self.rules.possessive:
            return Determiner.POSSESSIVE
        return Determiner.INDEFINITE if norm in self.rules.indefinite else Determiner.NONE

    def _complements(self, start: int) -> tuple[int, tuple[Name, ...], tuple[str, ...]]:
        names: list[Name] = []
        last = number = start
        while number < len(self.index) and number - start < _LONGEST and self.index.together(start - 1, number):
            name = self.names_at.get(number)
            if self._is_adjective(number):
                number += 1
            elif name is not None and not names and self._is_apposed(name, start, number):
                number = self.index.range(name.span.start, name.span.end)[1]
                names.append(name)
            elif (after := self._past_linker(number)) is not None:
                number, name = self._content(after)
                names += [name] if name else []
                if number == after:
                    break
            else:
                break
            last = number
        countries = [name.country for name in names if name.type is EntityType.COUNTRY and name.country]
        adjectives = [self.demonyms_at[n].country for n in range(start, last) if n in self.demonyms_at]
        return last, tuple(names), tuple(dict.fromkeys(code for code in (*adjectives, *countries) if code))

    def _is_apposed(self, name: Name, start: int, number: int) -> bool:
        """Whether a name goes on with the phrase without a preposition: "la société X", "le gouvernement X"."""
        head = self.index.norm(start - 1)
        if name.type is EntityType.PERSON:
            return number == start and head in self.rules.governments
        return name.type is EntityType.ORGANIZATION and (number > start or head in self.rules.firms)

    def _is_adjective(self, number: int) -> bool:
        index, norm = self.index, self.index.norm(number)
        if not index.is_word(number) or index.is_capital(number):
            return False
        if number in self.demonyms_at or norm in self.rules.adjectives:
            return True
        return (
            norm.endswith(self.rules.adjective_endings)
            and norm not in self.acting.finite
            and norm not in self.rules.definite
        )

    def _past_linker(self, number: int) -> int | None:
        """Return the token after a preposition and its article at `number`; None where there is no preposition."""
        index, norm = self.index, self.index.norm(number)
        if norm in self.rules.joints:
            after = self._past_linker(number + 1) if index.norm(number + 1) in self.rules.linkers else None
            return after if after is not None and index.is_capital(after) else None
        if norm not in self.rules.linkers:
            return None
        after = number + 1
        if norm not in self.rules.fused and index.norm(after) in self.rules.definite:
            after += 1
        if norm in self.rules.capital_linkers and not (index.is_capital(after) or after in self.names_at):
            return None
        return after if index.together(number, after) else None

    def _content(self, number: int) -> tuple[int, Name | None]:
        """Return the token after the noun at `number`, and the name where it is one."""
        name = self.names_at.get(number)
        if name is not None:
            return self.index.range(name.span.start, name.span.end)[1], name
        while self.index.norm(number) in self.rules.before and self.index.is_word(number + 1):
            number += 1
        if not self.index.is_word(number):
            return number, None
        return number + 1, None


@cache
def _nouns(rules: ActorRules) -> frozenset[str]:
    """Return the nouns that a phrase may have as its head."""
    nouns = rules.persons | rules.titles | rules.governments | rules.lands | rules.bodies | rules.firms | rules.crowds
    pairs = frozenset(rules.person_pairs) | rules.land_pairs
    return nouns | rules.press | rules.allies | rules.members | pairs


def span_of(index: TokenIndex, phrase: Phrase, *, determined: bool) -> Span:
    """Return where `phrase` stands, with its determiner or without it."""
    return index.span(phrase.first if determined else phrase.core, phrase.last)


def words_of(index: TokenIndex, phrase: Phrase) -> frozenset[str]:
    """Return the folded words of `phrase` without determiners and prepositions: what two phrases are compared by."""
    words = fold(index.span(phrase.core, phrase.last).of(index.text)).split()
    return frozenset(word for word in words if len(word) > _SMALL)
