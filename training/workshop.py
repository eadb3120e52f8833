"""Where training keeps what it has made, and which steps are done: `var/training/<recipe>/<fold or all>/`."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from training.recipes import ALL, Recipe

ROOT = Path("var/training")


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder of all that is made, and where the corpus is."""

    shared: Path
    root: Path = ROOT

    @property
    def vocabulary(self) -> Path:
        """The folder of the vocabulary."""
        return self.root / "vocabulary"

    def place(self, recipe: str, fold: int) -> Path:
        """Return the folder of one training."""
        return self.root / recipe / ("all" if fold == ALL else f"fold{fold}")


def once(folder: Path, step: str, inputs: bytes, work: Callable[[], object]) -> bool:
    """Do `work` unless the marker of `step` in `folder` says that it was done from the same inputs; return whether it was."""
    digest = sha256(inputs).hexdigest()
    marker = folder / f"{step}.done"
    if marker.exists() and marker.read_text("ascii") == digest:
        return False
    work()
    folder.mkdir(parents=True, exist_ok=True)
    marker.write_text(digest, "ascii")
    return True


def inputs_of(*parts: bytes | Recipe | Path) -> bytes:
    """Return what a step is made from as bytes: recipes by their fields, files by their digest."""
    return b"\n".join(map(_input, parts))


def _input(part: bytes | Recipe | Path) -> bytes:
    if isinstance(part, Recipe):
        return orjson.dumps(asdict(part), option=orjson.OPT_SORT_KEYS)
    return sha256(part.read_bytes()).digest() if isinstance(part, Path) else part
