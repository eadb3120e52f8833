"""Verdicts: rulings made and taken back. Whatever they change follows in the same transaction, without a new analysis."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from app.domain.names import fold
from app.domain.views import ActorRef
from app.errors import InputError, NotFoundError
from app.resolution.guises import label
from app.resolution.keys import keys_of
from app.resolution.rulings import Ruling, Verdict
from app.storage import models as m
from app.storage.actors import get_actors, resolve
from app.storage.directory import Start, Stored, guises_of_actor, guises_with, meeting, put, settle, standing
from app.storage.moving import holding
from app.storage.rulings import Kept, keep, list_kept, next_number, read_rulings, take_back
from app.storage.sessions import ReadSession, WriteSession, one_of_these
from app.storage.tally import Tally
from app.storage.values import storable
from app.storage.writer import follow

_KEYS = select(m.EntityRow.id, m.EntityRow.key).where(one_of_these(m.EntityRow.id))
_NAMES = select(m.EntityRow.id, m.EntityRow.name).where(one_of_these(m.EntityRow.id))
_FIRST = (
    select(func.min(m.ArticleActorRow.article_id))
    .where(one_of_these(m.ArticleActorRow.entity_id))
    .group_by(m.ArticleActorRow.entity_id)
)
_DIGESTS = select(m.ArticleEntityRow.digest).where(one_of_these(m.ArticleEntityRow.article_id))


@dataclass(frozen=True, slots=True)
class Listed:
    """A ruling as it is listed, and in how many articles it decides something: 0 while it waits for one."""

    kept: Kept
    articles: int


def find_actor(session: ReadSession, told: str) -> ActorRef:
    """Return the one actor that an id or a name means.

    Raises:
        NotFoundError: nobody has that id or name.
        InputError: several actors bear the name; the message tells them.
    """
    [found] = resolve(session, [told])
    if found.actor is None:
        raise NotFoundError(f"no actor {told!r}: give an id, or a name that stands in the corpus")
    if found.alternatives:
        views = get_actors(session, [one.id for one in (found.actor, *found.alternatives)])
        bearers = "; ".join(f"{one.id} {one.name} ({one.type.value}, articles: {one.article_count})" for one in views)
        raise InputError(f"several actors are called {told!r}, give the id of one: {bearers}")
    return found.actor


def merge(session: WriteSession, into: ActorRef, others: Sequence[ActorRef], today: date) -> Kept:
    """Decide that all `others` are `into`, whose id, name and type stand for all of them from now on.

    Raises:
        InputError: two of them are the same, or a ruling has split them.
    """
    keys = dict[int, str](session.rows_among(_KEYS, [into.id, *(one.id for one in others)]))
    if len(keys) != len(others) + 1:
        raise InputError("two of these are the same actor: name each of them once")
    parted = {stored.ruling for id_ in keys for stored in guises_of_actor(session, id_)}
    _agree(
        kept
        for kept in list_kept(session)
        if kept.ruling.verdict is Verdict.SPLIT and kept.ruling.mark in parted and kept.ruling.actor in keys.values()
    )
    told = tuple(keys[one.id] for one in others)
    ruling = Ruling(next_number(session), Verdict.MERGE, keys[into.id], told)
    words = f"{', '.join(one.name for one in others)} = {into.name}"
    return _carry_out(session, Kept(ruling, words, today, {keys[one.id]: one.id for one in others}), ())


def split(session: WriteSession, actor: ActorRef, names: Sequence[str], today: date) -> Kept:
    """Decide that articles which call the actor by none but one of `names` mean somebody else.

    Raises:
        InputError: no article calls it so alone, or all do, or a ruling has brought them together.
    """
    told = {fold(name) for name in names}
    guises = guises_of_actor(session, actor.id)
    leaving = [stored for stored in guises if fold(stored.guise.name) in told]
    for name in names:
        if fold(name) not in {fold(stored.guise.name) for stored in leaving}:
            raise InputError(
                f"no article calls {actor.name} {name!r} and nothing fuller: `propos actors show` tells its names, and "
                "--article splits off what one article tells"
            )
    _can_leave(session, actor, guises, leaving)
    ruling = Ruling(next_number(session), Verdict.SPLIT, _key(session, actor), tuple(sorted(told)))
    words = f"{', '.join(names)} alone != {actor.name}"
    return _carry_out(session, Kept(ruling, words, today, {}), (stored.digest for stored in guises))


def split_in_article(session: WriteSession, actor: ActorRef, place: tuple[int, Sequence[str]], today: date) -> Kept:
    """Decide that one article means somebody else where it was read to mean the actor.

    Args:
        session: the store.
        actor: who was taken to be meant.
        place: the article, and the names there that mean somebody else; none for all of them.
        today: when it was decided.

    Raises:
        NotFoundError: there is no such article.
        InputError: the actor does not stand there (so), or nowhere else, or a ruling has brought it there.
    """
    article, names = place
    identity = _identity(session, article)
    here = {one for (one,) in session.rows_among(_DIGESTS, [article])}
    told = {fold(name) for name in names}
    guises = guises_of_actor(session, actor.id)
    leaving = [one for one in guises if one.digest in here and (not told or fold(one.guise.name) in told)]
    if not leaving:
        raise InputError(f"article {article} does not speak of {actor.name}{' by that name' if told else ''}")
    if len(holding(session, [one.digest for one in guises])) == 1:
        raise InputError(f"article {article} alone speaks of {actor.name}: there is nothing to split it from")
    _not_ruled(session, leaving)
    alone = [(stored.digest, replace(stored.guise, scope=identity)) for stored in leaving]
    digests = [put(session, guise, actor.id, [article], before) for before, guise in alone]
    keys = tuple(sorted(keys_of(guise).own for _, guise in alone))
    ruling = Ruling(next_number(session), Verdict.SPLIT, _key(session, actor), keys, identity)
    words = f"{', '.join(sorted({guise.name for _, guise in alone}))} in article {article} != {actor.name}"
    return _carry_out(session, Kept(ruling, words, today, {}), (*digests, *(one.digest for one in guises)))


def rename(session: WriteSession, actor: ActorRef, name: str, today: date) -> Kept:
    """Decide what an actor is called, whatever the articles call it.

    Raises:
        InputError: that is no name, or is its name already.
    """
    name = label(name)
    if not fold(name) or not storable(name):
        raise InputError("a name has letters or figures")
    if name == actor.name:
        raise InputError(f"that is its name already: {name}")
    ruling = Ruling(next_number(session), Verdict.RENAME, _key(session, actor), (name,))
    return _carry_out(session, Kept(ruling, f"{actor.name} is called {name}", today, {}), ())


def undo(session: WriteSession, number: int) -> Kept:
    """Take a ruling back: the actors are what they were without it, those that it took away with their former ids.

    Raises:
        NotFoundError: there is no such ruling.
    """
    kept = take_back(session, number)
    ruling = kept.ruling
    touched = meeting(session, ruling.keys)
    if ruling.article:
        touched = _give_back(session, ruling)
    _resolve_anew(session, {*touched, *meeting(session, [ruling.actor])}, kept.former)
    return kept


def list_rulings(session: ReadSession) -> list[Listed]:
    """Return all rulings in their order, and what they decide now."""
    kept = list_kept(session)
    effects = standing(session, [one.ruling for one in kept]).effects
    return [Listed(one, effects.get(one.ruling.number, 0)) for one in kept]


def _carry_out(session: WriteSession, kept: Kept, touched: Iterable[str]) -> Kept:
    keep(session, kept)
    _resolve_anew(session, {*touched, *meeting(session, kept.ruling.keys)}, {})
    return kept


def _resolve_anew(session: WriteSession, touched: Iterable[str], former: Mapping[str, int]) -> None:
    corpus = m.CorpusRow
    [(revision, last_id)] = session.rows(select(corpus.revision, corpus.last_actor))
    settled = settle(session, [], sorted(touched), Start(read_rulings(session), last_id, former))
    names = dict[int, str](session.rows_among(_NAMES, [actor.id for actor in settled.known]))
    renamed = [actor.id for actor in settled.known if names.get(actor.id, actor.name) != actor.name]
    # The index learns names with articles: one article is enough to tell it that an actor has another one.
    telling = (article for (article,) in session.rows_among(_FIRST, renamed))
    moved = sorted({*holding(session, settled.moved), *telling})
    follow(session, (settled, moved), Tally(), revision + 1)


def _give_back(session: WriteSession, ruling: Ruling) -> list[str]:
    """Let the guises that a ruling has set apart in one article stand there as they were read."""
    article = m.ArticleRow
    ids = [id_ for (id_,) in session.rows(select(article.id).where(article.identity == ruling.article))]
    return [
        digest
        for stored in guises_with(session, ruling.told)
        for digest in (stored.digest, put(session, replace(stored.guise, scope=""), stored.actor, ids, stored.digest))
    ]


def _key(session: ReadSession, actor: ActorRef) -> str:
    [(_, key)] = session.rows_among(_KEYS, [actor.id])
    return key


def _identity(session: ReadSession, article: int) -> str:
    found = session.first(select(m.ArticleRow.identity).where(m.ArticleRow.id == article))
    if found is None:
        raise NotFoundError(f"no article {article}")
    return found[0]


def _can_leave(session: ReadSession, actor: ActorRef, guises: Sequence[Stored], leaving: Sequence[Stored]) -> None:
    if len(leaving) == len(guises):
        raise InputError(f"every article calls {actor.name} so: there is nothing to split it from")
    _not_ruled(session, leaving)


def _not_ruled(session: ReadSession, leaving: Sequence[Stored]) -> None:
    marks = {stored.ruling for stored in leaving}
    _agree(kept for kept in list_kept(session) if kept.ruling.mark in marks)


def _agree(against: Iterable[Kept]) -> None:
    for kept in against:
        number = kept.ruling.number
        raise InputError(
            f"ruling {number} says the contrary ({kept.words}): `propos actors rulings undo {number}` first"
        )
