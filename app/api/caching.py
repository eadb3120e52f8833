"""Conditional requests: a tag made of the revisions and the address, checked before anything is searched."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import cast

from fastapi import Request, Response

from app import __version__


class NotModified(Exception):  # noqa: N818 - no error: the caller has the answer already
    """The caller has the answer already; its headers are told again, for a cache takes over what it is told."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__(headers["ETag"])
        self.headers = headers


def tag_of(request: Request, state: tuple[str, int], indexed: int, variant: str = "") -> str:
    """Return the entity tag of the answer: it changes with the corpus, with the index, and with the program.

    Args:
        request: the address is part of the tag.
        state: which corpus it is, and its revision.
        indexed: the revision of the index; while it lags behind, an answer may come from either side.
        variant: what else the answer depends on, such as the language of a page.
    """
    corpus, revision = state
    address = f"{__version__} {corpus} {request.url.path}?{request.scope['query_string']!r} {variant}"
    return f'W/"{revision}.{indexed}-{blake2b(address.encode(), digest_size=8).hexdigest()}"'


def mark(request: Request, response: Response, tag: str) -> None:
    """Put on the answer what a cache needs to know: keep it, but ask before using it again.

    Raises:
        NotModified: the caller has this very answer.
    """
    response.headers.update({"ETag": tag, "Cache-Control": "no-cache"})
    response.headers.add_vary_header("Accept-Encoding")
    given = request.headers.get("if-none-match")
    if given is not None and _holds(given, tag):
        raise NotModified(response.headers)


async def not_modified(_request: Request, error: Exception) -> Response:
    """Answer 304."""
    return Response(status_code=304, headers=dict(cast(NotModified, error).headers))


def _holds(given: str, tag: str) -> bool:
    wanted = tag.removeprefix("W/")
    return given.strip() == "*" or any(part.strip().removeprefix("W/") == wanted for part in given.split(","))
