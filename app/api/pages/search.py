"""The search: quotes or articles, how they spread, whom the words may name, and how each filter is set and taken away."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.api.dependencies import Understood, Visit
from app.api.finding import count, find_articles, find_quotes, suggest
from app.api.highlighting import snippet
from app.api.pages.marking import Found, Passage
from app.api.pages.sentences import Shown as ShownQuote
from app.api.pages.sentences import shown
from app.api.schemas.listings import Resolved
from app.api.schemas.pages import SearchPage, Shown
from app.domain.queries import FacetCount, Operator, Page, Slice
from app.domain.spans import Span
from app.domain.views import ArticleText, ArticleView, NameMatch, QuoteView, Suggestion
from app.errors import AppError
from app.storage import articles
from app.storage.database import ReadSession

MOST_SUGGESTED = 6
_ONE = Page(limit=1)
_LEAD = 240
"""Characters of an article that are shown where nothing is sought in it."""
_SERVER_ERROR = 500
_FACETS = {
    Shown.QUOTES: {"speaker": "speaker", "type": "type", "source": "source", "lang": "lang"},
    Shown.ARTICLES: {"actor": "actor", "source": "source", "lang": "lang"},
}
"""The facets of what is shown, and the parameter that a value of each is asked for by."""


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article found, and the stretch of it that shows why."""

    article: ArticleView
    passages: tuple[Passage, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """How what was found spreads over one parameter."""

    name: str
    parameter: str
    values: tuple[FacetCount, ...]


@dataclass(slots=True)
class Results:
    """What the search shows."""

    asked: SearchPage
    quotes: list[ShownQuote] = field(default_factory=list[ShownQuote])
    articles: list[ShownArticle] = field(default_factory=list[ShownArticle])
    totals: dict[Shown, int] = field(default_factory=dict[Shown, int])
    next_cursor: str | None = None
    resolved: list[Resolved] = field(default_factory=list[Resolved])
    suggested: list[Suggestion] = field(default_factory=list[Suggestion])
    facets: list[Facet] = field(default_factory=list[Facet])
    facets_timed_out: bool = False
    fault: AppError | None = None


def search(visit: Visit, asked: SearchPage) -> Results:
    """Answer the question; one that cannot be read is answered by what is wrong with it.

    Raises:
        AppError: the store or the index does not answer.
    """
    try:
        return _search(visit, asked)
    except AppError as error:
        if error.status >= _SERVER_ERROR:
            raise
        return Results(asked, fault=error)


def _search(visit: Visit, asked: SearchPage) -> Results:
    page = visit.page(asked, asked.order())
    results = Results(asked)
    with visit.reading() as session:
        understood = visit.understand(session, Operator.AND, asked.names())
        found = _find(visit, session, results, understood, page)
        if asked.q is not None and asked.cursor is None:
            results.suggested = _named(suggest(visit, session, asked.q, MOST_SUGGESTED), found.total)
    beside = visit.beside(found, understood)
    results.next_cursor, results.resolved = beside["next_cursor"], beside["resolved"]
    _count(visit, results, understood)
    return results


def _named(suggested: Sequence[Suggestion], total: int) -> list[Suggestion]:
    """Return who bears the name; where nothing at all was found, also those whose names are only like it."""
    return [one for one in suggested if one.match is not NameMatch.SIMILAR or not total]


def _find(
    visit: Visit, session: ReadSession, results: Results, understood: Understood, page: Page
) -> Slice[QuoteView] | Slice[ArticleView]:
    """Find what is shown, and how much there is of the other kind."""
    asked = results.asked
    quotes, cards = asked.quotes(**understood.sets), asked.articles(**understood.sets)
    if asked.show is Shown.QUOTES:
        said = find_quotes(visit, session, asked.q, quotes, page)
        results.quotes = shown(said.items, asked.q)
        other = find_articles(visit, session, asked.q, cards, _ONE).total
        results.totals = {Shown.QUOTES: said.total, Shown.ARTICLES: other}
        return said
    found = find_articles(visit, session, asked.q, cards, page)
    results.articles = _shown(session, found.items, asked.q)
    other = find_quotes(visit, session, asked.q, quotes, _ONE).total
    results.totals = {Shown.QUOTES: other, Shown.ARTICLES: found.total}
    return found


def _shown(session: ReadSession, found: Sequence[ArticleView], q: str | None) -> list[ShownArticle]:
    texts = articles.get_texts(session, [view.id for view in found])
    return [_excerpt(view, texts[view.id], q) for view in found if view.id in texts]


def _excerpt(view: ArticleView, stored: ArticleText, q: str | None) -> ShownArticle:
    """Return the sentence with most of what is sought, or the beginning of the article."""
    best = None if q is None else snippet(q, view.language, stored)
    if best is None:
        start = next((s.start for s in stored.sentences if s.start >= view.body_start), view.body_start)
        lead = stored.text[start : start + _LEAD]
        cut = start + _LEAD < len(stored.text)
        return ShownArticle(view, tuple(Found().passages(lead.rsplit(" ", 1)[0] if cut else lead, start)), cut)
    sought = Found(hits=[Span(hit.start, hit.end) for hit in best.highlights])
    return ShownArticle(view, tuple(sought.passages(best.text, best.start)), cut=False)


def _count(visit: Visit, results: Results, understood: Understood) -> None:
    asked = results.asked
    parameters = _FACETS[asked.show]
    within_year = (
        asked.date_from is not None and asked.date_to is not None and asked.date_from.year == asked.date_to.year
    )
    time = "month" if within_year else "year"
    filter_ = (asked.quotes if asked.show is Shown.QUOTES else asked.articles)(**understood.sets)
    counts = count(visit, asked.q, filter_, [time, *parameters])
    if counts is None:
        visit.forget()
        results.facets_timed_out = True
        return
    days = Facet(time, "date", tuple(sorted(counts[time], key=lambda one: one.value)))
    rest = (Facet(name, parameter, tuple(counts[name])) for name, parameter in parameters.items())
    results.facets = [facet for facet in (days, *rest) if len(facet.values) > (facet is not days)]
