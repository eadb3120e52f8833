"""Who may do what: the scope that an endpoint needs, and the key that came with the request.

An endpoint of the routers needs the scope `read` unless it says otherwise, in the words of OpenAPI: what is documented is what
is enforced. `read` is open to everybody until `PROPOS_REQUIRE_KEY` closes it.
"""

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from anyio import to_thread
from fastapi import Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from app.domain.keys import ApiKey, Scope, parts_of
from app.errors import ForbiddenError, UnauthorizedError
from app.storage.database import Database
from app.storage.keys import find_key

SCHEME = "key"
SECURITY_SCHEMES = {
    SCHEME: {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, as `propos keys create` prints it: `Authorization: Bearer KEY`.",
    }
}
OPEN: dict[str, Any] = {"security": []}
"""What an endpoint says that never needs a key."""
READING: list[dict[str, list[str]]] = [{}, {SCHEME: [Scope.READ.value]}]
"""What holds for an endpoint that says nothing: open, but where the operator closed it."""
_SAFE = frozenset({"GET", "HEAD"})

Scopes = Mapping[Callable[..., Any], Scope | None]


def needs(scope: Scope) -> dict[str, Any]:
    """Return what an endpoint says that needs a key of `scope`."""
    return {"security": [{SCHEME: [scope.value]}]}


def scopes_of(routes: Iterable[BaseRoute]) -> Scopes:
    """Return the scope that each endpoint needs, None for those that are open."""
    return {route.endpoint: _scope(route) for route in routes if isinstance(route, APIRoute)}


def _scope(route: APIRoute) -> Scope | None:
    said = cast("list[dict[str, list[str]]]", (route.openapi_extra or {}).get("security", READING))
    return Scope(said[-1][SCHEME][0]) if said else None


class Guard:
    """Knows the keys, and which of them were used since somebody asked."""

    def __init__(self, database: Database, *, closed: bool, seconds: float) -> None:
        """Take `closed`: whether reading needs a key; `seconds` is the time budget of looking one up."""
        self.closed = closed
        self._database = database
        self._seconds = seconds
        self._used: set[str] = set()

    def admit(self, sent: str | None, wanted: Scope) -> ApiKey:
        """Return the key that was sent.

        Raises:
            UnauthorizedError: there is none, or it does not work.
            ForbiddenError: it may not do what is `wanted`.
        """
        if sent is None:
            raise UnauthorizedError(f"this needs an API key of scope {wanted}: send `Authorization: Bearer KEY`")
        key = self._key(sent)
        today = datetime.now(UTC).date()
        if (end := key.ended(today)) is not None:
            raise UnauthorizedError(f"the key {key.name!r} {end}: ask the operator for another")
        if not key.scope.allows(wanted):
            raise ForbiddenError(f"the key {key.name!r} is of scope {key.scope}; this needs {wanted}")
        self._note(key, today)
        return key

    def _key(self, sent: str) -> ApiKey:
        prefix, secret = parts_of(sent) or ("", "")
        with self._database.reading(self._seconds) as session:
            key = find_key(session, prefix)
        if key is None or not key.opens(secret):
            raise UnauthorizedError("there is no such API key: look whether all of it was sent")
        return key

    def _note(self, key: ApiKey, today: date) -> None:
        if key.last_used != today:
            self._used.add(key.prefix)

    def take_used(self) -> set[str]:
        """Return the prefixes of the keys that were used for the first time today, and forget them."""
        used, self._used = self._used, set()
        return used


async def admit(request: Request) -> None:
    """Let a request in that may do what its endpoint does; what its key is called goes into `request.state.key`.

    Raises:
        UnauthorizedError: a key is needed and was not sent, or does not work.
        ForbiddenError: the key may not do this.
    """
    wanted = cast(Scopes, request.app.state.scopes)[request.scope["endpoint"]]
    guard = cast(Guard, request.app.state.resources.guard)
    if wanted is None or (wanted is Scope.READ and not guard.closed):
        return
    key = await to_thread.run_sync(guard.admit, _sent(request), wanted)
    request.state.key = key.prefix


def challenge(method: str) -> str:
    """Return what a 401 says a key may be sent by: a browser that reads may ask its user."""
    return 'Bearer realm="propos"' + (', Basic realm="propos", charset="UTF-8"' if method in _SAFE else "")


def _sent(request: Request) -> str | None:
    """Return the key of a request. A browser asks its user for name and password: to read, the key is the password.

    Not to write: a browser sends a password along by itself, also where another site told it to ask.
    """
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        case "basic" if request.method in _SAFE:
            return _password(value)
        case _:
            return None


def _password(value: str) -> str | None:
    try:
        return b64decode(value).decode("utf-8").partition(":")[2]
    except ValueError:
        return None
