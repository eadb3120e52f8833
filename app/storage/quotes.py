"""Quotes with their evidence, and their facets. `select_quotes` builds the question, the others run it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import FromClause, join, literal, select
from sqlalchemy.orm import aliased

from app.domain.annotations import QuoteType
from app.domain.dates import Precision
from app.domain.queries import FacetCount, Page, QuoteFilter, Slice
from app.domain.timelines import DayCount
from app.domain.views import ActorRef, QuoteView, TextSpan
from app.errors import InputError, NotFoundError
from app.storage.models import ArticleRow, ArticleTextRow, EntityRow, QuoteAboutRow, QuotePartRow, QuoteRow
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
    once,
    order_of,
    others,
    page_of,
    slice_of,
    total_of,
    walkable,
    with_actors,
)
from app.storage.rows import cue_words
from app.storage.sessions import AnyRow, AnySelect, ReadSession, one_of_these
from app.storage.shapes import (
    ARTICLE,
    actor_ref,
    article_ref,
    extractor_of,
    maybe_span,
    slot_view,
    text_span,
    utf16_of,
    words,
)
from app.storage.values import storable_id

Speaker = aliased(EntityRow, name="speaker")
Via = aliased(EntityRow, name="via")


FACETS = ("lang", "source", "year", "month", "speaker", "about", "type")


def select_quotes(filter_: QuoteFilter) -> Ids:
    """Return the question: ids and days of the quotes that match."""
    return _question(filter_).ids()


def _question(filter_: QuoteFilter, *, with_quotes: bool = False, with_cards: bool = False) -> Question:
    told = (among(ArticleRow.language, filter_.languages), among(ArticleRow.source, filter_.sources))
    with_cards = with_cards or bool(filter_.languages or filter_.sources)
    conditions = _conditions(filter_)
    walked = None if filter_.speakers.ids else walkable(filter_.about)
    if walked is None:
        source: FromClause = QuoteRow.__table__
        id_, first, last = source.c.id, source.c.first_day, source.c.last_day
        conditions.append(with_actors(filter_.about, _is_about))
    else:
        # walk the index of the quotes about the first actor, which is in the order of the listing
        source = QuoteAboutRow.__table__
        id_, first, last = source.c.quote_id, source.c.first_day, source.c.last_day
        rest = others(filter_.about)
        if with_quotes or with_cards or conditions or rest.ids:
            source = join(source, QuoteRow, QuoteRow.id == id_)
            conditions.append(with_actors(rest, _is_about))
        conditions.append(QuoteAboutRow.entity_id == walked)
    if with_cards:
        source = join(source, ArticleRow, ArticleRow.id == QuoteRow.article_id)
    return Question(id_, first, last, source, (*conditions, *told, in_dates(filter_.dates, first, last)))


def _conditions(filter_: QuoteFilter) -> list[Condition]:
    """Return what is asked of the quotes themselves."""
    row = QuoteRow
    found: list[Condition] = []
    if filter_.speakers.ids:
        found.append(with_actors(filter_.speakers, _said_by))
    if filter_.actors.ids:
        found.append(with_actors(filter_.actors, lambda actors: _said_by(actors) | _is_about(actors)))
    if filter_.types:
        found.append(among(row.type, filter_.types))
    if filter_.cue is not None:
        words_of_cue = literal(" ").concat(row.cue).concat(" ")
        found.append(words_of_cue.contains(f" {cue_words(filter_.cue)} "))
    if filter_.min_confidence > 0:
        found.append(row.confidence >= filter_.min_confidence)
    if not filter_.with_copies:
        found.append(once(row.article_id, with_copies=False))
    if filter_.article is not None:
        found.append(row.article_id == (filter_.article if storable_id(filter_.article) else 0))
    return found


def _said_by(actors: Sequence[int]) -> Condition:
    return QuoteRow.speaker_id == actors[0] if len(actors) == 1 else QuoteRow.speaker_id.in_(actors)


def _is_about(actors: Sequence[int]) -> Condition:
    row = QuoteAboutRow.__table__.alias()
    return QuoteRow.id.in_(select(row.c.quote_id).where(row.c.entity_id.in_(actors)))


_QUOTES: AnySelect = (
    select(
        QuoteRow.id,
        QuoteRow.type,
        *(QuoteRow.cue_start, QuoteRow.cue_end, words(QuoteRow.cue_start, QuoteRow.cue_end).label("cue_text")),
        *(
            QuoteRow.speaker_start,
            QuoteRow.speaker_end,
            words(QuoteRow.speaker_start, QuoteRow.speaker_end).label("speaker_text"),
        ),
        *(QuoteRow.via_start, QuoteRow.via_end, words(QuoteRow.via_start, QuoteRow.via_end).label("via_text")),
        *(QuoteRow.evidence_start, QuoteRow.evidence_end),
        words(QuoteRow.evidence_start, QuoteRow.evidence_end).label("evidence_text"),
        QuoteRow.confidence,
        *(QuoteRow.speaker_id, Speaker.name.label("speaker_name"), Speaker.type.label("speaker_type")),
        *(QuoteRow.via_id, Via.name.label("via_name"), Via.type.label("via_type")),
        *ARTICLE,
    )
    .join(ArticleRow, ArticleRow.id == QuoteRow.article_id)
    .join(ArticleTextRow, ArticleTextRow.article_id == QuoteRow.article_id)
    .outerjoin(Speaker, Speaker.id == QuoteRow.speaker_id)
    .outerjoin(Via, Via.id == QuoteRow.via_id)
)
_THESE = _QUOTES.where(one_of_these(QuoteRow.id))
_OF_ARTICLES = _QUOTES.where(one_of_these(QuoteRow.article_id)).order_by(QuoteRow.id)
_PARTS = (
    select(
        QuotePartRow.quote_id,
        QuotePartRow.start_at,
        QuotePartRow.end_at,
        words(QuotePartRow.start_at, QuotePartRow.end_at),
    )
    .join(QuoteRow, QuoteRow.id == QuotePartRow.quote_id)
    .join(ArticleTextRow, ArticleTextRow.article_id == QuoteRow.article_id)
    .where(one_of_these(QuotePartRow.quote_id))
    .order_by(QuotePartRow.quote_id, QuotePartRow.ordinal)
)
_ABOUT = (
    select(QuoteAboutRow.quote_id, EntityRow.id, EntityRow.name, EntityRow.type)
    .join(EntityRow, EntityRow.id == QuoteAboutRow.entity_id)
    .where(one_of_these(QuoteAboutRow.quote_id))
    .order_by(QuoteAboutRow.quote_id, QuoteAboutRow.ordinal)
)


def list_quotes(session: ReadSession, filter_: QuoteFilter, page: Page) -> Slice[QuoteView]:
    """Run the question for one page (4 statements). Relevance is no order here: it reads as newest first."""
    ids = select_quotes(filter_)
    shown = page_of(ids, page)
    rows = session.rows(
        _QUOTES.add_columns(shown.c.day).join(shown, shown.c.id == QuoteRow.id).order_by(*order_of(page, shown))
    )
    return slice_of(rows, page, total_of(session, ids), lambda kept: _shaped(session, kept))


def get_quotes(session: ReadSession, ids: Sequence[int]) -> list[QuoteView]:
    """Return the quotes of `ids` in their order, without those that are not there (3 statements)."""
    return in_order(session, _THESE, ids, lambda rows: _shaped(session, rows))


def get_quote(session: ReadSession, id_: int) -> QuoteView:
    """Return one quote.

    Raises:
        NotFoundError: there is no such quote.
    """
    found = get_quotes(session, [id_])
    if not found:
        raise NotFoundError(f"no quote {id_}")
    return found[0]


def quotes_of(session: ReadSession, articles: Sequence[int]) -> dict[int, list[QuoteView]]:
    """Return all quotes of each of some articles, in the order of the text (3 statements)."""
    views = _shaped(session, list(session.rows_among(_OF_ARTICLES, known_articles(articles))))
    return by_article(articles, ((view.article.id, view) for view in views))


def _shaped(session: ReadSession, rows: Sequence[AnyRow]) -> list[QuoteView]:
    ids = [row.id for row in rows]
    parts, about = _parts(session, ids), _about(session, ids)
    return [_quote(row, parts.get(row.id, []), about.get(row.id, [])) for row in rows]


def _parts(session: ReadSession, ids: Sequence[int]) -> Mapping[int, list[tuple[int, int, str]]]:
    found: dict[int, list[tuple[int, int, str]]] = {}
    for id_, start, end, text in session.rows_among(_PARTS, ids):
        found.setdefault(id_, []).append((start, end, text))
    return found


def _about(session: ReadSession, ids: Sequence[int]) -> Mapping[int, list[ActorRef]]:
    found: dict[int, list[ActorRef]] = {}
    for id_, actor, name, type_ in session.rows_among(_ABOUT, ids):
        found.setdefault(id_, []).append(actor_ref(actor, name, type_))
    return found


def _quote(row: AnyRow, parts: Sequence[tuple[int, int, str]], about: Sequence[ActorRef]) -> QuoteView:
    utf16 = utf16_of(row)

    def span(name: str) -> TextSpan | None:
        return maybe_span(utf16, *(getattr(row, f"{name}_{cell}") for cell in ("start", "end", "text")))

    speaker = None if row.speaker_id is None else actor_ref(row.speaker_id, row.speaker_name, row.speaker_type)
    via = None if row.via_id is None else actor_ref(row.via_id, row.via_name, row.via_type)
    return QuoteView(
        id=row.id,
        type=QuoteType(row.type),
        parts=tuple(text_span(utf16, *part) for part in parts),
        cue=span("cue"),
        speaker=slot_view(span("speaker"), speaker),
        via=slot_view(span("via"), via),
        about=tuple(about),
        evidence=text_span(utf16, row.evidence_start, row.evidence_end, row.evidence_text),
        confidence=row.confidence,
        article=article_ref(row),
        extractor=extractor_of(row),
    )


def days(session: ReadSession, filter_: QuoteFilter) -> list[DayCount]:
    """Count the quotes that match by the days of their articles (1 statement)."""
    return count_days(session, _question(filter_))


def facets(session: ReadSession, filter_: QuoteFilter, names: Sequence[str]) -> dict[str, list[FacetCount]]:
    """Count the quotes that match by any of `FACETS`, the 20 most frequent values of each.

    One statement a facet, and one on whether there are copies to leave out.

    Raises:
        InputError: there is no such facet.
    """
    if not filter_.with_copies and not has_copies(session):
        filter_ = replace(filter_, with_copies=True)
    return {name: _facet(session, filter_, name) for name in names}


def _facet(session: ReadSession, filter_: QuoteFilter, name: str) -> list[FacetCount]:
    match name:
        case "lang":
            return facet(session, _question(filter_, with_cards=True).counted(ArticleRow.language))
        case "source":
            return facet(session, _question(filter_, with_cards=True).counted(ArticleRow.source))
        case "year" | "month":
            return facet_of_days(session, _question(filter_), Precision(name))
        case "speaker":
            return facet_of_actors(session, _by_speaker(filter_))
        case "about":
            return facet_of_actors(session, _by_subject(filter_))
        case "type":
            return facet(session, _question(filter_, with_quotes=True).counted(QuoteRow.type))
        case _:
            raise InputError(f"no facet {name!r}: there are {', '.join(FACETS)}")


def _by_speaker(filter_: QuoteFilter) -> Counted:
    if filter_ == QuoteFilter():
        return select(EntityRow.id, EntityRow.quote_count).where(EntityRow.quote_count > 0)  # as for articles
    return _question(filter_, with_quotes=True).counted(QuoteRow.speaker_id)


def _by_subject(filter_: QuoteFilter) -> Counted:
    if filter_ == QuoteFilter():
        return select(EntityRow.id, EntityRow.about_count).where(EntityRow.about_count > 0)
    question = _question(filter_)
    row = QuoteAboutRow.__table__.alias("spoken_of")
    spoken = replace(question, source=join(question.source, row, row.c.quote_id == question.id))
    return spoken.counted(row.c.entity_id)
