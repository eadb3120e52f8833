"""Bytes to text: decoded strictly, byte-order mark removed, nothing else changed; what is no text is refused.

Nothing is guessed: a wrong guess would store broken words for good, with offsets into them.
"""

import codecs
import re

from app.errors import DocumentError

# Longest first: the mark of UTF-32-LE begins with the one of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARIES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "packed twice"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"(\xb5/\xfd", "a zstd file"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROLS_ALLOWED = 0.01


def read_text(data: bytes, encoding: str | None = None) -> str:
    """Return the text that `data` is, decoded and checked.

    Raises:
        DocumentError: it is no text; names the place and what to do.
    """
    return checked(decode(data, encoding))


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return the characters of `data`: by its byte-order mark, else by `encoding`, else UTF-8.

    Raises:
        DocumentError: not written in that encoding; names the byte offset and what to do.
    """
    what = next((what for signature, what in _BINARIES if data.startswith(signature)), None)
    if what is not None:
        raise DocumentError(f"{what}, not a text: convert it to UTF-8 text first")
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))
    name = marked or encoding or "utf-8"
    try:
        return data[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        raise DocumentError(_undecodable(data, error, len(mark))) from error


def checked(text: str) -> str:
    """Return `text` when it is one: it has words, and no NUL, lone surrogate or run of control characters.

    Raises:
        DocumentError: names the offset (in code points) and what to do.
    """
    if not any(char.isalnum() for char in text):
        raise DocumentError("empty: there is no word in it")
    lone = _SURROGATE.search(text)
    if lone is not None:
        raise DocumentError(f"half a surrogate pair at offset {lone.start()}: write the whole character")
    nul = text.find("\0")
    if nul >= 0:
        raise DocumentError(f"a NUL character at offset {nul}: binary, or UTF-16 without its byte-order mark")
    controls = len(_CONTROL.findall(text))
    if controls > len(text) * _CONTROLS_ALLOWED:
        raise DocumentError(f"binary: {controls} of {len(text)} characters are control characters")
    return text


def known_encoding(name: str) -> bool:
    """Whether `name` is a text encoding that can be asked for."""
    try:
        b"a".decode(name)
    except (LookupError, UnicodeDecodeError):
        # UTF-16 is known, and one byte is no UTF-16.
        return name.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    return True


def _undecodable(data: bytes, error: UnicodeDecodeError, skipped: int) -> str:
    offset = error.start + skipped
    byte = f"0x{data[offset]:02x}" if offset < len(data) else "the end"
    remedy = "save it as UTF-8, or name its encoding (--encoding cp1252 for old Western files)"
    return f"not {error.encoding.upper()} at byte {offset} ({byte}): {remedy}"
