"""Relations: what the texts state between actors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from app.api.answers import GET_PROBLEMS, ITEM_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.finding import count
from app.api.schemas.facets import facet_values
from app.api.schemas.relations import Relation, RelationFacet, RelationListing, RelationQuestion
from app.api.schemas.values import Id64
from app.api.sparseness import Fields, fields_of
from app.storage.relations import get_relation as read_relation
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
    """Who met, threatened, leads or supports whom, each with the sentence that states it, and counts on request."""
    page = visit.page(question, question.sort)
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, question.actors())
        wanted = question.filter(understood.sets)
        found = read_relations(session, wanted, page)
    counts = count(visit, None, wanted, [facet.value for facet in question.facets])
    if counts is None:
        visit.forget()
    listing = RelationListing(
        items=[Relation.of(view) for view in found.items],
        facets=facet_values(RelationFacet, counts),
        facets_timed_out=counts is None,
        **visit.beside(found, understood),
    )
    return fields.of(listing, visit.response)


@router.get(
    "/v1/relations/{relation_id}",
    operation_id="getRelation",
    summary="One relation",
    responses={**ITEM_PROBLEMS, **answered()},
)
def get_relation(
    relation_id: Annotated[Id64, Path(description="The relation's id, as answers give it.", examples=[1])],
    fields: Annotated[Fields, Depends(fields_of(Relation))],
    visit: Visiting,
) -> Relation:
    """A relation with the sentence that states it: what the edges of the network name."""
    with visit.reading() as session:
        view = read_relation(session, relation_id)
    return fields.of(Relation.of(view), visit.response)
