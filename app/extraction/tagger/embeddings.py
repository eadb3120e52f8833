"""The vectors of words: those of their pieces added up."""

from collections.abc import Sequence
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.extraction.tagger.subwords import Subwords

Word: TypeAlias = tuple[str, bool]
"""A word, and whether white space or nothing is before it."""
_REMEMBERED = 10_000


class Embeddings:
    """Vectors of pieces, a row of small integers and a scale each; the rows may be mapped from a file.

    The words of a language come again and again, so their vectors are remembered, up to 15 MB of them. Safe to share
    between threads.
    """

    def __init__(self, subwords: Subwords, rows: NDArray[np.int8], scales: NDArray[np.float16], *, pieces: int) -> None:
        """Take the vectors of the pieces of `subwords`; of a word its first `pieces` pieces count."""
        self._subwords = subwords
        self._rows = rows
        self._scales = scales.astype(np.float32)
        self._pieces = pieces
        self._slots: dict[Word, int] = {}
        self._remembered = np.empty((_REMEMBERED, rows.shape[1]), dtype=np.float32)
        self._lock = Lock()

    def vectors(self, words: Sequence[Word]) -> NDArray[np.float32]:
        """Return a row for each word: the sum of the vectors of its pieces over the root of their number."""
        with self._lock:
            if len(self._slots) + len(words) > _REMEMBERED:
                self._slots.clear()
            slots = self._slots
            return self._remembered[[slots[word] if word in slots else self._remember(word) for word in words]]

    def piece(self, row: int) -> NDArray[np.float32]:
        """Return the vector of the piece `row`."""
        return self._sum([row])

    def _remember(self, word: Word) -> int:
        slot = self._slots[word] = len(self._slots)
        self._remembered[slot] = self._sum(self._subwords.cut(word[0], spaced=word[1])[: self._pieces])
        return slot

    def _sum(self, pieces: list[int]) -> NDArray[np.float32]:
        scales = self._scales[pieces] / np.sqrt(np.float32(len(pieces)))
        return scales @ self._rows[pieces].astype(np.float32)
