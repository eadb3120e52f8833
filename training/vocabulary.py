"""The vocabulary that is shipped: the pieces French news needs, their vectors in a byte a number.

Of the encoder's 250,000 pieces of a hundred languages stay those that the training texts are cut into, every single
letter or mark in Latin script, and the most frequent others in Latin script, up to `PIECES`. Training reads the very
vectors that are shipped, so nothing is lost between the two.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.extraction.draft import Draft
from app.extraction.tagger.embeddings import Embeddings
from app.extraction.tagger.reader import words_of
from app.extraction.tagger.subwords import SPACE, Subwords
from training.encoder import Encoder, Special

PIECES = 42_000
COUNTED = 8
"""Of a word so many pieces count."""
SPECIAL = Special(begin=0, end=2, padding=1, unknown=3)
_FIRST_PIECES = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces in the order of their rows, as lines `score<TAB>piece`, and their vectors: rows times scales."""

    lines: tuple[str, ...]
    rows: NDArray[np.int8]
    scales: NDArray[np.float16]

    def embeddings(self) -> Embeddings:
        """Return the vectors of words as the extraction makes them."""
        special = (SPECIAL.begin, SPECIAL.end, SPECIAL.padding, SPECIAL.unknown)
        subwords = Subwords.read(self.lines, unknown=SPECIAL.unknown, special=special)
        return Embeddings(subwords, self.rows, self.scales, pieces=COUNTED)

    def vectors(self) -> NDArray[np.float32]:
        """Return the vector of each piece."""
        return self.rows.astype(np.float32) * self.scales.astype(np.float32)[:, None]

    def write(self, folder: Path) -> None:
        """Write the three files of an artefact that hold the vocabulary."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pieces.txt").write_text("".join(f"{line}\n" for line in self.lines), "utf-8", newline="\n")
        np.save(folder / "embeddings.npy", self.rows)
        np.save(folder / "scales.npy", self.scales)

    @classmethod
    def read(cls, folder: Path) -> "Vocabulary":
        """Read what `write` wrote."""
        lines = (folder / "pieces.txt").read_text("utf-8").split("\n")[:-1]
        return cls(tuple(lines), np.load(folder / "embeddings.npy"), np.load(folder / "scales.npy"))


def choose(encoder: Encoder, drafts: Iterable[Draft], most: int = PIECES) -> Vocabulary:
    """Return the vocabulary for texts like `drafts`; the encoder lists its pieces from the most frequent on."""
    names = [_line(score, piece) for score, piece in zip(encoder.scores.tolist(), encoder.pieces, strict=True)]
    special = encoder.special
    whole = Subwords.read(
        names, unknown=special.unknown, special=(special.begin, special.end, special.padding, special.unknown)
    )
    words = {word for draft in drafts for word in words_of(draft)}
    kept = {piece for word, spaced in words for piece in whole.cut(word, spaced=spaced)}
    kept.update(range(_FIRST_PIECES))
    latin = [row for row, piece in enumerate(encoder.pieces) if row not in kept and _is_latin(piece)]
    kept.update(row for row in latin if len(encoder.pieces[row]) == 1)
    kept.update([row for row in latin if row not in kept][: max(0, most - len(kept))])
    chosen = sorted(kept)
    rows, scales = packed(encoder.matrix("emb.word")[chosen])
    return Vocabulary(tuple(names[row] for row in chosen), rows, scales)


def packed(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return vectors as rows of small integers and a scale each."""
    scales = (np.abs(vectors).max(axis=1).clip(min=1e-6) / 127).astype(np.float16)
    # The rounded scale may be a little small for the largest number of a row.
    numbers = np.rint(vectors / scales.astype(np.float32)[:, None]).clip(-127, 127)
    return numbers.astype(np.int8), scales


def _line(score: float, piece: str) -> str:
    return f"{score:.6g}\t{piece}"


def _is_latin(piece: str) -> bool:
    return all(_is_latin_letter(letter) for letter in piece)


@cache
def _is_latin_letter(letter: str) -> bool:
    """Whether a piece of French news can hold `letter`: Latin letters, and all that is no letter of any script."""
    if letter == SPACE:
        return True
    if letter.isalpha():
        return "LATIN" in unicodedata.name(letter, "")
    return not unicodedata.category(letter).startswith(("M", "C")) and ord(letter) < 0x2E80  # noqa: PLR2004 (then CJK)
