"""RSS and Atom: one document an item of a feed, with its title, day, address and id.

An item's text is its content, or its summary where the feed gives no more; where pages may be opened it is that of the
page that the item links to. The record number is the item's, from 1. An item without an id is known by its address, else
by its content: its place in the feed is another's tomorrow.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin

from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected, digest
from app.errors import AppError, DocumentError, TooLargeError
from app.ingest.fragments import text_of
from app.ingest.reader import Reader, Source
from app.ingest.records import document_of

if TYPE_CHECKING:
    from time import struct_time

_OPENINGS = (b"<rss", b"<feed", b"<rdf:rdf")
_HEAD = 512


def read(source: Source) -> Iterator[Document | Rejected | Source]:
    """Yield a document, its page or a refusal for each item of `source`.

    Raises:
        TooLargeError: the feed is over the limit of one document.
        DocumentError: it is no feed, defines entities of its own, or has no item.
    """
    data = source.stream.read(source.max_bytes + 1)
    if len(data) > source.max_bytes:
        raise TooLargeError(f"a feed over {source.max_bytes:,} bytes: split it, or raise PROPOS_MAX_DOCUMENT_BYTES")
    if b"<!ENTITY" in data.upper():
        raise DocumentError("it defines entities, which may expand without end: write them out")
    feed = _parse(data)
    if not feed.get("version"):
        raise DocumentError("neither RSS nor Atom: there is no feed in it")
    items: list[Mapping[str, Any]] = feed["entries"]
    if not items:
        raise DocumentError("empty: there is no item in the feed")
    site = feed["feed"].get("title")
    for number, item in enumerate(items, start=1):
        yield _item(_fields(item, site), number, source)


def _item(told: Mapping[str, str | None], number: int, source: Source) -> Document | Rejected | Source:
    if source.page and told["url"]:
        return _page(told, urljoin(source.path, told["url"]), source.page, source.max_bytes)
    try:
        return document_of(told, number, source)
    except AppError as error:
        return Rejected(source.path, number, str(error))


def _page(
    told: Mapping[str, str | None], link: str, page: Callable[[str], BinaryIO], max_bytes: int
) -> Source | Rejected:
    """Return the page at `link` with what the feed tells of it."""
    date = PartialDate.parse(told["date"]) if told["date"] else None
    try:
        stream = page(link)
    except AppError as error:
        return Rejected(link, None, str(error))
    return Source(link, stream, max_bytes, format="html", id=told["id"], title=told["title"], url=link, date=date)


def _parse(data: bytes) -> Mapping[str, Any]:
    parse: Callable[..., Mapping[str, Any]] = import_module("feedparser").parse  # only who reads feeds waits for it
    return parse(data, sanitize_html=False, resolve_relative_uris=False)


def _fields(item: Mapping[str, Any], site: str | None) -> dict[str, str | None]:
    contents = [part["value"] for part in item.get("content", ())] or [item.get("summary") or ""]
    when: struct_time | None = item.get("published_parsed") or item.get("updated_parsed")
    text = text_of(max(contents, key=len))
    return {
        "id": item.get("id") or item.get("link") or digest(text),
        "title": text_of(item.get("title") or "").replace("\n", " "),
        "date": f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None,
        "text": text,
        "url": item.get("link"),
        "source": " ".join(site.split()) if site else None,
        "lang": None,
    }


def _recognises(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_HEAD].lower()
    return start.startswith(_OPENINGS) or (start.startswith(b"<?xml") and any(mark in start for mark in _OPENINGS))


READER = Reader(name="rss", suffixes=(".rss", ".atom", ".rdf", ".xml"), read=read, recognises=_recognises)
