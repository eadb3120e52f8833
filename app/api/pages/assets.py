"""Styles, scripts and letters of the pages, under an address that changes with them and may therefore be kept for good."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}


@cache
def assets() -> Mapping[str, bytes]:
    """Return every asset by its name."""
    return dict(sorted(_found(files("app.api.pages").joinpath("assets"))))


def _found(folder: Traversable, above: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _found(entry, f"{above}{entry.name}/")
        elif entry.name[entry.name.rfind(".") :] in MEDIA_TYPES:
            found.append((above + entry.name, entry.read_bytes()))
    return found


@cache
def digest() -> str:
    """Return what names this very set of assets."""
    told = blake2b(digest_size=6)
    for name, body in assets().items():
        told.update(f"{name} {len(body)} ".encode() + body)
    return told.hexdigest()


def address_of(name: str) -> str:
    """Return the path of an asset.

    Raises:
        KeyError: there is no such asset.
    """
    if name not in assets():
        raise KeyError(name)
    return f"/assets/{digest()}/{name}"


def media_type(name: str) -> str:
    """Return what an asset is."""
    return MEDIA_TYPES[name[name.rfind(".") :]]
