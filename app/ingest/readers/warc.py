"""WARC (extra `warc`), such as Common Crawl's news: each page that a crawler was given, read as HTML.

The record number is the response's among all of the file, from 1. Answers other than 200 and what is no HTML are passed over.
"""

import io
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from app.domain.dates import PartialDate
from app.domain.documents import Rejected
from app.errors import DocumentError
from app.ingest.reader import Reader, Source

_PAGES = ("text/html", "application/xhtml+xml")
_FOUND = 200
_PIECE = 1 << 16


def read(source: Source) -> Iterator[Source | Rejected]:
    """Yield the pages of `source`, which is unpacked already.

    Raises:
        DocumentError: the extra is not installed, or it is no WARC file.
    """
    try:
        library = import_module("fastwarc")
    except ImportError as error:
        raise DocumentError("WARC is read with an extra: pip install 'propos[warc]'") from error
    number = 0
    responses = library.ArchiveIterator(_Forward(source.stream), record_types=library.WarcRecordType.response)
    for number, record in enumerate(_records(responses), start=1):
        http = record.http_headers
        kind = (record.http_content_type or "").lower()
        if http is None or http.status_code != _FOUND or not kind.startswith(_PAGES):
            continue
        page = record.reader.read(source.max_bytes + 1)
        if len(page) > source.max_bytes:
            yield Rejected(source.path, number, f"over {source.max_bytes:,} bytes: raise PROPOS_MAX_DOCUMENT_BYTES")
            continue
        yield Source(
            source.path,
            io.BytesIO(page),
            source.max_bytes,
            source.encoding,
            record=number,
            format="html",
            url=record.headers.get("WARC-Target-URI"),
            date=_day(record.record_date),
        )
    if not number:
        raise DocumentError("no WARC file, or one without a response: there is no page in it")


class _Forward(io.RawIOBase):
    """A stream that knows where it is, which is all that fastwarc asks by `seek`."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go forward to where `offset` is.

        Raises:
            OSError: that is not ahead.
        """
        wanted = offset + (self._place if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or wanted < self._place:
            raise io.UnsupportedOperation("a stream goes forward alone")
        while self._place < wanted and self.read(min(_PIECE, wanted - self._place)):
            pass
        return self._place


def _records(responses: Iterator[Any]) -> Iterator[Any]:
    """Yield the records of `responses`.

    Raises:
        DocumentError: the file is broken. Its reader panics there, which is no `Exception`.
    """
    while True:
        try:
            record = next(responses, None)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            raise DocumentError("no WARC file, or a broken one: the rest is not read") from error
        if record is None:
            return
        yield record


def _day(moment: Any) -> PartialDate | None:  # noqa: ANN401 (a library without types)
    return None if moment is None else PartialDate(moment.year, moment.month, moment.day)


def _recognises(head: bytes) -> bool:
    return head.startswith(b"WARC/")


READER = Reader(name="warc", suffixes=(".warc",), read=read, recognises=_recognises, holds=True)
