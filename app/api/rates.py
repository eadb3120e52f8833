"""Rate limits: how many requests a caller may send, told in the headers of the IETF's draft; off unless set.

A caller is an API key that has opened something before, else an address. A key that nobody has looked at yet counts for its
address: otherwise everybody could be somebody new with every request. Each process counts for itself.
"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from ipaddress import IPv6Address, ip_network
from math import ceil
from typing import Any, cast

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problem_types import type_of
from app.api.problems import Told, problem_response

_FREE = ("/healthz", "/readyz", "/metrics", "/assets/", "/static/")
"""Beginnings of paths that count for nothing: what watches the service, and what pages are made of."""
_KNOWN_KEYS = 10_000
_NETWORK = 64
"""Bits of an IPv6 address that a caller cannot change: a household has all the others."""


class Rates:
    """Counts the requests of each caller and refuses those over a limit."""

    def __init__(self, app: ASGIApp, limits: Sequence[RateLimitItem]) -> None:
        self._app = app
        self._limits = limits
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._policy = ", ".join(f'"{_name(limit)}";q={limit.amount};w={limit.get_expiry()}' for limit in limits)
        self._keys: OrderedDict[bytes, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or _is_free(scope):
            await self._app(scope, receive, send)
            return
        sent = _digest(Headers(scope=scope).get("authorization", ""))
        caller = self._keys.get(sent) or _address(scope)
        spent = [limit for limit in self._limits if not self._limiter.test(limit, caller)]
        if not spent:
            for limit in self._limits:
                self._limiter.hit(limit, caller)
        left = self._left(caller)

        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = self._policy
                headers["RateLimit"] = ", ".join(
                    f'"{_name(limit)}";r={number};t={seconds}' for limit, number, seconds in left
                )
            await send(message)

        if spent:
            wait = max(seconds for limit, _, seconds in left if limit in spent)
            await _refusal(scope, spent[0], wait)(scope, receive, send_told)
            return
        await self._app(scope, receive, send_told)
        self._learn(scope, sent)

    def _left(self, caller: str) -> list[tuple[RateLimitItem, int, int]]:
        """Return for each limit how many requests are left, and in how many seconds there are more."""
        now = time.time()
        found: list[tuple[RateLimitItem, int, int]] = []
        for limit in self._limits:
            state = self._limiter.get_window_stats(limit, caller)
            found.append((limit, max(0, int(state.remaining)), max(1, ceil(state.reset_time - now))))
        return found

    def _learn(self, scope: Scope, sent: bytes) -> None:
        """Remember the key of a request that it has opened something for."""
        key = cast("dict[str, Any]", scope.get("state") or {}).get("key")
        if key is not None:
            self._keys[sent] = f"key {key}"
            self._keys.move_to_end(sent)
            if len(self._keys) > _KNOWN_KEYS:
                self._keys.popitem(last=False)


def _is_free(scope: Scope) -> bool:
    return cast(str, scope["path"]).removeprefix(cast(str, scope.get("root_path", ""))).startswith(_FREE)


def _refusal(scope: Scope, limit: RateLimitItem, wait: int) -> ASGIApp:
    kind = type_of("too-many-requests")
    detail = f"over {limit.amount} requests in {limit.get_expiry()} seconds: try again in {wait} seconds"
    return problem_response(scope, kind, Told(detail, kind.status, (), {"Retry-After": str(wait)}))


def _name(limit: RateLimitItem) -> str:
    return f"{limit.multiples if limit.multiples > 1 else ''}{limit.GRANULARITY.name}"


def _digest(sent: str) -> bytes:
    """Return what a key is remembered by: never the key itself."""
    return blake2b(sent.encode(), digest_size=16).digest()


def _address(scope: Scope) -> str:
    """Return the address of a caller, of IPv6 the network; callers on a socket are all one."""
    client = cast("tuple[str, int] | None", scope.get("client"))
    if client is None:
        return "local"
    try:
        network = ip_network((client[0].partition("%")[0], _NETWORK if ":" in client[0] else 32), strict=False)
    except ValueError:
        return client[0]
    mapped = network.network_address.ipv4_mapped if isinstance(network.network_address, IPv6Address) else None
    return str(mapped or network)
