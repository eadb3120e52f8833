"""French: the countries, from `countries.txt` and CLDR."""

from collections.abc import Iterator

from babel import Locale

from app.extraction.languages.fr.lists import read_list
from app.extraction.languages.shapes.names import Country

_INVARIABLE = ("s", "x", "z")


def read_countries() -> tuple[Country, ...]:
    """Return the countries with their names, demonyms, prefixes, capitals and seats of government."""
    french, english = Locale("fr").territories, Locale("en").territories
    rows = (line.split("|") for line in read_list("countries.txt"))
    return tuple(_country(row + [""] * (6 - len(row)), french[row[0]], english[row[0]]) for row in rows)


def _country(row: list[str], french: str, english: str) -> Country:
    code, names, demonyms, prefixes, capitals, seats = (field.strip() for field in row)
    listed = _items(names)
    guarded = tuple(name[1:] for name in listed if name.startswith("~"))
    shown = next((name[1:] for name in listed if name.startswith("=")), french.replace("’", "'"))
    plain = [name.removeprefix("=") for name in listed if not name.startswith("~")]
    return Country(
        code=code,
        name=shown,
        name_en=english.replace("’", "'"),
        names=tuple(dict.fromkeys(name for name in (shown, french, *plain) if name not in guarded)),
        guarded=guarded,
        demonyms=tuple(dict.fromkeys(form for pair in _items(demonyms) for form in _inflected(pair))),
        prefixes=tuple(_items(prefixes)),
        capitals=tuple(_items(capitals)),
        seats=tuple(seat for seat in _items(seats) if not seat.startswith("*")),
        palaces=tuple(seat[1:] for seat in _items(seats) if seat.startswith("*")),
    )


def _items(field: str) -> list[str]:
    return [item.strip() for item in field.split(";") if item.strip()]


def _inflected(pair: str) -> Iterator[str]:
    for singular in pair.split("/"):
        yield singular
        if not singular.endswith(_INVARIABLE):
            yield singular + "s"
