"""Files that are read out of order, such as archives with their contents at the end: a copy that can be wound back."""

from collections.abc import Generator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from app.errors import TooLargeError
from app.ingest.reader import Source

MOST_BYTES = 4_000_000_000
_PIECE = 1 << 20


@contextmanager
def seekable(source: Source, most: int = MOST_BYTES) -> Generator[BinaryIO]:
    """Give the bytes of `source` as a file that is wound back, on the disk; it is gone afterwards.

    Raises:
        TooLargeError: over `most` bytes.
    """
    with TemporaryFile() as copy:
        left = most
        while piece := source.stream.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise TooLargeError(f"over {most:,} bytes: split it")
            copy.write(piece)
        copy.seek(0)
        yield cast("BinaryIO", copy)
