"""Events in the store: the same whatever came first, kept in step with actors, and made of what an older store held."""

from collections.abc import Sequence

import pytest
from alembic import command

from app.domain.queries import EventFilter, Page, RelationFilter, Sort
from app.storage import events
from app.storage.database import Database, ReadSession, migration_config
from app.storage.events import list_events
from app.storage.profiles import get_profile
from app.storage.tally import Tally
from app.storage.writer import delete_article, write_batch
from tests.builders import Story, varied

WHOLE = Page(200)
EVERYTHING = EventFilter(RelationFilter())
NUMBERS = range(40)


def write(database: Database, stories: Sequence[Story], size: int) -> None:
    for begin in range(0, len(stories), size):
        with database.writing() as session:
            write_batch(session, [story.analysed() for story in stories[begin : begin + size]])


def told(session: ReadSession) -> list[tuple[object, ...]]:
    """Return all events without ids, which depend on the order of ingestion."""
    found = list_events(session, EVERYTHING, WHOLE).items
    return sorted(
        (
            event.type.value,
            sorted(actor.name for actor in (*event.source, *event.target)),
            event.polarity.value,
            str(event.first_date),
            str(event.last_date),
            sorted(report.article.sha256 for report in event.reports),
            event.report_count,
            dict(event.modalities),
        )
        for event in found
    )


def test_neither_the_order_nor_the_number_of_runs_changes_any_event(twin_databases: tuple[Database, Database]) -> None:
    stories = [varied(number) for number in NUMBERS]
    one, other = twin_databases
    write(one, stories, 40)
    write(other, stories[::-1], 3)
    with one.reading() as first, other.reading() as second:
        assert told(first) == told(second)
        assert len(told(first)) > 10


def test_an_event_goes_with_its_last_report_and_is_what_it_was_without_the_others(database: Database) -> None:
    stories = [varied(number) for number in NUMBERS]
    write(database, stories[::2], 40)
    with database.reading() as session:
        before = told(session)
    write(database, stories[1::2], 7)
    with database.writing() as session:
        for article in range(len(stories[::2]) + 1, len(stories) + 1):
            delete_article(session, article)
    with database.reading() as session:
        assert told(session) == before


def test_keys_follow_actors(database: Database) -> None:
    write(database, [varied(number) for number in NUMBERS], 40)
    with database.writing() as session:
        articles = [article for (article,) in session.ask("SELECT id FROM articles")]
        tally = Tally()
        tally.take(session, articles, -1)
        session.run_many("UPDATE relation_participants SET entity_id = ? WHERE entity_id = ?", [(1, 2)])
        tally.take(session, articles, 1)
        tally.write(session)
    with database.reading() as session:
        keys = [event.key.split(".")[1:3] for event in list_events(session, EVERYTHING, WHOLE).items]
        assert all("2" not in part.split("-") for key in keys for part in key)
        assert session.ask("SELECT id FROM relations WHERE event_id NOT IN (SELECT id FROM events)") == []


def test_relations_of_an_older_store_are_grouped_when_it_is_migrated(database: Database) -> None:
    write(database, [varied(number) for number in NUMBERS], 40)
    with database.reading() as session:
        before = session.ask("SELECT * FROM events ORDER BY id")
        signed = session.ask("SELECT id, signature, event_id, told_first FROM relations ORDER BY id")
    config = migration_config()
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001_first_tables")
    database.migrate()
    with database.reading() as session:
        assert session.ask("SELECT * FROM events ORDER BY id") == before
        assert session.ask("SELECT id, signature, event_id, told_first FROM relations ORDER BY id") == signed


@pytest.mark.parametrize("sort", list(Sort))
def test_both_engines_answer_the_same(twin_databases: tuple[Database, Database], sort: Sort) -> None:
    answers: list[object] = []
    for database in twin_databases:
        write(database, [varied(number) for number in NUMBERS], 9)
        with database.reading() as session:
            listed = events.list_events(session, EVERYTHING, Page(200, sort))
            answers.append((listed, [get_profile(session, actor) for actor in range(1, 6)]))

    assert answers[0] == answers[1]
