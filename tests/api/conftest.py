"""Fixtures of the API's tests: `service` answers over the newsroom, once on each engine, and is only read."""

import shutil
import uuid
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import psycopg
import pytest

from app.storage.database import Database
from tests.api.browsing import browsing, chromium
from tests.api.service import Service, fill, newsroom
from tests.api.writers import Writer
from tests.tellers import small

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MakeService = Callable[..., Service]


@pytest.fixture(scope="session", params=("sqlite", "postgresql"))
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """Return a service over the newsroom; the test runs once on each engine, and must not write."""
    folder = tmp_path_factory.mktemp("newsroom")
    database = Database.open(_new_address(request, folder))
    fill(database, *newsroom())
    running = Service(database, folder / "index")
    yield running
    running.close()
    database.close()


def _new_address(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        shutil.copyfile(cast("Path", request.getfixturevalue("sqlite_template")), folder / "newsroom.db")
        return f"sqlite:///{folder / 'newsroom.db'}"
    server = request.getfixturevalue("postgres_server")
    template = cast("str", request.getfixturevalue("postgres_template"))
    name = f"newsroom_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return cast("str", server.get_uri(name))


@pytest.fixture
def make_service(tmp_path: Path) -> Generator[MakeService]:
    """Return a function that starts a service of the test's own over a database."""
    made: list[Service] = []

    def make(database: Database, **settings: Any) -> Service:
        made.append(Service(database, tmp_path / "index", **settings))
        return made[-1]

    yield make
    for running in made:
        running.close()


@pytest.fixture
def writer(database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """Return an empty service that articles are brought to, read by the small analyser; on each engine."""
    monkeypatch.setattr("app.api.resources.loading", small)
    return Writer(make_service(database), database)


@pytest.fixture(scope="session", params=("sqlite", "postgresql"))
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Writer]:
    """Return a service over the newsroom that may be written to, by many tests: what is in it is nobody's business."""
    folder = tmp_path_factory.mktemp("desk")
    database = Database.open(_new_address(request, folder))
    fill(database, *newsroom())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.api.resources.loading", small)
        running = Service(database, folder / "index")
    yield Writer(running, database)
    running.close()
    database.close()


@pytest.fixture(scope="module")
def browser() -> "Generator[Browser]":
    """Return a browser, for one module: while it runs no other event loop can; without one the test is skipped."""
    if chromium() is None:
        pytest.skip("no browser: install Debian's chromium, or name one in PROPOS_CHROMIUM")
    with browsing() as started:
        yield started
