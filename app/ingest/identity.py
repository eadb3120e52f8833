"""Keys: what makes a later reading the same document.

- A record with an id of its own is known by it, in whatever file it comes: `id:42`.
- A file is known by its absolute path, links resolved, so that the same tree read from another working directory (or
  by another spelling of its path) is the same documents; a record without an id by the path of its file and its
  number, `/data/news.jsonl#3`. A tree that has moved is recognised by its content, not by its keys.
- What comes over a pipe has no place: a document without an id is known by its content, `sha256:...`.
"""

import os
from pathlib import Path

from app.domain.documents import digest


def shown(path: Path) -> str:
    """Return `path` as text that can be stored: bytes of a name that are not UTF-8 become a backslash and their code."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def record_key(told: str) -> str:
    """Return the key of a record that bears the id `told`."""
    return f"id:{told}"


def told_id(key: str) -> str | None:
    """Return the id that a record bears, None when `key` was made from its place or content."""
    return key.removeprefix("id:") if key.startswith("id:") else None


def place_key(file: str | None, number: int | None, text: str) -> str:
    """Return the key of record `number` of the file at `file` (None: the whole file); of its text where there is no file."""
    if file is None:
        return f"sha256:{digest(text)}"
    return file if number is None else f"{file}#{number}"
