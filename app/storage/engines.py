"""Engines: how each database is connected to, and what its own errors mean for a person."""

import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.errors import OverBudgetError, StorageError

WRITE_LOCK = 0x50524F50
"""The advisory lock of PostgreSQL that stands for "the one writer" (the letters PROP)."""
BUSY_SECONDS = 30
CONNECT_SECONDS = 2
POOL_SIZE = 16
_PROGRESS_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""


def parse_url(url: str) -> URL:
    """Read a database address, `sqlite:///path` or `postgresql://...`.

    Raises:
        StorageError: it is neither, or an SQLite database without a file.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError("the database address is not one: write sqlite:///file.db or postgresql://...") from error
    backend = parsed.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StorageError(f"no support for {backend} databases: write sqlite:///file.db or postgresql://...")
    if parsed.database in {None, "", ":memory:"}:
        raise StorageError("an SQLite database needs a file: write sqlite:///file.db")
    return parsed.set(drivername="sqlite+pysqlite")


def open_engine(url: URL, *, writes: bool) -> Engine:
    """Return a pool of connections that read only, or that take the write lock at the start of every transaction."""
    return _sqlite(url, writes=writes) if url.get_backend_name() == "sqlite" else _postgresql(url, writes=writes)


def _sqlite(url: URL, *, writes: bool) -> Engine:
    path = Path(url.database or "").absolute()
    settings = [
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = NORMAL",
        "PRAGMA journal_size_limit = 67108864",
        "PRAGMA cache_size = -65536",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA query_only = OFF" if writes else "PRAGMA query_only = ON",
    ]

    def connect() -> sqlite3.Connection:
        # mode=rw: a missing file is an error with its remedy, never a new empty database
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        for setting in settings:
            connection.execute(setting).close()
        return connection

    engine = create_engine(url, creator=connect, pool_size=POOL_SIZE)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    def start(connection: Connection) -> None:
        _sqlite_driver(connection).execute(begin).close()

    event.listen(engine, "begin", start)
    return engine


def _postgresql(url: URL, *, writes: bool) -> Engine:
    options = f"-c jit=off -c lock_timeout={BUSY_SECONDS}s"
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": options, "application_name": "propos"},
    )

    def start(connection: Connection) -> None:
        _postgresql_driver(connection).execute("SELECT pg_advisory_xact_lock(%s)", (WRITE_LOCK,))

    def read_only(connection: psycopg.Connection, _record: object) -> None:
        connection.read_only = True

    event.listen(engine, "begin", start) if writes else event.listen(engine, "connect", read_only)
    return engine


def create_file(url: URL) -> None:
    """Make the file of an SQLite database and its folder, in WAL mode, where they are absent."""
    if url.get_backend_name() != "sqlite":
        return
    path = Path(url.database or "").absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"the database file {path} cannot be made: {error}") from error
    try:
        connection.execute("PRAGMA journal_mode = WAL").close()
    except sqlite3.Error as error:
        raise StorageError(f"the database file {path} cannot be used: {error}") from error
    finally:
        connection.close()


@contextmanager
def time_limit(connection: Connection, seconds: float | None) -> Generator[None]:
    """Stop a statement of the block that runs over `seconds` (on SQLite: the whole block); the connection stays usable."""
    if seconds is None:
        yield
    elif connection.dialect.name == "postgresql":
        limit = f"SET LOCAL statement_timeout = {max(1, round(seconds * 1000))}"
        _postgresql_driver(connection).execute(limit.encode())
        yield
    else:
        deadline = time.monotonic() + seconds
        driver = _sqlite_driver(connection)
        driver.set_progress_handler(lambda: time.monotonic() > deadline, _PROGRESS_STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)


@contextmanager
def explained(url: URL) -> Generator[None]:
    """Turn what a database says when it cannot answer into a StorageError with its remedy; mistakes of ours stay as they are."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlite3.DatabaseError, psycopg.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        message = _explanation(original, shown(url))
        if message is None:
            raise
        raise (OverBudgetError if _is_over_budget(original) else StorageError)(message) from error


def shown(url: URL) -> str:
    """Return the address as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


def _is_over_budget(error: BaseException | None) -> bool:
    return isinstance(error, psycopg.errors.QueryCanceled) or "interrupted" in str(error)


def _explanation(error: BaseException | None, where: str) -> str | None:
    words = str(error)
    for kinds, part, remedy in _REMEDIES:
        if isinstance(error, kinds) or (part and part in words):
            return remedy.format(where=where, seconds=BUSY_SECONDS)
    if isinstance(error, _UNREACHABLE):
        first = words.splitlines()[0] if words else "no reason given"
        return f"the database {where} does not answer ({first}): check that it is running and the address is right"
    return None


_REMEDIES: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    ((psycopg.errors.UndefinedTable,), "no such table", "the database {where} is not migrated: run `propos migrate`"),
    ((), "unable to open database file", "there is no database at {where}: run `propos migrate`"),
    (
        (psycopg.errors.QueryCanceled,),
        "interrupted",
        "the query took longer than its time budget: narrow it down or try again later",
    ),
    (
        (psycopg.errors.LockNotAvailable,),
        "database is locked",
        "another process has been writing to {where} for more than {seconds} s: try again later",
    ),
    ((psycopg.errors.DiskFull,), "disk is full", "the disk of {where} is full: make room and run the command again"),
    ((), "file is not a database", "{where} is not an SQLite database: choose another file"),
    ((), "disk image is malformed", "the database file {where} is damaged: ingest into a new one or restore a copy"),
)
"""Exceptions of the PostgreSQL driver, words of SQLite's, and what to tell a person."""


_UNREACHABLE = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeoutError, sqlite3.OperationalError)


def _sqlite_driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _postgresql_driver(connection: Connection) -> psycopg.Connection:
    return cast("psycopg.Connection", connection.connection.driver_connection)
