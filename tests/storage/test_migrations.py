"""Migrations with data in the tables, up and down, on both engines: what is stored stays, what is new is filled in."""

from alembic import command

from app.domain.queries import ActorFilter, Page, QuoteFilter, RelationFilter, Sort
from app.domain.views import ActorView, QuoteView, RelationView
from app.storage import actors, quotes, relations, verdicts
from app.storage.database import Database, migration_config
from app.storage.writer import write_batch
from tests.builders import Story, brief, summit
from tests.storage.test_consistency import WRONG
from tests.storage.test_rulings import rule

PAGE = Page(200, Sort.OLDEST)


def go(database: Database, revision: str) -> None:
    """Bring the schema down to `revision`."""
    config = migration_config()
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def stories() -> list[Story]:
    """Return articles with every kind of annotation, and an actor that no name is known of."""
    nameless = Story("Le procureur a dit « non ».", key="nameless").actor("Le procureur")
    return [summit(), brief(1), brief(2, date=None), nameless.quote("non", speaker="Le procureur", cue="a dit")]


def fill(database: Database) -> None:
    with database.writing() as session:
        write_batch(session, [story.analysed() for story in stories()])


def shown(database: Database) -> tuple[tuple[ActorView, ...], tuple[QuoteView, ...], tuple[RelationView, ...]]:
    """Return what a reader is shown of actors, quotes and relations."""
    with database.reading() as session:
        assert not {name: found for name, sql in WRONG.items() if (found := session.ask(sql))}
        return (
            actors.list_actors(session, ActorFilter(), PAGE).items,
            quotes.list_quotes(session, QuoteFilter(), PAGE).items,
            relations.list_relations(session, RelationFilter(), PAGE).items,
        )


def test_a_database_from_before_guises_shows_the_same_and_goes_on(database: Database) -> None:
    fill(database)
    before = shown(database)
    go(database, "0002_events")
    database.migrate()
    assert shown(database) == before
    with database.reading() as session:
        assert session.ask("SELECT count(*) FROM guises WHERE entity_id NOT IN (SELECT id FROM entities)") == [(0,)]
        [(guises,)] = session.ask("SELECT count(*) FROM article_entities")
        [(standing,)] = session.ask("SELECT count(*) FROM article_actors")
        assert guises == standing
        keys = [key for (key,) in session.ask("SELECT key FROM entities ORDER BY id")]
        assert all(key.startswith("stored ") for key in keys)
    with database.writing() as session:
        write_batch(session, [brief(3).analysed(), Story("Byron revient.", key="b").actor("Byron").analysed()])
    with database.reading() as session:
        assert not {name: found for name, sql in WRONG.items() if (found := session.ask(sql))}
        ada = actors.get_actor(session, verdicts.find_actor(session, "ada byron").id)
    assert ada.article_count == 5


def test_rulings_are_there_after_a_migration_and_without_one_the_actors_stay_as_they_were_ruled(
    database: Database,
) -> None:
    fill(database)
    go(database, "0004_keys")
    database.migrate()
    rule(database, verdicts.merge, "Ada Byron", "Paul Valmont")
    ruled = shown(database)
    go(database, "0004_keys")
    database.migrate()
    assert shown(database) == ruled
    with database.writing() as session:
        assert verdicts.list_rulings(session) == []
        write_batch(session, [Story("Paul Valmont part.", key="p").actor("Paul Valmont").analysed()])
    with database.reading() as session:  # without a ruling the rules decide again, where an article touches the name
        assert verdicts.find_actor(session, "paul valmont").name == "Paul Valmont"
