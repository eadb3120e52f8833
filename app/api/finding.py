"""Finding: with a search the index knows which items, without one the store; the rows come from the store either way."""

from collections.abc import Sequence
from dataclasses import replace

from app.api.courtesy import without_courtesy
from app.api.dependencies import Visit
from app.domain.queries import ArticleFilter, FacetCount, Page, QuoteFilter, RelationFilter, Slice
from app.domain.timelines import DayCount
from app.domain.views import ArticleView, QuoteView, Suggestion
from app.errors import OverBudgetError
from app.storage import actors, articles, quotes, relations
from app.storage.database import ReadSession

Counts = dict[str, list[FacetCount]]
Wanted = ArticleFilter | QuoteFilter | RelationFilter
_OF_ACTORS = ("actor", "speaker", "about")


def find_articles(
    visit: Visit, session: ReadSession, q: str | None, wanted: ArticleFilter, page: Page
) -> Slice[ArticleView]:
    """Return one page of the articles asked for."""
    if q is None:
        return articles.list_articles(session, wanted, page)
    hits = visit.resources.index.articles(q, wanted, page)
    views = articles.get_articles(session, [hit.id for hit in hits.items])
    return Slice(tuple(views), hits.next_after, hits.total)


def find_quotes(visit: Visit, session: ReadSession, q: str | None, wanted: QuoteFilter, page: Page) -> Slice[QuoteView]:
    """Return one page of the quotes asked for."""
    if q is None:
        return quotes.list_quotes(session, wanted, page)
    hits = visit.resources.index.quotes(q, wanted, page)
    views = quotes.get_quotes(session, [hit.id for hit in hits.items])
    return Slice(tuple(views), hits.next_after, hits.total)


def count(visit: Visit, q: str | None, wanted: Wanted, names: Sequence[str]) -> Counts | None:
    """Return the counts asked for within a time budget of their own; None when that was not enough."""
    if not names:
        return {}
    try:
        with visit.resources.database.reading(visit.resources.settings.facet_seconds) as session:
            return _counted(visit, session, q, wanted, names)
    except OverBudgetError:
        return None


def count_days(
    visit: Visit, session: ReadSession, q: str | None, wanted: ArticleFilter | QuoteFilter
) -> list[DayCount]:
    """Return how many of the items asked for are dated how."""
    match q, wanted:
        case None, ArticleFilter():
            return articles.days(session, wanted)
        case None, QuoteFilter():
            return quotes.days(session, wanted)
        case str(), ArticleFilter():
            return visit.resources.index.article_days(q, wanted)
        case str(), QuoteFilter():
            return visit.resources.index.quote_days(q, wanted)


def suggest(visit: Visit, session: ReadSession, typed: str, limit: int, types: Sequence[str] = ()) -> list[Suggestion]:
    """Return the actors whose names complete what is typed, or are like it."""
    found = actors.suggest(session, typed, limit, visit.resources.index.names(typed), types)
    bare = None if found else without_courtesy(typed)
    return found if bare is None else actors.suggest(session, bare, limit, visit.resources.index.names(bare), types)


def _counted(visit: Visit, session: ReadSession, q: str | None, wanted: Wanted, names: Sequence[str]) -> Counts:
    match q, wanted:
        case _, RelationFilter():
            return relations.facets(session, wanted, names)
        case None, ArticleFilter():
            return articles.facets(session, wanted, names)
        case None, QuoteFilter():
            return quotes.facets(session, wanted, names)
        case str(), ArticleFilter():
            return _named(session, visit.resources.index.article_facets(q, wanted, names))
        case str(), QuoteFilter():
            return _named(session, visit.resources.index.quote_facets(q, wanted, names))


def _named(session: ReadSession, counted: Counts) -> Counts:
    """Return the counts with the names of the actors, which the index does not know."""
    ids = sorted({int(one.value) for name in _OF_ACTORS for one in counted.get(name, ())})
    names = {str(actor.id): actor.name for actor in actors.get_actors(session, ids)} if ids else {}
    return {
        name: [replace(one, label=names.get(one.value, one.label)) for one in counts] if name in _OF_ACTORS else counts
        for name, counts in counted.items()
    }
