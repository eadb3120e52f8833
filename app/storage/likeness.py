"""Likeness of texts: MinHash signatures of their runs of three words, and the bands by which like ones find each other.

A signature is of 100 permutations (Broder 1997), the share of equal places in two of them estimates the Jaccard index of
their sets of runs within about 0.05. Its 20 bands of 5 places are looked up: of pairs at 0.7 all but two in a hundred
share one, of pairs at 0.3 one in twenty (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3).
"""

from collections.abc import Sequence
from hashlib import blake2b
from importlib import import_module
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from app.domain.names import fold

PLACES = 100
LEAST = 0.7
"""The share of runs of words in common from which one text is a copy of another."""
_BANDS = 20
_RUN = 3
_FEWEST_WORDS = 50
"""A shorter text says too little to be told apart from its like."""
_SEED = 7

Signature = NDArray[np.uint32]


class _MinHash(Protocol):
    """What rensa's `RMinHash` does; the library has no types."""

    def update(self, runs: list[str], /) -> None: ...
    def digest(self) -> list[int]: ...


def signature_of(text: str) -> Signature | None:
    """Return the signature of `text`, shape (100,); None of a text that is too short for one."""
    words = fold(text).split()
    if len(words) < _FEWEST_WORDS:
        return None
    minhash = cast("_MinHash", import_module("rensa").RMinHash(PLACES, _SEED))
    minhash.update([" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)])
    return np.array(minhash.digest(), dtype=np.uint32)


def bands_of(signature: Signature) -> list[int]:
    """Return the bands of a signature as signed 64-bit numbers."""
    rows = signature.reshape(_BANDS, -1)
    digests = (blake2b(bytes([number]) + row.tobytes(), digest_size=8).digest() for number, row in enumerate(rows))
    return [int.from_bytes(digest, "big", signed=True) for digest in digests]


def alike(signatures: Sequence[Signature]) -> list[list[int]]:
    """Return for each of `signatures` the numbers of those it is a copy of, itself among them."""
    table = np.array(signatures)
    return [np.flatnonzero((table == row).mean(axis=1) >= LEAST).tolist() for row in table]
