"""Opening what may be hostile: regular files only, unpacked with a bound on how far they expand."""

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.errors import DocumentError, TooLargeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MAGIC = b"\x1f\x8b"
# News packs 3 to 20 times smaller, a zip bomb 1,000 times: beyond the floor nothing honest reaches the ratio.
FLOOR_BYTES = 64_000_000
MOST_RATIO = 100
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe (FIFO)"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Meter(io.RawIOBase):
    """A raw stream that counts the bytes taken from it and stops over a limit."""

    def __init__(self, read: Callable[[int], bytes], limit: Callable[[], int] | None = None) -> None:
        super().__init__()
        self._read = read
        self._limit = limit
        self.count = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill `buffer` as far as one read goes.

        Raises:
            TooLargeError: over the limit.
        """
        view = memoryview(buffer).cast("B")
        data = self._read(len(view))
        self.count += len(data)
        if self._limit is not None and self.count > self._limit():
            raise TooLargeError(
                f"expands to more than {FLOOR_BYTES:,} bytes and {MOST_RATIO} times its size: unpack it yourself if you trust it"
            )
        view[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file: its bytes, unpacked, and the meter of the bytes taken from the disk."""

    stream: "io.BufferedReader[Meter]"
    meter: Meter


@contextmanager
def opened(path: Path) -> Generator[Opened]:
    """Open the regular file at `path`.

    Raises:
        DocumentError: there is no such file, it may not be read, or it is no regular file.
    """
    try:
        raw = open(path, "rb", buffering=0, opener=_open_regular)  # noqa: SIM115 (closed by the block below)
    except (OSError, ValueError) as error:
        raise DocumentError(reason_of(error)) from error
    with raw:
        yield unpacked(lambda size: raw.read(size) or b"")


def _open_regular(path: str, flags: int) -> int:
    # Without O_NONBLOCK the opening of a pipe waits for its writer; the kind is asked of what has been opened.
    handle = os.open(path, flags | os.O_NONBLOCK)
    try:
        refuse_special(os.fstat(handle))
    except DocumentError:
        os.close(handle)
        raise
    return handle


@contextmanager
def standard_input() -> Generator[Opened]:
    """Open what comes over the pipe; it stays open."""
    yield unpacked(cast("io.BufferedReader", sys.stdin.buffer).read1)


def unpacked(read: Callable[[int], bytes]) -> Opened:
    """Return the bytes of `read`, unpacked when they begin as gzip does."""
    meter = Meter(read)
    packed = io.BufferedReader(meter)
    if packed.peek(len(_MAGIC))[: len(_MAGIC)] != _MAGIC:
        return Opened(packed, meter)
    expanded = gzip.GzipFile(fileobj=packed)
    limit = lambda: max(FLOOR_BYTES, MOST_RATIO * meter.count)  # noqa: E731
    return Opened(io.BufferedReader(Meter(expanded.read1, limit), 1 << 16), meter)


def refuse_special(status: os.stat_result) -> None:
    """Refuse what is no regular file.

    Raises:
        DocumentError: names the kind.
    """
    kind = next((kind for test, kind in _KINDS if test(status.st_mode)), None)
    if kind is not None:
        raise DocumentError(f"{kind}, not a file that can be read")


def reason_of(error: Exception) -> str:
    """Return one sentence for a person on why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder: check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it: change its mode or the user"
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return f"a broken gzip file ({error}): pack it again"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
