"""Articles that are handed over instead of read from a file: what the reader of JSONL says of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import orjson

from app.domain.documents import Document, Rejected
from app.ingest.reader import STANDARD_INPUT, Source
from app.ingest.registry import readers


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
    read = readers()["jsonl"].read
    for number, article in enumerate(articles, start=1):
        if isinstance(article, Rejected):
            yield replace(article, path=path, record=number)
            continue
        line = BytesIO(orjson.dumps(article))
        for item in read(Source(STANDARD_INPUT, line, max_bytes)):
            yield replace(item, path=path, record=number)
