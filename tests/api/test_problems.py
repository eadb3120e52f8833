"""Every error is a problem, and tells nothing of our insides."""

import pytest
from sqlalchemy import Integer, literal_column, select, text

from app.api.problem_types import PROBLEM_TYPES
from app.errors import AppError
from app.storage.database import Database, ReadSession
from tests.api.conftest import MakeService
from tests.api.service import Service, problem


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/v1", "/v1/quotes/", "/v1/articles/1/nothing", "/static/nothing.js", "/problems/none", "/%2e%2e/etc"],
)
def test_unknown_addresses(service: Service, path: str) -> None:
    assert service.problem(404, path)["type"] == "/problems/not-found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/v1/quotes", "GET, HEAD"),
        ("PUT", "/v1/articles", "GET, HEAD, POST"),
        ("PATCH", "/v1/articles/1", "DELETE, GET, HEAD"),
        ("GET", "/v1/extract", "POST"),
        ("PUT", "/static/nothing.js", "GET, HEAD"),
    ],
)
def test_methods_that_do_not_work(service: Service, method: str, path: str, allowed: str) -> None:
    answer = service.send(method, path)

    assert problem(answer, 405)["type"] == "/problems/method-not-allowed"
    assert answer.headers["allow"] == allowed


def test_an_unknown_parameter_is_refused_with_the_list(service: Service) -> None:
    told = service.problem(422, "/v1/suggest", q="a", speeker="x")

    assert told["errors"] == [
        {
            "location": "query",
            "name": "speeker",
            "message": "there is no such parameter; there are: fields, limit, q, type",
            "column": None,
        }
    ]


def test_a_single_parameter_is_given_once(service: Service) -> None:
    assert service.problem(422, "/v1/quotes", limit=["1", "2"])["errors"][0]["message"] == "give it once"
    service.ok("/v1/quotes", speaker=["Ada Byron", "Paul Valmont"])


def test_every_fault_is_told_at_once(service: Service) -> None:
    told = service.problem(422, "/v1/quotes", limit="0", date_from="2023-13", quote_type="loud", min_confidence="nan")

    assert {fault["name"] for fault in told["errors"]} == {"limit", "date_from", "quote_type", "min_confidence"}
    assert told["detail"].endswith("; and 1 more")


@pytest.mark.parametrize(
    "date",
    [
        "0000",
        "2023-13",
        "2023-00",
        "2023-02-30",
        "2023-4",
        "23",
        "2023-04-12T00:00",
        "٢٠٢٣",
        "0",
        "",
        "2023-04-1",
        "20230412",
    ],
)
@pytest.mark.parametrize("parameter", ["date_from", "date_to"])
def test_dates_that_are_none(service: Service, parameter: str, date: str) -> None:
    assert service.problem(422, "/v1/articles", **{parameter: date})["errors"][0]["name"] == parameter


def test_dates_that_end_before_they_begin(service: Service) -> None:
    assert service.problem(422, "/v1/articles", date_from="2023-05", date_to="2023-04")["type"] == "/problems/bad-date"
    service.ok("/v1/articles", date_from="2023-05", date_to="2023")


def test_what_we_did_not_foresee_tells_nothing(
    sqlite_database: Database,
    make_service: MakeService,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = make_service(sqlite_database)

    def fail(*_args: object) -> None:
        raise RuntimeError("secret 4711")

    monkeypatch.setattr("app.api.succession.get_actor", fail)
    answer = service.get("/v1/actors/1", headers={"X-Request-ID": "told-by-client.1"})

    told = problem(answer, 500)
    assert "4711" not in answer.text
    assert told["request_id"] == "told-by-client.1"
    assert "told-by-client.1" in caplog.text
    assert "4711" in caplog.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_query_over_its_budget_is_stopped(
    sqlite_database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make_service(sqlite_database, query_seconds=0.05)
    endless = "WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t) SELECT count(*) AS n FROM t"
    run_endless(monkeypatch, endless)

    assert service.problem(503, "/v1/actors/1")["type"] == "/problems/over-budget"
    monkeypatch.undo()
    service.problem(404, "/v1/actors/1")


def test_a_query_over_its_budget_is_stopped_on_postgresql(
    postgresql_database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make_service(postgresql_database, query_seconds=0.05)
    run_endless(monkeypatch, "SELECT 1 AS n FROM pg_sleep(10)")

    assert service.problem(503, "/v1/actors/1")["type"] == "/problems/over-budget"
    monkeypatch.undo()
    service.problem(404, "/v1/actors/1")


def run_endless(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    def read(session: ReadSession, _id: int) -> object:
        return session.rows(select(literal_column("n", type_=Integer)).select_from(text(f"({sql}) AS endless")))

    monkeypatch.setattr("app.api.succession.get_actor", read)


def kinds(error: type[AppError]) -> list[type[AppError]]:
    return [error, *(kind for child in error.__subclasses__() for kind in kinds(child))]


INTERNAL = {"contract"}
"""Faults of ours that the caller knows as `internal`."""


@pytest.mark.parametrize("error", kinds(AppError), ids=lambda error: error.__name__)
def test_every_error_has_its_page(service: Service, error: type[AppError]) -> None:
    if error.code in INTERNAL:
        return
    kind = PROBLEM_TYPES[error.code]
    page = service.get(kind.path)

    assert kind.status == error.status
    assert page.status_code == 200
    assert kind.title in page.text
    assert page.headers["content-type"].startswith("text/html")


def test_all_pages_are_listed(service: Service) -> None:
    listed = service.get("/problems").text

    assert all(f'href="{kind.path}"' in listed for kind in PROBLEM_TYPES.values())
