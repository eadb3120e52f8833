"""Spans: half-open stretches of a text, in Unicode code points."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.errors import ContractError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch `[start, end)` of a text, in Unicode code points; ordered by start, then end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards or starts before the text."""
        if not 0 <= self.start <= self.end:
            message = f"not a span: [{self.start}, {self.end})"
            raise ContractError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words this span stands for in `text`."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def cover(self, other: "Span") -> "Span":
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Utf16Map:
    """Turns code-point offsets into UTF-16 code-unit offsets (what browsers and JavaScript count).

    `astral` holds the code-point positions of the characters outside the Basic Multilingual Plane, ascending; it is
    empty for almost every article, so the map is stored beside the text instead of being recomputed from it.
    """

    astral: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the map of `text`."""
        if text.isascii() or max(text, default="") <= "\uffff":
            return cls()
        return cls(tuple(i for i, char in enumerate(text) if char > "\uffff"))

    def offset(self, position: int) -> int:
        """Return the UTF-16 offset of the code point at `position`."""
        return position + bisect_left(self.astral, position)


def cover_all(spans: Iterable[Span]) -> Span:
    """Return the smallest span that holds all `spans`.

    Raises:
        ContractError: there is no span.
    """
    found = sorted(spans)
    if not found:
        message = "no span to cover"
        raise ContractError(message)
    return Span(found[0].start, max(span.end for span in found))
