"""The application follows the corpus: what is ingested is found, whoever wrote the index."""

import time
from pathlib import Path
from threading import Event

import pytest

from app.errors import SearchIndexError
from app.indexing import refresh_index
from app.search.index import SearchIndex
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import brief


def test_what_is_ingested_is_found_soon(database: Database, make_service: MakeService) -> None:
    service = make_service(database, follow_seconds=0.05)
    assert service.ok("/v1/articles", q="dépêche")["total"]["value"] == 0

    fill(database, brief(1).analysed())

    deadline = time.monotonic() + 10
    while service.ok("/v1/articles", q="dépêche")["total"]["value"] == 0:
        assert time.monotonic() < deadline, "the index did not follow"
        time.sleep(0.01)


def test_what_another_process_indexed_is_taken_up(sqlite_database: Database, make_service: MakeService) -> None:
    service = make_service(sqlite_database)
    fill(sqlite_database, brief(1).analysed())
    folder = service.app.state.settings.index_dir
    refresh_index(sqlite_database, SearchIndex.open(folder))

    service.follow()

    assert service.ok("/v1/articles", q="dépêche")["total"]["value"] == 1


def test_a_trouble_is_told_once_and_overcome(
    sqlite_database: Database,
    make_service: MakeService,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = make_service(sqlite_database)
    fill(sqlite_database, brief(1).analysed())

    def locked(*_args: object) -> int:
        raise SearchIndexError("locked by somebody")

    monkeypatch.setattr("app.api.following.refresh_index", locked)
    service.follow()
    service.follow()
    assert caplog.text.count("locked by somebody") == 1
    assert service.ok("/v1/articles")["total"]["value"] == 1

    monkeypatch.undo()
    service.follow()
    assert service.ok("/v1/articles", q="dépêche")["total"]["value"] == 1


def test_the_end_waits_for_a_look_that_is_under_way(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(sqlite_database, tmp_path / "index", follow_seconds=0.01)
    began, ended = Event(), Event()

    def look() -> None:
        began.set()
        time.sleep(0.2)
        ended.set()

    monkeypatch.setattr(service.resources.follower, "look", look)
    while not began.is_set():
        service.get("/v1/health")
    service.close()
    assert ended.is_set()
