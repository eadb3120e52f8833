"""From the paths of the command line to the files to read, each once, in an order that does not depend on the caller.

- A file is read whatever its suffix; a folder is searched for files whose suffix a reader knows, and so are its
  folders; a pattern (`**` too) stands for what it matches, as if the shell had written it out.
- Hidden files and folders (`.git`) are passed over in folders. A link inside the folder is passed over (its target is
  read anyway), one that leads out of it is refused, so that a folder of strangers cannot name `/etc/passwd`.
- The files are sorted by path over all arguments: equal trees are read in the equal order.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from app.domain.documents import Rejected
from app.errors import DocumentError
from app.ingest.identity import shown
from app.ingest.opening import reason_of, refuse_special
from app.ingest.registry import reader_of


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its absolute path with links resolved, and its size in bytes."""

    path: Path
    size: int


def discover(arguments: Iterable[str], without: Collection[Path] = ()) -> list[Found | Rejected]:
    """Return the files that `arguments` stand for, sorted by path, none of them twice and none of `without`."""
    found: dict[str, Found | Rejected] = {}
    for argument in arguments:
        for item in _expand(argument):
            if isinstance(item, Rejected) or item.path not in without:
                found.setdefault(shown(item.path) if isinstance(item, Found) else item.path, item)
    return [found[path] for path in sorted(found)]


def files_of(pattern: str) -> list[Path]:
    """Return the files that the path or pattern `pattern` stands for, absolute and sorted."""
    names = [pattern] if Path(pattern).exists() else glob(pattern, recursive=True)  # noqa: PTH207 (patterns may be absolute)
    return sorted(Path(name).resolve() for name in names)


def _expand(argument: str) -> Iterator[Found | Rejected]:
    if has_magic(argument) and not os.path.lexists(argument):
        names = files_of(argument)
        if not names:
            yield Rejected(shown(Path(argument)), None, "matches no file: check the pattern")
        for name in names:
            yield from _named(name)
    else:
        yield from _named(Path(argument))


def _named(path: Path) -> Iterator[Found | Rejected]:
    try:
        place = Path(os.path.realpath(path))  # unlike resolve(), no RuntimeError on a loop of links
        status = place.stat()
        if not place.is_dir():
            refuse_special(status)
    except (OSError, ValueError, DocumentError) as error:
        yield Rejected(shown(path.absolute()), None, reason_of(error))
        return
    if place.is_dir():
        yield from _walk(place)
    else:
        yield Found(place, status.st_size)


def _walk(root: Path) -> Iterator[Found | Rejected]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            yield Rejected(shown(folder), None, reason_of(error))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(folder / entry.name)
            else:
                yield from _entry(entry, root)


def _entry(entry: "os.DirEntry[str]", root: Path) -> Iterator[Found | Rejected]:
    path = Path(entry.path)
    if reader_of(entry.name) is None and not entry.is_dir():
        return
    if entry.is_symlink():
        if not Path(os.path.realpath(path)).is_relative_to(root):
            yield Rejected(shown(path), None, "a link that leads out of the folder: name its target to read it")
        return
    try:
        status = entry.stat(follow_symlinks=False)
        refuse_special(status)
    except (OSError, DocumentError) as error:
        yield Rejected(shown(path), None, reason_of(error))
        return
    yield Found(path, status.st_size)
