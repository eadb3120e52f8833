"""Parquet (extra `parquet`): one document a row of a table with the columns of CSV; read by batches, never whole."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any

from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError
from app.ingest.columns import fields_of
from app.ingest.reader import Reader, Source
from app.ingest.records import document_of
from app.ingest.seekable import seekable

_BATCH = 64
_MAGIC = b"PAR1"


def read(source: Source) -> Iterator[Document | Rejected]:
    """Yield a document or a refusal for each row of `source`; the record number is the row's, from 1.

    Raises:
        DocumentError: the extra is not installed, it is no Parquet file, or no column is the text.
    """
    try:
        library = import_module("pyarrow.parquet")
    except ImportError as error:
        raise DocumentError("Parquet is read with an extra: pip install 'propos[parquet]'") from error
    with seekable(source) as file:
        try:
            table = library.ParquetFile(file)
            columns = fields_of(table.schema_arrow.names)
            names = {table.schema_arrow.names[number]: field for number, field in columns.items()}
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=list(names)):
                for row in batch.to_pylist():
                    number += 1
                    yield _document({names[name]: value for name, value in row.items()}, number, source)
        except (OSError, ValueError) as error:
            raise DocumentError(f"not a Parquet file that can be read ({error}): write it again") from error


def _document(row: Mapping[str, Any], number: int, source: Source) -> Document | Rejected:
    fields = {field: _told(value) for field, value in row.items()}
    try:
        text = fields.get("text")
        if isinstance(text, str) and len(text.encode()) > source.max_bytes:
            raise DocumentError(f"over {source.max_bytes:,} bytes: split it, or raise PROPOS_MAX_DOCUMENT_BYTES")
        return document_of(fields, number, source)
    except (AppError, UnicodeEncodeError) as error:
        return Rejected(source.path, number, str(error))


def _told(value: object) -> object:
    """Return a value as a record tells it: of a moment its day."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _recognises(head: bytes) -> bool:
    return head.startswith(_MAGIC)


READER = Reader(name="parquet", suffixes=(".parquet",), read=read, recognises=_recognises)
