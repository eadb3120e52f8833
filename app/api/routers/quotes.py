"""Quotes: who said what."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from app.api.answers import GET_PROBLEMS, ITEM_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.finding import count, find_quotes
from app.api.highlighting import quote_highlights
from app.api.schemas.facets import facet_values
from app.api.schemas.quotes import Quote, QuoteFacet, QuoteListing, QuoteQuestion
from app.api.schemas.values import Id64
from app.api.sparseness import Fields, fields_of
from app.storage.quotes import get_quote as read_quote

router = APIRouter(tags=["quotes"])


@router.get(
    "/v1/quotes", operation_id="listQuotes", summary="Find quotes", responses={**GET_PROBLEMS, **answered(linked=True)}
)
def list_quotes(
    question: Annotated[QuoteQuestion, Query()], fields: Annotated[Fields, Depends(fields_of(Quote))], visit: Visiting
) -> QuoteListing:
    """Who said what, about whom and when, each with the sentence that proves it, and counts on request."""
    page = visit.page(question, question.order())
    asked = {"actor": question.actor, "speaker": question.speaker, "about": question.about}
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, asked)
        wanted = question.filter(**understood.sets)
        found = find_quotes(visit, session, question.q, wanted, page)
    counts = count(visit, question.q, wanted, [facet.value for facet in question.facets])
    if counts is None:
        visit.forget()
    listing = QuoteListing(
        items=[Quote.of(view, quote_highlights(question.q, view)) for view in found.items],
        facets=facet_values(QuoteFacet, counts),
        facets_timed_out=counts is None,
        **visit.beside(found, understood),
    )
    return fields.of(listing, visit.response)


@router.get(
    "/v1/quotes/{quote_id}", operation_id="getQuote", summary="One quote", responses={**ITEM_PROBLEMS, **answered()}
)
def get_quote(
    quote_id: Annotated[Id64, Path(description="The quote's id, as answers give it.", examples=[1])],
    fields: Annotated[Fields, Depends(fields_of(Quote))],
    visit: Visiting,
) -> Quote:
    """A quote with the sentence that proves it: the one that a relation's `quote_id` names."""
    with visit.reading() as session:
        view = read_quote(session, quote_id)
    return fields.of(Quote.of(view), visit.response)
