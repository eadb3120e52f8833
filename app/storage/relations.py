"""Relations with their evidence. `select_relations` builds the question, the others run it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.domain.annotations import Modality, Polarity, RelationType
from app.domain.queries import Page, RelationFilter, Slice
from app.domain.views import ActorRef, RelationView
from app.storage.models import ArticleRow, ArticleTextRow, EntityRow, RelationParticipantRow, RelationRow
from app.storage.pages import (
    Condition,
    Ids,
    among,
    in_dates,
    in_order,
    order_of,
    page_of,
    slice_of,
    total_of,
    with_actors,
)
from app.storage.sessions import AnyRow, AnySelect, ReadSession, one_of_these
from app.storage.shapes import ARTICLE, actor_ref, article_ref, extractor_of, text_span, utf16_of, words
from app.storage.values import storable_id


def select_relations(filter_: RelationFilter) -> Ids:
    """Return the question: ids and days of the relations that match."""
    row = RelationRow
    ids = select(row.id.label("id"), row.first_day.label("day")).where(*_conditions(filter_))
    if filter_.languages or filter_.sources:
        ids = ids.join(ArticleRow, ArticleRow.id == row.article_id).where(
            among(ArticleRow.language, filter_.languages), among(ArticleRow.source, filter_.sources)
        )
    return ids


def _conditions(filter_: RelationFilter) -> list[Condition]:
    row = RelationRow
    found = [
        in_dates(filter_.dates, row.first_day, row.last_day),
        with_actors(filter_.actors, _has),
        with_actors(filter_.subjects, lambda actors: _has(actors, "as_subject")),
        with_actors(filter_.objects, lambda actors: _has(actors, "as_object")),
        among(row.type, filter_.types),
        among(row.modality, filter_.modalities),
        among(row.polarity, filter_.polarities),
    ]
    if filter_.min_confidence > 0:
        found.append(row.confidence >= filter_.min_confidence)
    if filter_.article is not None:
        found.append(row.article_id == (filter_.article if storable_id(filter_.article) else 0))
    return found


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
)
_THESE = _RELATIONS.where(one_of_these(RelationRow.id))
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
    )
