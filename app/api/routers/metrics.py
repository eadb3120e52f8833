"""Metrics for whoever watches the service (`/metrics`)."""

from typing import cast

from fastapi import APIRouter, Request, Response
from prometheus_client.exposition import choose_encoder

from app.api.dependencies import Visit, Visiting
from app.api.metrics import Metrics
from app.errors import StorageError
from app.storage.changes import revision

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def get_metrics(request: Request, visit: Visiting) -> Response:
    """Give the metrics of this process as Prometheus reads them; a database that does not answer is one of them."""
    metrics = cast(Metrics, request.app.state.metrics)
    metrics.note_revisions(_revision(visit), visit.resources.index.revision)
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(metrics.registry), media_type=media_type, headers={"Cache-Control": "no-store"})


def _revision(visit: Visit) -> int | None:
    try:
        with visit.resources.database.reading(visit.resources.settings.query_seconds) as session:
            return revision(session)
    except StorageError:
        return None
