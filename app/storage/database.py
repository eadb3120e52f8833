"""The database: opening it, reading and writing transactions, migrations. Everything else takes a session."""

import sysconfig
from collections.abc import Generator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from app.errors import StorageError
from app.storage.engines import create_file, explained, open_engine, parse_url, shown, time_limit
from app.storage.sessions import QueryRecorder, ReadSession, WriteSession

__all__ = ["Database", "QueryRecorder", "ReadSession", "WriteSession", "migration_config"]


def migration_config() -> Config:
    """Return Alembic's configuration: the migrations of the checkout, or those installed beside the package.

    Raises:
        StorageError: neither is there.
    """
    checkout = Path(__file__).parents[2] / "alembic"
    installed = Path(sysconfig.get_path("data")) / "share" / "propos" / "alembic"
    for folder in (checkout, installed):
        if (folder / "env.py").is_file():  # site-packages/alembic, the library itself, has none
            config = Config()
            config.set_main_option("script_location", str(folder).replace("%", "%%"))
            return config
    raise StorageError(f"the migrations are neither in {checkout} nor in {installed}: install the package again")


@cache
def newest_revisions() -> frozenset[str]:
    """Return the revisions of an up-to-date database."""
    return frozenset(ScriptDirectory.from_config(migration_config()).get_heads())


class Database:
    """A relational store, SQLite or PostgreSQL by its address, with one pool for readers and one for writers."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._readers: Engine = open_engine(url, writes=False)
        self._writers: Engine = open_engine(url, writes=True)

    @classmethod
    def open(cls, url: str) -> "Database":
        """Return the database at `url`; nothing is connected before the first session.

        Raises:
            StorageError: the address is neither `sqlite:///file` nor `postgresql://...`.
        """
        return cls(parse_url(url))

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database, None for PostgreSQL."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @contextmanager
    def reading(self, seconds: float | None = None) -> Generator[ReadSession]:
        """Give a transaction that reads one state of the database and cannot write.

        Args:
            seconds: the time budget; without one a query may take as long as it likes.

        Raises:
            StorageError: the database does not answer, is not migrated, or the budget is spent.
        """
        with (
            explained(self.url),
            self._readers.connect() as connection,
            connection.begin(),
            time_limit(connection, seconds),
        ):
            yield ReadSession(connection)

    @contextmanager
    def writing(self) -> Generator[WriteSession]:
        """Give a transaction that holds the write lock; it commits when the block ends well and leaves nothing otherwise.

        Raises:
            StorageError: the database does not answer, is not migrated, or another writer holds it for too long.
        """
        with explained(self.url), self._writers.connect() as connection, connection.begin():
            yield WriteSession(connection)

    @contextmanager
    def migrating(self) -> Generator[Connection]:
        """Give a writing connection for migrations: foreign keys are checked at the end, since tables are made anew."""
        create_file(self.url)
        with explained(self.url), self._writers.connect() as connection:
            sqlite = self.path is not None
            if sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                yield connection
                if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                    raise StorageError(f"the migration would leave {len(broken)} rows without their parents: report it")
            connection.invalidate()  # its foreign keys are off

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to `revision` (the newest by default), making an SQLite file where there is none.

        Raises:
            StorageError: the database does not answer.
        """
        config = migration_config()
        with self.migrating() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)

    def check(self) -> None:
        """Return only when the tables are the newest.

        Raises:
            StorageError: the database does not answer or is not migrated; the message says what to run.
        """
        heads = newest_revisions()
        with explained(self.url), self._readers.connect() as connection, connection.begin():
            found = frozenset(MigrationContext.configure(connection).get_current_heads())
        if found != heads:
            state = (
                "is not migrated" if not found else f"is at {'+'.join(sorted(found))}, not at {'+'.join(sorted(heads))}"
            )
            raise StorageError(f"the database {shown(self.url)} {state}: run `propos migrate`")

    def tidy(self) -> None:
        """Do what is good after an ingest: fresh statistics for the query planner, and SQLite's log folded into its file.

        Raises:
            StorageError: the database does not answer.
        """
        with explained(self.url), closing(self._writers.raw_connection()) as raw:
            # No transaction: SQLite folds its log in only outside of one.
            cursor = raw.cursor()
            if self.path is None:
                cursor.execute("ANALYZE")
            else:
                cursor.execute("PRAGMA analysis_limit = 1000")  # a sample of each index will do
                cursor.execute("ANALYZE")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.commit()

    @contextmanager
    def recording(self) -> Generator[QueryRecorder]:
        """Record every statement of this database, so that a test can fix their number."""
        with QueryRecorder().listening(self._readers, self._writers) as recorder:
            yield recorder

    def close(self) -> None:
        """Give all connections back."""
        self._readers.dispose()
        self._writers.dispose()
