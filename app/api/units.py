"""Units: offsets in UTF-16 code units beside those in code points, wherever a text has been read."""

from collections.abc import Iterable
from typing import Any, cast

from app.domain.spans import Utf16Map


def spans_in_utf16(spans: Iterable[tuple[int, int]], utf16: Utf16Map) -> list[tuple[int, int]]:
    """Return the same stretches in UTF-16 code units."""
    return [(utf16.offset(start), utf16.offset(end)) for start, end in spans]


def with_utf16(value: Any, utf16: Utf16Map) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON with `utf16_start` and `utf16_end` beside every `start` and `end` that are offsets (those of dates are not)."""
    if isinstance(value, list):
        return [with_utf16(item, utf16) for item in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    told = {key: with_utf16(item, utf16) for key, item in cast("dict[str, Any]", value).items()}
    ends = told.get("start", ""), told.get("end", "")
    if all(end is None or isinstance(end, int) for end in ends):
        told |= {f"utf16_{key}": None if told[key] is None else utf16.offset(told[key]) for key in ("start", "end")}
    return told
