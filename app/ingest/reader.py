"""What a reader is. A further format is one new file in `readers/` that exports `READER`; nothing else is edited.

A reader of archives yields what it holds as further sources, which are read by whoever reads files of their names.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected

STANDARD_INPUT = "-"
WITHIN = "!/"
"""Between the path of an archive and the name of what is in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One opened file, unpacked already.

    `path` is its absolute path, `-` for standard input, `/news/day.zip!/a.txt` for a file in an archive; `max_bytes` bounds
    one document; `encoding` is the caller's word on the encoding, None to go by the bytes. What an archive or a feed knows
    of a record: its number, its format where its name tells none, its id, title, address and day. `page` opens the page at
    an address, None where what a feed holds itself is to do.
    """

    path: str
    stream: BinaryIO
    max_bytes: int
    encoding: str | None = None
    record: int | None = None
    format: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    date: PartialDate | None = None
    page: Callable[[str], BinaryIO] | None = None

    @property
    def place(self) -> str | None:
        """The path again, None for a stream that has no place."""
        return None if self.path.partition(WITHIN)[0] == STANDARD_INPUT else self.path


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name for `--format`, the suffixes it is known by, and how it is read.

    `read` streams, and its sources are read before the next one is asked for: it yields a `Rejected` for a record it cannot use and goes on, and raises `DocumentError` where the
    rest of the file cannot be used. `recognises` looks at the first bytes of a file whose name tells nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterator[Document | Rejected | Source]]
    recognises: Callable[[bytes], bool] | None = None
    holds: bool = False
    """Whether it yields sources: an archive."""
