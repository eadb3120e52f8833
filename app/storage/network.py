"""The graph of actors that relations make. `select_edges` builds the question, `draw` runs it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.annotations import RelationType
from app.domain.queries import ANYONE, ActorSet, GraphFilter, Operator, RelationFilter
from app.domain.views import EdgeView, GraphSize, GraphView, NodeView
from app.storage.models import EntityRow, RelationParticipantRow, RelationRow
from app.storage.pages import known_ids
from app.storage.relations import select_relations
from app.storage.sessions import AnyRow, AnySelect, ReadSession, one_of_these
from app.storage.shapes import actor_ref
from app.storage.values import day_of

EVIDENCE = 5
"""Relations that an edge names as its evidence: the surest."""
Edge = tuple[int, int, str, bool]
"""From whom to whom, by which type, and whether it is mutual: then the lower id stands first."""
_From = RelationParticipantRow.__table__.alias("from_side")
_To = RelationParticipantRow.__table__.alias("to_side")
_SWAPPED = and_(RelationRow.is_symmetric, _From.c.entity_id > _To.c.entity_id)
_ENDS: tuple[ColumnElement[int], ColumnElement[int]] = (
    case((_SWAPPED, _To.c.entity_id), else_=_From.c.entity_id).label("one"),
    case((_SWAPPED, _From.c.entity_id), else_=_To.c.entity_id).label("other"),
)
_EDGE = (*_ENDS, RelationRow.type, RelationRow.is_symmetric)
_NAMES = select(EntityRow.id, EntityRow.name, EntityRow.type).where(one_of_these(EntityRow.id))


def select_pairs(
    filter_: RelationFilter, touching: Collection[int], *columns: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> AnySelect:
    """Return the question for `columns` of each pair of opposite actors of the relations asked for.

    Args:
        filter_: which relations.
        touching: one of the two is among these; none ask for nothing.
        columns: of the relation and of its two sides.
    """
    pairs: AnySelect = select(*columns)
    pairs = (
        pairs.select_from(RelationRow)
        .join(_From, and_(_From.c.relation_id == RelationRow.id, _From.c.side == "source"))
        .join(_To, and_(_To.c.relation_id == RelationRow.id, _To.c.side == "target"))
        .where(
            RelationRow.id.in_(select_relations(filter_).with_only_columns(RelationRow.id)),
            _From.c.entity_id != _To.c.entity_id,
        )
    )
    if not touching:
        return pairs
    return pairs.where(or_(_From.c.entity_id.in_(touching), _To.c.entity_id.in_(touching)))


def select_edges(filter_: RelationFilter, touching: Collection[int] = ()) -> AnySelect:
    """Return the question for the edges, with how many relations, events and articles each stands for, and their days."""
    row = RelationRow
    return select_pairs(
        filter_,
        touching,
        *_EDGE,
        func.count().label("relations"),
        func.count(row.event_id.distinct()).label("events"),
        func.count(row.article_id.distinct()).label("articles"),
        func.min(func.nullif(row.first_day, 0)).label("first"),
        func.max(row.last_day).label("last"),
    ).group_by(*_EDGE)


def draw(session: ReadSession, filter_: GraphFilter) -> GraphView:
    """Return the graph (3 statements, one more for a second step).

    Of what is too much, the nodes nearest to those asked for and in the most relations stay, and of the edges between them
    those that stand for the most relations.
    """
    asked = filter_.relations
    centre = frozenset(
        id_ for actors in (asked.actors, asked.subjects, asked.objects, asked.between) for id_ in known_ids(actors)
    )
    edges = list(session.rows(select_edges(asked, centre)))
    depths = dict.fromkeys(_nodes(edges), 1 if centre else 0) | dict.fromkeys(centre & _nodes(edges), 0)
    if filter_.depth > 1 and centre and edges:
        asked = replace(
            asked,
            actors=ActorSet(tuple(_nearest(depths, edges, filter_.nodes)), Operator.OR),
            **dict.fromkeys(("subjects", "objects", "between"), ANYONE),
        )
        edges = list(session.rows(select_edges(asked, known_ids(asked.actors))))
        depths = dict.fromkeys(_nodes(edges), 2) | depths
    return _graph(session, asked, edges, depths, filter_)


def _nodes(edges: Sequence[AnyRow]) -> set[int]:
    return {end for edge in edges for end in (edge.one, edge.other)}


def _weights(edges: Sequence[AnyRow]) -> Counter[int]:
    weights: Counter[int] = Counter()
    for edge in edges:
        weights.update({edge.one: edge.relations, edge.other: edge.relations})
    return weights


def _nearest(depths: Mapping[int, int], edges: Sequence[AnyRow], number: int) -> list[int]:
    weights = _weights(edges)
    return sorted(depths, key=lambda node: (depths[node], -weights[node], node))[:number]


def _graph(
    session: ReadSession, asked: RelationFilter, edges: Sequence[AnyRow], depths: Mapping[int, int], limits: GraphFilter
) -> GraphView:
    weights = _weights(edges)
    near = frozenset(_nearest(depths, edges, limits.nodes))
    between = [edge for edge in edges if edge.one in near and edge.other in near]
    between.sort(key=lambda edge: (-edge.relations, edge.one, edge.other, edge.type))
    kept = between[: limits.edges]
    shown = sorted(_nodes(kept), key=lambda node: (depths[node], -weights[node], node))
    names = {row.id: actor_ref(row.id, row.name, row.type) for row in session.rows_among(_NAMES, shown)}
    evidence = _evidence(session, asked, shown)
    total = GraphSize(len(depths), len(edges), sum(edge.relations for edge in edges))
    return GraphView(
        nodes=tuple(NodeView(names[node], depths[node], weights[node]) for node in shown),
        edges=tuple(_edge(edge, evidence) for edge in kept),
        total=total,
        left_out=GraphSize(
            total.nodes - len(shown), total.edges - len(kept), total.relations - sum(edge.relations for edge in kept)
        ),
    )


def _evidence(session: ReadSession, asked: RelationFilter, shown: Sequence[int]) -> Mapping[Edge, list[int]]:
    found: defaultdict[Edge, list[int]] = defaultdict(list)
    if not shown:
        return found
    rank = func.row_number().over(partition_by=_EDGE, order_by=(RelationRow.confidence.desc(), RelationRow.id))
    ranked = (
        select_pairs(asked, (), *_EDGE, RelationRow.id, rank.label("rank"))
        .where(_From.c.entity_id.in_(shown), _To.c.entity_id.in_(shown))
        .subquery()
    )
    for row in session.rows(select(ranked).where(ranked.c.rank <= EVIDENCE).order_by(ranked.c.rank)):
        found[row.one, row.other, row.type, row.is_symmetric].append(row.id)
    return found


def _edge(edge: AnyRow, evidence: Mapping[Edge, Sequence[int]]) -> EdgeView:
    return EdgeView(
        source=edge.one,
        target=edge.other,
        type=RelationType(edge.type),
        directed=not edge.is_symmetric,
        relation_count=edge.relations,
        event_count=edge.events,
        article_count=edge.articles,
        first_date=day_of(edge.first),
        last_date=day_of(edge.last),
        relations=tuple(evidence[edge.one, edge.other, edge.type, edge.is_symmetric]),
    )
