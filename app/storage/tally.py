"""The tally: what some articles bring to actors' counts and names and to events, taken away before they go, added once they are in.

Both ways ask the same queries of the same rows, so the counts cannot drift from what is stored.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from app.domain.annotations import MentionKind
from app.storage.happenings import Happenings
from app.storage.models import (
    ArticleActorRow,
    MentionRow,
    QuoteAboutRow,
    QuoteRow,
    RelationParticipantRow,
    RelationRow,
)
from app.storage.sessions import WriteSession
from app.storage.values import chunks, folded, label

COUNTS = ("article", "mention", "quote", "about", "relation")


class Tally:
    """Differences to the counts of actors and aliases, and the events to look at again.

    Who changes the actors on the sides of stored relations takes their articles away before and adds them after.
    """

    def __init__(self) -> None:
        self._actors: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._aliases: Counter[tuple[int, str]] = Counter()
        self._renamed: set[int] = set()
        self._happenings = Happenings()

    def take(self, session: WriteSession, articles: Iterable[int], sign: int) -> None:
        """Add (`sign` 1) or take away (-1) what the stored rows of `articles` bring."""
        for part in chunks(articles):
            self._take_actors(session, part, sign)
            self._take_quotes(session, part, sign)
            self._take_names(session, part, sign)
            if sign > 0:
                self._happenings.sign(session, part)
            else:
                self._happenings.note(session, part)

    def _take_actors(self, session: WriteSession, articles: Sequence[int], sign: int) -> None:
        row = ArticleActorRow
        stands = select(row.entity_id, func.count(), func.sum(row.mention_count))
        for actor, count, mentions in session.rows(stands.where(row.article_id.in_(articles)).group_by(row.entity_id)):
            self._actors[actor].update({"article": sign * count, "mention": sign * int(mentions)})
        side = RelationParticipantRow
        related = (
            select(side.entity_id, func.count(func.distinct(side.relation_id)))
            .join(RelationRow, RelationRow.id == side.relation_id)
            .where(RelationRow.article_id.in_(articles))
        )
        for actor, count in session.rows(related.group_by(side.entity_id)):
            self._actors[actor]["relation"] += sign * count

    def _take_quotes(self, session: WriteSession, articles: Sequence[int], sign: int) -> None:
        spoken = select(QuoteRow.speaker_id, func.count()).where(QuoteRow.article_id.in_(articles))
        for actor, count in session.rows(spoken.group_by(QuoteRow.speaker_id)):
            if actor is not None:
                self._actors[actor]["quote"] += sign * count
        about = select(QuoteAboutRow.entity_id, func.count()).join(QuoteRow, QuoteRow.id == QuoteAboutRow.quote_id)
        for actor, count in session.rows(
            about.where(QuoteRow.article_id.in_(articles)).group_by(QuoteAboutRow.entity_id)
        ):
            self._actors[actor]["about"] += sign * count

    def _take_names(self, session: WriteSession, articles: Sequence[int], sign: int) -> None:
        row = MentionRow
        named = select(row.entity_id, row.surface, func.count()).where(
            row.article_id.in_(articles), row.kind == MentionKind.NAME
        )
        for actor, surface, count in session.rows(named.group_by(row.entity_id, row.surface)):
            if name := label(surface):
                self._aliases[actor, name] += sign * count

    def name(self, actor: int, names: Iterable[str]) -> None:
        """Make `names` names of `actor` even if no mention bears them; those that were before go where none does."""
        self._renamed.add(actor)
        for name in names:
            self._aliases[actor, name] += 0

    def write(self, session: WriteSession) -> None:
        """Bring events, counts, aliases and days of all touched actors up to date; actors that stand nowhere disappear."""
        self._happenings.write(session)
        touched = sorted(self._actors)
        session.run_many(
            "UPDATE entities SET article_count = article_count + ?, mention_count = mention_count + ?,"
            " quote_count = quote_count + ?, about_count = about_count + ?, relation_count = relation_count + ?"
            " WHERE id = ?",
            [(*(self._actors[actor][count] for count in COUNTS), actor) for actor in touched],
        )
        self._write_aliases(session)
        ids = [(actor,) for actor in touched]
        session.run_many("DELETE FROM entities WHERE id = ? AND article_count = 0", ids)
        session.run_many(_DAYS, ids)

    def _write_aliases(self, session: WriteSession) -> None:
        changed = sorted(self._aliases.items())
        session.run_many(
            "INSERT INTO aliases (entity_id, name, folded, mention_count) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (entity_id, name) DO UPDATE SET mention_count = aliases.mention_count + excluded.mention_count",
            [(actor, name, folded(name), count) for (actor, name), count in changed],
        )
        session.run_many(
            "INSERT INTO alias_tails (tail, entity_id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(tail, actor, name) for (actor, name), count in changed if count >= 0 for tail in tails(name)],
        )
        session.run_many(
            f"{_FORGET} AND name = ?",
            [key for key, count in changed if count < 0],
        )
        session.run_many(
            _FORGET,
            [(actor,) for actor in sorted(self._renamed)],
        )


def tails(name: str) -> set[str]:
    """Return the folded name from each of its words on."""
    words = folded(name).split(" ")
    return {" ".join(words[i:]) for i in range(len(words))}


_FORGET = (
    "DELETE FROM aliases WHERE entity_id = ? AND mention_count <= 0 AND NOT EXISTS"
    " (SELECT 1 FROM entities e WHERE e.id = aliases.entity_id AND aliases.name IN (e.name, e.name_en))"
)
_DAYS = (
    "UPDATE entities SET"
    " first_day = coalesce((SELECT min(a.first_day) FROM article_actors a"
    " WHERE a.entity_id = entities.id AND a.first_day > 0), 0),"
    " last_day = coalesce((SELECT max(a.last_day) FROM article_actors a WHERE a.entity_id = entities.id), 0)"
    " WHERE id = ?"
)
