"""CSV and TSV: one document a row; the first row names the columns, in English or French (`texte`, `titre`, `publié le`).

The delimiter is the one of comma, semicolon, tab and bar that the first row has most of. The record number is the row's,
from 1, the names not counted. Rows without a text are refused with their number; the next one is read. Of an exported table the
texts are taken as they were before they were made safe for spreadsheets, and its last row is held to how many there were.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from app.domain.cells import counted, plain
from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError, TooLargeError
from app.ingest.columns import fields_of
from app.ingest.reader import Reader, Source
from app.ingest.records import document_of

_DELIMITERS = ",;\t|"
_EXPORTED = frozenset({"text", "sha256", "extractor.name", "extractor.version"})
"""Columns that stand together in the tables of `propos export articles` alone."""


def read(source: Source) -> Iterator[Document | Rejected]:
    """Yield a document or a refusal for each row of `source`.

    Raises:
        DocumentError: no row names the columns or none is the text, it is not in its encoding, or quotes do not close.
        TooLargeError: a row over the limit of one document.
    """
    csv.field_size_limit(source.max_bytes)
    lines = _lines(source)
    names = next(lines, "")
    rows = csv.reader(chain([names], lines), delimiter=max(_DELIMITERS, key=names.count), strict=True)
    try:
        head = next(rows, list[str]())
        columns = fields_of(head)
        told = _unguarded(rows) if set(head) >= _EXPORTED else rows
        for number, row in enumerate((row for row in told if row), start=1):
            yield _document(columns, row, number, source)
    except csv.Error as error:
        raise DocumentError(f"line {rows.line_num}: {error}: the rest is not read") from error


def _lines(source: Source) -> Iterator[str]:
    """Yield the lines of `source`, each with its end."""
    text = io.TextIOWrapper(source.stream, source.encoding or "utf-8-sig", newline="")
    try:
        while line := text.readline(source.max_bytes + 1):
            if len(line) > source.max_bytes:
                raise TooLargeError(f"a line over {source.max_bytes:,} characters: raise PROPOS_MAX_DOCUMENT_BYTES")
            yield line
    except UnicodeDecodeError as error:
        remedy = "save it as UTF-8, or name its encoding (--encoding cp1252 for old Western files)"
        raise DocumentError(f"not {error.encoding.upper()}: {remedy}") from error
    finally:
        text.detach()


def _unguarded(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the rows of an exported table with the texts as they were stored.

    Raises:
        DocumentError: its end counts other rows than there were.
    """
    for number, row in enumerate(rows):
        count = counted(row[0]) if row else None
        if count is None:
            yield [plain(cell) for cell in row]
        elif count != number:
            raise DocumentError(
                f"the end of an export of {count} records, but {number} stand before it: export it again"
            )


def _document(columns: Mapping[int, str], row: Sequence[str], number: int, source: Source) -> Document | Rejected:
    fields = {field: row[column] for column, field in columns.items() if column < len(row)}
    try:
        return document_of(fields, number, source)
    except AppError as error:
        return Rejected(source.path, number, str(error))


READER = Reader(name="csv", suffixes=(".csv", ".tsv"), read=read)
