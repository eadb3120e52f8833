"""CSV (RFC 4180): a column for each field, named by its path, and a last row that counts the others.

Lists are JSON, in one cell; what is not known is empty; no text is a formula (`domain.cells`).
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from types import UnionType
from typing import Any, Union, get_args, get_origin

from app.api.exports.kinds import Export
from app.api.schemas.evidence import Answer
from app.domain.cells import end_of, guarded


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the path of its field, and whether it holds JSON."""

    path: tuple[str, ...]
    holds_json: bool

    @property
    def name(self) -> str:
        """What stands in the head."""
        return ".".join(self.path)

    def cell(self, record: Mapping[str, Any]) -> str:
        """Return the cell of `record`, which is JSON."""
        value: Any = record
        for step in self.path:
            value = None if value is None else value[step]
        if value is None:
            return ""
        if self.holds_json:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return guarded(value) if isinstance(value, str) else json.dumps(value)


def columns_of(model: type[Answer], path: tuple[str, ...] = ()) -> list[Column]:
    """Return the columns of a kind of item: those of what stands in a field are its own, but for lists."""
    found: list[Column] = []
    for name, field in model.model_fields.items():
        kind = without_none(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Answer):
            found += columns_of(kind, (*path, name))
        else:
            found.append(Column((*path, name), get_origin(kind) in {list, tuple, dict}))
    return found


def without_none(annotation: Any) -> Any:  # noqa: ANN401 - annotations are anything
    """Return what a field holds where it holds something."""
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    [kind] = [one for one in get_args(annotation) if one is not type(None)]
    return kind


def write(export: Export) -> Iterator[bytes]:
    """Yield the file, a page at a time."""
    columns = [column for column in columns_of(export.kind.answer) if export.holds(column.path[0])]
    head = _rows([[column.name for column in columns]])
    for page in export:
        records = (item.model_dump(mode="json") for item in page)
        yield head + _rows([[column.cell(record) for column in columns] for record in records])
        head = b""
    told = end_of(export.closing.count, export.closing.kind)
    yield head + _rows([[told, *("" for _ in columns[1:])]])


def _rows(rows: Sequence[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
