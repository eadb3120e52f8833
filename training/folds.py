"""The folds of cross-validation: which articles a model must not have seen that is scored on them."""

from pathlib import Path

FOLDS = 5
TEXTS = Path("corpora/winer_fr")


def text_paths(shared: Path) -> list[Path]:
    """Return the articles of the corpus under `shared` in the order that their folds are dealt in."""
    return sorted((shared / TEXTS).glob("*/*/*.txt"))


def folds(shared: Path) -> dict[str, int]:
    """Return the fold of each article, by its id."""
    return {path.stem: number % FOLDS for number, path in enumerate(text_paths(shared))}
