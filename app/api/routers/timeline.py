"""Timelines: how many articles, quotes and relations there are over time."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.answers import GET_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.finding import count_days
from app.api.schemas.timeline import DatedBy, Timeline, TimelineQuestion
from app.domain.queries import RelationFilter
from app.domain.timelines import timeline_of
from app.storage import relations

router = APIRouter(tags=["articles"])


@router.get(
    "/v1/timeline",
    operation_id="getTimeline",
    summary="Counts over time",
    responses={**GET_PROBLEMS, **answered()},
)
def get_timeline(question: Annotated[TimelineQuestion, Query()], visit: Visiting) -> Timeline:
    """Articles, quotes or relations by day, month or year, whatever they are asked for by."""
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, question.actors())
        wanted = question.wanted(understood.sets)
        if isinstance(wanted, RelationFilter):
            counts = relations.days(session, wanted, told=question.by is DatedBy.TOLD)
        else:
            counts = count_days(visit, session, question.q, wanted)
    view = timeline_of(counts, question.interval, filled=question.fill, asked=question.days())
    return Timeline.told(question, view, list(understood.told))
