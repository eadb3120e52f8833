"""Articles: what was published, and what was found in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, TypedDict

from fastapi import APIRouter, Depends, Path, Query, Response

from app.api.answers import GET_PROBLEMS, ITEM_PROBLEMS, also, answered
from app.api.dependencies import Visit, Visiting
from app.api.finding import count, find_articles
from app.api.highlighting import snippet
from app.api.linking import LINKED_DATA, WHOLE, is_wanted, linked_article
from app.api.schemas.articles import (
    Article,
    ArticleActor,
    ArticleDetail,
    ArticleIncludes,
    ArticleListing,
    ArticleQuestion,
    Facet,
    FoundArticle,
    FoundInclude,
    Include,
)
from app.api.schemas.facets import facet_values
from app.api.schemas.questions import Paged
from app.api.schemas.quotes import ArticleQuotes, Quote
from app.api.schemas.relations import Relation
from app.api.schemas.values import Id64
from app.api.sparseness import Fields, fields_of
from app.api.units import spans_in_utf16
from app.domain.queries import QuoteFilter, RelationFilter, Sort
from app.domain.spans import Utf16Map
from app.domain.views import ArticleText, ArticleView
from app.storage import articles, quotes, relations
from app.storage.database import ReadSession

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
    """Articles by words, actors, dates, language and source, with counts on request."""
    page = visit.page(question, question.order())
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, {"actor": question.actor})
        wanted = question.filter(**understood.sets)
        found = find_articles(visit, session, question.q, wanted, page)
        items = _shown(session, question, found.items)
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
        card = Article.of(articles.get_article(session, article_id))
        detail = _detail(session, card, question.include)
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


def _shown(session: ReadSession, question: ArticleQuestion, found: Sequence[ArticleView]) -> list[FoundArticle]:
    """Return the articles of a page, each with the sentence that shows why it was found where that is asked for."""
    q = question.q if FoundInclude.SNIPPET in question.include else None
    texts = {} if q is None else articles.get_texts(session, [view.id for view in found])
    snippets = {view.id: snippet(q, view.language, texts[view.id]) for view in found if q and view.id in texts}
    return [FoundArticle(**dict(Article.of(view)), snippet=snippets.get(view.id)) for view in found]


class _Division(TypedDict):
    """How a text is divided, in both units; nothing of it where the text is not asked for."""

    sentences: list[tuple[int, int]] | None
    utf16_sentences: list[tuple[int, int]] | None
    utf16_body_start: int | None


def _divided(stored: ArticleText | None, body_start: int) -> _Division:
    if stored is None:
        return {"sentences": None, "utf16_sentences": None, "utf16_body_start": None}
    spans, utf16 = [(span.start, span.end) for span in stored.sentences], Utf16Map.of(stored.text)
    return {
        "sentences": spans,
        "utf16_sentences": spans_in_utf16(spans, utf16),
        "utf16_body_start": utf16.offset(body_start),
    }


def _detail(session: ReadSession, card: Article, include: Sequence[Include]) -> ArticleDetail:
    stored = articles.get_text(session, card.id) if Include.TEXT in include else None
    said = quotes.list_quotes(session, QuoteFilter(article=card.id), WHOLE) if Include.QUOTES in include else None
    stated = (
        relations.list_relations(session, RelationFilter(article=card.id), WHOLE)
        if Include.RELATIONS in include
        else None
    )
    acting = articles.actors_of(session, card.id) if Include.ACTORS in include else None
    return ArticleDetail(
        **dict(card),
        text=stored and stored.text,
        **_divided(stored, card.body_start),
        quotes=said and [Quote.of(view) for view in said.items],
        relations=stated and [Relation.of(view) for view in stated.items],
        actors=None if acting is None else [ArticleActor.of(view) for view in acting],
    )
