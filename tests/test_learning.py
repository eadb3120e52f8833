"""Learning: names that the stored texts give away become actors, whatever the order of the articles."""

from collections.abc import Sequence
from dataclasses import replace

from alembic import command

from app.analysts import Alone
from app.domain.annotations import EntityType
from app.domain.documents import Document
from app.domain.emergence import EmergentName
from app.domain.queries import ActorFilter, Page
from app.extraction.analyser import EXTRACTOR, Analyser
from app.extraction.signature import extractor_of
from app.learning import Learned, known_names, learn, look
from app.pipeline import Process, ingest
from app.reanalysis import Process as Again
from app.reanalysis import reanalyse
from app.storage.actors import list_actors
from app.storage.database import Database, migration_config
from app.storage.emergence import Signing, keep_names
from app.storage.writer import delete_article
from tests.dumps import contents_of
from tests.extraction.test_emerging import ARTICLES

OTHERS = ("La maire de Vorel a parlé du budget.", "Un passant a revu des foulards gris devant la gare.")
SCARVES = EmergentName("foulards gris", EntityType.GROUP, 5)


def analyser(names: tuple[EmergentName, ...] = ()) -> Analyser:
    """Return the extraction without a tagger: the rules alone know names that have emerged."""
    return replace(Analyser.load(names=names), tagger=None)


def bring(database: Database, texts: Sequence[str], names: tuple[EmergentName, ...] = ()) -> None:
    documents = [Document(text, text, text) for text in texts]
    report = ingest(documents, database, Alone(analyser(names)), Process(extractor=extractor_of("accurate", names)))
    assert not report.failed


def follow(database: Database, found: Learned) -> int:
    return reanalyse(database, Alone(analyser(found.names)), Again(extractor_of("accurate", found.names))).replaced


def groups(database: Database) -> dict[str, int]:
    with database.reading() as session:
        listed = list_actors(session, ActorFilter(), Page(100)).items
    return {actor.name: actor.article_count for actor in listed if actor.type is EntityType.GROUP}


def signatures(database: Database) -> set[str]:
    with database.reading() as session:
        return {version for (version,) in session.ask("SELECT DISTINCT extractor_version FROM articles")}


def test_after_a_few_articles_a_movement_is_an_actor(database: Database) -> None:
    bring(database, [*ARTICLES, *OTHERS])
    assert "foulards gris" not in groups(database)
    found = learn(database, "accurate")
    assert (found.names, found.new, found.dropped, len(found.holders)) == ((SCARVES,), (SCARVES,), (), 6)
    assert known_names(database) == (SCARVES,)
    assert follow(database, found) == 6
    assert groups(database) == {"foulards gris": 6}
    assert signatures(database) == {extractor_of("accurate", (SCARVES,)).version}


def test_what_came_first_and_when_it_was_learned_makes_no_difference(twin_databases: tuple[Database, Database]) -> None:
    one, other = twin_databases
    bring(one, [*ARTICLES, *OTHERS])
    follow(one, learn(one, "accurate"))
    bring(other, ARTICLES[::-1])
    follow(other, learn(other, "accurate"))
    bring(other, OTHERS[::-1], known_names(other))
    assert follow(other, learn(other, "accurate")) == 0
    assert contents_of(one) == contents_of(other)


def test_a_name_goes_with_the_articles_that_gave_it_away(database: Database) -> None:
    bring(database, [*ARTICLES, *OTHERS])
    follow(database, learn(database, "accurate"))
    with database.writing() as session:
        delete_article(session, 1)
        delete_article(session, 2)
    found = learn(database, "accurate")
    assert (found.names, found.dropped) == ((), (SCARVES,))
    assert follow(database, found) == 4
    assert SCARVES.name not in groups(database)  # what acts may still be told by a phrase, in its own article alone
    assert signatures(database) == {EXTRACTOR.version}


def test_looking_writes_nothing(database: Database) -> None:
    bring(database, ARTICLES)
    assert look(database).new == (SCARVES,)
    assert known_names(database) == ()


def test_what_another_extraction_has_read_stays_stale(database: Database) -> None:
    bring(database, [*ARTICLES, *OTHERS])
    with database.writing() as session:
        session.run_many("UPDATE articles SET extractor_version = ? WHERE id = ?", [("0", 6)])
    learn(database, "accurate")
    assert signatures(database) == {"0", EXTRACTOR.version}


def test_names_are_forgotten_with_their_table_and_may_be_learned_again(database: Database) -> None:
    with database.writing() as session:
        keep_names(session, [SCARVES], Signing(EXTRACTOR, EXTRACTOR, 0, frozenset()))
    config = migration_config()
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005_rulings")
    database.migrate()
    assert known_names(database) == ()
