"""Profiles: what relations tell of one actor, gathered; copies of articles are left out.

`select_facts` and `select_dealings` build the questions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from app.domain.annotations import ROLE_TYPES, Modality, Polarity, RelationType
from app.domain.views import ActorRef, Counterpart, Dealing, HeldRole, Profile
from app.storage.models import ArticleTextRow, EntityRow, EventRow, RelationParticipantRow, RelationRow
from app.storage.pages import once
from app.storage.sessions import AnyRow, AnySelect, ReadSession, one_of_these
from app.storage.shapes import actor_ref, words
from app.storage.values import day_of

SHOWN = 20
"""Roles, holders and counterparts that a profile shows: the most often told."""
EVIDENCE = 5
"""Relations that a role names as its evidence: the surest."""
Me = RelationParticipantRow.__table__.alias("me")
Other = RelationParticipantRow.__table__.alias("other")

_RANK = (
    func.row_number()
    .over(partition_by=RelationRow.event_id, order_by=(RelationRow.confidence.desc(), RelationRow.id))
    .label("rank")
)
_RANKED = (
    select(RelationRow.event_id, RelationRow.id, _RANK).where(one_of_these(RelationRow.event_id)).subquery("ranked")
)
_EVIDENCE = (
    select(_RANKED.c.event_id, _RANKED.c.id, words(RelationRow.trigger_start, RelationRow.trigger_end).label("words"))
    .join(RelationRow, RelationRow.id == _RANKED.c.id)
    .join(ArticleTextRow, ArticleTextRow.article_id == RelationRow.article_id)
    .where(_RANKED.c.rank <= EVIDENCE)
    .order_by(_RANKED.c.event_id, _RANKED.c.rank)
)


def _opposite(statement: AnySelect, actor: int) -> AnySelect:
    """Let a statement about relations see `actor` as `Me`, and whoever stands on the other side as `Other`."""
    return (
        statement.select_from(Me)
        .join(RelationRow, RelationRow.id == Me.c.relation_id)
        .join(Other, (Other.c.relation_id == Me.c.relation_id) & (Other.c.side != Me.c.side))
        .join(EntityRow, EntityRow.id == Other.c.entity_id)
        .where(Me.c.entity_id == actor, Other.c.entity_id != actor, once(RelationRow.article_id, with_copies=False))
    )


def select_facts(actor: int) -> AnySelect:
    """Return the question for the roles that `actor` has (side `source`) or that others have with it (`target`)."""
    row = RelationRow
    known = (Me.c.side, EventRow.key, row.event_id, row.type, row.modality, EntityRow.id, EntityRow.name)
    kind = EntityRow.type.label("actor_type")
    counted: AnySelect = select(
        *known,
        kind,
        func.count(row.id.distinct()).label("reports"),
        func.count(row.article_id.distinct()).label("articles"),
        func.min(func.nullif(row.first_day, 0)).label("first"),
        func.max(row.last_day).label("last"),
    )
    return (
        _opposite(counted, actor)
        .join(EventRow, EventRow.id == row.event_id)
        .where(
            row.type.in_(sorted(ROLE_TYPES)),
            row.polarity == Polarity.AFFIRMED,
            row.modality != Modality.HYPOTHETICAL,
        )
        .group_by(*known, EntityRow.type)
    )


def select_dealings(actor: int) -> AnySelect:
    """Return the question for how often `actor` has which relations with whom, and on which side it stands."""
    row = RelationRow
    known = (EntityRow.id, EntityRow.name, row.type, row.is_symmetric, Me.c.side)
    counted: AnySelect = select(
        *known,
        EntityRow.type.label("actor_type"),
        func.count(row.id.distinct()).label("relations"),
        func.count(row.event_id.distinct()).label("events"),
    )
    return _opposite(counted, actor).group_by(*known, EntityRow.type)


def get_profile(session: ReadSession, actor: int) -> Profile:
    """Return what relations tell of `actor` (3 statements, 2 where it has no roles)."""
    facts = sorted(session.rows(select_facts(actor)), key=_most_told)
    sides = {
        (side, past): [fact for fact in facts if fact.side == side and (fact.modality == Modality.HISTORICAL) == past]
        for side in ("source", "target")
        for past in (False, True)
    }
    shown = [fact for those in sides.values() for fact in those[:SHOWN]]
    evidence = _evidence(session, sorted({fact.event_id for fact in shown}))
    roles = {place: tuple(_role(fact, evidence) for fact in those[:SHOWN]) for place, those in sides.items()}
    left = {place: len(those) - len(those[:SHOWN]) for place, those in sides.items()}
    counterparts = _counterparts(session.rows(select_dealings(actor)))
    return Profile(
        roles=roles["source", False],
        former_roles=roles["source", True],
        holders=roles["target", False],
        former_holders=roles["target", True],
        counterparts=tuple(counterparts[:SHOWN]),
        roles_left_out=left["source", False] + left["source", True],
        holders_left_out=left["target", False] + left["target", True],
        counterparts_left_out=len(counterparts[SHOWN:]),
    )


def _most_told(fact: AnyRow) -> tuple[int, str, int]:
    return -fact.reports, fact.type, fact.id


def _evidence(session: ReadSession, events: Sequence[int]) -> Mapping[int, Sequence[AnyRow]]:
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in session.rows_among(_EVIDENCE, events):
        found[row.event_id].append(row)
    return found


def _role(fact: AnyRow, evidence: Mapping[int, Sequence[AnyRow]]) -> HeldRole:
    seen = evidence[fact.event_id]
    return HeldRole(
        type=RelationType(fact.type),
        actor=actor_ref(fact.id, fact.name, fact.actor_type),
        modality=Modality(fact.modality),
        event_key=fact.key,
        first_date=day_of(fact.first),
        last_date=day_of(fact.last),
        report_count=fact.reports,
        article_count=fact.articles,
        words=tuple(dict.fromkeys(row.words for row in seen)),
        relations=tuple(row.id for row in seen),
    )


def _counterparts(rows: Iterable[AnyRow]) -> list[Counterpart]:
    """Gather rows by actor; who has the most relations comes first."""
    counts: defaultdict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    events: defaultdict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    named: dict[int, ActorRef] = {}
    for row in rows:
        direction = "mutual" if row.is_symmetric else "out" if row.side == "source" else "in"
        counts[row.id][row.type, direction] += row.relations
        events[row.id][row.type, direction] += row.events
        named[row.id] = actor_ref(row.id, row.name, row.actor_type)
    order = sorted(counts, key=lambda actor: (-counts[actor].total(), actor))
    return [
        Counterpart(named[actor], counts[actor].total(), _dealings(counts[actor], events[actor])) for actor in order
    ]


def _dealings(counts: Counter[tuple[str, str]], events: Counter[tuple[str, str]]) -> tuple[Dealing, ...]:
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Dealing(RelationType(kind[0]), kind[1], count, events[kind]) for kind, count in order)
