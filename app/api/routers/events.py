"""Events: what happened, each once, with everything that reports it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.api.answers import GET_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.schemas.events import Event, EventListing, EventQuestion
from app.api.sparseness import Fields, fields_of
from app.storage.events import list_events as read_events

router = APIRouter(tags=["relations"])


@router.get(
    "/v1/events", operation_id="listEvents", summary="Find events", responses={**GET_PROBLEMS, **answered(linked=True)}
)
def list_events(
    question: Annotated[EventQuestion, Query()], fields: Annotated[Fields, Depends(fields_of(Event))], visit: Visiting
) -> EventListing:
    """What happened, each event once with all its reports; roles, states and stances too where they are asked for."""
    page = visit.page(question, question.order())
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, question.actors())
        found = read_events(session, question.filter(understood.sets), page)
    listing = EventListing(items=[Event.of(view) for view in found.items], **visit.beside(found, understood))
    return fields.of(listing, visit.response)
