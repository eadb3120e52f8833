"""Bytes to text: what is accepted as it is, and what is refused with its place and remedy."""

import pytest

from app.errors import DocumentError
from app.ingest.cleaning import checked, known_encoding, read_text

TEXT = "L’été, « il a dit » 😀\r\nligne\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
    ],
)
def test_a_text_is_kept_to_the_letter_without_its_byte_order_mark(mark: bytes, encoding: str) -> None:
    assert read_text(mark + TEXT.encode(encoding)) == TEXT


def test_an_encoding_is_used_only_when_it_is_named() -> None:
    old = "déjà vu".encode("cp1252")
    assert read_text(old, "cp1252") == "déjà vu"
    with pytest.raises(DocumentError, match=r"not UTF-8 at byte 1 \(0xe9\).*--encoding"):
        read_text(old)


def test_a_byte_order_mark_is_believed_more_than_the_caller() -> None:
    assert read_text(b"\xef\xbb\xbf" + "été".encode(), "cp1252") == "été"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no word"),
        (b" \n\t\r\n", "no word"),
        (b"\xef\xbb\xbf", "no word"),
        (b"!? ...", "no word"),
        (b"mot\x00mot", "NUL character at offset 3"),
        ("mot".encode("utf-16-le"), "UTF-16 without"),
        (b"\xff\xfem\x00\x00\xd8", "not UTF-16-LE at byte 4"),
        (b"tronqu\xc3", "at byte 6"),
        (b"%PDF-1.7 mot", "a PDF"),
        (b"PK\x03\x04mot", "zip"),
        (b"\x1f\x8bmot", "packed twice"),
        (b"a\x01\x02\x03\x04b", "control characters"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_text(data)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(DocumentError, match="surrogate pair at offset 2"):
        checked("ab\ud800")


def test_a_stray_control_character_in_a_long_text_is_tolerated() -> None:
    assert checked("mot " * 100 + "\x0c\x1b") == "mot " * 100 + "\x0c\x1b"


@pytest.mark.parametrize(("name", "known"), [("utf-8", True), ("cp1252", True), ("UTF_16", True), ("nope", False)])
def test_encodings_are_known_by_name(name: str, *, known: bool) -> None:
    assert known_encoding(name) is known
