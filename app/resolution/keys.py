"""Keys: by what a guise is found. Guises without a common key never have anything to do with each other.

A guise has one *own* key: a Wikidata id, a country's code, else its name. It *offers* others, under which articles may
speak of the same actor: a family name, an acronym, another name that stands beside its own in the same article.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.domain.annotations import EntityType
from app.domain.names import fold
from app.resolution.guises import Guise
from app.resolution.spelling import is_acronym, spelled

_DEFINITE = frozenset({"das", "der", "die", "el", "il", "l", "la", "las", "le", "les", "los", "the"})
"""Definite articles before a name: the languages of the texts and of the names in them."""
_CLASSES = {EntityType.PERSON: "person", EntityType.PLACE: "place", EntityType.COUNTRY: "country"}
_SHORTEST_INITIALS = 3
_SIGNIFICANT = 4
"""Letters of a word whose first letter stands in an acronym, unless it is all there is."""


class Strength(IntEnum):
    """How much it says that a guise offers a key."""

    INITIALS = 1
    """The first letters of its words."""
    BESIDE = 2
    """Another name in the same article."""
    PART = 3
    """A part of its name, or the acronym that stands beside it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a guise: its own, its names in full, and what it offers beside them."""

    own: str
    names: frozenset[str]
    offers: tuple[tuple[str, Strength], ...]

    @property
    def all(self) -> frozenset[str]:
        """Every key through which it may meet another guise."""
        return frozenset({self.own, *self.names, *(key for key, _ in self.offers)})


@lru_cache(maxsize=65_536)
def keys_of(guise: Guise) -> Keys:
    """Return the keys of `guise`."""
    if guise.scope:
        own = f"{guise.type.value} {fold(guise.name)} in {guise.scope}"
        return Keys(own, frozenset({own}), ())
    name = name_key(guise.type, guise.name)
    full = {name}
    if guise.wikidata:
        own = guise.wikidata
        full |= {name_key(guise.type, form) for form in guise.forms if " " in form}
    elif guise.type is EntityType.COUNTRY and guise.country:
        own = f"country {guise.country}"
    else:
        own = name
    offers: dict[str, Strength] = {}
    for key, strength in _offers(guise):
        if key not in full:
            offers[key] = max(strength, offers.get(key, strength))
    return Keys(own, frozenset(full), tuple(sorted(offers.items())))


def name_key(type_: EntityType, name: str) -> str:
    """Return the key of a name: for a person its words as they sound, else its folded words without leading article."""
    kind = _CLASSES.get(type_, "organization")
    return f"{kind} {' '.join(words_of(type_, name)) or name.casefold()}"


def words_of(type_: EntityType, name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    if type_ is EntityType.PERSON:
        return spelled(name)
    words = tuple(fold(name).split())
    return words[1:] if len(words) > 1 and words[0] in _DEFINITE else words


def _offers(guise: Guise) -> Iterator[tuple[str, Strength]]:
    words = words_of(guise.type, guise.name)
    if guise.type is EntityType.PERSON:
        for part in _parts(words):
            yield f"person {' '.join(part)}", Strength.PART
    elif guise.type is EntityType.ORGANIZATION:
        initials = _initials(words)
        if len(initials) >= _SHORTEST_INITIALS:
            yield f"organization {initials}", Strength.INITIALS
    if guise.type is not EntityType.COUNTRY:
        yield from _beside(guise, words)


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the shorter ways to name a person: without given names, with one of them, with its initial."""
    if len(words) < 2:  # noqa: PLR2004 (one word has no shorter form)
        return
    yield from (words[first:] for first in range(1, len(words)))
    yield (words[0], words[-1])
    yield words[:2]
    yield (words[0][0], words[-1])


def _beside(guise: Guise, words: tuple[str, ...]) -> Iterator[tuple[str, Strength]]:
    """Yield the other names of the article: acronyms, and names that are not only some of the words of the full one.

    For a person some of the words will do (`Xi` for Xi Jinping); `l'Assemblée` for any assembly says nothing.
    """
    for form in guise.forms:
        others = words_of(guise.type, form)
        if is_acronym(form) and len(words) > 1:
            yield name_key(guise.type, form), Strength.PART
        elif guise.type is EntityType.PERSON or not set(others) <= set(words):
            yield name_key(guise.type, form), Strength.BESIDE


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words if len(word) >= _SIGNIFICANT)
