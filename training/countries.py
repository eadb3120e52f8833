"""Writes official names of countries and English words of nationality from the gazetteer `mledoze/countries`.

The gazetteer is under the Open Database License, so what is taken from it stays in a file of its own with its notice.
"""

from pathlib import Path
from typing import Any

import orjson

GAZETTEER = Path("gazetteers/mledoze/countries.json")
SHIPPED = Path(__file__).parents[1] / "app" / "extraction" / "languages" / "fr" / "countries-official.txt"
_HEAD = """\
# Official names of countries in French and English, and English words of nationality: code | French | English | words (";").
# Contains information from mledoze/countries (https://github.com/mledoze/countries), which is made available under the
# Open Database License (ODbL) 1.0, https://opendatacommons.org/licenses/odbl/1-0/; so is this file.
# Written by `python -m training countries`.
"""


def write_countries(shared: Path, path: Path = SHIPPED) -> int:
    """Write the list from the gazetteer under `shared`; return how many countries it has."""
    records: list[dict[str, Any]] = orjson.loads((shared / GAZETTEER).read_bytes())
    lines = sorted(map(_line, records))
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _line(record: dict[str, Any]) -> str:
    words = record["demonyms"]["eng"].values()
    single = dict.fromkeys(word.strip() for both in words for word in both.split(","))
    official = (record["translations"]["fra"]["official"], record["name"]["official"])
    return "|".join((record["cca2"], *(name.strip().replace(" -", "-") for name in official), ";".join(single)))
