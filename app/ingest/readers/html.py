"""HTML: one page, one document: its article without menus and adverts, with title, date, site and canonical address.

What an archive or a feed knows of the page (its id, title, address, day) stands in where the page itself tells nothing.
"""

from collections.abc import Iterator

from app.domain.documents import Document, Rejected
from app.errors import TooLargeError
from app.ingest.cleaning import decode
from app.ingest.pages import PAGES
from app.ingest.reader import Reader, Source
from app.ingest.records import document_of

_OPENINGS = (b"<!doctype html", b"<html")


def read(source: Source) -> Iterator[Document | Rejected]:
    """Yield the one document of `source`.

    Raises:
        TooLargeError: the page is over the limit of one document.
        DocumentError: there is no article on the page, or it takes too long to find.
    """
    data = source.stream.read(source.max_bytes + 1)
    if len(data) > source.max_bytes:
        raise TooLargeError(
            f"over {source.max_bytes:,} bytes: save its text by itself, or raise PROPOS_MAX_DOCUMENT_BYTES"
        )
    # Pages tell their encoding themselves; the caller's word on it counts more.
    page = decode(data, source.encoding).encode() if source.encoding else data
    told = dict(PAGES.article(page))
    told["id"] = source.id
    told["title"] = told.get("title") or source.title
    told["url"] = told.get("url") or source.url
    told["date"] = told.get("date") or (str(source.date) if source.date else None)
    yield document_of(told, source.record, source)


def _recognises(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:14].lower().startswith(_OPENINGS)


READER = Reader(name="html", suffixes=(".html", ".htm", ".xhtml"), read=read, recognises=_recognises)
