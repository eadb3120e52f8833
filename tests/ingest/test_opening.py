"""Opening: packed files are unpacked, bombs are refused soon, nothing waits for ever."""

import gzip
import os
import time
import zlib
from collections import deque
from pathlib import Path

import pytest

from app.errors import DocumentError, TooLargeError
from app.ingest.opening import FLOOR_BYTES, opened


def content(path: Path) -> bytes:
    with opened(path) as file:
        return file.stream.read()


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"mot")
    assert content(tmp_path / "a.txt") == b"mot"


def test_what_begins_as_gzip_does_is_unpacked_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"mot " * 100, mtime=0) + gzip.compress(b"fin", mtime=0))
    assert content(tmp_path / "a.txt") == b"mot " * 100 + b"fin"


def test_the_meter_counts_bytes_on_the_disk(tmp_path: Path) -> None:
    packed = gzip.compress(b"mot " * 100, mtime=0)
    (tmp_path / "a.gz").write_bytes(packed)
    with opened(tmp_path / "a.gz") as file:
        file.stream.read()
        assert file.meter.count == len(packed)


PACKED = gzip.compress(b"mot " * 100, mtime=0)


@pytest.mark.parametrize("broken", [PACKED[:-3], PACKED[:10] + b"\xff" * 9 + PACKED[19:], PACKED + b"tail"])
def test_a_broken_gzip_file_is_an_error_that_the_feed_knows(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(broken)
    with pytest.raises((EOFError, zlib.error, gzip.BadGzipFile)):
        content(tmp_path / "a.gz")


def test_a_bomb_is_refused_soon(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.gz", "wb") as file:
        for _ in range(20):
            file.write(bytes(FLOOR_BYTES // 16))
    started = time.monotonic()
    with opened(tmp_path / "bomb.gz") as file, pytest.raises(TooLargeError, match="expands"):
        deque(iter(lambda: file.stream.read(1 << 20), b""), maxlen=0)
    assert time.monotonic() - started < 2


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="FIFO"):
        content(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/dev/zero", "a device"), ("/nowhere/at/all", "no such file"), ("/", "a folder"), ("a\0", "null")],
)
def test_what_cannot_be_read_says_why(path: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        content(Path(path))
