"""Plain text: one document a file. Its head (title line, dateline, `date 2023-04`) is read by the extraction."""

from collections.abc import Iterator

from app.domain.documents import Document, Rejected
from app.errors import TooLargeError
from app.ingest.cleaning import read_text
from app.ingest.identity import place_key
from app.ingest.reader import Reader, Source


def read(source: Source) -> Iterator[Document | Rejected]:
    """Yield the one document of `source`.

    Raises:
        TooLargeError: the file is over the limit of one document.
        DocumentError: the file is no text.
    """
    data = source.stream.read(source.max_bytes + 1)
    if len(data) > source.max_bytes:
        raise TooLargeError(f"over {source.max_bytes:,} bytes: split it, or raise PROPOS_MAX_DOCUMENT_BYTES")
    text = read_text(data, source.encoding)
    yield Document(key=place_key(source.place, None, text), text=text, path=source.path)


READER = Reader(name="text", suffixes=(".txt", ".text"), read=read)
