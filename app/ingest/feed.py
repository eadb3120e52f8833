"""The feed: the documents of many files and addresses, one after the other, as they are read; refusals stand where they occur."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from io import BytesIO

from app.domain.documents import Document, Rejected
from app.errors import AppError
from app.ingest.addresses import Addresses
from app.ingest.discovery import Found, discover
from app.ingest.identity import shown, told_id
from app.ingest.online import Online, is_address, reader_of_fetched
from app.ingest.opening import Opened, opened, reason_of, standard_input, unpacked
from app.ingest.reader import STANDARD_INPUT, Reader, Source
from app.ingest.registry import reader_for, reader_of, readers, stem

DEFAULT_MAX_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read: `format` names a reader instead of the suffix, `source` stands in where a record tells none.

    `online` fetches what is given by its address; without it nothing is fetched.
    """

    format: str | None = None
    encoding: str | None = None
    source: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    addresses: Addresses = field(default_factory=Addresses)
    online: Online | None = None


class Feed:
    """The documents of `paths`: files, folders, patterns, addresses of the web, and `-` for standard input (read last).

    Iterating reads; nothing is kept. `total_bytes` is the size of all files on the disk and
    `read_bytes` how much of it has been taken so far.
    """

    def __init__(self, paths: Sequence[str], manner: Manner) -> None:
        self._manner = manner
        self._urls = [path for path in dict.fromkeys(paths) if manner.online and is_address(path)]
        files = (path for path in paths if path not in {STANDARD_INPUT, *self._urls})
        self._items = discover(files, manner.addresses.lists)
        self._piped = STANDARD_INPUT in paths
        self._ids: dict[int, int] = {}
        self._done_bytes = 0
        self._current: Opened | None = None
        self.total_bytes = sum(item.size for item in self._items if isinstance(item, Found))

    @property
    def read_bytes(self) -> int:
        """Bytes taken from the disk so far."""
        return self._done_bytes + (self._current.meter.count if self._current else 0)

    def __iter__(self) -> Iterator[Document | Rejected]:
        yield from self._manner.addresses.rejected
        for item in self._items:
            if isinstance(item, Rejected):
                yield item
            else:
                yield from self._read(opened(item.path), shown(item.path))
                self._done_bytes += item.size
        for url in self._urls:
            yield from self._fetched(url)
        if self._piped:
            yield from self._read(standard_input(), STANDARD_INPUT)

    def _fetched(self, url: str) -> Iterator[Document | Rejected]:
        online = self._manner.online
        if online is None:
            return
        try:
            found = online.feed(url)
        except AppError as error:
            yield Rejected(url, None, str(error))
            return
        yield from self._read(nullcontext(unpacked(BytesIO(found.body).read)), url, found.kind)

    def _read(
        self, opening: AbstractContextManager[Opened], path: str, kind: str | None = None
    ) -> Iterator[Document | Rejected]:
        """Read what `opening` gives; `kind` is the media type of what was fetched from the address `path`."""
        online, manner = self._manner.online, self._manner
        try:
            with opening as self._current:
                reader = self._reader(path, self._current, kind)
                page = online.page if online and online.pages else None
                url = path if kind else None
                source = Source(path, self._current.stream, manner.max_bytes, manner.encoding, url=url, page=page)
                yield from self._documents(reader, source)
        except (AppError, OSError, EOFError, zlib.error) as error:
            yield Rejected(path, None, reason_of(error))
        finally:
            self._current = None

    def _documents(self, reader: Reader, source: Source) -> Iterator[Document | Rejected]:
        for item in reader.read(source):
            if isinstance(item, Source):
                yield from self._held(item)
            else:
                yield item if isinstance(item, Rejected) else self._once(self._completed(item))

    def _held(self, source: Source) -> Iterator[Document | Rejected]:
        """Read what an archive holds, as of a folder; an archive in it is not opened, so that nothing expands twice."""
        reader = readers()[source.format] if source.format else reader_of(source.path)
        if reader is None:
            return
        if reader.holds:
            yield Rejected(source.path, source.record, "an archive in an archive: unpack the outer one first")
            return
        try:
            yield from self._documents(reader, source)
        except (AppError, OSError, EOFError, zlib.error) as error:
            yield Rejected(source.path, source.record, reason_of(error))

    def _reader(self, path: str, file: Opened, kind: str | None) -> Reader:
        if self._manner.format is not None:
            return readers()[self._manner.format]
        if kind is not None:
            return reader_of_fetched(kind, file.stream.peek(512))
        return reader_of(path) or reader_for(file.stream.peek(512))

    def _completed(self, document: Document) -> Document:
        """Return `document` with the address and the source it does not tell itself."""
        known = self._manner.addresses.by_id
        url = document.url or known.get(told_id(document.key) or stem(document.path))
        source = document.source or self._manner.source
        if (url, source) == (document.url, document.source):
            return document
        return replace(document, url=url, source=source)

    def _once(self, document: Document) -> Document | Rejected:
        """Refuse a second content under one id: which of the two is the newer one cannot be told, now or next time."""
        told = told_id(document.key)
        if told is None:
            return document
        mark = hash(document.identity)
        if self._ids.setdefault(hash(told), mark) == mark:
            return document
        reason = f"the id {told!r} stands above with another content: give each its own, or read an update by itself"
        return Rejected(document.path, document.record, reason)
