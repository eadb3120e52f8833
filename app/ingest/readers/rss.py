"""RSS and Atom: one document an item of a feed that was saved to a file, with its title, day, address and id.

An item's text is its content, or its summary where the feed gives no more. The record number is the item's, from 1.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError, TooLargeError
from app.ingest.fragments import text_of
from app.ingest.reader import Reader, Source
from app.ingest.records import document_of

if TYPE_CHECKING:
    from time import struct_time

_OPENINGS = (b"<rss", b"<feed", b"<rdf:rdf")
_HEAD = 512


def read(source: Source) -> Iterator[Document | Rejected]:
    """Yield a document or a refusal for each item of `source`.

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
        try:
            yield document_of(_fields(item, site), number, source)
        except AppError as error:
            yield Rejected(source.path, number, str(error))


def _parse(data: bytes) -> Mapping[str, Any]:
    parse: Callable[..., Mapping[str, Any]] = import_module("feedparser").parse  # only who reads feeds waits for it
    return parse(data, sanitize_html=False, resolve_relative_uris=False)


def _fields(item: Mapping[str, Any], site: str | None) -> dict[str, object]:
    contents = [part["value"] for part in item.get("content", ())] or [item.get("summary") or ""]
    when: struct_time | None = item.get("published_parsed") or item.get("updated_parsed")
    return {
        "id": item.get("id"),
        "title": text_of(item.get("title") or "").replace("\n", " "),
        "date": f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None,
        "text": text_of(max(contents, key=len)),
        "url": item.get("link"),
        "source": " ".join(site.split()) if site else None,
        "lang": None,
    }


def _recognises(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_HEAD].lower()
    return start.startswith(_OPENINGS) or (start.startswith(b"<?xml") and any(mark in start for mark in _OPENINGS))


READER = Reader(name="rss", suffixes=(".rss", ".atom", ".rdf", ".xml"), read=read, recognises=_recognises)
