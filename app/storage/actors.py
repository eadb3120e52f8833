"""Actors across documents: listing, names asked for, names being typed. Names are compared folded."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.annotations import EntityType
from app.domain.names import fold
from app.domain.queries import ActorFilter, NearName, Page, Slice, Sort
from app.domain.views import ActorRef, ActorView, AliasView, NameMatch, Resolved, Suggestion
from app.errors import CursorError, NotFoundError
from app.storage.models import AliasRow, AliasTailRow, EntityRow
from app.storage.pages import Condition, among, in_order
from app.storage.rulings import heirs
from app.storage.sessions import AnyRow, ReadSession, one_of_these
from app.storage.shapes import actor_ref
from app.storage.values import MAX_ID, MAX_NAME, day_of, folded, label, storable_id

ALTERNATIVES = 10
"""Other bearers of a name that an answer names."""
LAST_CHARACTER = "\U0010ffff"


_THESE = select(EntityRow.__table__).where(one_of_these(EntityRow.id))
_ALIASES = (
    select(AliasRow.entity_id, AliasRow.name, AliasRow.mention_count)
    .where(one_of_these(AliasRow.entity_id))
    .order_by(AliasRow.entity_id, AliasRow.mention_count.desc(), AliasRow.name)
)


def select_actors(filter_: ActorFilter) -> Select[int]:
    """Return the question: ids of the actors that match, in no order."""
    ids = select(EntityRow.id.label("id")).where(among(EntityRow.type, filter_.types))
    if filter_.name is None:
        return ids
    return ids.where(EntityRow.id.in_(select(AliasTailRow.entity_id).where(_begins(fold(filter_.name)))))


def _begins(prefix: str) -> Condition:
    """Return the condition that a word of an alias begins with `prefix`: a range of the index of tails."""
    short = prefix[:MAX_NAME]
    row = AliasTailRow
    return and_(row.tail >= short, row.tail < short + LAST_CHARACTER) if short else false()


def list_actors(session: ReadSession, filter_: ActorFilter, page: Page) -> Slice[ActorView]:
    """Run the question for one page (3 statements).

    By relevance, the most mentioned come first; that order may shift while documents are ingested. The date orders stand
    for the order in which actors came into the store, which never changes: a walk meets every one exactly once.
    """
    items = select_actors(filter_).subquery("items")
    keys, order = _order(page)
    rows = session.rows(
        select(EntityRow.__table__)
        .join(items, items.c.id == EntityRow.id)
        .where(keys)
        .order_by(*order)
        .limit(page.limit + 1)
    )
    total = session.value(select(func.count()).select_from(items))
    kept = rows[: page.limit]
    last = kept[-1] if len(rows) > page.limit and kept else None
    return Slice(tuple(_shaped(session, kept)), None if last is None else _keyset(page, last), total)


def _order(page: Page) -> tuple[Condition, list[ColumnElement[int] | InstrumentedAttribute[int]]]:
    id_, count = EntityRow.id, EntityRow.mention_count
    match page.sort, page.after:
        case Sort.RELEVANCE, None:
            return true(), [count.desc(), id_.desc()]
        case Sort.RELEVANCE, (int() as mentions, int() as last) if max(abs(mentions), abs(last)) <= MAX_ID:
            return tuple_(count, id_) < (mentions, last), [count.desc(), id_.desc()]
        case Sort.NEWEST, None:
            return true(), [id_.desc()]
        case Sort.NEWEST, (int() as last,) if abs(last) <= MAX_ID:
            return id_ < last, [id_.desc()]
        case Sort.OLDEST, None:
            return true(), [id_]
        case Sort.OLDEST, (int() as last,) if abs(last) <= MAX_ID:
            return id_ > last, [id_]
        case _:
            raise CursorError("the cursor does not belong to this listing: start again without it")


def _keyset(page: Page, last: AnyRow) -> tuple[int, ...]:
    return (last.mention_count, last.id) if page.sort is Sort.RELEVANCE else (last.id,)


def get_actors(session: ReadSession, ids: Sequence[int]) -> list[ActorView]:
    """Return the actors of `ids` in their order, without those that are not there (2 statements)."""
    return in_order(session, _THESE, ids, lambda rows: _shaped(session, rows))


def get_actor(session: ReadSession, id_: int) -> ActorView:
    """Return one actor.

    Raises:
        NotFoundError: there is no such actor.
    """
    found = get_actors(session, [id_])
    if not found:
        raise NotFoundError(f"no actor {id_}")
    return found[0]


def _shaped(session: ReadSession, rows: Sequence[AnyRow]) -> list[ActorView]:
    aliases: dict[int, list[AliasView]] = {}
    for actor, name, count in session.rows_among(_ALIASES, [found.id for found in rows]):
        aliases.setdefault(actor, []).append(AliasView(name, count))
    return [_actor(found, aliases.get(found.id, [])) for found in rows]


def _actor(row: AnyRow, aliases: Sequence[AliasView]) -> ActorView:
    return ActorView(
        id=row.id,
        name=row.name,
        name_en=row.name_en,
        type=EntityType(row.type),
        country=row.country,
        wikidata=row.wikidata,
        article_count=row.article_count,
        mention_count=row.mention_count,
        quote_count=row.quote_count,
        about_count=row.about_count,
        relation_count=row.relation_count,
        first_date=day_of(row.first_day),
        last_date=day_of(row.last_day),
        aliases=tuple(aliases),
        is_ambiguous=bool(row.is_ambiguous),
    )


def resolve(session: ReadSession, inputs: Sequence[str]) -> list[Resolved]:
    """Say which actor each input means (at most 3 statements for all together, 6 where an id is no actor's any more).

    A number is an id; one that an actor lost by a merge means the actor that it was merged into. Else the name decides: first the actors that bear it, whatever its case, accents and typography,
    the one for whom it stands most often in the corpus winning; where nobody does, those of whose names it is a
    beginning or an end in whole words (`banque centrale`, `macron`), the most mentioned winning. The others are named
    as alternatives, in the same order.
    """
    names = {told: folded(label(told)) for told in inputs}
    by_id = _by_id(session, [int(told) for told in inputs if _is_id(told)])
    bearers = _bearers(session, {name for told, name in names.items() if not _is_id(told)})
    rest = {name for told, name in names.items() if not _is_id(told) and not bearers.get(name)}
    by_words = _by_words(session, rest)
    found = {
        told: [by_id[int(told)]] if _is_id(told) and int(told) in by_id else bearers.get(name) or by_words.get(name, [])
        for told, name in names.items()
    }
    return [Resolved(told, _first(found[told]), tuple(found[told][1 : ALTERNATIVES + 1])) for told in inputs]


def _is_id(told: str) -> bool:
    return told.isascii() and told.isdecimal() and len(told) <= len(str(MAX_ID)) and storable_id(int(told))


def _first(actors: Sequence[ActorRef]) -> ActorRef | None:
    return actors[0] if actors else None


def _by_id(session: ReadSession, ids: Sequence[int]) -> dict[int, ActorRef]:
    if not ids:
        return {}
    found = _refs(session, ids)
    gone = [id_ for id_ in ids if id_ not in found]
    heir_of = heirs(session, gone) if gone else {}
    standing = _refs(session, [*heir_of.values()]) if heir_of else {}
    return found | {id_: standing[heir] for id_, heir in heir_of.items()}


def _refs(session: ReadSession, ids: Sequence[int]) -> dict[int, ActorRef]:
    rows = session.rows(select(EntityRow.id, EntityRow.name, EntityRow.type).where(EntityRow.id.in_(ids)))
    return {row.id: actor_ref(row.id, row.name, row.type) for row in rows}


def _bearers(session: ReadSession, names: Iterable[str]) -> Mapping[str, list[ActorRef]]:
    """Return the actors that have one of `names` as an alias, the one most often called so first."""
    called = func.sum(AliasRow.mention_count)
    statement = (
        select(AliasRow.folded, EntityRow.id, EntityRow.name, EntityRow.type)
        .join(EntityRow, EntityRow.id == AliasRow.entity_id)
        .where(AliasRow.folded.in_(sorted(names)))
        .group_by(AliasRow.folded, EntityRow.id, EntityRow.name, EntityRow.type, EntityRow.mention_count)
        .order_by(called.desc(), EntityRow.mention_count.desc(), EntityRow.id)
    )
    found: dict[str, list[ActorRef]] = {}
    if names:
        for name, id_, known_as, type_ in session.rows(statement):
            found.setdefault(name, []).append(actor_ref(id_, known_as, type_))
    return found


def _by_words(session: ReadSession, names: Iterable[str]) -> Mapping[str, list[ActorRef]]:
    """Return the actors of whose names one of `names` is a stretch of whole words from any word on."""
    wanted = sorted(name for name in names if name)
    if not wanted:
        return {}
    tail = AliasTailRow.tail
    ranges = [or_(tail == name, and_(tail >= f"{name} ", tail < f"{name} {LAST_CHARACTER}")) for name in wanted]
    statement = (
        select(tail, EntityRow.id, EntityRow.name, EntityRow.type)
        .join(EntityRow, EntityRow.id == AliasTailRow.entity_id)
        .where(or_(*ranges))
        .order_by(EntityRow.mention_count.desc(), EntityRow.id)
    )
    found: dict[str, dict[int, ActorRef]] = {name: {} for name in wanted}
    for words, id_, known_as, type_ in session.rows(statement):
        for name in wanted:
            if words == name or words.startswith(f"{name} "):
                found[name].setdefault(id_, actor_ref(id_, known_as, type_))
    return {name: list(actors.values()) for name, actors in found.items()}


def suggest(
    session: ReadSession, typed: str, limit: int, near: Sequence[NearName] = (), types: Sequence[str] = ()
) -> list[Suggestion]:
    """Complete what is being typed: actors with a name that is it, of which a word begins so, or that is like it.

    In this order, and of equals those most often called so first. `matched` is the most used of the actor's names that fit
    best. Two statements, three with `near`, the names nearly as typed.
    """
    found = _completed(session, fold(typed), limit, types)
    known = {suggestion.actor.id for suggestion in found}
    similar = [one for one in _similar(session, near, types) if one.actor.id not in known] if near else []
    return [*found, *similar][:limit]


def _completed(session: ReadSession, prefix: str, limit: int, types: Sequence[str]) -> list[Suggestion]:
    fits = _begins(prefix)
    row, alias = EntityRow, AliasRow
    called, is_it = func.sum(alias.mention_count), func.max(case((alias.folded == prefix[:MAX_NAME], 1), else_=0))
    order = (is_it.desc(), called.desc(), alias.entity_id)
    best = select(alias.entity_id, called.label("called"), is_it.label("is_it")).where(_has_tail(fits))
    if types:
        best = best.join(row, row.id == alias.entity_id).where(among(row.type, types))
    best = best.group_by(alias.entity_id).order_by(*order).limit(limit).subquery("best")
    # their names only now: a short beginning fits thousands
    rows = session.rows(
        select(row.id, row.name, row.type, row.article_count, best.c.called, best.c.is_it)
        .join(best, best.c.entity_id == row.id)
        .order_by(best.c.is_it.desc(), best.c.called.desc(), row.id)
    )
    matched = _matched(session, fits, [found.id for found in rows])
    return [
        Suggestion(
            actor_ref(found.id, found.name, found.type),
            matched[found.id],
            found.article_count,
            NameMatch.EXACT if found.is_it else NameMatch.BEGINNING,
            mention_count=int(found.called),
        )
        for found in rows
    ]


def _similar(session: ReadSession, near: Sequence[NearName], types: Sequence[str]) -> list[Suggestion]:
    """Return the bearers of names nearly as typed, the nearest first; the index may name names that nobody bears now."""
    places = {name.folded: place for place, name in enumerate(near)}
    row, alias = EntityRow, AliasRow
    rows = session.rows(
        select(
            row.id, row.name, row.type, row.article_count, alias.name.label("alias"), alias.folded, alias.mention_count
        )
        .join(alias, alias.entity_id == row.id)
        .where(alias.folded.in_(places), among(row.type, types))
    )
    best: dict[int, tuple[tuple[int, bool, int, int, str], Suggestion]] = {}
    for found in rows:
        name = near[places[found.folded]]
        order = (name.edits, not name.is_whole, -found.mention_count, found.id, found.alias)
        suggestion = Suggestion(
            actor_ref(found.id, found.name, found.type),
            found.alias,
            found.article_count,
            NameMatch.SIMILAR,
            name.edits,
            found.mention_count,
        )
        best[found.id] = min(best.get(found.id, (order, suggestion)), (order, suggestion), key=lambda one: one[0])
    return [suggestion for _, suggestion in sorted(best.values(), key=lambda one: one[0])]


def _has_tail(fits: Condition) -> Condition:
    """Return the condition that an alias has a word on which a tail begins that fits."""
    tail = AliasTailRow
    return tuple_(AliasRow.entity_id, AliasRow.name).in_(select(tail.entity_id, tail.name).where(fits))


def _matched(session: ReadSession, fits: Condition, ids: Sequence[int]) -> Mapping[int, str]:
    alias = AliasRow
    named = (
        select(alias.entity_id, alias.name)
        .where(_has_tail(fits), alias.entity_id.in_(ids))
        .order_by(alias.mention_count, alias.name.desc())
    )
    return {found[0]: found[1] for found in session.rows(named)}  # the last one read stands: the most used
