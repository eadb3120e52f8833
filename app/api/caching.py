"""Conditional requests: a tag made of the revisions and the address, checked before anything is searched."""

from hashlib import blake2b

from fastapi import Request, Response

from app import __version__


class NotModified(Exception):  # noqa: N818 - no error: the caller has the answer already
    """The caller has the answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def tag_of(request: Request, state: tuple[str, int], indexed: int) -> str:
    """Return the entity tag of the answer: it changes with the corpus, with the index, and with the program.

    Args:
        request: the address is part of the tag.
        state: which corpus it is, and its revision.
        indexed: the revision of the index; while it lags behind, an answer may come from either side.
    """
    corpus, revision = state
    address = f"{__version__} {corpus} {request.url.path}?{request.scope['query_string']!r}"
    return f'W/"{revision}.{indexed}-{blake2b(address.encode(), digest_size=8).hexdigest()}"'


def mark(request: Request, response: Response, tag: str) -> None:
    """Put the tag on the answer.

    Raises:
        NotModified: the caller has this very answer.
    """
    given = request.headers.get("if-none-match")
    if given is not None and _holds(given, tag):
        raise NotModified(tag)
    response.headers.update(headers_of(tag))


def headers_of(tag: str) -> dict[str, str]:
    """Return what a cache needs to know: keep it, but ask before using it again."""
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


async def not_modified(_request: Request, error: Exception) -> Response:
    """Answer 304."""
    return Response(status_code=304, headers=headers_of(str(error)))


def _holds(given: str, tag: str) -> bool:
    wanted = tag.removeprefix("W/")
    return given.strip() == "*" or any(part.strip().removeprefix("W/") == wanted for part in given.split(","))
