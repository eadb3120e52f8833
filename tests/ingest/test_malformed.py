"""Malformed files: whatever the bytes, the feed ends soon, and every file is a document that holds or a line with a reason."""

import gzip
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.documents import Document, Rejected
from app.errors import AppError
from app.ingest.cleaning import read_text
from app.ingest.feed import Feed, Manner

ROUNDS = int(os.environ.get("PROPOS_TEST_ROUNDS", "40"))
TEXT = "Un titre\n\n9 août 2016 . – « C’est l’été 😀 », a dit Ada Byron.\n".encode()
LINES = b"\n".join(
    b'{"id": %d, "text": "\xc3\xa9t\xc3\xa9 %d", "date": "2023-04", "lang": "fr"}' % (number, number)
    for number in range(9)
)


def flip(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def stuff(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    stuffing = [
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\n" * 99,
        b"{" * 5_000,
        b"\r",
        b"\x1f\x8b",
        b"\\ud800",
    ]
    return data[:at] + chance.choice(stuffing) + data[at:]


def recode(data: bytes, chance: random.Random) -> bytes:
    name = chance.choice(["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "utf-7", "utf-8-sig"])
    return data.decode().encode(name, "replace")


def noise(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(len(data))


SPOILERS = (flip, cut, stuff, recode, noise)


def holds(item: Document | Rejected) -> bool:
    """Whether a document can be stored and shown, or a refusal says something."""
    if isinstance(item, Rejected):
        return len(item.reason) > 10
    text = item.text
    return "\0" not in text and text.encode("utf-8").decode("utf-8") == text and any(map(str.isalnum, text))


@pytest.mark.parametrize("spoil", SPOILERS)
@pytest.mark.parametrize(
    ("name", "sound"), [("a.txt", TEXT), ("a.jsonl", LINES), ("a.txt.gz", TEXT), ("a.jsonl.gz", LINES)]
)
def test_a_spoilt_file_is_a_document_or_a_reason(
    tmp_path: Path, spoil: Callable[[bytes, random.Random], bytes], name: str, sound: bytes
) -> None:
    for seed in range(ROUNDS):
        chance = random.Random(f"{name} {spoil.__name__} {seed}")
        spoilt = spoil(sound, chance)
        if name.endswith(".gz"):  # half of them are spoilt inside, half outside
            inside = seed % 2 or spoil is recode
            spoilt = gzip.compress(spoilt) if inside else spoil(gzip.compress(sound), chance)
        (tmp_path / name).write_bytes(spoilt)
        started = time.monotonic()
        found = list(Feed([str(tmp_path / name)], Manner()))
        assert time.monotonic() - started < 5, f"seed {seed}"
        assert all(map(holds, found)), f"seed {seed}: {found}"
        assert found, f"seed {seed}"


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_text_that_holds_or_a_reason(data: bytes) -> None:
    assert holds(outcome(data))


def outcome(data: bytes) -> Document | Rejected:
    try:
        return Document(key="a", text=read_text(data), path="a")
    except AppError as error:
        return Rejected("a", None, str(error))


def test_one_line_of_a_hundred_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(100):
            file.write(b"a " * 500_000)
        file.write(b'"}\n{"text": "la suite"}\n')
    found = list(Feed([str(path)], Manner(max_bytes=1_000_000)))
    assert [(item.record, isinstance(item, Document)) for item in found] == [(1, False), (2, True)]


def test_a_packed_line_without_an_end_is_refused_soon(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    started = time.monotonic()
    [refused] = list(Feed([str(path)], Manner()))
    assert isinstance(refused, Rejected)
    assert "expands" in refused.reason
    assert time.monotonic() - started < 2
