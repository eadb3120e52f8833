"""What stands around every request, as pure ASGI: its envelope (id, headers, the last catch) and its limits."""

import re
import secrets
from collections.abc import MutableMapping
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problem_types import type_of
from app.api.problems import REQUEST_ID, Told, internal_error, problem_response

HEADED = "headed"
"""In the state of a request: whether only the headers of its answer are wanted."""
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LENGTH = re.compile(r"[0-9]{1,18}")
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": API_POLICY,
}


class Envelope:
    """Gives a request its id, every answer its security headers, and an error nobody foresaw a problem for an answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; HEAD is GET without the body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headed = scope["method"] == "HEAD"
        if headed:
            scope = {**scope, "method": "GET"}
        given = Headers(scope=scope).get("x-request-id", "")
        name = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        state = cast(MutableMapping[str, Any], scope.setdefault("state", {}))
        state.update({REQUEST_ID: name, HEADED: headed})
        started = False

        async def send_sealed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = name
                for header, value in _SECURITY.items():
                    headers.setdefault(header, value)
            await send({**message, "body": b""} if headed and "body" in message else message)

        try:
            await self._app(scope, receive, send_sealed)
        except Exception as error:  # the edge of a request: whatever happened, the caller gets an answer
            if started:
                raise
            await internal_error(scope, error)(scope, receive, send_sealed)


class Limits:
    """Refuses addresses that are too long or not UTF-8, and bodies that are too large however they come."""

    def __init__(self, app: ASGIApp, max_url_bytes: int, max_body_bytes: int) -> None:
        self._app = app
        self._max_url = max_url_bytes
        self._max_body = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await problem_response(scope, type_of(refused[0]), refused[1])(scope, receive, send)
            return
        await self._app(scope, _Counted(receive, self._max_body), send)

    def _refused(self, scope: Scope) -> tuple[str, Told | None] | None:
        path = cast(bytes, scope.get("raw_path") or b"")
        query = cast(bytes, scope["query_string"])
        if len(path) + len(query) + 1 > self._max_url:
            return "url-too-long", None
        if not (_is_utf8(path) and _is_utf8(query)):
            return "bad-input", Told("The address holds a percent escape that is not UTF-8.", 400)
        length = Headers(scope=scope).get("content-length", "0")
        if not _LENGTH.fullmatch(length) or int(length) > self._max_body:
            return "too-large", None
        return None


class _Counted:
    """Receives a body and stops when it is over the limit: a chunked body does not say its length before."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(cast(bytes, message.get("body", b"")))
        if self._left < 0:
            raise HTTPException(413)
        return message


def _is_utf8(part: bytes) -> bool:
    if _BAD_ESCAPE.search(part):
        return False
    try:
        unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
