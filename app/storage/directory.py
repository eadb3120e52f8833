"""The directory of actors: which actor across documents each guise is, kept true while articles come and go.

Who is who is decided by `resolution`, from all guises of the corpus and the rulings. Guises that share no key and no ruling have nothing to do with each
other, so a write resolves anew only those that its own guises reach through keys: the result is that of resolving all.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import func, select

from app.domain.annotations import EntityType
from app.domain.documents import digest
from app.resolution.guises import Guise
from app.resolution.keys import keys_of
from app.resolution.partition import Membership, Reason
from app.resolution.rulings import Decided, Ruling, decide, linked
from app.storage.models import ArticleEntityRow, EntityRow, GuiseKeyRow, GuiseRow
from app.storage.sessions import AnyRow, Cell, ReadSession, WriteSession, one_of_these
from app.storage.values import folded, label

_GUISES = select(GuiseRow.digest, GuiseRow.content, GuiseRow.entity_id).where(one_of_these(GuiseRow.digest))
_MET = select(GuiseKeyRow.digest).distinct().where(one_of_these(GuiseKeyRow.key))
_WEIGHTS = (
    select(ArticleEntityRow.digest, func.count())
    .where(one_of_these(ArticleEntityRow.digest))
    .group_by(ArticleEntityRow.digest)
)
_ACTORS = select(EntityRow.key, EntityRow.id).where(one_of_these(EntityRow.key))


_STORED = select(*GuiseRow.__table__.columns).order_by(GuiseRow.digest)
_ADD_GUISE = (
    "INSERT INTO guises (digest, content, entity_id, reason, detail, is_ambiguous) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (digest) DO UPDATE SET entity_id = excluded.entity_id, reason = excluded.reason,"
    " detail = excluded.detail, is_ambiguous = excluded.is_ambiguous"
)
_ADD_KEY = "INSERT INTO guise_keys (key, digest) VALUES (?, ?) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class Known:
    """An actor as its guises tell it."""

    id: int
    key: str
    type: EntityType
    name: str
    name_en: str | None
    country: str | None
    wikidata: str | None
    is_ambiguous: bool
    is_new: bool

    @property
    def told(self) -> tuple[Cell, ...]:
        """Everything that is told of it."""
        names = (self.type.value, self.name, folded(self.name), self.name_en)
        return (*names, self.country, self.wikidata, self.is_ambiguous)


@dataclass(frozen=True, slots=True)
class Start:
    """What a resolution starts from beside guises: the rulings, the last id given out, and ids that actors had before."""

    rulings: Sequence[Ruling]
    last_id: int
    former: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Settled:
    """What a write makes of the actors: of every guise it may touch the actor, and whose actor is another one now."""

    last_id: int
    actors: dict[str, int] = field(default_factory=dict[str, int])
    """Actor ids by digests of guises."""
    moved: list[str] = field(default_factory=list[str])
    """Digests of stored guises that are another actor than before."""
    known: list[Known] = field(default_factory=list[Known])


def digest_of(guise: Guise) -> str:
    """Return what a guise is stored under."""
    return digest(_content(guise))


def _content(guise: Guise) -> str:
    return json.dumps(asdict(guise), ensure_ascii=True, sort_keys=True)


def _guise(content: str) -> Guise:
    told: dict[str, Any] = json.loads(content)
    told |= {name: tuple(told[name]) for name in ("forms", "ties", "offices")}
    told["type"] = EntityType(told["type"])
    return Guise(**told)


def settle(session: WriteSession, added: Sequence[Guise], removed: Iterable[str], start: Start) -> Settled:
    """Resolve anew what a write touches, and store which actor each guise is.

    Args:
        session: the store, without the articles that go and before the new ones come.
        added: the guises of the articles to come, one for each entity.
        removed: digests of the guises of articles that are gone, or of others to look at again.
        start: what there is beside guises.
    """
    coming = Counter(added)
    digests = {digest_of(guise): guise for guise in coming}
    stored, before = _reached(session, (coming, removed), start.rulings)
    weights = Counter({stored[one]: count for one, count in session.rows_among(_WEIGHTS, sorted(stored))})
    weights.update(coming)
    found = decide(weights, _relevant(start.rulings, weights))
    settled = Settled(start.last_id)
    order = dict.fromkeys(found.members[guise].actor for guise in (*added, *sorted(found.members)))
    ids = _ids(session, order, (found, weights, start.former), settled)
    for one, guise in sorted({**stored, **digests}.items()):
        if guise in found.members:
            settled.actors[one] = ids[found.members[guise].actor]
    settled.moved = [one for one, actor in before.items() if settled.actors.get(one, actor) != actor]
    _store(session, {one: (guise, found.members.get(guise)) for one, guise in {**stored, **digests}.items()}, settled)
    return settled


@dataclass(frozen=True, slots=True)
class Stored:
    """A guise as it is stored: who it is, and the mark of the ruling that says so, "" where none does."""

    digest: str
    guise: Guise
    actor: int
    ruling: str


def guises_of_actor(session: ReadSession, actor: int) -> list[Stored]:
    """Return the guises that are `actor`."""
    return _stored(session.rows(_STORED.where(GuiseRow.entity_id == actor)))


def guises_with(session: ReadSession, keys: Iterable[str]) -> list[Stored]:
    """Return the guises that have one of `keys`."""
    return _stored(session.rows_among(_STORED.where(one_of_these(GuiseRow.digest)), meeting(session, keys)))


def _stored(rows: Iterable[AnyRow]) -> list[Stored]:
    return [
        Stored(row.digest, _guise(row.content), row.entity_id, row.detail if row.reason == Reason.HAND else "")
        for row in rows
    ]


def put(session: WriteSession, guise: Guise, actor: int, articles: Iterable[int], instead: str) -> str:
    """Let `guise` stand in `articles` instead of the one with the digest `instead`; return its own digest.

    It is `actor` until it is settled.
    """
    new = digest_of(guise)
    session.run_many(_ADD_GUISE, [(new, _content(guise), actor, Reason.HAND.value, "", False)])
    session.run_many(_ADD_KEY, [(key, new) for key in sorted(keys_of(guise).all)])
    session.run_many(
        "UPDATE article_entities SET digest = ? WHERE article_id = ? AND digest = ?",
        [(new, article, instead) for article in articles],
    )
    return new


def standing(session: ReadSession, rulings: Sequence[Ruling]) -> Decided:
    """Return who is who among all whom `rulings` are about."""
    keys = sorted(key for ruling in rulings for key in ruling.keys)
    stored, _ = _reached(session, ((), [one for (one,) in session.rows_among(_MET, keys)]), rulings)
    weights = {stored[one]: count for one, count in session.rows_among(_WEIGHTS, sorted(stored))}
    return decide(weights, rulings)


def meeting(session: ReadSession, keys: Iterable[str]) -> list[str]:
    """Return the digests of the guises that have one of `keys`."""
    return sorted({one for (one,) in session.rows_among(_MET, sorted(keys))})


def _relevant(rulings: Iterable[Ruling], guises: Iterable[Guise]) -> list[Ruling]:
    own = {keys_of(guise).own for guise in guises}
    return [ruling for ruling in rulings if ruling.keys & own]


def _reached(
    session: ReadSession, touched: tuple[Iterable[Guise], Iterable[str]], rulings: Sequence[Ruling]
) -> tuple[dict[str, Guise], dict[str, int]]:
    """Return the stored guises that are reached through keys and rulings, and the actor that each has been."""
    stored: dict[str, Guise] = {}
    before: dict[str, int] = {}
    added, removed = touched
    keys = {key for guise in added for key in keys_of(guise).all}
    keys |= linked(keys, rulings)
    asked: set[str] = set()
    wanted = set(removed)
    while keys - asked or wanted - stored.keys():
        wanted.update(one for (one,) in session.rows_among(_MET, sorted(keys - asked)))
        asked |= keys
        new = sorted(wanted - stored.keys())
        for one, content, actor in session.rows_among(_GUISES, new):
            stored[one], before[one] = _guise(content), actor
        wanted &= stored.keys()
        keys |= {key for one in new if one in stored for key in keys_of(stored[one]).all}
        keys |= linked(keys, rulings)
    return stored, before


def _ids(
    session: WriteSession,
    order: Iterable[str],
    about: tuple[Decided, Mapping[Guise, int], Mapping[str, int]],
    settled: Settled,
) -> dict[str, int]:
    """Return the ids of the actors; new ones get theirs in the given order, those that were there formerly their own."""
    found, weights, former = about
    members: defaultdict[str, list[Guise]] = defaultdict(list)
    for guise, membership in found.members.items():
        members[membership.actor].append(guise)
    ids = dict[str, int](session.rows_among(_ACTORS, sorted(members)))
    for key in order:
        is_new = key not in ids
        if is_new and key in former:
            ids[key] = former[key]
        elif is_new:
            settled.last_id += 1
            ids[key] = settled.last_id
        settled.known.append(_known((ids[key], key), sorted(members[key]), (found, weights), is_new=is_new))
    return ids


def _known(
    place: tuple[int, str],
    guises: Sequence[Guise],
    about: tuple[Decided, Mapping[Guise, int]],
    *,
    is_new: bool,
) -> Known:
    found, weights = about
    own = [guise for guise in guises if keys_of(guise).own == place[1]] or guises
    names: Counter[str] = Counter()
    for guise in own:
        names[guise.name] += weights[guise]
    longer = 1 if guises[0].type is EntityType.COUNTRY else -1  # of a country's names the plain one, else the fullest
    name = min(names, key=lambda one: (-names[one], one.isupper(), longer * len(one), one.isascii(), one))
    types = Counter[EntityType]()
    for guise in own:
        types[guise.type] += weights[guise]

    def told(values: Iterable[str]) -> str | None:
        counted = Counter(value for value in values if value)
        return min(counted, key=lambda one: (-counted[one], one)) if counted else None

    return Known(
        *place,
        type=min(types, key=lambda one: (-types[one], one)),
        name=found.names.get(place[1], label(name)),
        name_en=told(guise.name_en for guise in guises),
        country=told(guise.country for guise in guises),
        wikidata=told(guise.wikidata for guise in guises),
        is_ambiguous=all(found.members[guise].is_ambiguous for guise in own),
        is_new=is_new,
    )


def _store(session: WriteSession, guises: Mapping[str, tuple[Guise, Membership | None]], settled: Settled) -> None:
    kept = [(one, guise, membership) for one, (guise, membership) in sorted(guises.items()) if membership is not None]
    session.run_many(
        _ADD_GUISE,
        [
            (one, _content(guise), settled.actors[one], found.reason.value, found.detail, found.is_ambiguous)
            for one, guise, found in kept
        ],
    )
    session.run_many(_ADD_KEY, [(key, one) for one, guise, _ in kept for key in sorted(keys_of(guise).all)])
    gone = [(one,) for one, (_, membership) in sorted(guises.items()) if membership is None]
    session.run_many("DELETE FROM guises WHERE digest = ?", gone)


def actor_row(actor: Known) -> tuple[Cell, ...]:
    """Return the row of a new actor, nothing counted yet."""
    *told, is_ambiguous = actor.told
    return (actor.id, *told, 0, 0, 0, 0, 0, 0, 0, actor.key, is_ambiguous)
