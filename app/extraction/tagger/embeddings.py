"""The vectors of words: those of their pieces added up."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.extraction.tagger.subwords import Subwords

Word: TypeAlias = tuple[str, bool]
"""A word, and whether white space or nothing is before it."""
_REMEMBERED = 10_000


class _Slots(dict[Word, int]):
    """The places of remembered words; a word asked for the first time gets one by `remember`."""

    def __init__(self, remember: Callable[[Word], int]) -> None:
        super().__init__()
        self._remember = remember

    def __missing__(self, word: Word) -> int:
        slot = self[word] = self._remember(word)
        return slot


class Embeddings:
    """Vectors of pieces, a row of small integers and a scale each; the rows may be mapped from a file.

    The words of a language come again and again, so their vectors are remembered, up to 15 MB of them. Safe to share
    between threads.
    """

    def __init__(self, subwords: Subwords, rows: NDArray[np.int8], scales: NDArray[np.float16], *, pieces: int) -> None:
        """Take the vectors of the pieces of `subwords`; of a word its first `pieces` pieces count."""
        self._subwords = subwords
        self._rows = rows.view(np.ndarray)  # what is mapped from a file is slower to take rows of
        self._scales = scales.astype(np.float32)
        self._pieces = pieces
        self._slots = _Slots(self._remember)
        self._remembered = np.empty((_REMEMBERED, rows.shape[1]), dtype=np.float32)
        self._lock = Lock()

    def vectors(self, words: Sequence[Word]) -> NDArray[np.float32]:
        """Return a row for each word: the sum of the vectors of its pieces over the root of their number."""
        with self._lock:
            if len(self._slots) + len(words) > _REMEMBERED:
                self._slots.clear()
            return self._remembered.take(list(map(self._slots.__getitem__, words)), axis=0)

    def piece(self, row: int) -> NDArray[np.float32]:
        """Return the vector of the piece `row`."""
        return self._sum([row])

    def _remember(self, word: Word) -> int:
        slot = len(self._slots)
        self._remembered[slot] = self._sum(self._subwords.cut(word[0], spaced=word[1])[: self._pieces])
        return slot

    def _sum(self, pieces: list[int]) -> NDArray[np.float32]:
        scales = self._scales[pieces] / np.sqrt(np.float32(len(pieces)))
        return scales @ self._rows[pieces].astype(np.float32)
