"""Naming: the names of one actor, each with the reason why it is the actor's, a sentence that uses it, and its other bearers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from app.domain.annotations import MentionKind
from app.domain.names import fold
from app.domain.spans import Span, Utf16Map
from app.domain.views import ActorRef, ActorView, JoinedBy, NameEvidence, NameView
from app.resolution.keys import name_key
from app.resolution.partition import Reason
from app.resolution.spelling import is_acronym
from app.storage.models import AliasTailRow, ArticleEntityRow, ArticleTextRow, EntityRow, GuiseRow, MentionRow
from app.storage.sessions import AnyRow, ReadSession, one_of_these
from app.storage.shapes import actor_ref, text_span
from app.storage.values import folded

LOOKED_AT = 500
"""Mentions of names not found yet among which a sentence for each is looked for at once."""
SHOWN = 50
"""Names that are explained: those that stand most often."""
BEARERS = 5
_TEXTS = select(ArticleTextRow.article_id, ArticleTextRow.text, ArticleTextRow.sentences, ArticleTextRow.astral).where(
    one_of_these(ArticleTextRow.article_id)
)
_TAILS = (
    select(AliasTailRow.tail, EntityRow.id, EntityRow.name, EntityRow.type)
    .join(EntityRow, EntityRow.id == AliasTailRow.entity_id)
    .where(one_of_these(AliasTailRow.tail))
    .group_by(AliasTailRow.tail, EntityRow.id, EntityRow.name, EntityRow.type, EntityRow.mention_count)
    .order_by(EntityRow.mention_count.desc(), EntityRow.id)
)


def get_names(session: ReadSession, actor: ActorView) -> list[NameView]:
    """Return the names of `actor`, those that stand most often first (3 statements, more where a rare name stands late)."""
    shown = actor.aliases[:SHOWN]
    seen: dict[str, AnyRow] = {}
    names = {alias.name for alias in shown if alias.count}
    while names and (found := _seen(session, actor.id, sorted(names))):
        seen |= found
        names -= found.keys()
    texts = {
        row.article_id: row for row in session.rows_among(_TEXTS, sorted({one.article_id for one in seen.values()}))
    }
    others = _bearers(session, actor, [alias.name for alias in shown])
    return [
        NameView(
            alias.name,
            alias.count,
            *_why(actor, alias.name, found := seen.get(alias.name)),
            None if found is None else _evidence(found, texts[found.article_id]),
            others[folded(alias.name)],
        )
        for alias in shown
    ]


def _seen(session: ReadSession, actor: int, names: Sequence[str]) -> Mapping[str, AnyRow]:
    """Return one mention for each name, rather where an article knows the actor by no fuller one."""
    mention, entity, guise = MentionRow, ArticleEntityRow, GuiseRow
    first = (
        select(mention.article_id, mention.local, mention.start_at, mention.end_at, mention.surface)
        .where(mention.entity_id == actor, mention.kind == MentionKind.NAME, mention.surface.in_(names))
        .order_by(mention.article_id)
        .limit(LOOKED_AT)
        .subquery("first")
    )
    alone = (entity.name == first.c.surface).label("alone")
    rank = func.row_number().over(
        partition_by=first.c.surface, order_by=(alone.desc(), first.c.article_id, first.c.start_at)
    )
    ranked = (
        select(first, alone, guise.reason, guise.detail, rank.label("rank"))
        .join(entity, (entity.article_id == first.c.article_id) & (entity.local == first.c.local))
        .join(guise, guise.digest == entity.digest)
        .subquery("ranked")
    )
    return {row.surface: row for row in session.rows(select(ranked).where(ranked.c.rank == 1))}


def _bearers(session: ReadSession, actor: ActorView, names: Sequence[str]) -> Mapping[str, tuple[ActorRef, ...]]:
    """Return who else of the actor's kind bears each name, or a longer one that ends with it."""
    found: defaultdict[str, list[ActorRef]] = defaultdict(list)
    for tail, id_, name, type_ in session.rows_among(_TAILS, sorted({folded(name) for name in names})):
        if id_ != actor.id and type_ == actor.type.value:
            found[tail].append(actor_ref(id_, name, type_))
    return defaultdict(tuple[ActorRef, ...], {tail: tuple(those[:BEARERS]) for tail, those in found.items()})


def _why(actor: ActorView, name: str, seen: AnyRow | None) -> tuple[JoinedBy, str]:
    if seen is not None and seen.alone and seen.reason == Reason.HAND:
        return JoinedBy.HAND, seen.detail
    if name in {actor.name, actor.name_en}:
        return JoinedBy.NAME, ""
    if name_key(actor.type, name) == name_key(actor.type, actor.name):
        return (JoinedBy.SAME_NAME if fold(name) == fold(actor.name) else JoinedBy.SPELLING), f"sounds as {actor.name}"
    if seen is None or not seen.alone:
        return (JoinedBy.ACRONYM if is_acronym(name) else JoinedBy.SAME_ARTICLE), "beside a fuller name in its article"
    return _by_reason(name, seen), seen.detail


def _by_reason(name: str, seen: AnyRow) -> JoinedBy:
    if is_acronym(name) and seen.reason in {Reason.PART, Reason.OTHER}:
        return JoinedBy.ACRONYM
    return JoinedBy.SAME_NAME if seen.reason == Reason.NAME else JoinedBy(seen.reason)


def _evidence(seen: AnyRow, text: AnyRow) -> NameEvidence:
    """Return the mention with the sentence that holds it, the mention alone where none does."""
    utf16 = Utf16Map(tuple(text.astral))
    at = Span(seen.start_at, seen.end_at)
    starts, ends = text.sentences[::2], text.sentences[1::2]
    place = bisect_right(starts, at.start) - 1
    held = place >= 0 and at.end <= ends[place]
    sentence = Span(starts[place], ends[place]) if held else at
    mention, around = (text_span(utf16, one.start, one.end, one.of(text.text)) for one in (at, sentence))
    return NameEvidence(seen.article_id, mention, around)
