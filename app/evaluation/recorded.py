"""Recorded readings: what taggers said of articles that they had not learned from, so that scores are cross-validated.

A file of readings holds, for each text, its digest, the fold it belongs to and the probabilities of its tokens (the root
of each in a byte); never the text itself. Beside them lie the weights that the scorers of quotes and speakers learned
without each fold. With both, an article is analysed by nothing that ever saw it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray

from app.domain.annotations import Analysis
from app.errors import InputError
from app.extraction.analyser import Analyser
from app.extraction.draft import Draft
from app.extraction.languages import PACKS
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.quotes import QuoteWeights
from app.extraction.languages.shapes.speakers import SpeakerWeights
from app.extraction.tagged import COLUMNS, HEADS, Tagged
from app.extraction.tagger.reader import openings_of

Json: TypeAlias = dict[str, Any]
DATA = Path(__file__).parents[2] / "training" / "data"
"""In a checkout; an installed program has no readings."""
_FULL = 255.0
_LEAST = 4
"""Less than one in four thousand is kept as nothing, which makes files small."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tagger said of one text: the fold that it had not seen, and the root of each probability in a byte."""

    fold: int
    roots: NDArray[np.uint8]

    @classmethod
    def of(cls, fold: int, probabilities: NDArray[np.float32]) -> "Reading":
        """Return `probabilities` of shape (tokens, labels) as they are kept."""
        roots = np.rint(np.sqrt(probabilities) * _FULL).astype(np.uint8)
        roots[roots < _LEAST] = 0
        return cls(fold, roots)

    def probabilities(self) -> NDArray[np.float32]:
        """Return the probabilities, those of each head adding up to one."""
        values = np.square(self.roots.astype(np.float32) / _FULL)
        first = 0
        for labels in HEADS.values():
            columns = values[:, first : first + len(labels)]
            columns /= columns.sum(axis=1, keepdims=True)
            first += len(labels)
        return values


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Readings by the digest of their text."""

    known: Mapping[str, Reading]

    @classmethod
    def read(cls, paths: Iterable[Path]) -> "Readings":
        """Read files of readings.

        Raises:
            InputError: a file is not there.
        """
        known: dict[str, Reading] = {}
        for path in paths:
            if not path.exists():
                raise InputError(f"no readings at {path}: `make train` makes them; --live runs the model itself")
            known.update(_read(path))
        return cls(MappingProxyType(known))

    def holds(self, text: str) -> bool:
        """Whether somebody read `text`."""
        return digest_of(text) in self.known

    def of(self, text: str) -> Reading:
        """Return the reading of `text`.

        Raises:
            InputError: nobody read it.
        """
        if not self.holds(text):
            raise InputError(f"no reading of the text {text[:40]!r}...: `make train` makes them; --live does without")
        return self.known[digest_of(text)]

    def tag(self, draft: Draft) -> Tagged:
        """Return what was said of the tokens of `draft`.

        Raises:
            InputError: nobody read its text, or it was cut into other tokens.
        """
        roots = self.of(draft.text)
        if len(roots.roots) != len(draft.tokens):
            raise InputError(
                f"the reading of {draft.text[:40]!r}... has {len(roots.roots)} tokens where there are now "
                f"{len(draft.tokens)}: texts are cut otherwise since; `make train` reads them again, --live does without"
            )
        return Tagged(roots.probabilities(), openings_of(draft))


def digest_of(text: str) -> str:
    """Return the digest that a text is known by."""
    return sha256(text.encode("utf-8")).hexdigest()


def write_readings(path: Path, readings: Mapping[str, Reading]) -> None:
    """Write readings, by the digest of their text, to `path`; equal readings give an equal file."""
    ordered = sorted(readings.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        np.savez_compressed(
            stream,
            digests=np.array([bytes.fromhex(digest) for digest, _ in ordered], dtype="S32"),
            folds=np.array([reading.fold for _, reading in ordered], dtype=np.uint8),
            counts=np.array([len(reading.roots) for _, reading in ordered], dtype=np.uint32),
            # Label by label, so that the zeros lie together.
            roots=np.concatenate([reading.roots for _, reading in ordered]).T.copy(),
        )


def _read(path: Path) -> dict[str, Reading]:
    with np.load(path) as record:
        digests, folds, counts, roots = (record[name] for name in ("digests", "folds", "counts", "roots"))
    if roots.shape[0] != COLUMNS:
        raise InputError(f"{path} was made for other labels: `make train` makes it anew")
    rows = np.ascontiguousarray(roots.T)
    bounds = pairwise(accumulate(counts.tolist(), initial=0))
    return {
        digest.ljust(32, b"\0").hex(): Reading(fold, rows[first:last])
        for digest, fold, (first, last) in zip(digests.tolist(), folds.tolist(), bounds, strict=True)
    }


def readings_path(model: str, data: Path = DATA) -> Path:
    """Return where the readings of the articles by `model` are."""
    return data / "readings" / f"{model}.npz"


def variants_path(model: str, data: Path = DATA) -> Path:
    """Return where the readings by `model` of the articles under other quotation marks are."""
    return data / "readings" / f"{model}-marks.npz"


def weights_path(scorer: str, fold: int, data: Path = DATA) -> Path:
    """Return where the weights are that `scorer` (`quotes` or `speakers`) learned without `fold`."""
    return data / "weights" / f"{scorer}.fold{fold}.json"


def is_recorded(model: str, texts: Iterable[str] = (), data: Path = DATA) -> bool:
    """Whether there are readings by `model`, and of all `texts`."""
    path = readings_path(model, data)
    return path.exists() and all(map(Readings.read([path]).holds, texts))


def load_recorded(
    model: str, data: Path = DATA, packs: Mapping[str, LanguagePack] = MappingProxyType(PACKS)
) -> Callable[[str], Analysis]:
    """Return an analysis of the recorded articles in which neither tagger nor scorers have seen the article.

    `packs` are the languages, whose weights give way to those learned without the article.

    Raises:
        InputError: there are no readings.
    """
    paths = [path for path in (readings_path(model, data), variants_path(model, data)) if path.exists()]
    readings = Readings.read(paths or [readings_path(model, data)])
    folds = {reading.fold for reading in readings.known.values()}
    analysers = {fold: Analyser(packs_without(fold, data, packs), readings) for fold in folds}

    def analyse(text: str) -> Analysis:
        return analysers[readings.of(text).fold].analyse(text)

    return analyse


def packs_without(
    fold: int, data: Path = DATA, packs: Mapping[str, LanguagePack] = MappingProxyType(PACKS)
) -> dict[str, LanguagePack]:
    """Return the languages with the weights learned without `fold`, where such are kept."""
    pack = packs["fr"]
    quotes = weights_path("quotes", fold, data)
    if quotes.exists():
        weights = QuoteWeights.read(orjson.loads(quotes.read_bytes()))
        pack = replace(pack, quotes=replace(pack.quotes, weights=weights))
    speakers = weights_path("speakers", fold, data)
    if speakers.exists():
        ranking = SpeakerWeights.read(orjson.loads(speakers.read_bytes()))
        pack = replace(pack, speakers=replace(pack.speakers, weights=ranking))
    return {**packs, "fr": pack}
