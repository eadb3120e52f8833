"""Words cut into the pieces of a vocabulary, the likeliest way (the unigram model of SentencePiece)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

SPACE = "▁"
"""Stands for white space before a word and inside it."""
LONGEST_WORD = 60
"""Of a word without end this many letters are read."""
_UNKNOWN_LOSS = 10.0
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", " ": SPACE, "\u00a0": SPACE, "\u202f": SPACE})


@dataclass(frozen=True, slots=True)
class Subwords:
    """A vocabulary: each piece with its row and the logarithm of how often it comes.

    A letter that is in no piece is an `unknown` piece, `unknown_score` its score; several in a row are one.
    """

    pieces: Mapping[str, tuple[int, float]]
    unknown: int
    unknown_score: float
    longest: int

    @classmethod
    def read(cls, lines: Iterable[str], *, unknown: int, special: Collection[int]) -> Self:
        """Read `score<TAB>piece` lines, the first being row 0; the rows in `special` are no pieces of words.

        Raises:
            ValueError: a line is not made so, or there is none.
        """
        pieces: dict[str, tuple[int, float]] = {}
        for row, line in enumerate(lines):
            score, tab, piece = line.rstrip("\n").partition("\t")
            if not tab:
                raise ValueError(f"line {row + 1} has no tabulator between score and piece")
            if row not in special and row != unknown:
                pieces[piece] = row, float(score)
        if not pieces:
            raise ValueError("no pieces")
        lowest = min(score for _, score in pieces.values())
        return cls(pieces, unknown, lowest - _UNKNOWN_LOSS, max(map(len, pieces)))

    def cut(self, word: str, *, spaced: bool) -> list[int]:
        """Return the rows of the pieces of `word`, in order; `spaced` where white space or nothing is before it."""
        text = (SPACE if spaced else "") + word[:LONGEST_WORD].translate(_PLAIN)
        ends = self._best_ends(text)
        rows = [self.pieces.get(text[start:end], (self.unknown, 0.0))[0] for start, end in pairwise(ends)]
        return [row for n, row in enumerate(rows) if row != self.unknown or n == 0 or rows[n - 1] != row]

    def _best_ends(self, text: str) -> list[int]:
        """Return where the pieces of the likeliest cut begin and, last, where the text ends."""
        scores = [0.0]
        origins = [0]
        known = self.pieces.get
        for end in range(1, len(text) + 1):
            best, origin = scores[end - 1] + self.unknown_score, end - 1
            for start in range(max(0, end - self.longest), end):
                piece = known(text[start:end])
                if piece is not None and scores[start] + piece[1] > best:
                    best, origin = scores[start] + piece[1], start
            scores.append(best)
            origins.append(origin)
        ends = [len(text)]
        while ends[-1]:
            ends.append(origins[ends[-1]])
        return ends[::-1]
