"""Articles: what was published, and what was found in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.api.answers import GET_PROBLEMS, ITEM_PROBLEMS, answered
from app.api.dependencies import Visit, Visiting
from app.api.highlighting import snippet
from app.api.schemas.articles import (
    Article,
    ArticleActor,
    ArticleDetail,
    ArticleIncludes,
    ArticleListing,
    ArticleQuestion,
    Facet,
    FacetValue,
    FoundArticle,
    FoundInclude,
    Include,
)
from app.api.schemas.questions import Paged
from app.api.schemas.quotes import Quote, QuoteListing
from app.api.schemas.relations import Relation
from app.api.schemas.values import Id64
from app.domain.queries import ArticleFilter, FacetCount, Page, QuoteFilter, RelationFilter, Slice, Sort
from app.domain.views import ArticleView
from app.errors import OverBudgetError
from app.search.index import SearchIndex
from app.storage import actors, articles, quotes, relations
from app.storage.database import ReadSession

router = APIRouter(tags=["articles"])
ArticleId = Annotated[Id64, Path(description="The article's id, as answers give it.", examples=[1])]
_WHOLE = Page(limit=10_000, sort=Sort.OLDEST)


@router.get(
    "/v1/articles",
    operation_id="listArticles",
    summary="Find articles",
    responses={**GET_PROBLEMS, **answered("listArticles")},
)
def list_articles(question: Annotated[ArticleQuestion, Query()], visit: Visiting) -> ArticleListing:
    """Articles by words, actors, dates, language and source, with counts on request."""
    page = visit.page(question, question.order())
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, {"actor": question.actor})
        wanted = question.filter(**understood.sets)
        found = _find(session, visit.resources.index, question.q, wanted, page)
        items = _shown(session, question, found.items)
    counts, timed_out = _count(visit, question, wanted)
    if timed_out:
        visit.forget()
    return ArticleListing(
        items=items,
        facets=counts,
        facets_timed_out=timed_out,
        **visit.beside(found, understood),
    )


@router.get(
    "/v1/articles/{article_id}",
    operation_id="getArticle",
    summary="One article",
    responses={**ITEM_PROBLEMS, **answered("getArticle")},
)
def get_article(article_id: ArticleId, question: Annotated[ArticleIncludes, Query()], visit: Visiting) -> ArticleDetail:
    """An article's card; its text, quotes, actors and relations on request."""
    with visit.reading() as session:
        card = Article.of(articles.get_article(session, article_id))
        return _detail(session, card, question.include)


@router.get(
    "/v1/articles/{article_id}/quotes",
    operation_id="listArticleQuotes",
    summary="The quotes of one article",
    responses={**ITEM_PROBLEMS, **answered("listArticleQuotes")},
)
def list_article_quotes(article_id: ArticleId, question: Annotated[Paged, Query()], visit: Visiting) -> QuoteListing:
    """The quotes of one article in the order of its text."""
    page = visit.page(question, Sort.OLDEST)
    with visit.reading() as session:
        articles.get_article(session, article_id)
        found = quotes.list_quotes(session, QuoteFilter(article=article_id), page)
    return QuoteListing(items=[Quote.of(view) for view in found.items], **visit.beside(found))


def _find(
    session: ReadSession, index: SearchIndex, q: str | None, wanted: ArticleFilter, page: Page
) -> Slice[ArticleView]:
    """Return the page: with a search the index knows which, without one the store."""
    if q is None:
        return articles.list_articles(session, wanted, page)
    hits = index.articles(q, wanted, page)
    views = articles.get_articles(session, [hit.id for hit in hits.items])
    return Slice(tuple(views), hits.next_after, hits.total)


def _shown(session: ReadSession, question: ArticleQuestion, found: Sequence[ArticleView]) -> list[FoundArticle]:
    """Return the articles of a page, each with the sentence that shows why it was found where that is asked for."""
    q = question.q if FoundInclude.SNIPPET in question.include else None
    texts = {} if q is None else articles.get_texts(session, [view.id for view in found])
    snippets = {view.id: snippet(q, view.language, texts[view.id]) for view in found if q and view.id in texts}
    return [FoundArticle(**dict(Article.of(view)), snippet=snippets.get(view.id)) for view in found]


def _count(
    visit: Visit, question: ArticleQuestion, wanted: ArticleFilter
) -> tuple[dict[Facet, list[FacetValue]], bool]:
    """Return the counts asked for, and whether they took too long: the articles are found all the same."""
    if not question.facets:
        return {}, False
    names = [facet.value for facet in question.facets]
    try:
        with visit.resources.database.reading(visit.resources.settings.query_seconds) as session:
            if question.q is None:
                counted = articles.facets(session, wanted, names)
            else:
                counted = _named(session, visit.resources.index.article_facets(question.q, wanted, names))
    except OverBudgetError:
        return {}, True
    return {Facet(name): [FacetValue.of(one) for one in counts] for name, counts in counted.items()}, False


def _named(session: ReadSession, counted: dict[str, list[FacetCount]]) -> dict[str, list[FacetCount]]:
    """Return the counts with the names of the actors, which the index does not know."""
    ids = [int(one.value) for one in counted.get(Facet.ACTOR, ())]
    names = {str(actor.id): actor.name for actor in actors.get_actors(session, ids)} if ids else {}
    return {
        facet: [replace(one, label=names.get(one.value, one.label)) for one in counts]
        for facet, counts in counted.items()
    }


def _detail(session: ReadSession, card: Article, include: Sequence[Include]) -> ArticleDetail:
    stored = articles.get_text(session, card.id) if Include.TEXT in include else None
    said = quotes.list_quotes(session, QuoteFilter(article=card.id), _WHOLE) if Include.QUOTES in include else None
    stated = (
        relations.list_relations(session, RelationFilter(article=card.id), _WHOLE)
        if Include.RELATIONS in include
        else None
    )
    acting = articles.actors_of(session, card.id) if Include.ACTORS in include else None
    return ArticleDetail(
        **dict(card),
        text=stored and stored.text,
        sentences=stored and [(span.start, span.end) for span in stored.sentences],
        quotes=said and [Quote.of(view) for view in said.items],
        relations=stated and [Relation.of(view) for view in stated.items],
        actors=None if acting is None else [ArticleActor.of(view) for view in acting],
    )
