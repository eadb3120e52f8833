"""Other sites: their scripts may ask from a browser where their origins are named (CORS); none may unless set.

Keys travel in a header that the script sets itself; what a browser sends along by itself, such as a password, it keeps back.
"""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

_METHODS = ("GET", "HEAD", "POST", "DELETE")
_SENT = ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "X-Request-ID")
_READ = (
    "Content-Disposition",
    "ETag",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
)


class Crossing(CORSMiddleware):
    """Tells browsers which sites may read the answers, what they may send, and what of the head they may see."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(app, allow_origins=origins, allow_methods=_METHODS, allow_headers=_SENT, expose_headers=_READ)

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer a browser that asks beforehand; who may not is told nothing, which keeps the browser from asking."""
        answer = super().preflight_response(request_headers)
        return answer if answer.status_code == HTTPStatus.OK else Response(status_code=204, headers={"Vary": "Origin"})
