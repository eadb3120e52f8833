"""Parquet: nested columns of the types that the items have. Its end counts the rows, and without it no reader opens the file."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from io import RawIOBase
from typing import Any, cast, get_args, get_origin

from app.api.exports.cells import without_none
from app.api.exports.kinds import Export
from app.api.schemas.evidence import Answer
from app.errors import InputError

ROWS = 4_000
"""Rows of one group: enough to be read quickly, few enough to be held."""
_NAMES = {bool: "bool", int: "int64", float: "double", date: "date32[day]"}
"""Types as pyarrow names them; everything else is text."""


class _Spool(RawIOBase):
    """A file that is only ever appended to, and emptied as it grows."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()
        self._taken = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._taken + len(self._held)

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - whatever has bytes
        self._held += data
        return len(data)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        self._taken += len(taken)
        return taken


def write(export: Export) -> Iterator[bytes]:
    """Yield the file, a group of rows at a time.

    Raises:
        InputError: pyarrow is not installed.
    """
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    whole, spool = schema_of(arrow, export.kind.answer), _Spool()
    schema = arrow.schema([column for column in whole if export.holds(column.name)])
    with parquet.ParquetWriter(spool, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for page in export:
            rows += [item.model_dump(include=export.fields) for item in page]
            if len(rows) >= ROWS:
                writer.write_table(arrow.Table.from_pylist(rows, schema))
                rows.clear()
                yield spool.take()
        writer.write_table(arrow.Table.from_pylist(rows, schema))
        writer.add_key_value_metadata({"propos": export.closing.model_dump_json()})
    yield spool.take()


def _library(name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(
            "Parquet needs pyarrow, which is not installed: pip install 'propos[parquet]', or take jsonl or csv"
        ) from error


def schema_of(arrow: Any, model: type[Answer]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the columns of a kind of item."""
    return arrow.schema([(name, _type(arrow, field.annotation)) for name, field in model.model_fields.items()])


def _type(arrow: Any, annotation: Any) -> Any:  # noqa: ANN401 - as above; and annotations are anything
    kind = without_none(annotation)
    if get_origin(kind) is list:
        return arrow.list_(_type(arrow, get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, Answer):
        return arrow.struct(list(schema_of(arrow, kind)))
    return arrow.type_for_alias(_NAMES.get(cast("type", kind), "string"))
