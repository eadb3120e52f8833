"""Reading back what was exported, in any form, as the items of the listings."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, cast

from pyarrow import parquet

from app.api.exports.cells import Column, columns_of
from app.api.exports.kinds import KINDS
from app.domain.cells import plain

Records = list[dict[str, Any]]


def records_of(content: bytes, form: str, kind: str, fields: Sequence[str] = ()) -> Records:
    """Read a file back, having looked at its end; `fields` are those it was asked for, none mean all."""
    match form:
        case "jsonl":
            *records, closing = (json.loads(line) for line in content.splitlines())
            assert closing["closing"]["count"] == len(records)
            return records
        case "csv":
            head, *rows, closing = csv.reader(io.StringIO(content.decode(), newline=""))
            assert closing[0] == f"# end of {len(rows)} {kind}"
            assert len(closing) == len(head)
            whole = columns_of(KINDS[kind].answer)
            columns = [column for column in whole if not fields or column.path[0] in fields]
            assert head == [column.name for column in columns]
            return [record_of(columns, row) for row in rows]
        case _:
            rows = cast("Any", parquet).read_table(io.BytesIO(content)).to_pylist()
            return [json.loads(json.dumps(row, default=str)) for row in rows]


def record_of(columns: Sequence[Column], row: Sequence[str]) -> dict[str, Any]:
    """Return the record that a row of CSV was made of."""
    record: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=True):
        place = record
        for step in column.path[:-1]:
            place = place.setdefault(step, {})
        place[column.path[-1]] = None if not cell else json.loads(cell) if column.holds_json else plain(cell)
    return {name: nothing(value) for name, value in record.items()}


def nothing(value: Any) -> Any:
    """Return None for a slot of which nothing is known."""
    if not isinstance(value, dict):
        return value
    inner = {name: nothing(one) for name, one in cast("dict[str, Any]", value).items()}
    return inner if any(one is not None for one in inner.values()) else None


def typed(kind: str, records: Records) -> Records:
    """Return records with their types, which CSV does not have: `12` is a number again."""
    answer = KINDS[kind].answer
    return [answer.model_validate(record).model_dump(mode="json") for record in records]
