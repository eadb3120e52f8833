"""The signature of an analysis: by which rules, which model and which learned weights it was made."""

import hashlib
from functools import cache
from pathlib import Path

from app.domain.annotations import Extractor
from app.domain.emergence import EmergentName
from app.extraction.tagger.artefact import MODELS

_VERSION = "6"
"""Raised when rules or data that were not learned read the same text otherwise."""
_WEIGHTS = Path(__file__).with_name("languages")
_SHOWN = 12


@cache
def extractor_of(
    model: str, names: tuple[EmergentName, ...] = (), models: Path = MODELS, weights: Path = _WEIGHTS
) -> Extractor:
    """Return what an analysis with the tagger `model` says it was made by: `propos-accurate`, `2+1f3a9c07d2e4`.

    Behind the plus stands a digest of all that was learned: the model's card, which tells the digests of its files, and
    the weights of the languages, and the `names` that have emerged from the stored texts. Another training is another
    version, so that `propos reanalyse` finds what it left behind.
    """
    learned = [
        path for path in (models / model / "model.json", *sorted(weights.glob("*/weights/*.json"))) if path.is_file()
    ]
    digest = hashlib.sha256()
    for path in learned:
        digest.update(path.read_bytes())
    for name in sorted(names):
        digest.update(f"{name.type}|{name.name}\n".encode())
    version = f"{_VERSION}+{digest.hexdigest()[:_SHOWN]}" if learned or names else _VERSION
    return Extractor(f"propos-{model}", version)
