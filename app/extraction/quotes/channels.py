"""The channel a quote came through: `à l'AFP`, `sur Twitter`, `au journal Le Monde`, `cité par Reuters`."""

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.quotes.phrases import is_determiner
from app.extraction.quotes.reading import NameAt, Reading

_REACH = 18
_WORDS = 4


def channel(reading: Reading, first: int, last: int) -> Span | None:
    """Return the medium or network that a preposition brings in `[first, last)`, None where there is none."""
    for index in range(first, min(last, first + _REACH)):
        if (found := channel_at(reading, index, last)) is not None:
            return reading.span(*found)
        if reading.norm(index) in (".", ":", ";") or reading.is_mark(index):
            return None
    return None


def channel_at(reading: Reading, index: int, last: int) -> tuple[int, int] | None:
    """Return the tokens of the medium whose preposition stands at `index`, not reaching `last`."""
    norm, before, rules = reading.norm(index), reading.norm(index - 1), reading.rules
    told = norm in rules.by and before in rules.quoting
    met = before in rules.interviews and (norm in rules.alongside or norm in rules.of)
    return _medium(reading, index + 1, last) if norm in rules.channels or told or met else None


def heading_channel(reading: Reading, first: int) -> tuple[int, int] | None:
    """Return the tokens of a medium that is the source at the head of the sentence from `first` (`Selon l'AFP, ...`)."""
    size = next((len(s) for s in reading.rules.sources if tuple(reading.norms[first : first + len(s)]) == s), 0)
    found = _medium(reading, first + size, first + size + _REACH) if size else None
    return found if found is not None and reading.norm(found[1]) == "," else None


def heading_via(reading: Reading, first: int) -> Span | None:
    """Return the medium that is the source at the head of the sentence from `first`, None where there is none."""
    found = heading_channel(reading, first)
    return None if found is None else reading.span(*found)


def _medium(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    while (
        first < last
        and first not in reading.names
        and (is_determiner(reading, first) or reading.norm(first) in reading.rules.of)
    ):
        first += 1
    if first >= last:
        return None
    name = reading.names.get(first)
    if name is not None:
        return _known(reading, name)
    if reading.is_capital(first) and reading.norm(first) in reading.rules.media_names:
        return first, first + 1
    return _named(reading, first, last) if reading.norm(first) in reading.rules.media else None


def _known(reading: Reading, name: NameAt) -> tuple[int, int] | None:
    if name.type is EntityType.PERSON:
        return None
    known = any(reading.norm(index) in reading.rules.media_names for index in range(name.first, name.last))
    return (name.first, name.last) if known else None


def _named(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """A noun of channels: the name behind it, else the noun itself where it can do without (`à la radio publique`)."""
    for index in range(first + 1, min(last, first + 1 + _WORDS)):
        name = reading.names.get(index)
        if name is not None:
            return None if name.type is EntityType.PERSON else (name.first, name.last)
        if reading.is_capital(index) and reading.norm(index) in reading.rules.media_names:
            return index, index + 1
        if not reading.is_word(index) or reading.norm(index) in reading.rules.prepositions:
            break
    return (first, first + 1) if reading.norm(first) in reading.rules.broadcasters else None
