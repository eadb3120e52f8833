"""Metrics for Prometheus: what is asked, how it is answered and how long it takes, and how far store and index are."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """The metrics of one application, in a registry of its own. No label holds anything that a caller has typed."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "propos_http_requests",
            "Requests by route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "propos_http_request_seconds",
            "Seconds until the last byte was sent.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._open = Gauge("propos_http_requests_in_progress", "Requests being answered.", registry=self.registry)
        self._up = Gauge("propos_store_up", "Whether the database answers.", registry=self.registry)
        self._corpus = Gauge("propos_corpus_revision", "Revision of the corpus.", registry=self.registry)
        self._index = Gauge("propos_index_revision", "Corpus revision in the search index.", registry=self.registry)
        self._lag = Gauge(
            "propos_index_lag_revisions", "Revisions that the index has yet to apply.", registry=self.registry
        )
        ProcessCollector(namespace="propos", registry=self.registry)

    def note_revisions(self, corpus: int | None, index: int) -> None:
        """Take down the revisions of the store, None when it does not answer, and of the index."""
        self._up.set(corpus is not None)
        self._index.set(index)
        if corpus is not None:
            self._corpus.set(corpus)
            self._lag.set(corpus - index)

    def begin(self) -> float:
        """Take down that a request has begun; return when."""
        self._open.inc()
        return time.perf_counter()

    def end(self, begun: float, method: str, route: str, status: int) -> None:
        """Take down how a request was answered."""
        self._open.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(time.perf_counter() - begun)


class Measured:
    """Measures every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        begun = self._metrics.begin()

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            self._metrics.end(begun, method, _route(scope), status)


def _route(scope: Scope) -> str:
    """Return the path of the route as it is declared: `/v1/articles/{article_id}`; `none` where there is none."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "none"
