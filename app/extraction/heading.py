"""The head of a text: its title line, its date of publication, and where the body begins.

Three shapes are read: `date 2023-04` in front of the text; a title line, a blank line and a dateline
(`9 août 2016 . –`), possibly after captions; a title line alone. Anything else has no head.
"""

import re
from dataclasses import replace
from functools import cache

from app.domain.annotations import Heading
from app.domain.dates import PartialDate
from app.domain.spans import Span
from app.errors import DateError
from app.extraction.draft import Draft
from app.extraction.languages.shapes.text import TextRules

_STAMP = re.compile(r"\s*(?P<label>date)[ \t]*:?[ \t]+(?P<date>\d{4}(?:-\d{1,2}){0,2})(?![\w-])[ \t]*[.:–—-]?\s*")
_LINE = re.compile(r"[^\n]+")
_HEAD_REACH = 2_000
_TITLE_REACH = 250


def read_heading(draft: Draft, rules: TextRules) -> Draft:
    """Return `draft` with its heading, and with the heading's date where the record told none.

    Raises:
        DateError: the head is a `date` stamp that is not in the calendar.
    """
    heading = _stamped(draft.text) or _titled(draft.text, rules)
    return replace(draft, heading=heading, date=draft.date or heading.date)


def _stamped(text: str) -> Heading | None:
    found = _STAMP.match(text)
    if found is None:
        return None
    try:
        date = PartialDate.parse(found["date"])
    except DateError as error:
        message = f"the head of the text says 'date {found['date']}': {error}"
        raise DateError(message) from error
    return Heading(date=date, date_span=Span(found.start("label"), found.end("date")), body_start=found.end())


def _titled(text: str, rules: TextRules) -> Heading:
    title = _title(text)
    date, span = _dateline(text, rules)
    if span is None:
        return Heading(title=title, body_start=_body_start(text, title.end if title else 0))
    if title is not None and title.overlaps(span):
        title = None
    return Heading(title=title, date=date, date_span=span, body_start=_body_start(text, span.end))


def _title(text: str) -> Span | None:
    """Return the first line when it is short, is no full sentence, and a blank line and a body follow it."""
    found = _LINE.search(text, 0, _HEAD_REACH)
    if found is None or text[: found.start()].strip():
        return None
    line = found[0].rstrip()
    rest = text[found.end() : found.end() + _HEAD_REACH]
    if (
        len(line) > _TITLE_REACH
        or line.endswith((".", ":", ";", ","))
        or not re.match(r"\n[ \t\r]*\n", rest)
        or not rest.strip()
    ):
        return None
    start = found.start() + len(line) - len(line.lstrip())
    return Span(start, found.start() + len(line)) if line.strip() else None


def _dateline(text: str, rules: TextRules) -> tuple[PartialDate | None, Span | None]:
    pattern = _dateline_pattern(rules)
    if pattern is None:
        return None, None
    for line in _LINE.finditer(text, 0, _HEAD_REACH):
        found = pattern.match(line[0])
        if found is None:
            continue
        try:
            date = PartialDate(int(found["year"]), rules.months[found["month"].lower()], int(found["day"]))
        except DateError:
            continue  # the 31st of a short month is prose, not a stamp
        return date, Span(line.start() + len(line[0]) - len(line[0].lstrip()), line.start() + found.end())
    return None, None


def _body_start(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


@cache
def _dateline_pattern(rules: TextRules) -> re.Pattern[str] | None:
    """A line that opens with a full date and goes on to a dash, or is nothing but the date."""
    if not rules.months:
        return None

    def one_of(words: frozenset[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)"

    months = one_of(frozenset(rules.months))
    return re.compile(
        rf"\s*(?:(?:{one_of(rules.update_labels)})\s*:?\s*)?(?:(?:{one_of(rules.weekdays)})\s+)?"
        rf"(?P<day>\d{{1,2}})\s?(?:{one_of(rules.ordinals)})?\s+(?P<month>{months})\s+(?P<year>\d{{4}})"
        rf"(?:[^\n–—]{{0,50}}?[–—]|[^\n–—\w]{{0,3}}-(?=\s|$)|\s*\.?\s*$)",
        re.IGNORECASE,
    )
