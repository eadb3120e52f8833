"""The tagger of names: what any tagger offers, and how a text is cut for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from app.domain.spans import Span
from app.extraction.indexing import TokenIndex

_PIECE = 300
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Words and marks of a text in their order, each with whether white space follows it."""

    words: tuple[str, ...]
    spaced: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """Words `[first, last)` that a tagger takes for a name, and the tagger's label for them."""

    first: int
    last: int
    label: str


class NameTagger(Protocol):
    """Finds names in pieces of text."""

    def tag(self, pieces: Sequence[Piece]) -> list[list[Tag]]:
        """Return the tags of each piece in text order, counted in its words."""
        ...


def tag_tokens(index: TokenIndex, paragraphs: Sequence[Span], tagger: NameTagger) -> list[Tag]:
    """Return the tags of the whole text in text order, counted in its tokens.

    The text is handed over in pieces of bounded length that hold no more than a paragraph and end with a sentence where
    one ends in time; a piece without a capital has no name and is left out. The dot of an initial goes with its letter, as in the texts that taggers learn from; of a word
    without end its beginning is enough.
    """
    bounds = [
        _bounds(index, first, last)
        for first, last in _pieces(index, paragraphs)
        if any(index.capitals(number) for number in range(first, last))
    ]
    tagged = tagger.tag([_piece(index, numbers) for numbers in bounds])
    return [
        Tag(numbers[tag.first], numbers[tag.last], tag.label)
        for numbers, tags in zip(bounds, tagged, strict=True)
        for tag in tags
    ]


def _bounds(index: TokenIndex, first: int, last: int) -> list[int]:
    """Return the first token of each word of a piece, and the token after the last."""
    return [*(n for n in range(first, last) if n == first or not _is_initial_dot(index, n)), last]


def _piece(index: TokenIndex, bounds: list[int]) -> Piece:
    spans = [index.span(first, after) for first, after in pairwise(bounds)]
    words = tuple(span.of(index.text)[:_LONGEST_WORD] for span in spans)
    return Piece(words, tuple(index.text[span.end : span.end + 1].isspace() for span in spans))


def _is_initial_dot(index: TokenIndex, number: int) -> bool:
    before = index.norm(number - 1)
    return index.norm(number) == "." and index.touching(number) and len(before) == 1 and index.is_capital(number - 1)


def _pieces(index: TokenIndex, paragraphs: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for paragraph in paragraphs:
        first, last = index.range(paragraph.start, paragraph.end)
        while last - first > _PIECE:
            cut = _cut(index, first, first + _PIECE)
            yield first, cut
            first = cut
        if first < last:
            yield first, last


def _cut(index: TokenIndex, first: int, limit: int) -> int:
    """Return where to cut at the latest by `limit`: at the last end of a sentence, or there where the sentence is longer."""
    cut = limit
    while cut > first and index.sentence_of[cut - 1] == index.sentence_of[limit]:
        cut -= 1
    return cut if cut > first else limit
