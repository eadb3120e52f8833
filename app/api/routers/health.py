"""Whether the process runs (`/healthz`) and whether it can answer (`/readyz`)."""

from fastapi import APIRouter

from app.api.access import OPEN
from app.api.answers import HEALTH_PROBLEMS, READY_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.schemas.health import Health, Readiness
from app.errors import SearchIndexError
from app.storage.changes import revision

router = APIRouter(tags=["health"])


@router.get(
    "/healthz",
    operation_id="getHealth",
    summary="Does it run?",
    responses={**HEALTH_PROBLEMS, **answered(cached=False)},
    openapi_extra=OPEN,
)
async def get_health() -> Health:
    """Answers as long as the process can."""
    return Health(status="ok")


@router.get(
    "/readyz",
    operation_id="getReadiness",
    summary="Can it answer?",
    responses={**READY_PROBLEMS, **answered(cached=False)},
    openapi_extra=OPEN,
)
def get_readiness(visit: Visiting) -> Readiness:
    """Ready when the database answers with the newest tables and the search index has caught up once."""
    resources = visit.resources
    resources.database.check()
    with resources.database.reading(resources.settings.query_seconds) as session:
        corpus = revision(session)
    if not resources.follower.caught_up:
        raise SearchIndexError(f"the search index is catching up: at revision {resources.index.revision} of {corpus}")
    return Readiness(status="ready", corpus_revision=corpus, index_revision=resources.index.revision)
