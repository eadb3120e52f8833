"""Relations with their evidence. `select_relations` builds the question, the others run it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import FromClause, Select, and_, false, join, or_, select, true
from sqlalchemy.orm import aliased

from app.domain.annotations import Modality, Polarity, RelationType
from app.domain.dates import PartialDate, Precision
from app.domain.queries import ActorSet, Claimant, FacetCount, Page, RelationFilter, Slice
from app.domain.timelines import DayCount
from app.domain.views import ActorRef, RelationView
from app.errors import DateError, InputError, NotFoundError
from app.storage.models import ArticleRow, ArticleTextRow, EntityRow, EventRow, RelationParticipantRow, RelationRow
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
    page_of,
    slice_of,
    total_of,
    with_actors,
)
from app.storage.sessions import AnyRow, AnySelect, ReadSession, one_of_these
from app.storage.shapes import (
    ARTICLE,
    actor_ref,
    article_ref,
    extractor_of,
    maybe_span,
    partial_date,
    slot_view,
    text_span,
    utf16_of,
    words,
)
from app.storage.values import storable, storable_id

Location = aliased(EntityRow, name="location")
PAIR = 2
FACETS = ("lang", "source", "year", "month", "actor", "type", "modality")
_DATED_KEY = re.compile(r"(?P<signature>.+)\.(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(\.in-[0-9]+)?")


def select_relations(filter_: RelationFilter) -> Ids:
    """Return the question: ids and days of the relations that match."""
    return _question(filter_).ids()


def _question(filter_: RelationFilter, *, with_cards: bool = False) -> Question:
    row = RelationRow.__table__
    source: FromClause = row
    conditions = _conditions(filter_)
    if with_cards or filter_.languages or filter_.sources:
        source = join(row, ArticleRow, ArticleRow.id == row.c.article_id)
        conditions += [among(ArticleRow.language, filter_.languages), among(ArticleRow.source, filter_.sources)]
    return Question(row.c.id, row.c.first_day, row.c.last_day, source, tuple(conditions))


def _conditions(filter_: RelationFilter) -> list[Condition]:
    row = RelationRow
    found = [
        in_dates(filter_.dates, row.first_day, row.last_day),
        in_dates(filter_.told, row.told_first, row.told_last),
        with_actors(filter_.actors, _has),
        with_actors(filter_.subjects, lambda actors: _has(actors, "as_subject")),
        with_actors(filter_.objects, lambda actors: _has(actors, "as_object")),
        among(row.type, filter_.types),
        among(row.modality, filter_.modalities),
        among(row.polarity, filter_.polarities),
        among(row.mode, filter_.modes),
        with_actors(filter_.locations, row.location_id.in_),
        _between(filter_.between),
        _claimed(filter_.claimants),
        once(row.article_id, with_copies=filter_.with_copies),
    ]
    if filter_.min_confidence > 0:
        found.append(row.confidence >= filter_.min_confidence)
    if filter_.article is not None:
        found.append(row.article_id == (filter_.article if storable_id(filter_.article) else 0))
    if filter_.articles is not None:
        found.append(row.article_id.in_(filter_.articles))
    if filter_.event is not None:
        found.append(row.event_id.in_(event_of(filter_.event)))
    return found


def event_of(key: str) -> Select[int]:
    """Return the question for the id of the event `key`, or of the one that has taken in its day since.

    A key is made of the first day of its event, and an earlier report may have come after the key was given out.
    """
    row = EventRow
    if not storable(key):
        return select(row.id).where(false())
    exact = row.key == key
    named = _DATED_KEY.fullmatch(key)
    day = None if named is None else _day(named["day"])
    if named is None or day is None:
        return select(row.id).where(exact)
    named_so = aliased(EventRow)
    moved = and_(
        *(
            row.signature == named["signature"],
            row.precision == Precision.DAY,
            row.first_day <= day,
            row.last_day >= day,
        ),
        ~select(named_so.id).where(named_so.key == key).exists(),
    )
    return select(row.id).where(or_(exact, moved))


def _day(told: str) -> int | None:
    try:
        return PartialDate.parse(told).first.toordinal()
    except DateError:
        return None


def _between(actors: ActorSet) -> Condition:
    """Return the condition that two actors stand on opposite sides."""
    if not actors.ids:
        return true()
    known = known_ids(actors)
    if len(known) != len(actors.ids) or len(known) != PAIR:
        return false()
    one, other = (RelationParticipantRow.__table__.alias() for _ in known)
    opposite = and_(other.c.relation_id == one.c.relation_id, other.c.side != one.c.side)
    both = select(one.c.relation_id).join(other, opposite)
    return RelationRow.id.in_(both.where(one.c.entity_id == known[0], other.c.entity_id == known[1]))


def _claimed(claimants: Sequence[Claimant]) -> Condition:
    by_article = RelationRow.quote_id.is_(None)
    if len(set(claimants)) != 1:
        return true()
    return by_article if claimants[0] is Claimant.ARTICLE else ~by_article


def _has(actors: Sequence[int], found_as: str | None = None) -> Condition:
    row = RelationParticipantRow.__table__.alias()
    held = select(row.c.relation_id).where(row.c.entity_id.in_(actors))
    return RelationRow.id.in_(held if found_as is None else held.where(row.c[found_as]))


_RELATIONS: AnySelect = (
    select(
        *(
            RelationRow.id,
            RelationRow.type,
            RelationRow.mode,
            RelationRow.is_symmetric,
            RelationRow.polarity,
            RelationRow.modality,
            RelationRow.quote_id,
            RelationRow.confidence,
            RelationRow.date.label("told_date"),
            EventRow.key.label("event_key"),
        ),
        *(
            RelationRow.location_id,
            RelationRow.location_start,
            RelationRow.location_end,
            words(RelationRow.location_start, RelationRow.location_end).label("location_text"),
            Location.name.label("location_name"),
            Location.type.label("location_type"),
        ),
        *(
            RelationRow.trigger_start,
            RelationRow.trigger_end,
            words(RelationRow.trigger_start, RelationRow.trigger_end).label("trigger_text"),
        ),
        *(RelationRow.evidence_start, RelationRow.evidence_end),
        words(RelationRow.evidence_start, RelationRow.evidence_end).label("evidence_text"),
        *ARTICLE,
    )
    .join(ArticleRow, ArticleRow.id == RelationRow.article_id)
    .join(ArticleTextRow, ArticleTextRow.article_id == RelationRow.article_id)
    .outerjoin(EventRow, EventRow.id == RelationRow.event_id)
    .outerjoin(Location, Location.id == RelationRow.location_id)
)
_THESE = _RELATIONS.where(one_of_these(RelationRow.id))
_OF_ARTICLES = _RELATIONS.where(one_of_these(RelationRow.article_id)).order_by(RelationRow.id)
_PARTICIPANTS = (
    select(
        RelationParticipantRow.relation_id, RelationParticipantRow.side, EntityRow.id, EntityRow.name, EntityRow.type
    )
    .join(EntityRow, EntityRow.id == RelationParticipantRow.entity_id)
    .where(one_of_these(RelationParticipantRow.relation_id))
    .order_by(RelationParticipantRow.relation_id, RelationParticipantRow.side, RelationParticipantRow.ordinal)
)


def list_relations(session: ReadSession, filter_: RelationFilter, page: Page) -> Slice[RelationView]:
    """Run the question for one page (3 statements). Relevance is no order here: it reads as newest first."""
    ids = select_relations(filter_)
    shown = page_of(ids, page)
    rows = session.rows(
        _RELATIONS.add_columns(shown.c.day).join(shown, shown.c.id == RelationRow.id).order_by(*order_of(page, shown))
    )
    return slice_of(rows, page, total_of(session, ids), lambda kept: _shaped(session, kept))


def get_relations(session: ReadSession, ids: Sequence[int]) -> list[RelationView]:
    """Return the relations of `ids` in their order, without those that are not there (2 statements)."""
    return in_order(session, _THESE, ids, lambda rows: _shaped(session, rows))


def relations_of(session: ReadSession, articles: Sequence[int]) -> dict[int, list[RelationView]]:
    """Return all relations of each of some articles, in the order of the text (2 statements)."""
    views = _shaped(session, list(session.rows_among(_OF_ARTICLES, known_articles(articles))))
    return by_article(articles, ((view.article.id, view) for view in views))


def days(session: ReadSession, filter_: RelationFilter, *, told: bool = False) -> list[DayCount]:
    """Count the relations that match by the days of their articles, or with `told` by those they are about (1 statement)."""
    question = _question(filter_)
    if told:
        row = RelationRow.__table__.c
        question = replace(question, first=row.told_first, last=row.told_last)
    return count_days(session, question)


def get_relation(session: ReadSession, id_: int) -> RelationView:
    """Return one relation.

    Raises:
        NotFoundError: there is no such relation.
    """
    found = get_relations(session, [id_])
    if not found:
        raise NotFoundError(f"no relation {id_}")
    return found[0]


def facets(session: ReadSession, filter_: RelationFilter, names: Sequence[str]) -> dict[str, list[FacetCount]]:
    """Count the relations that match by any of `FACETS`, the 20 most frequent values of each.

    One statement a facet, and one on whether there are copies to leave out.

    Raises:
        InputError: there is no such facet.
    """
    if not filter_.with_copies and not has_copies(session):
        filter_ = replace(filter_, with_copies=True)
    return {name: _facet(session, filter_, name) for name in names}


def _facet(session: ReadSession, filter_: RelationFilter, name: str) -> list[FacetCount]:
    match name:
        case "lang" | "source":
            column = ArticleRow.language if name == "lang" else ArticleRow.source
            return facet(session, _question(filter_, with_cards=True).counted(column))
        case "type" | "modality":
            return facet(session, _question(filter_).counted(RelationRow.__table__.c[name]))
        case "year" | "month":
            return facet_of_days(session, _question(filter_), Precision(name))
        case "actor":
            return facet_of_actors(session, _by_actor(filter_))
        case _:
            raise InputError(f"no facet {name!r}: there are {', '.join(FACETS)}")


def _by_actor(filter_: RelationFilter) -> Counted:
    if filter_ == RelationFilter():
        return select(EntityRow.id, EntityRow.relation_count).where(EntityRow.relation_count > 0)  # as for articles
    question = _question(filter_)
    row = RelationParticipantRow
    taking_part = select(row.relation_id, row.entity_id).distinct().subquery("taking_part")
    joined = join(question.source, taking_part, taking_part.c.relation_id == question.id)
    return replace(question, source=joined).counted(taking_part.c.entity_id)


def _shaped(session: ReadSession, rows: Sequence[AnyRow]) -> list[RelationView]:
    sides = _participants(session, [row.id for row in rows])
    return [_relation(row, sides) for row in rows]


def _participants(session: ReadSession, ids: Sequence[int]) -> Mapping[tuple[int, str], list[ActorRef]]:
    found: dict[tuple[int, str], list[ActorRef]] = {}
    for id_, side, actor, name, type_ in session.rows_among(_PARTICIPANTS, ids):
        found.setdefault((id_, side), []).append(actor_ref(actor, name, type_))
    return found


def _relation(row: AnyRow, sides: Mapping[tuple[int, str], Sequence[ActorRef]]) -> RelationView:
    utf16 = utf16_of(row)
    place = None if row.location_id is None else actor_ref(row.location_id, row.location_name, row.location_type)
    at = maybe_span(utf16, row.location_start, row.location_end, row.location_text)
    return RelationView(
        id=row.id,
        type=RelationType(row.type),
        mode=row.mode,
        source=tuple(sides.get((row.id, "source"), ())),
        target=tuple(sides.get((row.id, "target"), ())),
        symmetric=row.is_symmetric,
        polarity=Polarity(row.polarity),
        modality=Modality(row.modality),
        quote=row.quote_id,
        trigger=text_span(utf16, row.trigger_start, row.trigger_end, row.trigger_text),
        evidence=text_span(utf16, row.evidence_start, row.evidence_end, row.evidence_text),
        confidence=row.confidence,
        article=article_ref(row),
        extractor=extractor_of(row),
        location=slot_view(at, place),
        date=partial_date(row.told_date),
        event_key=row.event_key,
    )
