"""What a reader is. A further format is one new file in `readers/` that exports `READER`; nothing else is edited."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.documents import Document, Rejected

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One opened file, unpacked already.

    `path` is its absolute path, `-` for standard input; `max_bytes` bounds one document; `encoding` is the caller's word
    on the encoding, None to go by the bytes.
    """

    path: str
    stream: BinaryIO
    max_bytes: int
    encoding: str | None = None

    @property
    def place(self) -> str | None:
        """The path again, None for a stream that has no place."""
        return None if self.path == STANDARD_INPUT else self.path


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name for `--format`, the suffixes it is known by, and how it is read.

    `read` streams: it yields a `Rejected` for a record it cannot use and goes on, and raises `DocumentError` where the
    rest of the file cannot be used. `recognises` looks at the first bytes of a file whose name tells nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterator[Document | Rejected]]
    recognises: Callable[[bytes], bool] | None = None
