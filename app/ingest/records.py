"""Records: named fields, as a line of JSON, a row of a table or a page tells them, made into a document.

Fields are `id`, `title`, `date`, `text`, `url`, `source` and `lang` (`language` is as good); `None` and `""` are the same as
no value, other fields are ignored.
"""

import re
from collections.abc import Mapping

from app.domain.dates import PartialDate
from app.domain.documents import Document
from app.errors import DocumentError
from app.ingest.cleaning import checked
from app.ingest.identity import place_key, record_key
from app.ingest.reader import Source

_MAX_FIELD = 4_000
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}[\d:.,]*\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?")


def document_of(fields: Mapping[str, object], number: int | None, source: Source) -> Document:
    """Return the document that record `number` of `source` tells.

    Raises:
        DocumentError: a field cannot be used, or there is no text; names the field.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise DocumentError('no "text": every record needs one')
    text = checked(text.removeprefix("\ufeff"))
    told = _id(fields)
    return Document(
        key=record_key(told) if told else place_key(source.place, number, text),
        text=text,
        path=source.path,
        record=number,
        title=_string(fields, "title"),
        date=_date(fields),
        url=_string(fields, "url"),
        source=_string(fields, "source"),
        language=_language(fields),
    )


def _string(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DocumentError(f'"{name}" is no string but {type(value).__name__}')
    value = value.strip()
    broken = _BREAKS.search(value)
    if broken is not None:
        raise DocumentError(f'"{name}" has a control character at offset {broken.start()}')
    if len(value) > _MAX_FIELD:
        raise DocumentError(f'"{name}" is over {_MAX_FIELD:,} characters')
    return value or None


def _id(fields: Mapping[str, object]) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id")


def _date(fields: Mapping[str, object]) -> PartialDate | None:
    """Return the date of a record; of a moment its day, as written: no clock is moved to another zone."""
    value = _string(fields, "date")
    moment = _CLOCK.fullmatch(value) if value else None
    return PartialDate.parse(moment[1] if moment else value) if value else None


def _language(fields: Mapping[str, object]) -> str | None:
    value = _string(fields, "lang") or _string(fields, "language")
    if value is None:
        return None
    found = _LANGUAGE.fullmatch(value)
    if found is None:
        raise DocumentError(f'"lang" {value[:40]!r} is not a language code such as "fr"')
    return found[1].lower()
