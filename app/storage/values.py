"""What both engines can hold, so that a value never works on SQLite and fails on PostgreSQL or the other way round."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from app.domain.documents import Document
from app.domain.names import fold
from app.errors import DocumentError

MAX_ID = 2**63 - 1
MAX_NAME = 200
"""Code points of a name that is looked up: an index row of PostgreSQL holds 2,704 bytes."""
MAX_LABEL = 500
"""Code points of a source or a language."""
CHUNK = 5_000
"""Values in one IN list: under every engine's limit of parameters."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
Item = TypeVar("Item")


def storable(value: str) -> bool:
    """Whether `value` is text that both engines hold: no NUL, no lone surrogate."""
    return _UNSTORABLE.search(value) is None


def storable_id(value: int | None) -> bool:
    """Whether `value` can be the id of anything: 1 to 2**63 - 1."""
    return value is not None and 1 <= value <= MAX_ID


def day_of(ordinal: int | None) -> date | None:
    """Return the day of an ordinal, None where it is not known."""
    return date.fromordinal(ordinal) if ordinal else None


def printable(value: str) -> str:
    """Return `value` with what cannot be stored written as an escape, as for file names that are not UTF-8."""
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", value)


@lru_cache(maxsize=65_536)
def label(name: str) -> str:
    """Return a name as it is kept: white space made single, cut to the length that can be looked up."""
    return _SPACES.sub(" ", name).strip()[:MAX_NAME]


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """Return the form by which a name is compared, never empty for a name that is not."""
    return (fold(name) or printable(name).casefold())[:MAX_NAME]


def check_document(document: Document) -> None:
    """Return only when the store can hold `document`.

    Raises:
        DocumentError: says what is in the way.
    """
    told = {"text": document.text, "title": document.title, "url": document.url, "key": document.key}
    labels = {"source": document.source, "language": document.language}
    for field, value in (told | labels).items():
        if value is not None and (found := _UNSTORABLE.search(value)):
            character = f"U+{ord(found.group()):04X}"
            raise DocumentError(f"the {field} holds {character}, which is no character of a text: remove it")
    for field, value in labels.items():
        if value is not None and len(value) > MAX_LABEL:
            raise DocumentError(f"the {field} has {len(value)} characters, over the limit of {MAX_LABEL}: shorten it")


def chunks(values: Iterable[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """Cut `values` into lists that fit into one statement."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
