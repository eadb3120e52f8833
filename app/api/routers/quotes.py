"""Quotes: who said what."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.answers import GET_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.highlighting import quote_highlights
from app.api.schemas.quotes import Quote, QuoteListing, QuoteQuestion
from app.domain.queries import Page, QuoteFilter, Slice
from app.domain.views import QuoteView
from app.search.index import SearchIndex
from app.storage import quotes
from app.storage.database import ReadSession

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
        found = _find(session, visit.resources.index, question.q, wanted, page)
    items = [Quote.of(view, quote_highlights(question.q, view)) for view in found.items]
    return QuoteListing(items=items, **visit.beside(found, understood))


def _find(session: ReadSession, index: SearchIndex, q: str | None, wanted: QuoteFilter, page: Page) -> Slice[QuoteView]:
    """Return the page: with a search the index knows which, without one the store."""
    if q is None:
        return quotes.list_quotes(session, wanted, page)
    hits = index.quotes(q, wanted, page)
    views = quotes.get_quotes(session, [hit.id for hit in hits.items])
    return Slice(tuple(views), hits.next_after, hits.total)
