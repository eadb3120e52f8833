"""Values that may be asked with: texts, numbers, dates and lists that are safe for both databases.

Everything hostile stops here: NUL characters and lone surrogates, numbers over 2^63 or in odd spellings, dates that are
not in the calendar.
"""

import re
from collections.abc import Sequence
from typing import Annotated, TypeVar, cast

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.domain.dates import PATTERN, PartialDate
from app.errors import DateError

MAX_ID = 2**63 - 1
_MAX_NAME = 200
_MAX_EXACT = 2**53 - 1
_DIGITS = re.compile(r"-?[0-9]+")
_REFUSED = re.compile("[\x00\ud800-\udfff]")


def _safe(value: str) -> str:
    if _REFUSED.search(value):
        raise PydanticCustomError("unsafe_text", "a text may not contain NUL characters or lone surrogates")
    return value


def _plain_number(value: object) -> object:
    """Refuse the other spellings that Python takes for a number: `1_000`, ` 1 `, `1.0`, `+1`."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise PydanticCustomError("plain_number", "a whole number is written with digits only")
    return value


def _partial_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("partial_date", "a date is a text: 2023, 2023-04 or 2023-04-12")
    try:
        return PartialDate.parse(value)
    except DateError as error:
        raise PydanticCustomError("partial_date", "{reason}", {"reason": str(error)}) from error


def _listed(value: object) -> object:
    """Read `a,b` like `a` and `b` given one after the other."""
    if not isinstance(value, list | tuple):
        return value
    texts = [text.split(",") if isinstance(text, str) else [text] for text in cast(Sequence[object], value)]
    return [part for parts in texts for part in parts]


def _record_id(value: object) -> str | int | float:
    """Take what JSON can carry to any reader and back: a text, or a number that no reader rounds."""
    if isinstance(value, str) and 1 <= len(value) <= _MAX_NAME:
        return _safe(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _MAX_EXACT:
        return value
    raise PydanticCustomError("record_id", "an id is a text of 1 to 200 characters, or a number below 2^53")


Item = TypeVar("Item")
_NO_NUL: dict[str, JsonValue] = {"pattern": r"^[^\x00]*$"}

SafeStr = Annotated[str, Field(json_schema_extra=_NO_NUL), AfterValidator(_safe)]
Name = Annotated[str, Field(min_length=1, max_length=_MAX_NAME, json_schema_extra=_NO_NUL), AfterValidator(_safe)]
SearchText = Annotated[str, Field(min_length=1, max_length=1000, json_schema_extra=_NO_NUL), AfterValidator(_safe)]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Id64 = Annotated[int, Field(ge=1, le=MAX_ID), BeforeValidator(_plain_number)]
Limit = Annotated[int, Field(ge=1, le=200), BeforeValidator(_plain_number)]
Count = Annotated[int, Field(ge=1, le=1_000_000), BeforeValidator(_plain_number)]
EdgeLimit = Annotated[int, Field(ge=1, le=1_000), BeforeValidator(_plain_number)]
Depth = Annotated[int, Field(ge=1, le=2), BeforeValidator(_plain_number)]
CursorText = Annotated[str, Field(min_length=1, max_length=500, pattern="^[A-Za-z0-9_-]+$")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Listed = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
RecordId = Annotated[
    str | int | float,
    PlainValidator(_record_id),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": _MAX_NAME, **_NO_NUL},
                {"type": "number", "minimum": -_MAX_EXACT, "maximum": _MAX_EXACT},
            ]
        }
    ),
]
DateText = Annotated[
    PartialDate,
    PlainValidator(_partial_date),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": PATTERN, "examples": ["2023", "2023-04", "2023-04-12"]}),
]
