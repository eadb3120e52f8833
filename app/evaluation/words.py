"""Words of a stretch of text, as the metrics count them: runs of letters and digits, each known by where it stands."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from app.domain.spans import Span

Words: TypeAlias = frozenset[tuple[int, int]]
_WORD = re.compile(r"\w+")
_CONTENT = 4


def words_in(text: str, span: Span) -> Words:
    """Return the words of `text` inside `span`, each as its offsets."""
    return frozenset(found.span() for found in _WORD.finditer(text, span.start, span.end))


def content_words_in(text: str, span: Span) -> Words:
    """Return the words that carry content: four letters or more, in any language; all of them where none is so long."""
    words = words_in(text, span)
    return frozenset(word for word in words if word[1] - word[0] >= _CONTENT) or words


def dice(one: Words, other: Words) -> float:
    """Return how alike two sets of words are, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def pair_up(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pair gold and found one to one, best likeness first; equal likeness goes to the earlier gold, then the earlier found.

    Args:
        candidates: likeness, index of the gold, index of the found.

    Returns:
        pairs of indexes in order of the gold.
    """
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, gold, found in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if gold not in taken_gold and found not in taken_found:
            taken_gold.add(gold)
            taken_found.add(found)
            pairs.append((gold, found))
    return sorted(pairs)


def excerpt(text: str, span: Span, around: int = 80) -> str:
    """Return `span` between brackets with some text on both sides, on one line."""
    before = text[max(0, span.start - around) : span.start]
    return f"{before}[{span.of(text)}]{text[span.end : span.end + around]}".replace("\n", "¶")
