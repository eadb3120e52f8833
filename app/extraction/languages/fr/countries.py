"""French: the countries, from `countries.txt`, `countries-official.txt` and CLDR."""

from collections.abc import Iterator

from babel import Locale

from app.extraction.languages.fr.lists import read_list
from app.extraction.languages.shapes.names import Country

_INVARIABLE = ("s", "x", "z")
_AMBIGUOUS = frozenset({"Chad", "Jordan", "Georgia", "Dominica"})
"""English names that are given names or other places in French."""


def read_countries() -> tuple[Country, ...]:
    """Return the countries with their names, demonyms, prefixes, capitals and seats of government."""
    french, english = Locale("fr").territories, Locale("en").territories
    official = {row[0]: row[1:] for row in (line.split("|") for line in read_list("countries-official.txt"))}
    rows = (line.split("|") for line in read_list("countries.txt"))
    return tuple(
        _country(row + [""] * (7 - len(row)), (french[row[0]], english[row[0]]), official.get(row[0], ["", "", ""]))
        for row in rows
    )


def _country(row: list[str], usual: tuple[str, str], official: list[str]) -> Country:
    code, names, demonyms, prefixes, capitals, seats, sovereign = (field.strip() for field in row)
    french, english = usual
    listed = _items(names)
    guarded = tuple(name[1:] for name in listed if name.startswith("~"))
    shown = next((name[1:] for name in listed if name.startswith("=")), french.replace("’", "'"))
    plain = [name.removeprefix("=") for name in listed if not name.startswith("~")]
    other = [english, *(name for name in official[:2] if name)]
    foreign = [name for name in other if name not in _AMBIGUOUS]
    return Country(
        code=code,
        name=shown,
        name_en=english.replace("’", "'"),
        names=tuple(dict.fromkeys(name for name in (shown, french, *plain, *foreign) if name not in guarded)),
        guarded=(*guarded, *(name for name in other if name in _AMBIGUOUS and name != shown)),
        demonyms=tuple(dict.fromkeys(form for pair in _items(demonyms) for form in _inflected(pair))),
        foreign_demonyms=tuple(dict.fromkeys(form for word in _items(official[2]) for form in (word, _plural(word)))),
        prefixes=tuple(_items(prefixes)),
        capitals=tuple(_items(capitals)),
        seats=tuple(seat for seat in _items(seats) if not seat.startswith("*")),
        palaces=tuple(seat[1:] for seat in _items(seats) if seat.startswith("*")),
        sovereign=sovereign or None,
    )


def _plural(word: str) -> str:
    return word if word.endswith(("s", "sh", "ch", "ese")) else word + "s"


def _items(field: str) -> list[str]:
    return [item.strip() for item in field.split(";") if item.strip()]


def _inflected(pair: str) -> Iterator[str]:
    for singular in pair.split("/"):
        yield singular
        if not singular.endswith(_INVARIABLE):
            yield singular + "s"
