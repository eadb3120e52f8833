"""Rate limits: off unless set, told in headers, refused with a problem and the time to wait."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from app.domain.keys import Scope, make_key
from app.settings import Settings
from app.storage.database import Database
from app.storage.keys import add_key
from tests.api.conftest import MakeService
from tests.api.service import Service, problem


def key_of(database: Database, name: str) -> dict[str, str]:
    """Make a key that may read, and return the header that sends it."""
    key, sent = make_key(name, Scope.READ, datetime.now(UTC).date(), None)
    with database.writing() as session:
        add_key(session, key)
    return {"Authorization": f"Bearer {sent}"}


def statuses(service: Service, number: int, headers: dict[str, str] | None = None) -> list[int]:
    return [service.get("/v1/articles", headers=headers).status_code for _ in range(number)]


def test_no_limit_unless_set(service: Service) -> None:
    answer = service.get("/v1/articles")

    assert not {"ratelimit", "ratelimit-policy"} & set(answer.headers)


def test_a_request_over_the_limit_is_told_when_to_come_back(
    sqlite_database: Database, make_service: MakeService
) -> None:
    service = make_service(sqlite_database, rate_limit="3/hour")
    answers = [service.get("/v1/articles") for _ in range(4)]
    refused = answers[-1]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert answers[0].headers["ratelimit-policy"] == '"hour";q=3;w=3600'
    told = problem(refused, 429)
    assert told["type"] == "/problems/too-many-requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 3_600
    assert refused.headers["cache-control"] == "no-store"
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_all_of_several_limits_hold(sqlite_database: Database, make_service: MakeService) -> None:
    service = make_service(sqlite_database, rate_limit="2/hour;100/day")
    answer = service.get("/v1/articles")

    assert answer.headers["ratelimit-policy"] == '"hour";q=2;w=3600, "day";q=100;w=86400'
    assert answer.headers["ratelimit"].startswith('"hour";r=1;t=')
    assert statuses(service, 2) == [200, 429]


def test_what_watches_the_service_is_never_refused(sqlite_database: Database, make_service: MakeService) -> None:
    service = make_service(sqlite_database, rate_limit="1/day")

    for path in ("/healthz", "/readyz", "/metrics", "/static/swagger-ui.css") * 2:
        assert service.get(path).status_code == 200


def test_a_key_has_a_limit_of_its_own_once_it_has_opened_something(
    sqlite_database: Database, make_service: MakeService
) -> None:
    service = make_service(sqlite_database, rate_limit="2/hour", require_key=True)
    headers = key_of(sqlite_database, "one")

    assert statuses(service, 4, headers) == [200, 200, 200, 429]  # the first one counted for the address
    assert statuses(service, 2, key_of(sqlite_database, "other")) == [200, 200]


def test_made_up_keys_share_the_limit_of_their_address(sqlite_database: Database, make_service: MakeService) -> None:
    service = make_service(sqlite_database, rate_limit="2/hour")

    assert [statuses(service, 1, {"Authorization": f"Bearer x{number}"})[0] for number in range(3)] == [200, 200, 429]


def test_services_do_not_count_for_one_another(sqlite_database: Database, make_service: MakeService) -> None:
    first, second = (make_service(sqlite_database, rate_limit="1/hour") for _ in range(2))

    assert [*statuses(first, 2), *statuses(second, 2)] == [200, 429, 200, 429]


@pytest.mark.parametrize("limit", ["many", "60", "60/fortnight", "60/minute;", "-1/hour", ""])
def test_a_limit_that_is_none_is_refused_at_the_start(limit: str) -> None:
    with pytest.raises(ValidationError, match="rate_limit"):
        Settings(rate_limit=limit)
