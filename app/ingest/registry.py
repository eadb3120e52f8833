"""The readers there are: every module of `readers/` that exports `READER`, found by looking into the folder."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from app.ingest import readers as folder
from app.ingest.reader import Reader

PACKED = ".gz"
_PLAIN = "text"


@cache
def readers() -> dict[str, Reader]:
    """Return the readers by name, in the order of their names."""
    modules = (import_module(f"{folder.__name__}.{found.name}") for found in iter_modules(folder.__path__))
    found: list[Reader] = [module.READER for module in modules]
    return {reader.name: reader for reader in sorted(found, key=lambda reader: reader.name)}


def reader_of(name: str) -> Reader | None:
    """Return the reader of a file called `name` (`.gz` left aside), None when its suffix is nobody's."""
    bare = unpacked_name(name).lower()
    return next((reader for reader in readers().values() if bare.endswith(reader.suffixes)), None)


def reader_for(head: bytes) -> Reader:
    """Return the reader of a file whose name tells nothing, by its first bytes; plain text when nobody claims it."""
    claims = (reader for reader in readers().values() if reader.recognises is not None and reader.recognises(head))
    return next(claims, readers()[_PLAIN])


def unpacked_name(name: str) -> str:
    """Return `name` without a final `.gz`."""
    return name[: -len(PACKED)] if name.lower().endswith(PACKED) else name


def stem(path: str) -> str:
    """Return the file name of `path` without its suffix and `.gz`: what an address list calls an article by."""
    return Path(unpacked_name(Path(path).name)).stem
