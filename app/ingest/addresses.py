"""Address lists: what gives an address to articles whose files have no place for one.

A list is a UTF-8 text of lines `ID<TAB>ADDRESS`; the ID is the file's name without its suffix, or the record's own id.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.documents import Rejected
from app.errors import AppError, DocumentError
from app.ingest.cleaning import decode
from app.ingest.discovery import files_of
from app.ingest.identity import shown
from app.ingest.opening import opened


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses by the id of the article, the lists they come from, and the lines that could not be used."""

    by_id: dict[str, str] = field(default_factory=dict[str, str])
    lists: frozenset[Path] = frozenset()
    rejected: tuple[Rejected, ...] = ()


def read_addresses(patterns: Iterable[str]) -> Addresses:
    """Return the addresses of the lists that the paths and patterns `patterns` stand for; the first one told wins."""
    by_id: dict[str, str] = {}
    lists: list[Path] = []
    rejected: list[Rejected] = []
    for pattern in patterns:
        files = files_of(pattern)
        lists += files
        if not files:
            rejected.append(Rejected(pattern, None, "matches no address list: check the pattern"))
        for item in (item for path in files for item in _read(path)):
            if isinstance(item, Rejected):
                rejected.append(item)
            else:
                by_id.setdefault(*item)
    return Addresses(by_id, frozenset(lists), tuple(rejected))


def _read(path: Path) -> Iterator[tuple[str, str] | Rejected]:
    try:
        with opened(path) as file:
            lines = decode(file.stream.read()).splitlines()
    except (AppError, OSError) as error:
        yield Rejected(shown(path), None, str(error))
        return
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                yield _pair(line)
        except DocumentError as error:
            yield Rejected(shown(path), number, str(error))


def _pair(line: str) -> tuple[str, str]:
    key, tab, address = line.partition("\t")
    if not tab or not key.strip() or "://" not in address:
        raise DocumentError("not an id, a tab and an address")
    return key.strip(), address.strip()
