"""The application: routers, errors, limits, and what it holds open while it runs."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from anyio import CancelScope, to_thread
from fastapi import Depends, FastAPI
from limits import parse_many

from app import __version__
from app.api import problems, web
from app.api.access import admit, scopes_of
from app.api.caching import NotModified, not_modified
from app.api.crossing import Crossing
from app.api.description import DESCRIPTION, TAGS, describe
from app.api.metrics import Measured, Metrics
from app.api.middleware import Envelope, Limits
from app.api.rates import Rates
from app.api.resources import Resources
from app.api.routers import (
    actors,
    annotations,
    articles,
    events,
    exports,
    extraction,
    health,
    metrics,
    network,
    pages,
    quotes,
    relations,
    timeline,
    writing,
)
from app.api.strictness import known_parameters, only_known_parameters
from app.api.succession import Moved, moved
from app.settings import Settings

ROUTERS = (
    articles.router,
    annotations.router,
    quotes.router,
    actors.router,
    relations.router,
    events.router,
    network.router,
    exports.router,
    timeline.router,
    extraction.router,
    writing.router,
    health.router,
    metrics.router,
    pages.router,
    web.router,
)

SWITCH_SECONDS = 0.0005
"""Threads that answer wait so long at most for the one that extracts; ten times less than Python's own."""
THREADS = 16
"""Requests that read the store at the same time; as many as its pool has connections."""


def create_application(settings: Settings | None = None) -> FastAPI:
    """Return the application; what it needs is opened when it starts."""
    settings = settings or Settings()
    app = FastAPI(
        title="Propos",
        version=__version__,
        summary="Who said what, about whom, and when, with the exact sentence that proves it.",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
        dependencies=[Depends(admit), Depends(only_known_parameters)],
        lifespan=_open,
    )
    app.state.settings = settings
    app.add_middleware(Limits, max_url_bytes=settings.max_url_bytes, max_body_bytes=settings.max_body_bytes)
    if settings.rate_limit is not None:
        app.add_middleware(Rates, limits=parse_many(settings.rate_limit))
    if settings.cors_origins is not None:
        app.add_middleware(Crossing, origins=settings.cors_origins.split(","))
    app.state.metrics = Metrics()
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(Envelope)
    app.add_exception_handler(NotModified, not_modified)
    app.add_exception_handler(Moved, moved)
    problems.install(app)
    web.install(app)
    for router in ROUTERS:
        app.include_router(router)
    routes = [route for router in ROUTERS for route in router.routes]
    app.state.routes = routes
    app.state.parameters = known_parameters(routes)
    app.state.scopes = scopes_of(routes)
    describe(app)
    return app


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncGenerator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    sys.setswitchinterval(SWITCH_SECONDS)
    resources = Resources.open(app.state.settings)
    app.state.resources = resources
    scopes = (CancelScope(), CancelScope())
    runs = zip(scopes, (resources.follower.run, resources.upkeep.run), strict=True)
    tasks = [asyncio.create_task(_until_cancelled(scope, run)) for scope, run in runs]
    try:
        yield
    finally:
        for scope in scopes:
            scope.cancel()
        await asyncio.gather(*tasks)
        resources.close()


async def _until_cancelled(scope: CancelScope, run: Callable[[], Awaitable[None]]) -> None:
    """Run until `scope` is cancelled; a thread that is at work then is waited for, as a task's own cancellation would not."""
    with scope:
        await run()
