"""Whether the service runs and can answer."""

from pathlib import Path

import pytest

from app.errors import SearchIndexError
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import brief


def test_it_runs_and_is_ready(service: Service) -> None:
    ready = service.ok("/readyz")

    assert service.ok("/healthz") == {"status": "ok"}
    assert ready["status"] == "ready"
    assert ready["index_revision"] == ready["corpus_revision"] > 0


def test_it_is_not_ready_before_the_index_has_caught_up(
    sqlite_database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_args: object) -> int:
        raise SearchIndexError("locked by somebody")

    monkeypatch.setattr("app.api.following.refresh_index", locked)
    fill(sqlite_database, brief(1).analysed())
    service = make_service(sqlite_database)

    assert service.problem(503, "/readyz")["type"] == "/problems/search-index"
    assert service.ok("/healthz") == {"status": "ok"}
    monkeypatch.undo()
    service.follow()
    assert service.ok("/readyz")["status"] == "ready"


def test_a_database_that_is_not_migrated_is_a_problem_everywhere(tmp_path: Path, make_service: MakeService) -> None:
    service = make_service(Database.open(f"sqlite:///{tmp_path / 'absent.db'}"))

    for path in ("/readyz", "/v1/articles", "/v1/quotes?q=oui", "/v1/actors/1", "/v1/suggest?q=a"):
        told = service.problem(503, path)
        assert told["type"] == "/problems/storage"
        assert str(tmp_path) not in service.get(path).text
    assert service.get("/readyz").headers["retry-after"]
    assert service.ok("/healthz") == {"status": "ok"}


def test_it_recovers_when_the_database_comes_back(tmp_path: Path, make_service: MakeService) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'late.db'}")
    service = make_service(database)
    service.problem(503, "/v1/articles")

    database.migrate()
    fill(database, brief(1).analysed())
    service.follow()

    assert service.ok("/readyz")["corpus_revision"] == 1
    assert service.ok("/v1/articles", q="oui")["total"]["value"] == 1
    database.close()


def test_a_monitor_may_ask_for_the_head_alone(service: Service) -> None:
    whole, head = service.get("/readyz"), service.send("HEAD", "/readyz")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert service.send("HEAD", "/v1/extract").status_code == 405
