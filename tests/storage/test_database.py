"""Opening, reading, writing, migrating: what is possible, and what is said with its remedy when it is not."""

import sqlite3
import threading
import time
import tomllib
from pathlib import Path

import pytest
from alembic import command
from alembic.util.exc import CommandError
from sqlalchemy import text

from app.domain.queries import ArticleFilter, Page
from app.errors import StorageError
from app.storage import articles, engines
from app.storage.database import Database, migration_config
from app.storage.writer import write_batch
from tests.builders import brief, summit
from tests.conftest import PostgresServer


def test_reading_sessions_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"), database.reading() as session:
        session.ask("INSERT INTO tombstones VALUES (1, 1)")


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.reading() as session:
        before = articles.list_articles(session, ArticleFilter(), Page()).total
        with database.writing() as writer:
            write_batch(writer, [brief(1).analysed()])
        assert articles.list_articles(session, ArticleFilter(), Page()).total == before
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == before + 1


def test_a_block_that_ends_badly_leaves_nothing(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            write_batch(session, [summit().analysed()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 0


def test_a_database_that_is_not_there_is_not_made_by_looking_for_it(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'absent.db'}")
    with pytest.raises(StorageError, match="propos migrate"), database.reading():
        pass
    with pytest.raises(StorageError, match="propos migrate"):
        database.check()
    assert not (tmp_path / "absent.db").exists()


def test_migrating_makes_folder_file_and_tables_and_twice_changes_nothing(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'new' / 'propos.db'}")
    database.migrate()
    database.check()
    with database.writing() as session:
        write_batch(session, [brief(1).analysed()])
    database.migrate()
    with database.reading() as session:
        assert articles.get_article(session, 1).id == 1
        assert session.ask("PRAGMA journal_mode") == [("wal",)]
        assert session.ask("PRAGMA foreign_keys") == [(1,)]
        assert session.ask("PRAGMA busy_timeout") == [(30_000,)]
        assert session.ask("PRAGMA journal_size_limit") == [(67_108_864,)]
    database.close()


def test_an_empty_database_says_to_migrate(tmp_path: Path, postgres_server: PostgresServer) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    for address in (f"sqlite:///{tmp_path / 'empty.db'}", postgres_server.get_uri()):
        database = Database.open(address)
        with pytest.raises(StorageError, match="is not migrated: run `propos migrate`"):
            database.check()
        with pytest.raises(StorageError, match="is not migrated: run `propos migrate`"), database.reading() as session:
            articles.list_articles(session, ArticleFilter(), Page())
        database.close()


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database at all " * 100)
    with pytest.raises(StorageError, match="not an SQLite database"):
        Database.open(f"sqlite:///{tmp_path / 'notes.db'}").check()


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://host/db", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_no_store_is_refused(address: str) -> None:
    with pytest.raises(StorageError, match="sqlite:///file"):
        Database.open(address)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    database = Database.open("postgresql://propos:secret@127.0.0.1:1/propos")
    with pytest.raises(StorageError, match="does not answer") as caught:
        database.check()
    assert "secret" not in str(caught.value)


def test_a_writer_that_waits_too_long_says_who_is_in_the_way(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    impatient = Database(sqlite_database.url)
    with (
        sqlite_database.writing(),
        pytest.raises(StorageError, match="another process has been writing"),
        impatient.writing(),
    ):
        pass
    impatient.close()


def test_on_postgresql_too(postgresql_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    impatient = Database(postgresql_database.url)
    with (
        postgresql_database.writing(),
        pytest.raises(StorageError, match="another process has been writing"),
        impatient.writing(),
    ):
        pass
    impatient.close()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_query_stops_at_its_time_budget_and_the_connection_stays_usable(database: Database) -> None:
    begin = time.monotonic()
    with pytest.raises(StorageError, match="time budget"), database.reading(0.3) as session:
        session.ask(ENDLESS)
    assert time.monotonic() - begin < 3  # 0.3 s and what a busy machine adds
    with database.reading(5) as session:
        assert session.ask("SELECT 1") == [(1,)]


def test_a_connection_that_the_server_has_cut_is_told_and_the_next_one_works(postgresql_database: Database) -> None:
    def be_cut_off() -> None:
        with postgresql_database.reading() as session:
            [(pid,)] = session.ask("SELECT pg_backend_pid()")
            with postgresql_database.writing() as other:
                other.ask("SELECT pg_terminate_backend(:pid, 5000)", pid=pid)
            session.ask("SELECT 1")

    with pytest.raises(StorageError, match="does not answer"):
        be_cut_off()
    with postgresql_database.reading() as session:
        assert session.ask("SELECT 1") == [(1,)]


def test_counting_up_in_four_threads_loses_nothing(database: Database) -> None:
    turns, threads = 25, 4

    def count_up() -> None:
        for _ in range(turns):
            with database.writing() as session:
                [(value,)] = session.ask("SELECT revision FROM corpus")
                session.run(text("UPDATE corpus SET revision = :value").bindparams(value=value + 1))

    running = [threading.Thread(target=count_up) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    with database.reading() as session:
        assert session.ask("SELECT revision FROM corpus") == [(turns * threads,)]


def compare_schema(database: Database) -> None:
    """Do what `alembic check` does."""
    config = migration_config()
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_the_schema_is_what_the_models_say(database: Database) -> None:
    compare_schema(database)


def test_a_difference_between_schema_and_models_is_seen(database: Database) -> None:
    with database.writing() as session:
        session.run(text("DROP INDEX ix_articles_changed_id"))
    with pytest.raises(CommandError, match="ix_articles_changed_id"):
        compare_schema(database)


def test_down_to_nothing_and_up_again_with_data_in_the_tables(database: Database) -> None:
    with database.writing() as session:
        write_batch(session, [summit().analysed(), brief(1).analysed()])
    config = migration_config()
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with pytest.raises(StorageError, match="propos migrate"):
        database.check()
    database.migrate()
    database.check()
    with database.writing() as session:
        [outcome] = write_batch(session, [summit().analysed()])
    assert outcome.article == 1


def test_tidying_up_changes_no_answer(database: Database) -> None:
    with database.writing() as session:
        write_batch(session, [summit().analysed()])
    database.tidy()
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 1


def test_the_migrations_travel_with_an_installed_package() -> None:
    root = Path(__file__).parents[2]
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    carried = settings["tool"]["setuptools"]["data-files"]
    found = {path for patterns in carried.values() for pattern in patterns for path in root.glob(pattern)}
    assert found >= {path for path in (root / "alembic").rglob("*.*") if path.suffix in {".py", ".mako"}}
    assert set(carried) == {"share/propos/alembic", "share/propos/alembic/versions"}
