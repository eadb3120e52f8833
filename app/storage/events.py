"""Events with their reports. `select_events` builds the question, the others run it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from app.domain.annotations import RelationType
from app.domain.dates import Precision
from app.domain.events import MUTUAL
from app.domain.queries import Claimant, EventFilter, Page, RelationFilter, Slice, Sort
from app.domain.views import EventView, RelationView
from app.storage.models import ArticleRow, EntityRow, EventRow, RelationRow
from app.storage.pages import Ids, among, order_of, page_of, slice_of, total_of
from app.storage.relations import event_of, get_relations, select_relations
from app.storage.sessions import AnyRow, AnySelect, ReadSession, one_of_these
from app.storage.shapes import actor_ref
from app.storage.values import day_of

SHOWN = 10
"""Reports of an event that a listing shows: the surest first."""

_EVENTS: AnySelect = select(
    EventRow.__table__, EntityRow.name.label("place_name"), EntityRow.type.label("place_type")
).outerjoin(EntityRow, EntityRow.id == EventRow.place_id)
_REPORTS = (
    select(
        *(RelationRow.event_id, RelationRow.id, RelationRow.mode, RelationRow.modality, RelationRow.quote_id),
        *(RelationRow.confidence, ArticleRow.source),
    )
    .join(ArticleRow, ArticleRow.id == RelationRow.article_id)
    .where(one_of_these(RelationRow.event_id))
    .order_by(RelationRow.event_id, RelationRow.confidence.desc(), RelationRow.id)
)


def select_events(filter_: EventFilter, sort: Sort = Sort.NEWEST) -> Ids:
    """Return the question: ids of the events that match, with their first day, or how often they are told by relevance."""
    row = EventRow
    place = row.report_count if sort is Sort.RELEVANCE else row.first_day
    reports = filter_.reports
    ids = select(row.id.label("id"), place.label("day")).where(among(row.type, reports.types))
    if filter_.min_reports > 1:
        ids = ids.where(row.report_count >= filter_.min_reports)
    if filter_.min_articles > 1:
        ids = ids.where(row.article_count >= filter_.min_articles)
    if reports.event is not None:
        ids = ids.where(row.id.in_(event_of(reports.event)))
    rest = replace(reports, event=None)
    # an event counts its reports, copies or not
    if replace(rest, types=(), with_copies=True) != RelationFilter():
        ids = ids.where(row.id.in_(select_relations(rest).with_only_columns(RelationRow.event_id)))
    return ids


def list_events(session: ReadSession, filter_: EventFilter, page: Page) -> Slice[EventView]:
    """Run the question for one page (5 statements). By relevance, the most often told come first."""
    ids = select_events(filter_, page.sort)
    shown = page_of(ids, page)
    rows = session.rows(
        _EVENTS.add_columns(shown.c.day).join(shown, shown.c.id == EventRow.id).order_by(*order_of(page, shown))
    )
    return slice_of(rows, page, total_of(session, ids), lambda kept: _shaped(session, kept))


def _shaped(session: ReadSession, rows: Sequence[AnyRow]) -> list[EventView]:
    reports: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for report in session.rows_among(_REPORTS, [row.id for row in rows]):
        reports[report.event_id].append(report)
    shown = [report.id for those in reports.values() for report in those[:SHOWN]]
    views = {view.id: view for view in get_relations(session, shown)}
    return [_event(row, reports[row.id], views) for row in rows]


def _event(row: AnyRow, reports: Sequence[AnyRow], views: Mapping[int, RelationView]) -> EventView:
    told = tuple(views[report.id] for report in reports[:SHOWN])
    best = told[0]
    claims = (Claimant.ARTICLE if report.quote_id is None else Claimant.QUOTE for report in reports)
    return EventView(
        key=row.key,
        type=RelationType(row.type),
        modes=tuple(sorted({report.mode for report in reports if report.mode})),
        source=best.source,
        target=best.target,
        symmetric=best.symmetric or best.type in MUTUAL,
        polarity=best.polarity,
        first_date=day_of(row.first_day),
        last_date=day_of(row.last_day),
        precision=None if row.precision is None else Precision(row.precision),
        location=None if row.place_id is None else actor_ref(row.place_id, row.place_name, row.place_type),
        report_count=row.report_count,
        article_count=row.article_count,
        source_count=len({report.source for report in reports if report.source is not None}),
        modalities=dict(sorted(Counter(report.modality for report in reports).items())),
        claimants=dict(sorted(Counter(claim.value for claim in claims).items())),
        confidence=max(report.confidence for report in reports),
        reports=told,
    )
