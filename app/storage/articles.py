"""Articles: cards, texts, the actors in them, and facets. `select_articles` builds the question, the others run it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from app.domain.annotations import Extractor, MentionKind
from app.domain.queries import ArticleFilter, FacetCount, Operator, Page, Slice
from app.domain.spans import Span, Utf16Map
from app.domain.views import ArticleActorView, ArticleText, ArticleView, MentionView
from app.errors import InputError, NotFoundError
from app.storage.models import ArticleActorRow, ArticleRow, ArticleTextRow, EntityRow, MentionRow
from app.storage.pages import (
    Condition,
    Ids,
    among,
    facet,
    in_dates,
    known_ids,
    order_of,
    page_of,
    slice_of,
    total_of,
    with_actors,
)
from app.storage.sessions import AnyRow, AnySelect, ReadSession
from app.storage.shapes import actor_ref, partial_date, text_span
from app.storage.values import storable_id

CARD = (
    ArticleRow.id,
    ArticleRow.title,
    ArticleRow.date,
    ArticleRow.url,
    ArticleRow.source,
    ArticleRow.language,
    ArticleRow.sha256,
    ArticleRow.revision,
    ArticleRow.length,
    ArticleRow.body_start,
    ArticleRow.quote_count,
    ArticleRow.actor_count,
    ArticleRow.relation_count,
)


def select_articles(filter_: ArticleFilter) -> Ids:
    """Return the question: ids and days of the articles that match."""
    known = known_ids(filter_.actors)
    told = (among(ArticleRow.language, filter_.languages), among(ArticleRow.source, filter_.sources))
    if filter_.actors.operator is Operator.AND and known:
        # walk the index of the first actor's articles, which is in the order of the listing
        walked = ArticleActorRow
        ids = select(walked.article_id.label("id"), walked.first_day.label("day")).where(
            walked.entity_id == known[0],
            with_actors(filter_.actors, lambda actors: _stands_in(actors, walked.article_id)),
            in_dates(filter_.dates, walked.first_day, walked.last_day),
        )
        if filter_.languages or filter_.sources:
            ids = ids.join(ArticleRow, ArticleRow.id == walked.article_id).where(*told)
        return ids
    return select(ArticleRow.id.label("id"), ArticleRow.first_day.label("day")).where(
        *told,
        with_actors(filter_.actors, lambda actors: _stands_in(actors, ArticleRow.id)),
        in_dates(filter_.dates, ArticleRow.first_day, ArticleRow.last_day),
    )


def _stands_in(actors: Sequence[int], article: Any) -> Condition:  # noqa: ANN401 - any column of article ids
    row = ArticleActorRow.__table__.alias()
    return article.in_(select(row.c.article_id).where(row.c.entity_id.in_(actors)))


def list_articles(session: ReadSession, filter_: ArticleFilter, page: Page) -> Slice[ArticleView]:
    """Run the question for one page (2 statements). Relevance is no order here: it reads as newest first."""
    ids = select_articles(filter_)
    shown = page_of(ids, page)
    rows = session.rows(
        select(*CARD, shown.c.day).join(shown, shown.c.id == ArticleRow.id).order_by(*order_of(page, shown))
    )
    return slice_of(rows, page, total_of(session, ids), _cards)


def get_articles(session: ReadSession, ids: Sequence[int]) -> list[ArticleView]:
    """Return the cards of `ids` in their order, without those that are not there (1 statement)."""
    known = [id_ for id_ in ids if storable_id(id_)]
    cards = {card.id: card for card in _cards(list(session.rows_among(select(*CARD), ArticleRow.id, known)))}
    return [cards[id_] for id_ in ids if id_ in cards]


def get_article(session: ReadSession, id_: int) -> ArticleView:
    """Return the card of one article.

    Raises:
        NotFoundError: there is no such article.
    """
    found = get_articles(session, [id_])
    if not found:
        raise NotFoundError(f"no article {id_}")
    return found[0]


def get_text(session: ReadSession, id_: int) -> ArticleText:
    """Return an article's stored text and sentences.

    Raises:
        NotFoundError: there is no such article.
    """
    row = ArticleTextRow
    found = session.first(select(row.text, row.sentences).where(row.article_id == (id_ if storable_id(id_) else 0)))
    if found is None:
        raise NotFoundError(f"no article {id_}")
    text, flat = found
    return ArticleText(text, tuple(Span(*ends) for ends in zip(flat[::2], flat[1::2], strict=True)))


def get_extractor(session: ReadSession, id_: int) -> Extractor:
    """Return what made the analysis of an article.

    Raises:
        NotFoundError: there is no such article.
    """
    row = ArticleRow
    found = session.first(
        select(row.extractor_name, row.extractor_version).where(row.id == (id_ if storable_id(id_) else 0))
    )
    if found is None:
        raise NotFoundError(f"no article {id_}")
    return Extractor(*found)


def actors_of(session: ReadSession, article_id: int) -> list[ArticleActorView]:
    """Return the actors of an article with their mentions, in the order of the text (2 statements)."""
    row = ArticleActorRow
    id_ = article_id if storable_id(article_id) else 0
    actors = session.rows(
        select(row.entity_id, row.name, EntityRow.name.label("known_as"), EntityRow.type)
        .join(EntityRow, EntityRow.id == row.entity_id)
        .where(row.article_id == id_)
        .order_by(row.ordinal)
    )
    mentions = _mentions(session, id_)
    return [
        ArticleActorView(
            actor_ref(found.entity_id, found.known_as, found.type), found.name, tuple(mentions[found.entity_id])
        )
        for found in actors
    ]


def _mentions(session: ReadSession, article_id: int) -> Mapping[int, Sequence[MentionView]]:
    row = MentionRow
    rows = session.rows(
        select(row.entity_id, row.start_at, row.end_at, row.kind, row.surface, ArticleTextRow.astral)
        .join(ArticleTextRow, ArticleTextRow.article_id == row.article_id)
        .where(row.article_id == article_id)
        .order_by(row.entity_id, row.start_at, row.end_at)
    )
    utf16 = Utf16Map(tuple(rows[0].astral) if rows else ())
    found: dict[int, list[MentionView]] = {}
    for actor, start, end, kind, surface, _ in rows:
        span = text_span(utf16, start, end, surface)
        found.setdefault(actor, []).append(MentionView(span, MentionKind(kind)))
    return found


def facets(session: ReadSession, filter_: ArticleFilter, names: Sequence[str]) -> dict[str, list[FacetCount]]:
    """Count the articles that match by `lang`, `source`, `year`, `month` or `actor`, the 20 most frequent values of each.

    An article dated to the year has no month. One statement a facet.

    Raises:
        InputError: there is no such facet.
    """
    ids = select_articles(filter_)
    return {name: facet(session, _facet(name)(ids)) for name in names}


def _facet(name: str) -> Callable[[Ids], AnySelect]:
    try:
        return _FACETS[name]
    except KeyError:
        raise InputError(f"no facet {name!r}: there are {', '.join(_FACETS)}") from None


def _by(column: Any) -> Callable[[Ids], AnySelect]:  # noqa: ANN401 - any column of articles
    def counted(ids: Ids) -> AnySelect:
        items = ids.subquery("items")
        grouped = select(column.label("value"), column.label("label"), func.count().label("count"))
        return grouped.join(items, items.c.id == ArticleRow.id).group_by(column)

    return counted


def _by_actor(ids: Ids) -> AnySelect:
    items = ids.subquery("items")
    row = ArticleActorRow
    counted = (
        select(row.entity_id, func.count().label("count"))
        .join(items, items.c.id == row.article_id)
        .group_by(row.entity_id)
        .subquery()
    )
    named = select(EntityRow.id.label("value"), EntityRow.name.label("label"), counted.c.count)
    return named.join(counted, counted.c.entity_id == EntityRow.id)


def _day_part(length: int) -> Any:  # noqa: ANN401 - a column of text
    return func.substr(ArticleRow.date, 1, length)


_FACETS: Mapping[str, Callable[[Ids], AnySelect]] = {
    "lang": _by(ArticleRow.language),
    "source": _by(ArticleRow.source),
    "year": _by(_day_part(4)),
    "month": lambda ids: _by(_day_part(7))(ids).where(func.length(ArticleRow.date) > len("2023")),
    "actor": _by_actor,
}


def _cards(rows: Sequence[AnyRow]) -> list[ArticleView]:
    return [
        ArticleView(
            id=row.id,
            title=row.title,
            date=partial_date(row.date),
            url=row.url,
            source=row.source,
            language=row.language,
            sha256=row.sha256,
            revision=row.revision,
            length=row.length,
            body_start=row.body_start,
            quote_count=row.quote_count,
            actor_count=row.actor_count,
            relation_count=row.relation_count,
        )
        for row in rows
    ]
