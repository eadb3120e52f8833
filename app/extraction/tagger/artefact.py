"""A trained tagger as it lies in `app/extraction/models/<name>/`, checked before it is used.

`model.json`
    `{"format": 1, "name": "accurate", "version": "1", "hidden": 384, "window": 190, "pieces": 8,
    "special": {"begin": 0, "end": 2, "unknown": 3}, "labels": {head: [label, ...], ...},
    "files": {"pieces.txt": {"bytes": 1, "sha256": "..."}, ...}}`, and whatever else its makers want to tell.
    `hidden` is the length of a vector, `window` the most words read at once, `pieces` the most pieces of a word that
    count, `special` are rows, `labels` must be `app.extraction.tagged.HEADS`, and `files` names the four below. A new
    `version` says that the same text may be read otherwise.
`pieces.txt`
    UTF-8, one line a piece, `score<TAB>piece`, in the order of the rows. `▁` in front of a piece stands for white space or
    the start of the text. The lines of special pieces hold their place (their text is never looked up).
`embeddings.npy`, `scales.npy`
    int8 of shape (pieces, hidden) and float16 of shape (pieces,): the vector of a piece is its row times its scale.
`network.onnx`
    Input `words`: float32 (1, positions, hidden), the begin vector, a vector for each word (the sum of those of its
    pieces divided by the root of their number) and the end vector; positions are added inside. Output `logits`: float32
    (1, positions, 20), the columns in the order of the labels; the first and last position mean nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np

from app.errors import UnavailableError
from app.extraction.tagged import HEADS
from app.extraction.tagger.embeddings import Embeddings
from app.extraction.tagger.network import Network
from app.extraction.tagger.reader import NetworkTagger
from app.extraction.tagger.subwords import Subwords

Json: TypeAlias = Mapping[str, Any]
MODELS = Path(__file__).parents[1] / "models"
FORMAT = 1
_CARD, _PIECES, _ROWS, _SCALES, _NETWORK = "model.json", "pieces.txt", "embeddings.npy", "scales.npy", "network.onnx"
_CHUNK = 1 << 20


def installed(models: Path = MODELS) -> list[str]:
    """Return the names of the models there are, in order."""
    return sorted(card.parent.name for card in models.glob(f"*/{_CARD}"))


@dataclass(frozen=True)
class Artefact:
    """A model's folder, and what its `model.json` tells."""

    folder: Path
    card: Json

    @classmethod
    def open(cls, name: str, models: Path = MODELS) -> "Artefact":
        """Read the card of the model `name`; nothing large is read yet.

        Raises:
            UnavailableError: there is no such model, or it is made for another version of this program.
        """
        folder = models / name
        if name not in installed(models):
            there = ", ".join(installed(models)) or "none"
            raise UnavailableError(f"there is no model {name} in {models} (there: {there}): run `make install`")
        card = cast("Json", json.loads((folder / _CARD).read_text(encoding="utf-8")))
        if card.get("format") != FORMAT or card.get("labels") != {head: list(labels) for head, labels in HEADS.items()}:
            raise UnavailableError(f"{folder} is a model for another version of propos: run `make install`")
        return cls(folder, card)

    @property
    def version(self) -> str:
        """Which training the model is of."""
        return str(self.card["version"])

    def tagger(self) -> NetworkTagger:
        """Load the model.

        Raises:
            UnavailableError: a file is missing or is not the one that the card tells of.
        """
        for name in (_PIECES, _ROWS, _SCALES, _NETWORK):
            self._check(name)
        special = self.card["special"]
        embeddings = self._embeddings(special)
        begin, end = (embeddings.piece(special[which])[None] for which in ("begin", "end"))
        return NetworkTagger(embeddings, Network.load(self.folder / _NETWORK), begin, end, self.card["window"])

    def _embeddings(self, special: Mapping[str, int]) -> Embeddings:
        with (self.folder / _PIECES).open(encoding="utf-8", newline="\n") as lines:
            subwords = Subwords.read(lines, unknown=special["unknown"], special=frozenset(special.values()))
        rows, scales = np.load(self.folder / _ROWS, mmap_mode="r"), np.load(self.folder / _SCALES)
        return Embeddings(subwords, rows, scales, pieces=self.card["pieces"])

    def _check(self, name: str) -> None:
        path, told = self.folder / name, self.card["files"][name]
        if not path.is_file() or path.stat().st_size != told["bytes"] or digest(path) != told["sha256"]:
            raise UnavailableError(f"{path} is missing or broken: run `git checkout` on it, or install propos again")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal, reading a piece at a time."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            found.update(piece)
    return found.hexdigest()
