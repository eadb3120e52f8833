"""Metrics: what a program that watches the service reads."""

import re
from datetime import date

from app.domain.keys import Scope, make_key
from app.storage.database import Database
from app.storage.keys import add_key
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import brief


def metrics(service: Service) -> dict[str, float]:
    """Return every sample by its name and labels."""
    answer = service.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = (line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_requests_are_counted_by_route_and_status(database: Database, make_service: MakeService) -> None:
    service = make_service(database)
    for path in ("/v1/articles", "/v1/articles?limit=0", "/v1/articles/7", "/v1/articles/8", "/nowhere?x=secret"):
        service.get(path)
    service.send("HEAD", "/v1/articles")
    service.send("BREW", "/v1/articles")
    found = metrics(service)

    def count(method: str, route: str, status: int) -> float:
        return found[f'propos_http_requests_total{{method="{method}",route="{route}",status="{status}"}}']

    assert count("GET", "/v1/articles", 200) == 2
    assert count("GET", "/v1/articles", 422) == 1
    assert count("GET", "/v1/articles/{article_id}", 404) == 2
    assert count("GET", "none", 404) == 1
    assert count("OTHER", "/v1/articles", 405) == 1
    assert found['propos_http_request_seconds_count{method="GET",route="/v1/articles"}'] == 3
    assert found["propos_http_requests_in_progress"] == 1  # the one that asks
    assert not re.search("secret|limit", " ".join(found))


def test_revisions_and_how_far_the_index_is_behind(database: Database, make_service: MakeService) -> None:
    fill(database, brief(1).analysed())
    service = make_service(database)
    fill(database, brief(2).analysed())
    behind = metrics(service)
    service.follow()
    caught_up = metrics(service)

    assert (behind["propos_corpus_revision"], behind["propos_index_revision"]) == (2, 1)
    assert (behind["propos_index_lag_revisions"], caught_up["propos_index_lag_revisions"]) == (1, 0)
    assert (behind["propos_store_up"], caught_up["propos_process_resident_memory_bytes"] > 0) == (1, True)


def test_a_store_that_does_not_answer_is_a_metric(sqlite_database: Database, make_service: MakeService) -> None:
    service = make_service(sqlite_database)
    assert sqlite_database.path is not None
    service.resources.database.close()
    sqlite_database.path.unlink()

    assert metrics(service)["propos_store_up"] == 0


def test_each_application_counts_for_itself(sqlite_database: Database, make_service: MakeService) -> None:
    first, second = make_service(sqlite_database), make_service(sqlite_database)
    first.get("/v1/articles")

    assert any('route="/v1/articles"' in name for name in metrics(first))
    assert not any('route="/v1/articles"' in name for name in metrics(second))


def test_metrics_are_closed_where_reading_is(sqlite_database: Database, make_service: MakeService) -> None:
    service = make_service(sqlite_database, require_key=True)
    key, sent = make_key("prometheus", Scope.READ, date(2026, 1, 1), None)
    with sqlite_database.writing() as session:
        add_key(session, key)

    assert service.get("/metrics").status_code == 401
    assert service.get("/metrics", headers={"Authorization": f"Bearer {sent}"}).status_code == 200
    assert sent.rpartition("_")[2] not in service.get("/metrics", headers={"Authorization": f"Bearer {sent}"}).text
