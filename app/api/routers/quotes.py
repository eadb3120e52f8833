"""Quotes: who said what."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.answers import GET_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.finding import find_quotes
from app.api.highlighting import quote_highlights
from app.api.schemas.quotes import Quote, QuoteListing, QuoteQuestion

router = APIRouter(tags=["quotes"])


@router.get(
    "/v1/quotes", operation_id="listQuotes", summary="Find quotes", responses={**GET_PROBLEMS, **answered("listQuotes")}
)
def list_quotes(question: Annotated[QuoteQuestion, Query()], visit: Visiting) -> QuoteListing:
    """Who said what, about whom and when, each with the sentence that proves it."""
    page = visit.page(question, question.order())
    asked = {"actor": question.actor, "speaker": question.speaker, "about": question.about}
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, asked)
        wanted = question.filter(**understood.sets)
        found = find_quotes(visit, session, question.q, wanted, page)
    items = [Quote.of(view, quote_highlights(question.q, view)) for view in found.items]
    return QuoteListing(items=items, **visit.beside(found, understood))
