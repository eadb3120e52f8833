"""Other ends for reported content: where a clause hung on to it may no longer be part of what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.extraction.quotes.contents import Found, trimmed
from app.extraction.quotes.reading import Reading

_FEWEST_WORDS = 2
_MOST = 3
_OPEN = frozenset({"clause", "and-clause", "infinitive", "of", "to", "noun", "attribute", "source-head"})


def other_ends(reading: Reading, found: Iterable[Found]) -> Iterator[Found]:
    """Yield shorter readings of contents without a mark at their end, cut before a comma, a bracket or a joint; none is certain."""
    for one in found:
        family = one.family.removeprefix("weak-")
        if family not in _OPEN:
            continue
        first, last = one.parts[-1]
        for end in _cuts(reading, first, last):
            part = trimmed(reading, first, end)
            if part is not None and reading.words(*part) >= _FEWEST_WORDS:
                yield replace(one, parts=(*one.parts[:-1], part), family=f"{one.family}-cut", certain=False)


def _cuts(reading: Reading, first: int, last: int) -> list[int]:
    """Return the first and the last places where the content `[first, last)` may be cut."""
    places = [index for index in range(first + _FEWEST_WORDS, last - 1) if _may_end(reading, index)]
    return places[:_MOST] + [index for index in places[-_MOST:] if index not in places[:_MOST]]


def _may_end(reading: Reading, index: int) -> bool:
    norm, rules = reading.norm(index), reading.rules
    if norm in _BREAKS:
        return True
    joint = norm in rules.joining or norm in rules.clause_joints or norm in rules.contrasts
    return joint and reading.norm(index - 1) not in _BREAKS


_BREAKS = frozenset({",", ";", "(", ":", "–", "—"})
