"""Articles: what was published, and what was found in it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from app.api.answers import GET_PROBLEMS, ITEM_PROBLEMS, also, answered
from app.api.dependencies import Visit, Visiting
from app.api.finding import count, find_articles
from app.api.linking import LINKED_DATA, is_wanted, linked_article
from app.api.schemas.articles import (
    ArticleDetail,
    ArticleIncludes,
    ArticleListing,
    ArticleQuestion,
    Facet,
    FoundArticle,
)
from app.api.schemas.facets import facet_values
from app.api.schemas.questions import Paged
from app.api.schemas.quotes import ArticleQuotes, Quote
from app.api.schemas.values import Id64
from app.api.showing import Shown, found_articles
from app.api.sparseness import Fields, fields_of
from app.domain.queries import QuoteFilter, Sort
from app.storage import articles, quotes

router = APIRouter(tags=["articles"])
_LINKED_ARTICLE = {"$ref": "#/components/schemas/NewsArticle"}
ArticleId = Annotated[Id64, Path(description="The article's id, as answers give it.", examples=[1])]


@router.get(
    "/v1/articles",
    operation_id="listArticles",
    summary="Find articles",
    responses={**GET_PROBLEMS, **answered(linked=True)},
)
def list_articles(
    question: Annotated[ArticleQuestion, Query()],
    fields: Annotated[Fields, Depends(fields_of(FoundArticle))],
    visit: Visiting,
) -> ArticleListing:
    """Articles by words, actors, dates, language and source, with what was found in each and counts on request."""
    page, parts = visit.page(question, question.order()), question.parts()
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, {"actor": question.actor})
        wanted = question.filter(**understood.sets)
        found = find_articles(visit, session, question.q, wanted, page)
        items = found_articles(session, found.items, parts, question.q)
    counts = count(visit, question.q, wanted, [facet.value for facet in question.facets])
    if counts is None:
        visit.forget()
    listing = ArticleListing(
        items=items,
        facets=facet_values(Facet, counts),
        facets_timed_out=counts is None,
        **visit.beside(found, understood),
    )
    return fields.of(listing, visit.response)


@router.get(
    "/v1/articles/{article_id}",
    operation_id="getArticle",
    summary="One article",
    response_model=ArticleDetail,
    responses={**ITEM_PROBLEMS, **also(answered(), {LINKED_DATA: _LINKED_ARTICLE})},
)
def get_article(
    article_id: ArticleId,
    question: Annotated[ArticleIncludes, Query()],
    fields: Annotated[Fields, Depends(fields_of(ArticleDetail))],
    visit: Visiting,
) -> ArticleDetail | Response:
    """An article's card; its text, quotes, actors and relations on request; with `Accept: application/ld+json` as linked data."""
    visit.response.headers.add_vary_header("Accept")
    if is_wanted(visit.request.headers.get("accept", "")):
        return _linked(replace(visit, variant=LINKED_DATA), article_id)
    with visit.reading() as session:
        card = articles.get_article(session, article_id)
        detail = Shown.of(session, [card], question.include).detail(card)
    return fields.of(detail, visit.response)


@router.get(
    "/v1/articles/{article_id}/quotes",
    operation_id="listArticleQuotes",
    summary="The quotes of one article",
    responses={**ITEM_PROBLEMS, **answered(linked=True)},
)
def list_article_quotes(
    article_id: ArticleId,
    question: Annotated[Paged, Query()],
    fields: Annotated[Fields, Depends(fields_of(Quote))],
    visit: Visiting,
) -> ArticleQuotes:
    """The quotes of one article in the order of its text."""
    page = visit.page(question, Sort.OLDEST)
    with visit.reading() as session:
        articles.get_article(session, article_id)
        found = quotes.list_quotes(session, QuoteFilter(article=article_id), page)
    listing = ArticleQuotes(items=[Quote.of(view) for view in found.items], **visit.beside(found))
    return fields.of(listing, visit.response)


def _linked(visit: Visit, article_id: int) -> Response:
    with visit.reading() as session:
        body = linked_article(visit, session, article_id).model_dump_json()
    return Response(body, headers=dict(visit.response.headers), media_type=LINKED_DATA)
