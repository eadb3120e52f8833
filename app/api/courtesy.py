"""Courtesy: what people put in front of a name that is no part of it (`M.`, `Mme`, `le président`, `la ministre`)."""

from functools import cache

from app.domain.names import fold
from app.extraction.languages import PACKS


def without_courtesy(name: str) -> str | None:
    """Return the folded name behind the courtesies in front of it, None where there are none, or no name."""
    courtesies, beside, linkers = _words()
    words = fold(name).split()
    number = next((place for place, word in enumerate(words) if word not in courtesies | beside), len(words))
    bare = words[number:]
    return " ".join(bare) if bare and bare[0] not in linkers and courtesies & set(words[:number]) else None


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return civilities and titles, the words that stand before these, and those that join a title to what follows."""
    rules = [pack.actors for pack in PACKS.values()]
    courtesies = {word for rule in rules for word in (*rule.civilities, *rule.titles)}
    beside = {word for rule in rules for word in (*rule.definite, *rule.before)}
    linkers = {word for rule in rules for word in (*rule.linkers, *rule.fused)}
    return _folded(courtesies), _folded(beside), _folded(linkers)


def _folded(words: set[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
