"""Floors: scores that must not be fallen below, tied to the corpus they were reached on.

`floors.json` holds the digest of the corpus, and for each measure the percentage reached, rounded down to a tenth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path
from types import MappingProxyType
from typing import Self

import orjson

from app.errors import InputError
from app.evaluation.scores import Sheet

DEFAULT = Path(__file__).with_name("floors.json")
MEASURES = (
    "seed/date",
    "seed/mentions",
    "seed/quotes exact",
    "seed/speakers",
    "seed/via",
    "seed/relations",
    "seed/traps avoided",
    "head/date",
    "names/all",
    "quotes/o30",
    "quotes/exact",
    "quotes/tok",
    "quotes/speaker",
    "quotes/e2e",
    "actors/inside",
    "actors/across",
    "relations/all",
    "relations/roles",
)
"""What has a floor."""
TOLERANCE = 0.2
"""In percent: the arithmetic of another processor may move a name or two of a neural tagger."""


@dataclass(frozen=True, slots=True)
class Below:
    """A measure under its floor, both in percent."""

    measure: str
    floor: float
    reached: float


@dataclass(frozen=True, slots=True)
class Floors:
    """The digest of the corpus and the floor of each measure, in percent."""

    corpus: str
    floors: Mapping[str, float]

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read the floors at `path`; None where there is no such file.

        Raises:
            InputError: the file is no file of floors.
        """
        if not path.exists():
            return None
        try:
            record = orjson.loads(path.read_bytes())
            floors = {str(key): float(value) for key, value in record["floors"].items()}
            return cls(str(record["corpus"]), MappingProxyType(floors))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path} is no file of floors: write it anew with --update-floors") from error

    @classmethod
    def reached(cls, corpus: str, sheet: Sheet) -> Self:
        """Return the floors that `sheet` reaches."""
        figures = {measure: sheet.percent(measure) for measure in MEASURES}
        kept = {measure: floor(10 * figure) / 10 for measure, figure in figures.items() if figure is not None}
        return cls(corpus, MappingProxyType(kept))

    def write(self, path: Path) -> None:
        """Write the floors to `path`."""
        record = {"corpus": self.corpus, "floors": dict(self.floors)}
        path.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")

    def below(self, sheet: Sheet) -> list[Below]:
        """Return what of `sheet` is under its floor; a measure that was not taken counts as reached."""
        figures = {measure: sheet.percent(measure) for measure in self.floors}
        return [
            Below(measure, self.floors[measure], figure)
            for measure, figure in figures.items()
            if figure is not None and figure < self.floors[measure] - TOLERANCE
        ]

    def lowered(self, new: "Floors") -> list[str]:
        """Return the measures whose floor `new` lowers or drops."""
        return [measure for measure, old in self.floors.items() if new.floors.get(measure, -1.0) < old]
