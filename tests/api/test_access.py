"""Who may do what: every operation with every kind of key, open and closed, as the OpenAPI document says."""

import logging
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.api.application import create_application
from app.domain.keys import Scope, make_key
from app.settings import Settings
from app.storage.database import Database
from app.storage.keys import add_key, list_keys, revoke_key
from tests.api.conftest import MakeService
from tests.api.service import Service, problem
from tests.api.writers import bearer, new_key
from tests.dumps import rows_of

DOCUMENT = create_application(Settings(database_url="sqlite:///absent.db")).openapi()
OPERATIONS = [
    pytest.param(
        method.upper(),
        path.format(article_id=1, actor_id=1, quote_id=1, relation_id=1),
        operation["security"],
        id=operation["operationId"],
    )
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
TODAY = datetime.now(UTC).date()


@pytest.fixture
def closed(sqlite_database: Database, make_service: MakeService) -> Service:
    return make_service(sqlite_database, require_key=True)


@pytest.fixture
def database(closed: Service) -> Database:
    return closed.resources.database


@pytest.mark.parametrize(("method", "path", "security"), OPERATIONS)
def test_every_operation_is_open_to_the_keys_that_it_names(
    closed: Service, database: Database, method: str, path: str, security: list[dict[str, list[str]]]
) -> None:
    wanted = Scope(security[-1]["key"][0]) if security else None
    for sent in (None, "nonsense", "propos_0123456789ab_" + "x" * 43):
        answer = closed.send(method, path, headers={} if sent is None else bearer(sent))
        if wanted is None:
            assert answer.status_code == 200
        else:
            assert problem(answer, 401)["type"] == "/problems/unauthorized"
            assert answer.headers["www-authenticate"].startswith("Bearer ")
    for scope in Scope:
        answer = closed.send(method, path, headers=bearer(new_key(database, scope)))
        if wanted is None or scope.allows(wanted):
            assert answer.status_code not in {401, 403}, scope
        else:
            assert problem(answer, 403)["type"] == "/problems/forbidden"


@pytest.mark.parametrize(("method", "path", "security"), OPERATIONS)
def test_reading_is_open_where_it_is_not_closed(
    service: Service, method: str, path: str, security: list[dict[str, list[str]]]
) -> None:
    is_open = not security or {} in security

    for headers in ({}, bearer("nonsense"), {"Authorization": "Basic eDp5"}, {"Authorization": "Digest x"}):
        answer = service.send(method, path, headers=headers)
        assert (answer.status_code == 401) == (not is_open)


def test_a_key_that_has_ended_says_when(closed: Service, database: Database) -> None:
    yesterday = TODAY - timedelta(days=1)
    ended, sent = make_key("old", Scope.READ, yesterday, yesterday)
    with database.writing() as session:
        add_key(session, ended)
    other = new_key(database, Scope.READ, "other")
    assert closed.get("/v1/articles", headers=bearer(other)).status_code == 200
    with database.writing() as session:
        revoke_key(session, "other", TODAY)

    for key, reason in ((sent, f"expired on {yesterday}"), (other, f"was revoked on {TODAY}")):
        assert reason in problem(closed.get("/v1/articles", headers=bearer(key)), 401)["detail"]


def test_the_right_name_with_the_wrong_secret_is_told_no_more_than_a_wrong_name(
    closed: Service, database: Database
) -> None:
    sent = new_key(database, Scope.ADMIN)
    wrong = [sent[:-1] + ("A" if sent[-1] != "A" else "B"), "propos_0123456789ab" + sent[19:], sent[:-1], sent + "A"]

    told = {problem(closed.get("/v1/articles", headers=bearer(key)), 401)["detail"] for key in wrong}

    assert told == {"there is no such API key: look whether all of it was sent"}


def basic(password: str, name: str = "anybody") -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}


def test_a_browser_reads_with_the_key_as_password_and_writes_nothing_with_it(
    closed: Service, database: Database
) -> None:
    key = new_key(database, Scope.ADMIN)

    page = closed.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert 'Basic realm="propos"' in page.headers["www-authenticate"]
    assert closed.get("/", headers={"Accept": "text/html", **basic(key)}).status_code == 200
    assert closed.get("/v1/articles", headers=basic(key)).status_code == 200
    refused = closed.send("POST", "/v1/articles", json={"text": "Une note."}, headers=basic(key))
    assert problem(refused, 401)
    assert "Basic" not in refused.headers["www-authenticate"]


@pytest.mark.parametrize(
    "value", ["Basic", "Basic é", "Basic !!!", "Basic /w==", "Basic eA==", "Bearer", "Bearer ", "x" * 8000]
)
def test_headers_that_are_no_key(closed: Service, value: str) -> None:
    problem(closed.get("/v1/articles", headers={"Authorization": value.encode()}), 401)  # pyright: ignore[reportArgumentType]


def test_what_shows_nothing_of_the_corpus_stays_open(closed: Service) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", "/problems", "/problems/unauthorized", "/static/swagger-ui.css"):
        assert closed.get(path).status_code == 200, path
    for path in ("/", "/articles/1", "/actors/1", "/compare", "/metrics"):
        assert closed.get(path).status_code == 401, path


def test_a_key_is_found_nowhere(
    closed: Service, database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = new_key(database, Scope.ADMIN)
    secret = sent.split("_", 2)[2]

    def fail(*_args: object) -> None:
        raise RuntimeError("something is wrong")

    answers = [closed.get(f"/v1/articles?api_key={sent}"), closed.get("/v1/articles", headers=bearer(sent + "x"))]
    monkeypatch.setattr("app.api.succession.get_actor", fail)
    answers.append(closed.get("/v1/actors/1", headers=bearer(sent)))

    assert [answer.status_code for answer in answers] == [401, 401, 500]
    told = "".join(f"{answer.text}{answer.headers}" for answer in answers)
    logged = [record.getMessage() + str(record.exc_text) for record in caplog.records if record.name != "httpx"]
    assert any("something is wrong" in line for line in logged)
    assert secret not in told + str(logged) + str(rows_of(database))


def test_the_day_of_the_last_use_is_noted_without_a_write_for_each_request(closed: Service, database: Database) -> None:
    sent = new_key(database, Scope.READ)
    with database.recording() as recorder:
        for _ in range(5):
            closed.get("/v1/articles", headers=bearer(sent))
    assert not [statement for statement in recorder.statements if statement.startswith(("UPDATE", "INSERT"))]
    assert last_uses(database) == [None]

    closed.resources.upkeep.look()
    assert last_uses(database) == [TODAY]
    closed.get("/v1/articles", headers=bearer(sent))
    with database.recording() as recorder:
        closed.resources.upkeep.look()
    assert len(recorder.statements) == 1


def last_uses(database: Database) -> list[date | None]:
    with database.reading() as session:
        return [key.last_used for key in list_keys(session)]


def test_upkeep_is_put_off_while_the_database_does_not_answer(
    tmp_path: Path, make_service: MakeService, caplog: pytest.LogCaptureFixture
) -> None:
    service = make_service(Database.open(f"sqlite:///{tmp_path / 'absent.db'}"), require_key=True)

    service.resources.upkeep.look()

    assert "upkeep is put off" in caplog.text
    assert problem(service.get("/v1/articles", headers=bearer("propos_0123456789ab_" + "x" * 43)), 503)
