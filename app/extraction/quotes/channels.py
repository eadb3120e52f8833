"""The channel a quote came through: `à l'AFP`, `sur Twitter`, `au journal Le Monde`."""

from app.domain.spans import Span
from app.extraction.quotes.phrases import is_determiner
from app.extraction.quotes.reading import Reading

_REACH = 14


def channel(reading: Reading, first: int, last: int) -> Span | None:
    """Return the medium or network that a preposition brings in `[first, last)`, None where there is none."""
    for index in range(first, min(last, first + _REACH)):
        if reading.norm(index) in reading.rules.channels:
            found = _medium(reading, index + 1, last)
            if found is not None:
                return found
        if reading.norm(index) in (".", ":", ";") or reading.is_mark(index):
            return None
    return None


def _medium(reading: Reading, first: int, last: int) -> Span | None:
    while first < last and is_determiner(reading, first):
        first += 1
    name = reading.names.get(first)
    if name is not None:
        known = any(reading.norm(index) in reading.rules.media_names for index in range(name.first, name.last))
        return reading.span(name.first, name.last) if known else None
    if reading.norm(first) in reading.rules.media_names:
        return reading.span(first, first + 1)
    if reading.norm(first) not in reading.rules.media:
        return None
    named = reading.names.get(first + 1)
    return None if named is None else reading.span(named.first, named.last)
