"""Scripts of other sites: kept out unless their site is named, whatever the answer is."""

import pytest

from app.settings import Settings
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, problem

DESK = "https://desk.example"


@pytest.fixture
def crossed(sqlite_database: Database, make_service: MakeService) -> Service:
    """Return a service that two sites may ask."""
    return make_service(sqlite_database, cors_origins=f"{DESK},http://localhost:5173", rate_limit="3/hour")


def ask_beforehand(service: Service, origin: str, method: str = "POST") -> dict[str, str]:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, content-type, idempotency-key",
    }
    answer = service.send("OPTIONS", "/v1/articles", headers=asked)
    assert answer.status_code in {200, 204}
    return dict(answer.headers)


def test_a_site_that_is_named_may_ask(crossed: Service) -> None:
    told = ask_beforehand(crossed, DESK)

    assert told["access-control-allow-origin"] == DESK
    assert {"POST", "DELETE"} <= set(told["access-control-allow-methods"].split(", "))
    assert "access-control-allow-credentials" not in told
    answer = crossed.get("/v1/quotes", headers={"Origin": DESK})
    assert answer.headers["access-control-allow-origin"] == DESK
    assert {"ETag", "Link", "RateLimit"} <= set(answer.headers["access-control-expose-headers"].split(", "))
    assert "Origin" in answer.headers["vary"]


def test_problems_can_be_read_too(crossed: Service) -> None:
    answers = [crossed.get("/v1/quotes", limit=0, headers={"Origin": DESK}) for _ in range(4)]

    assert [problem(answer, answer.status_code)["status"] for answer in answers] == [422, 422, 422, 429]
    assert {answer.headers["access-control-allow-origin"] for answer in answers} == {DESK}
    assert crossed.get("/v1/quotes", headers={"Origin": DESK}).headers["retry-after"]


@pytest.mark.parametrize("origin", ["https://other.example", "null", "https://desk.example.org", "http://desk.example"])
def test_another_site_may_not(crossed: Service, origin: str) -> None:
    assert "access-control-allow-origin" not in ask_beforehand(crossed, origin)
    assert "access-control-allow-origin" not in crossed.get("/v1/quotes", headers={"Origin": origin}).headers


def test_none_may_unless_it_is_set(service: Service) -> None:
    answer = service.get("/v1/quotes", headers={"Origin": DESK})

    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert service.send("OPTIONS", "/v1/quotes", headers={"Origin": DESK}).status_code == 405


@pytest.mark.parametrize(
    "origins", ["desk.example", "https://desk.example/", "https://a.example, https://b.example", ""]
)
def test_what_is_no_list_of_sites_is_refused(origins: str) -> None:
    with pytest.raises(ValueError, match="cors_origins"):
        Settings(cors_origins=origins)
