"""Demonyms: words of nationality, alone (`russe`, `les Américains`) or in compounds (`russo-chinois`, `pro-russe`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.draft import Name
from app.extraction.indexing import TokenIndex, fold_word
from app.extraction.languages.shapes.names import NameRules


@dataclass(frozen=True, slots=True)
class Demonyms:
    """The words of nationality of a language, folded, each with the codes of the countries it may mean."""

    words: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    neutral: frozenset[str]
    gentilics: frozenset[str]
    foreign: Mapping[str, tuple[str, ...]]

    def find(self, index: TokenIndex) -> list[Name]:
        """Return the demonyms of the text; one that several countries share goes to the one the text says otherwise."""
        words, foreign = self.words, self.foreign
        norms = {norm for norm, folded in index.folds.items() if folded in words or folded in foreign or "-" in norm}
        found = [pair for number in index.where(norms) if index.is_word(number) for pair in self._in(index, number)]
        sure = {codes[0] for _, codes in found if len(codes) == 1}
        return [_name(span, next((code for code in codes if code in sure), codes[0])) for span, codes in found]

    def is_foreign(self, word: str) -> bool:
        """Whether `word` is a word of nationality of another language alone."""
        folded = fold_word(word)
        return folded in self.foreign and folded not in self.words

    def means_country(self, word: str) -> bool:
        """Whether `word` is a word of nationality of a country."""
        return fold_word(word) in self.words

    def means_people(self, word: str) -> bool:
        """Whether `word` is said of the people of a country, region, town or faith."""
        folded = fold_word(word)
        return folded in self.words or folded in self.gentilics

    def _in(self, index: TokenIndex, number: int) -> Iterator[tuple[Span, tuple[str, ...]]]:
        token = index.tokens[number]
        folded = fold_word(token.norm)
        whole = self.words.get(folded) or (self.foreign.get(folded) if index.capital[number] else None)
        if whole is not None:
            yield token.span, whole
        elif "-" in token.norm:
            yield from self._in_compound(token.start, self._halves(token.norm))

    def _halves(self, norm: str) -> list[str]:
        """Return the parts of a compound, prefixes of two words left whole ("nord-coréano", "sud-africano")."""
        parts: list[str] = []
        for part in norm.split("-"):
            if parts and fold_word(f"{parts[-1]}-{part}") in self.prefixes:
                parts[-1] += f"-{part}"
            else:
                parts.append(part)
        return parts

    def _in_compound(self, start: int, parts: list[str]) -> Iterator[tuple[Span, tuple[str, ...]]]:
        *heads, tail = parts
        last = self.words.get(fold_word(tail))
        if last is None or not all(
            fold_word(head) in self.prefixes or fold_word(head) in self.neutral for head in heads
        ):
            return
        for part in parts:
            codes = last if part is tail else self.prefixes.get(fold_word(part))
            if codes is not None:
                yield Span(start, start + len(part)), codes
            start += len(part) + 1


def _name(span: Span, code: str) -> Name:
    return Name(span, EntityType.COUNTRY, MentionKind.DEMONYM, code)


@cache
def demonyms_of(rules: NameRules) -> Demonyms:
    """Return the words of nationality of a language (built once)."""
    words: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, tuple[str, ...]] = {}
    foreign: dict[str, tuple[str, ...]] = {}
    for country in rules.countries:
        tables = ((words, country.demonyms), (prefixes, country.prefixes), (foreign, country.foreign_demonyms))
        for table, listed in tables:
            for word in dict.fromkeys(map(fold, listed)):
                table[word] = (*table.get(word, ()), country.code)
    return Demonyms(
        words,
        prefixes,
        frozenset(map(fold, rules.neutral_prefixes)),
        frozenset(map(fold, rules.gentilics)),
        foreign,
    )
