"""Asking the API from the same process: what a tool may ask, its limits and its answers are the API's own."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeAlias, cast

import httpx
from fastmcp.exceptions import ToolError

from app.api.application import create_application
from app.settings import Settings

Asked: TypeAlias = Mapping[str, str | int | float | bool | Sequence[str] | None]
JsonObject: TypeAlias = dict[str, Any]
HERE = "http://propos.local"


class Desk:
    """Asks the application; it is open as long as `opened` is."""

    def __init__(self, settings: Settings) -> None:
        # Whoever starts this process can read the store itself: a key or a limit would keep nobody out.
        self._application = create_application(settings.model_copy(update={"require_key": False, "rate_limit": None}))
        self._client: httpx.AsyncClient | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncGenerator[None]:
        """Hold the store, the search index and what follows it open."""
        transport = httpx.ASGITransport(self._application, raise_app_exceptions=False)
        async with (
            self._application.router.lifespan_context(self._application),
            httpx.AsyncClient(transport=transport, base_url=HERE) as self._client,
        ):
            yield

    async def ask(self, path: str, asked: Asked | None = None) -> JsonObject:
        """Return what the API answers; parameters that are None or empty are left out.

        Raises:
            ToolError: the API refuses, with the words of its problem.
        """
        if self._client is None:
            raise RuntimeError("the desk is closed")
        told = {name: value for name, value in (asked or {}).items() if value is not None and value not in ("", [], ())}
        answer = await self._client.get(path, params=cast("Mapping[str, str]", told))
        if not answer.is_success:
            raise ToolError(str(answer.json()["detail"]))
        return cast("JsonObject", answer.json())
