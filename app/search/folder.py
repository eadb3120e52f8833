"""The folder of the index: opening it, starting afresh where it cannot be used, and finding damaged files."""

import fcntl
import json
import shutil
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from app.errors import SearchIndexError
from app.search.engine import BrokenIndexError, Engine
from app.search.schema import FORMAT, article_schema, name_schema, quote_schema

_SCHEMAS = {"articles": article_schema, "quotes": quote_schema, "names": name_schema}
PARTS = tuple(_SCHEMAS)
_CORPUS = "corpus"
_FOOTER_END = 8
"""Bytes behind the footer of a file: the footer's length and a magic number."""


class Parts(NamedTuple):
    """The indexes that lie in one folder."""

    articles: Engine
    quotes: Engine
    names: Engine


def folder_of(path: Path) -> Path:
    """Return where an index of today's format lies below `path`; those of other formats lie beside it, untouched."""
    return path / f"v{FORMAT}"


def open_parts(path: Path, *, afresh: bool = False) -> tuple[Parts, str | None]:
    """Open the indexes, making new ones where there are none or they cannot be used.

    Returns:
        All of them, and why the index was started afresh, None where it was not.

    Raises:
        SearchIndexError: the folder cannot be written.
    """
    home = folder_of(path)
    if not afresh and home.is_dir():
        try:
            return _open(home), None
        except BrokenIndexError:
            pass  # looked at again below, where nobody else can be making it at the same time
    try:
        path.mkdir(parents=True, exist_ok=True)
        with exclusively(path):
            return _open_or_make(home, afresh=afresh)
    except OSError as error:
        raise SearchIndexError(f"the search index cannot be kept in {path}: {error.strerror}") from error


def corpus_of(path: Path) -> str | None:
    """Return the corpus that the index below `path` was built from, None where that was never said."""
    try:
        return (folder_of(path) / _CORPUS).read_text(encoding="ascii")
    except OSError:
        return None


def remember_corpus(path: Path, corpus: str) -> None:
    """Write down which corpus the index below `path` is built from.

    Raises:
        SearchIndexError: the folder cannot be written.
    """
    file = folder_of(path) / _CORPUS
    part = file.with_suffix(".part")
    try:
        part.write_text(corpus, encoding="ascii")
        part.replace(file)
    except OSError as error:
        raise SearchIndexError(f"the search index cannot be kept in {path}: {error.strerror}") from error


def remove_other_formats(path: Path) -> None:
    """Delete the indexes that other versions of the program have left below `path`."""
    for other in path.glob("v*"):
        if other != folder_of(path):
            shutil.rmtree(other, ignore_errors=True)


def damaged_files(path: Path) -> list[str]:
    """Return the files of the index whose content is not what their checksum says, relative to `path`."""
    damaged = [file for file in _segment_files(folder_of(path)) if not _is_sound(file)]
    return sorted(str(file.relative_to(path)) for file in damaged)


def _open_or_make(home: Path, *, afresh: bool) -> tuple[Parts, str | None]:
    reason = "it was asked for" if afresh else "there was none"
    if home.is_dir() and not afresh:
        try:
            return _open(home), None
        except BrokenIndexError as error:
            reason = str(error)
    shutil.rmtree(home, ignore_errors=True)
    for name in PARTS:
        with _part(home, name).writing(0):
            pass
    return _open(home), reason


def _open(home: Path) -> Parts:
    parts = Parts(*(_part(home, name) for name in PARTS))
    if any(part.snapshot.revision is None for part in parts):
        raise BrokenIndexError("the search index was not finished; run `propos index rebuild`")
    return parts


def _part(home: Path, name: str) -> Engine:
    return Engine(home / name, _SCHEMAS[name]())


@contextmanager
def exclusively(path: Path) -> Generator[None]:
    """Hold the folder `path` against everybody who asks for it too; the lock ends with the process, however it ends."""
    with (path / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _segment_files(home: Path) -> Iterator[Path]:
    """Yield the files of the segments in use; others are the remains of a writer that was killed, or one at work."""
    for name in PARTS:
        segments = json.loads((home / name / "meta.json").read_bytes())["segments"]
        for segment in segments:
            yield from (home / name).glob(segment["segment_id"].replace("-", "") + ".*")


def _is_sound(file: Path) -> bool:
    """Whether the checksum in the file's footer (JSON, its length, a magic number) is that of what stands before it."""
    content = file.read_bytes()
    length = int.from_bytes(content[-_FOOTER_END : -_FOOTER_END + 4], "little")
    footer = content[-_FOOTER_END - length : -_FOOTER_END]
    try:
        told = json.loads(footer)["crc"]
    except (ValueError, KeyError, TypeError):
        return False
    return zlib.crc32(content[: -_FOOTER_END - length]) == told
