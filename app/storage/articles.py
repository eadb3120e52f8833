"""Articles: cards, texts, the actors in them, and facets. `select_articles` builds the question, the others run it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import FromClause, exists, false, join, select

from app.domain.annotations import MentionKind
from app.domain.dates import Precision
from app.domain.queries import ActorSet, ArticleFilter, FacetCount, Page, Slice
from app.domain.spans import Span, Utf16Map
from app.domain.timelines import DayCount
from app.domain.views import ArticleActorView, ArticleText, ArticleView, MentionView
from app.errors import InputError, NotFoundError
from app.storage.models import ArticleActorRow, ArticleRow, ArticleTextRow, CopyRow, EntityRow, MentionRow
from app.storage.pages import (
    Condition,
    Counted,
    Ids,
    Question,
    among,
    by_article,
    count_days,
    facet,
    facet_of_actors,
    facet_of_days,
    has_copies,
    in_dates,
    in_order,
    known_articles,
    known_ids,
    once,
    order_of,
    others,
    page_of,
    slice_of,
    total_of,
    walkable,
    with_actors,
)
from app.storage.sessions import AnyRow, ReadSession, one_of_these
from app.storage.shapes import actor_ref, extractor_of, partial_date, text_span

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
    ArticleRow.extractor_name,
    ArticleRow.extractor_version,
    select(CopyRow.original_id).where(CopyRow.article_id == ArticleRow.id).scalar_subquery().label("duplicate_of"),
)


_THESE = select(*CARD).where(one_of_these(ArticleRow.id))
_ACTORS = (
    select(
        ArticleActorRow.article_id,
        ArticleActorRow.entity_id,
        ArticleActorRow.name,
        EntityRow.name.label("known_as"),
        EntityRow.type,
    )
    .join(EntityRow, EntityRow.id == ArticleActorRow.entity_id)
    .where(one_of_these(ArticleActorRow.article_id))
    .order_by(ArticleActorRow.article_id, ArticleActorRow.ordinal)
)
_MENTIONS = (
    select(
        MentionRow.article_id,
        MentionRow.entity_id,
        MentionRow.start_at,
        MentionRow.end_at,
        MentionRow.kind,
        MentionRow.surface,
        ArticleTextRow.astral,
    )
    .join(ArticleTextRow, ArticleTextRow.article_id == MentionRow.article_id)
    .where(one_of_these(MentionRow.article_id))
    .order_by(MentionRow.article_id, MentionRow.entity_id, MentionRow.start_at, MentionRow.end_at)
)
FACETS = ("lang", "source", "year", "month", "actor")


def select_articles(filter_: ArticleFilter) -> Ids:
    """Return the question: ids and days of the articles that match."""
    return _question(filter_).ids()


def _question(filter_: ArticleFilter, *, with_cards: bool = False) -> Question:
    told = (among(ArticleRow.language, filter_.languages), among(ArticleRow.source, filter_.sources))
    if not known_ids(filter_.actors):
        cards = ArticleRow.__table__.c
        dated = in_dates(filter_.dates, cards.first_day, cards.last_day)
        nobody = with_actors(filter_.actors, lambda _actors: false())
        kept = once(cards.id, with_copies=filter_.with_copies)
        return Question(cards.id, cards.first_day, cards.last_day, ArticleRow.__table__, (*told, nobody, dated, kept))
    walked, acting = _walk(filter_)
    walk = walked.c
    source = walked
    if with_cards or filter_.languages or filter_.sources:
        source = join(walked, ArticleRow, ArticleRow.id == walk.article_id)
    kept = once(walk.article_id, with_copies=filter_.with_copies)
    return Question(walk.article_id, walk.first_day, walk.last_day, source, (*acting, *told, kept))


def _walk(filter_: ArticleFilter) -> tuple[FromClause, tuple[Condition, ...]]:
    """Return the articles of the actors asked for, each once: an index in the order of the listing, for one actor."""
    row = ArticleActorRow
    dated = in_dates(filter_.dates, row.first_day, row.last_day)
    first = walkable(filter_.actors)
    if first is not None:
        both = with_actors(others(filter_.actors), _stands_beside)
        return row.__table__, (row.entity_id == first, both, dated)
    anyone = with_actors(filter_.actors, row.entity_id.in_)
    found = select(row.article_id, row.first_day, row.last_day).where(anyone, dated).distinct()
    return found.subquery("walked"), ()


def _stands_beside(actors: Sequence[int]) -> Condition:
    row = ArticleActorRow.__table__.alias("beside")
    return exists().where(row.c.article_id == ArticleActorRow.article_id, row.c.entity_id.in_(actors))


def _rarest_first(session: ReadSession, filter_: ArticleFilter) -> ArticleFilter:
    """Return the same question with the actor of fewest articles in front: it is the one whose index is walked."""
    known = known_ids(filter_.actors)
    if walkable(filter_.actors) is None or len(known) == 1:
        return filter_
    rows = session.rows(select(EntityRow.id).where(EntityRow.id.in_(known)).order_by(EntityRow.article_count))
    ids = [row.id for row in rows]
    return replace(filter_, actors=ActorSet((*ids, *(set(known) - set(ids)))))


def list_articles(session: ReadSession, filter_: ArticleFilter, page: Page) -> Slice[ArticleView]:
    """Run the question for one page (2 statements, 3 for several actors). Relevance reads as newest first here."""
    ids = select_articles(_rarest_first(session, filter_))
    shown = page_of(ids, page)
    rows = session.rows(
        select(*CARD, shown.c.day).join(shown, shown.c.id == ArticleRow.id).order_by(*order_of(page, shown))
    )
    return slice_of(rows, page, total_of(session, ids), _cards)


def get_articles(session: ReadSession, ids: Sequence[int]) -> list[ArticleView]:
    """Return the cards of `ids` in their order, without those that are not there (1 statement)."""
    return in_order(session, _THESE, ids, _cards)


def get_copies(session: ReadSession, id_: int, most: int) -> list[ArticleView]:
    """Return the first `most` articles that nearly repeat one."""
    asked = select(CopyRow.article_id).where(CopyRow.original_id == id_).order_by(CopyRow.article_id).limit(most)
    return get_articles(session, [row.article_id for row in session.rows(asked)])


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
    found = get_texts(session, [id_])
    if not found:
        raise NotFoundError(f"no article {id_}")
    return found[id_]


def get_texts(session: ReadSession, ids: Sequence[int]) -> dict[int, ArticleText]:
    """Return the stored texts and sentences of the articles `ids` that are there (1 statement)."""
    row = ArticleTextRow
    found = session.rows(select(row.article_id, row.text, row.sentences).where(row.article_id.in_(known_articles(ids))))
    return {
        id_: ArticleText(text, tuple(Span(*ends) for ends in zip(flat[::2], flat[1::2], strict=True)))
        for id_, text, flat in found
    }


def actors_of(session: ReadSession, ids: Sequence[int]) -> dict[int, list[ArticleActorView]]:
    """Return the actors of each of some articles with their mentions, in the order of the text (2 statements)."""
    known = known_articles(ids)
    mentions = _mentions(session, known)
    views = (
        (article, ArticleActorView(actor_ref(actor, known_as, type_), name, tuple(mentions[article, actor])))
        for article, actor, name, known_as, type_ in session.rows_among(_ACTORS, known)
    )
    return by_article(ids, views)


def _mentions(session: ReadSession, articles: Sequence[int]) -> Mapping[tuple[int, int], Sequence[MentionView]]:
    """Return where each actor stands in each of some articles."""
    found: dict[tuple[int, int], list[MentionView]] = {}
    for article, actor, start, end, kind, surface, astral in session.rows_among(_MENTIONS, articles):
        span = text_span(Utf16Map(tuple(astral)), start, end, surface)
        found.setdefault((article, actor), []).append(MentionView(span, MentionKind(kind)))
    return found


def days(session: ReadSession, filter_: ArticleFilter) -> list[DayCount]:
    """Count the articles that match by their days (1 statement)."""
    return count_days(session, _question(filter_))


def facets(session: ReadSession, filter_: ArticleFilter, names: Sequence[str]) -> dict[str, list[FacetCount]]:
    """Count the articles that match by `lang`, `source`, `year`, `month` or `actor`, the 20 most frequent values of each.

    An article dated to the year has no month. One statement a facet, and one on whether there are copies to leave out.

    Raises:
        InputError: there is no such facet.
    """
    if not filter_.with_copies and not has_copies(session):
        filter_ = replace(filter_, with_copies=True)
    return {name: _facet(session, filter_, name) for name in names}


def _facet(session: ReadSession, filter_: ArticleFilter, name: str) -> list[FacetCount]:
    match name:
        case "lang":
            return facet(session, _question(filter_, with_cards=True).counted(ArticleRow.language))
        case "source":
            return facet(session, _question(filter_, with_cards=True).counted(ArticleRow.source))
        case "year":
            return facet_of_days(session, _question(filter_), Precision.YEAR)
        case "month":
            return facet_of_days(session, _question(filter_), Precision.MONTH)
        case "actor":
            return facet_of_actors(session, _by_actor(filter_))
        case _:
            raise InputError(f"no facet {name!r}: there are {', '.join(FACETS)}")


def _by_actor(filter_: ArticleFilter) -> Counted:
    if filter_ == ArticleFilter():
        # kept by the writer: the whole corpus need not be counted
        return select(EntityRow.id, EntityRow.article_count)
    question = _question(filter_)
    row = ArticleActorRow.__table__.alias("standing")
    acting = replace(question, source=join(question.source, row, row.c.article_id == question.id))
    return acting.counted(row.c.entity_id)


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
            extractor=extractor_of(row),
            duplicate_of=row.duplicate_of,
        )
        for row in rows
    ]
