"""JSONL: one document a line, `{"id"?, "title"?, "date"?, "text", "url"?, "source"?, "lang"?}`; `language` is as good as `lang`.

The record number is the line number, from 1. Blank lines are passed over, other keys are ignored, `null` and `""` are
the same as no value. A line that cannot be used is refused with its number and reason, and the next one is read. A line
`{"closing": {"count": ...}}`, with which an export ends, is no document, and is held to how many lines there were.
"""

import codecs
from collections.abc import Iterator
from typing import cast

import orjson

from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError, TooLargeError
from app.ingest.cleaning import decode
from app.ingest.reader import Reader, Source
from app.ingest.records import document_of

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HOPELESS = 1_000


def read(source: Source) -> Iterator[Document | Rejected]:
    """Yield a document or a refusal for each line of `source`.

    Raises:
        DocumentError: there is no line, or the first thousand are all unusable, so that it is no JSONL.
    """
    usable = refused = 0
    for number, line in _lines(source):
        try:
            fields = _fields(line, source)
            if "closing" in fields and "text" not in fields:
                _check_count(fields["closing"], usable + refused)
                continue
            yield document_of(fields, number, source)
            usable += 1
        except AppError as error:
            refused += 1
            yield Rejected(source.path, number, str(error))
        if refused >= _HOPELESS and not usable:
            raise DocumentError(
                f"none of the first {refused} lines is a record: this is no JSONL, the rest is not read"
            )
    if not usable + refused:
        raise DocumentError("empty: there is no record in it")


def _lines(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield the numbered lines that are not blank; of one that is too long only the limit and a byte are kept in memory."""
    number = 0
    while line := source.stream.readline(source.max_bytes + 1):
        number += 1
        if number == 1 and line.startswith(_WIDE_MARKS):
            raise DocumentError("UTF-16: lines of JSON are UTF-8, convert it first")
        whole = line
        while not whole.endswith(b"\n") and len(whole) > source.max_bytes:
            whole = source.stream.readline(source.max_bytes + 1)
        if not line.isspace():
            yield number, line


def _check_count(closing: object, lines: int) -> None:
    """Refuse the end of an export that counts other lines than there were."""
    count = cast("dict[str, object]", closing).get("count") if isinstance(closing, dict) else None
    if count != lines:
        raise DocumentError(f"the end of an export of {count} records, but {lines} stand before it: export it again")


def _fields(line: bytes, source: Source) -> dict[str, object]:
    if len(line) > source.max_bytes:
        raise TooLargeError(f"a line over {source.max_bytes:,} bytes: split it, or raise PROPOS_MAX_DOCUMENT_BYTES")
    try:
        value = cast("object", orjson.loads(decode(line, source.encoding)))
    except orjson.JSONDecodeError as error:
        raise DocumentError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise DocumentError(f"not a JSON object but {type(value).__name__}: every line is one {{...}}")
    return cast("dict[str, object]", value)


def _recognises(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and not head.startswith(b"{\\rtf")


READER = Reader(name="jsonl", suffixes=(".jsonl", ".ndjson"), read=read, recognises=_recognises)
