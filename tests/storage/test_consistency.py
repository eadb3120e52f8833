"""Whatever is ingested and deleted in whatever order: the store holds what a simple model says, and its counts are true."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.annotations import EntityType, RelationType
from app.storage.database import Database, ReadSession
from app.storage.writer import delete_article, write_batch
from tests.builders import Story, brief, summit
from tests.conftest import ENGINES, MakeDatabase

WRONG = {
    "article counts": """SELECT e.id FROM entities e WHERE e.article_count = 0 OR e.article_count !=
        (SELECT count(*) FROM article_actors a WHERE a.entity_id = e.id)""",
    "mention counts": """SELECT e.id FROM entities e WHERE e.mention_count !=
        (SELECT count(*) FROM mentions m WHERE m.entity_id = e.id)""",
    "quote counts": """SELECT e.id FROM entities e WHERE e.quote_count !=
        (SELECT count(*) FROM quotes q WHERE q.speaker_id = e.id)""",
    "about counts": """SELECT e.id FROM entities e WHERE e.about_count !=
        (SELECT count(*) FROM quote_about q WHERE q.entity_id = e.id)""",
    "relation counts": """SELECT e.id FROM entities e WHERE e.relation_count !=
        (SELECT count(DISTINCT p.relation_id) FROM relation_participants p WHERE p.entity_id = e.id)""",
    "first days": """SELECT e.id FROM entities e WHERE e.first_day != coalesce(
        (SELECT min(a.first_day) FROM article_actors a WHERE a.entity_id = e.id AND a.first_day > 0), 0)""",
    "last days": """SELECT e.id FROM entities e WHERE e.last_day !=
        (SELECT max(a.last_day) FROM article_actors a WHERE a.entity_id = e.id)""",
    "alias counts": """SELECT a.entity_id FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE a.mention_count !=
        (SELECT count(*) FROM mentions m WHERE m.entity_id = a.entity_id AND m.surface = a.name AND m.kind = 'name')
        OR (a.mention_count = 0 AND a.name NOT IN (e.name, coalesce(e.name_en, e.name)))""",
    "names without alias": """SELECT e.id FROM entities e WHERE NOT EXISTS
        (SELECT 1 FROM aliases a WHERE a.entity_id = e.id AND a.name = e.name)""",
    "aliases without tail": """SELECT a.entity_id FROM aliases a WHERE NOT EXISTS (SELECT 1 FROM alias_tails t
        WHERE t.entity_id = a.entity_id AND t.name = a.name AND t.tail = a.folded)""",
    "surfaces": """SELECT m.article_id FROM mentions m JOIN article_texts t ON t.article_id = m.article_id
        WHERE substr(t.text, m.start_at + 1, m.end_at - m.start_at) != m.surface""",
    "article cards": """SELECT a.id FROM articles a WHERE a.actor_count !=
        (SELECT count(*) FROM article_actors x WHERE x.article_id = a.id) OR a.quote_count !=
        (SELECT count(*) FROM quotes q WHERE q.article_id = a.id)""",
    "articles that no document holds": """SELECT a.id FROM articles a WHERE NOT EXISTS
        (SELECT 1 FROM documents d WHERE d.article_id = a.id)""",
    "documents without their article": """SELECT 1 FROM documents d WHERE (d.status = 'stored') != (d.article_id IS NOT NULL)
        OR (d.article_id IS NOT NULL AND d.identity != (SELECT a.identity FROM articles a WHERE a.id = d.article_id))""",
    "relations of no event": """SELECT r.id FROM relations r LEFT JOIN events e ON e.id = r.event_id
        WHERE e.id IS NULL OR r.signature IS NULL OR e.signature != r.signature""",
    "events and their reports": """SELECT e.id FROM events e WHERE e.report_count = 0 OR e.report_count !=
        (SELECT count(*) FROM relations r WHERE r.event_id = e.id) OR e.article_count !=
        (SELECT count(DISTINCT r.article_id) FROM relations r WHERE r.event_id = e.id)""",
    "living tombstones": "SELECT t.article_id FROM tombstones t JOIN articles a ON a.id = t.article_id",
    "revisions ahead": "SELECT a.id FROM articles a, corpus c WHERE a.changed > c.revision OR a.id > c.last_article",
}


def meeting(number: int, date: str | None) -> Story:
    """Return one of several articles over the same few actors, met under several names."""
    story = Story(f"{number}. Mme Byron et Paul Valmont ont dit « oui » aux États-Unis (USA).", key="x", date=date)
    story.actor("Ada Byron", EntityType.PERSON, "Byron").actor("Paul Valmont")
    story.actor("États-Unis", EntityType.COUNTRY, "USA", country="US", name_en="United States" if number % 2 else None)
    story.quote("oui", speaker="Paul Valmont", cue="ont dit", about=("États-Unis",))
    return story.relation(RelationType.AGREE, "Ada Byron", "Paul Valmont", trigger="ont dit", symmetric=True)


CONTENTS = [summit(), brief(1), brief(2, date=None), meeting(3, "2020"), meeting(4, "2024-02"), meeting(5, None)]
KEYS = ["a", "b", "c", "d"]
Write = tuple[str, int]
Step = list[Write] | int
"""A batch of (key, content), or the content whose article is deleted."""
STEPS = st.lists(
    st.one_of(
        st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, len(CONTENTS) - 1)), min_size=1, max_size=5),
        st.integers(0, len(CONTENTS) - 1),
    ),
    max_size=8,
)


@dataclass
class Model:
    """What the store should hold: the content of each document, and which were deleted on purpose."""

    stored: dict[str, int] = field(default_factory=dict[str, int])
    deleted: dict[str, int] = field(default_factory=dict[str, int])

    def write(self, batch: Sequence[Write]) -> None:
        for key, content in batch:
            if self.deleted.get(key) != content:
                self.deleted.pop(key, None)
                self.stored[key] = content

    def delete(self, content: int) -> None:
        gone = [key for key, held in self.stored.items() if held == content]
        for key in gone:
            self.deleted[key] = self.stored.pop(key)


def take(database: Database, model: Model, step: Step) -> None:
    """Do one step to both."""
    with database.writing() as session:
        if isinstance(step, list):
            write_batch(session, [replace(CONTENTS[content], key=key).analysed() for key, content in step])
            model.write(step)
        else:
            identity = CONTENTS[step].document().identity
            for (article,) in session.ask("SELECT id FROM articles WHERE identity = :i", i=identity):
                delete_article(session, article)
            model.delete(step)


def check(session: ReadSession, model: Model) -> None:
    """Compare the store with the model and its counts with its rows."""
    held = {row[0]: row[1] for row in session.ask("SELECT key, identity FROM documents WHERE status = 'stored'")}
    assert held == {key: CONTENTS[content].document().identity for key, content in model.stored.items()}
    articles = {row[0] for row in session.ask("SELECT identity FROM articles")}
    assert articles == set(held.values())
    wrong = {name: found for name, sql in WRONG.items() if (found := session.ask(sql))}
    assert not wrong


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 30), ("postgresql", 8)])
def test_any_history_of_batches_and_deletions(make_database: MakeDatabase, engine: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(STEPS)
    def play(steps: list[Step]) -> None:
        database, model = make_database(engine), Model()
        for step in steps:
            take(database, model, step)
        with database.reading() as session:
            check(session, model)
        database.close()

    play()


@pytest.mark.parametrize("engine", ENGINES)
def test_everything_deleted_leaves_no_actor_behind(make_database: MakeDatabase, engine: str) -> None:
    database, model = make_database(engine), Model()
    take(database, model, [(key, content) for content, key in enumerate(KEYS)])
    for content in range(len(KEYS)):
        take(database, model, content)
    with database.reading() as session:
        check(session, model)
        assert session.ask("SELECT id FROM entities UNION SELECT entity_id FROM aliases") == []
