"""The forms that a file of items can have, and what writes it, piece by piece."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.api.exports import cells, columns, lines
from app.api.exports.kinds import Export
from app.api.schemas.exports import TableFormat


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a file."""

    media_type: str
    write: Callable[[Export], Iterator[bytes]]


FORMS: Mapping[TableFormat, Form] = MappingProxyType(
    {
        TableFormat.JSONL: Form("application/x-ndjson", lines.write),
        TableFormat.CSV: Form("text/csv; charset=utf-8; header=present", cells.write),
        TableFormat.PARQUET: Form("application/vnd.apache.parquet", columns.write),
    }
)
