"""Relations: what the texts state between actors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.api.answers import GET_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.schemas.relations import Relation, RelationListing, RelationQuestion
from app.api.sparseness import Fields, fields_of
from app.storage.relations import list_relations as read_relations

router = APIRouter(tags=["relations"])


@router.get(
    "/v1/relations",
    operation_id="listRelations",
    summary="Find relations",
    responses={**GET_PROBLEMS, **answered(linked=True)},
)
def list_relations(
    question: Annotated[RelationQuestion, Query()],
    fields: Annotated[Fields, Depends(fields_of(Relation))],
    visit: Visiting,
) -> RelationListing:
    """Who met, threatened, leads or supports whom, each with the sentence that states it."""
    page = visit.page(question, question.sort)
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, question.actors())
        found = read_relations(session, question.filter(understood.sets), page)
    listing = RelationListing(items=[Relation.of(view) for view in found.items], **visit.beside(found, understood))
    return fields.of(listing, visit.response)
