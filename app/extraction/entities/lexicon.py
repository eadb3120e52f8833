"""Known names, found over the tokens of a text: the longest one that begins at each word.

Names are compared by their folded words, so that hyphens, accents and apostrophes make no difference; what has a
capital in the list must have one in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from app.domain.annotations import EntityType
from app.extraction.indexing import TokenIndex, fold_word
from app.extraction.languages.shapes.names import Country, NameRules

_PIECE = re.compile(r"[\w'’.-]+\+?|[^\w\s]")
_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"[\s'’-]+")
_OF = frozenset({"de", "d'"})


class Sort(StrEnum):
    """What a known name is."""

    COUNTRY = "country"
    CAPITAL = "capital"
    SEAT = "seat"
    PLACE = "place"
    ORGANIZATION = "organization"
    THING = "thing"
    PLATFORM = "platform"
    TAUGHT = "taught"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name; `type` is None for what is no actor.

    `guarded` ones need an article before them; `capitals` is how many of its words have one.
    """

    sort: Sort
    type: EntityType | None
    country: str | None = None
    guarded: bool = False
    capitals: int = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A known name found at tokens `[first, last)`."""

    first: int
    last: int
    entry: Entry

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(slots=True)
class _Node:
    entries: list[Entry] = field(default_factory=list[Entry])
    following: dict[str, "_Node"] = field(default_factory=dict[str, "_Node"])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All known names of a language as a tree of folded words."""

    root: _Node
    guards: frozenset[str]
    state_nouns: frozenset[str]

    def find(self, index: TokenIndex) -> list[Known]:
        """Return the longest known name at each word, from left to right, none overlapping another."""
        found: list[Known] = []
        after = 0
        known = self.root.following
        firsts = {norm for norm, folded in index.folds.items() if (folded.partition(" ")[0] or norm) in known}
        for number in index.where(firsts):
            longest = self._longest(index, number) if number >= after else None
            if longest is not None:
                found.append(longest)
                after = longest.last
        return found

    def _longest(self, index: TokenIndex, first: int) -> Known | None:
        best: Known | None = None
        node: _Node | None = self.root
        last = first
        while last < len(index) and index.sentence_of[last] == index.sentence_of[first]:
            for word in _key(index.norms[last]):
                node = node.following.get(word) if node else None
            last += 1
            if node is None:
                break
            entry = next((e for e in node.entries if self._fits(index, first, last, e)), None)
            if entry is not None:
                best = Known(first, last, entry)
        return best

    def _fits(self, index: TokenIndex, first: int, last: int, entry: Entry) -> bool:
        if sum(map(index.capitals, range(first, last))) < entry.capitals:
            return False
        if entry.guarded:
            return self._is_guarded(index, first, last)
        return not _common_opening(index, first, last, entry)

    def _is_guarded(self, index: TokenIndex, first: int, last: int) -> bool:
        """Whether an article, "président de" or the like stands before a name, or nothing at all around it."""
        if first == 0 or not index.together(first - 1, first):
            return last == len(index) or not index.together(first, last)
        before = index.norm(first - 1)
        return before in self.guards or (before in _OF and index.norm(first - 2) in self.state_nouns)


def _common_opening(index: TokenIndex, first: int, last: int, entry: Entry) -> bool:
    """Whether this may be a common word that has its capital from opening a sentence ("Libération de deux otages")."""
    if last - first > 1 or not index.opens[first] or entry.sort is not Sort.ORGANIZATION:
        return False
    surface = index.surface(first)
    after = index.norm(last)
    return surface[1:].islower() and after in {"de", "d'", "du", "des"}


@cache
def lexicon_of(rules: NameRules) -> Lexicon:
    """Return the known names of a language (built once)."""
    lexicon = Lexicon(_Node(), rules.guards, rules.state_nouns)
    for name, entry in _listed(rules):
        _add(lexicon.root, name, entry)
        if entry.sort is Sort.ORGANIZATION and _plain(name, rules):
            _add(lexicon.root, name.lower(), entry)
        for rest in _without_article(name, rules.articles):
            _add(lexicon.root, rest, replace(entry, guarded=True))
    return lexicon


def names_in(rules: NameRules) -> Iterator[str]:
    """Yield every known name as it is listed."""
    return (name for name, _ in _listed(rules))


def _listed(rules: NameRules) -> Iterator[tuple[str, Entry]]:
    for country in rules.countries:
        yield from _of_country(country)
    for names, sort, type_ in (
        (rules.things, Sort.THING, None),
        (rules.platforms, Sort.PLATFORM, None),
        (rules.organizations, Sort.ORGANIZATION, EntityType.ORGANIZATION),
        (rules.places, Sort.PLACE, EntityType.PLACE),
    ):
        yield from ((name, Entry(sort, type_)) for name in names)
    for name, type_ in rules.taught:
        # A group of several words is written with and without its capital: "les Gilets jaunes".
        forms = {name, name.lower()} if type_ is EntityType.GROUP and " " in name else {name}
        yield from ((form, Entry(Sort.TAUGHT, type_)) for form in sorted(forms))


def _of_country(country: Country) -> Iterator[tuple[str, Entry]]:
    named = Entry(Sort.COUNTRY, EntityType.COUNTRY, country.code)
    yield from ((name, named) for name in country.names)
    yield from ((name, replace(named, guarded=True)) for name in country.guarded)
    yield from ((name, Entry(Sort.CAPITAL, EntityType.PLACE, country.code)) for name in country.capitals)
    yield from ((name, Entry(Sort.SEAT, EntityType.ORGANIZATION, country.code)) for name in country.seats)
    yield from ((name, Entry(Sort.SEAT, EntityType.PLACE, country.code)) for name in country.palaces)


def _without_article(name: str, articles: frozenset[str]) -> Iterator[str]:
    """Yield what is left of "Le Monde" or "L'Équipe" where its article stands in lower case or melts into "du"."""
    for article in articles:
        opening = article if article.endswith("'") else article + " "
        rest = name[len(opening) :]
        if name.lower().startswith(opening) and name[0].isupper() and rest[:1].isupper():
            yield rest


def _key(norm: str) -> tuple[str, ...]:
    """Return the words that a token is compared by: its folded ones, a mark as it is, a final plus kept ("Canal+")."""
    words = fold_word(norm).split()
    return (*words, "+") if words and norm.endswith("+") else tuple(words) or (norm,)


def _add(root: _Node, name: str, entry: Entry) -> None:
    node = root
    for piece in _PIECE.findall(name.lower()):
        for word in _key(piece):
            node = node.following.setdefault(word, _Node())
    node.entries.append(replace(entry, capitals=sum(1 for part in _PARTS.split(name) if part[:1].isupper())))


def _plain(name: str, rules: NameRules) -> bool:
    """Whether an organization's name is made of common words, so that it is often written without its capital."""
    first, *rest = _WORD.findall(name)
    return bool(rest) and first.lower() in rules.institutions and not any(word[0].isupper() for word in rest)
