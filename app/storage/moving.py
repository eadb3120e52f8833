"""Moving: articles whose entities are other actors now than when they were written; their rows follow, their text stays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, func, select

from app.storage import models as m
from app.storage.sessions import Cell, WriteSession, one_of_these
from app.storage.slots import Slots, about_rows, participant_rows
from app.storage.values import chunks

_HOLDING = select(m.ArticleEntityRow.article_id).distinct().where(one_of_these(m.ArticleEntityRow.digest))
_ENTITIES = (
    select(m.ArticleEntityRow.article_id, m.ArticleEntityRow.local, m.ArticleEntityRow.name, m.GuiseRow.entity_id)
    .join(m.GuiseRow, m.GuiseRow.digest == m.ArticleEntityRow.digest)
    .where(one_of_these(m.ArticleEntityRow.article_id))
    .order_by(m.ArticleEntityRow.article_id, m.ArticleEntityRow.local)
)
_MENTIONS = (
    select(m.MentionRow.article_id, m.MentionRow.local, func.count())
    .where(one_of_these(m.MentionRow.article_id))
    .group_by(m.MentionRow.article_id, m.MentionRow.local)
)
_ARTICLES = (
    select(m.ArticleRow.id, m.ArticleRow.first_day, m.ArticleRow.last_day, m.ArticleTextRow.slots)
    .join(m.ArticleTextRow, m.ArticleTextRow.article_id == m.ArticleRow.id)
    .where(one_of_these(m.ArticleRow.id))
    .order_by(m.ArticleRow.id)
)
Row = tuple[Cell, ...]


@dataclass(slots=True)
class _Rows:
    """What is written of the articles, by statement."""

    quotes: list[Row] = field(default_factory=list[Row])
    about: list[Row] = field(default_factory=list[Row])
    places: list[Row] = field(default_factory=list[Row])
    sides: list[Row] = field(default_factory=list[Row])
    stands: list[Row] = field(default_factory=list[Row])
    mentions: list[Row] = field(default_factory=list[Row])
    counts: list[Row] = field(default_factory=list[Row])


def holding(session: WriteSession, digests: Sequence[str]) -> list[int]:
    """Return the articles in which the guises of `digests` stand."""
    return sorted({article for (article,) in session.rows_among(_HOLDING, sorted(digests))})


def move(session: WriteSession, articles: Sequence[int], revision: int) -> None:
    """Bring the rows of `articles` to the actors that their guises are now; `revision` is that of the corpus."""
    for part in chunks(articles, 500):
        _move(session, part, revision)


def _move(session: WriteSession, articles: Sequence[int], revision: int) -> None:
    actors: defaultdict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    for article, local, name, actor in session.rows_among(_ENTITIES, articles):
        actors[article][local] = actor, name
    mentions = {(article, local): count for article, local, count in session.rows_among(_MENTIONS, articles)}
    rows = _Rows()
    for article, first, last, slots in session.rows_among(_ARTICLES, articles):
        days = (first, last)
        here = {local: actor for local, (actor, _) in actors[article].items()}
        _take_slots(rows, Slots.read(slots), here, days)
        rows.mentions += ((actor, article, local) for local, actor in here.items())
        stands = _stands(article, actors[article], mentions)
        rows.stands += ((*row, *days) for row in stands)
        rows.counts.append((revision, len(stands), article))
    _write(session, articles, rows)


def _take_slots(rows: _Rows, slots: Slots, actors: Mapping[int, int], days: tuple[int, int]) -> None:
    def actor(number: int | None) -> int | None:
        return None if number is None else actors[number]

    for quote in slots.quotes:
        rows.quotes.append((actor(quote.speaker), actor(quote.via), quote.id))
        rows.about += about_rows(quote, actors, days)
    for relation in slots.relations:
        rows.places.append((actor(relation.location), relation.id))
        rows.sides += participant_rows(relation, actors)


def _stands(
    article: int, entities: Mapping[int, tuple[int, str]], mentions: Mapping[tuple[int, int], int]
) -> list[tuple[int, int, int, str, int]]:
    """Return the rows of `article_actors` up to the days."""
    found: dict[int, list[int]] = {}
    for local, (actor, _) in sorted(entities.items()):
        found.setdefault(actor, []).append(local)
    return [
        (
            article,
            actor,
            ordinal,
            max((entities[local][1] for local in numbers), key=len),
            sum(mentions.get((article, local), 0) for local in numbers),
        )
        for ordinal, (actor, numbers) in enumerate(found.items())
    ]


def _write(session: WriteSession, articles: Sequence[int], rows: _Rows) -> None:
    session.run_many("UPDATE mentions SET entity_id = ? WHERE article_id = ? AND local = ?", rows.mentions)
    session.run(delete(m.ArticleActorRow).where(m.ArticleActorRow.article_id.in_(articles)))
    session.insert_many(m.ArticleActorRow, rows.stands)
    session.run_many("UPDATE quotes SET speaker_id = ?, via_id = ? WHERE id = ?", rows.quotes)
    session.run_many("DELETE FROM quote_about WHERE quote_id = ?", [row[-1:] for row in rows.quotes])
    session.insert_many(m.QuoteAboutRow, rows.about)
    session.run_many("UPDATE relations SET location_id = ? WHERE id = ?", rows.places)
    session.run_many("DELETE FROM relation_participants WHERE relation_id = ?", [row[-1:] for row in rows.places])
    session.insert_many(m.RelationParticipantRow, rows.sides)
    session.run_many("UPDATE articles SET changed = ?, actor_count = ? WHERE id = ?", rows.counts)
