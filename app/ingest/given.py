"""Articles that are handed over instead of read from a file: records like the lines of JSONL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import orjson

from app.domain.documents import Document, Rejected
from app.errors import AppError, TooLargeError
from app.ingest.reader import STANDARD_INPUT, Source
from app.ingest.records import document_of


def documents_of(
    articles: Sequence[Mapping[str, object] | Rejected], path: str, max_bytes: int
) -> Iterator[Document | Rejected]:
    """Yield a document or a refusal for each of `articles`; record numbers count from 1.

    An article without an id has no place it could be known by: it is known by its content.

    Args:
        articles: the fields of a line of JSONL each; one that was refused before is passed on.
        path: what the ledger says of where they came from.
        max_bytes: a larger article is refused.
    """
    for number, article in enumerate(articles, start=1):
        if isinstance(article, Rejected):
            yield replace(article, path=path, record=number)
            continue
        yield _document(article, number, path, max_bytes)


def _document(article: Mapping[str, object], number: int, path: str, max_bytes: int) -> Document | Rejected:
    try:
        if len(orjson.dumps(article)) > max_bytes:
            raise TooLargeError(f"over {max_bytes:,} bytes: split it, or raise PROPOS_MAX_DOCUMENT_BYTES")
        document = document_of(article, number, Source(STANDARD_INPUT, BytesIO(), max_bytes))
    except (AppError, orjson.JSONEncodeError) as error:
        return Rejected(path, number, str(error))
    return replace(document, path=path)
