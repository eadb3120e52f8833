"""Spelling: what the names of one person have in common however they are written in Latin letters.

`Poutine` and `Putin`, `Zelensky` and `Zelenskyy`, `Bachar al-Assad` and `Bashar el-Assad` come out the same. The result is
no pronunciation of any language: it only has to be equal where names are commonly written in more than one way.
"""

import re
from functools import lru_cache

from app.domain.names import fold

_SOUNDS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        ("y", "i"),
        ("x", "ks"),
        ("tsch|tch|sch|ch|sh", "#"),
        ("ph", "f"),
        ("kh", "h"),
        ("zh|dj", "j"),
        ("([dgt])h", r"\1"),
        ("ou|oo", "u"),
        ("w", "v"),
        ("gu(?=[ei])", "g"),
        ("qu|q", "k"),
        ("c(?=[ei])", "s"),
        ("c", "k"),
        ("^i(?=e)", ""),
        (r"(.)\1+", r"\1"),
    )
)
_CLOSING = re.compile("(?<=n)e$")
"""French writes an e after the n that ends a foreign family name; in given names it tells women from men."""
_ARTICLES = frozenset({"al", "el"})


@lru_cache(maxsize=65_536)
def sounds(word: str) -> str:
    """Return a folded word as it is compared."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    return word


@lru_cache(maxsize=65_536)
def spelled(name: str) -> tuple[str, ...]:
    """Return the words of a person's name as they are compared, Arabic articles left out unless nothing else is there."""
    words = [sounds(word) for word in fold(name).split()]
    kept = [word for word in words if word not in _ARTICLES] or words
    return (*kept[:-1], _CLOSING.sub("", kept[-1])) if kept else ()


def is_acronym(name: str) -> bool:
    """Whether `name` is one word of which two letters or more, and most, are capitals."""
    letters = [char for char in name if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(name.split()) == 1 and capitals >= 2 and 2 * capitals > len(letters)  # noqa: PLR2004 (said above)
