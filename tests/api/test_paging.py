"""Paging: a walk meets every item once, and a cursor is good for its own listing only."""

import random
import re
from typing import Any

import pytest

from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import brief

LISTINGS: list[tuple[str, dict[str, Any]]] = [
    ("/v1/articles", {}),
    ("/v1/articles", {"sort": "date"}),
    ("/v1/articles", {"q": "dépêche"}),
    ("/v1/articles", {"q": "dépêche", "sort": "-date"}),
    ("/v1/articles", {"q": "dépêche OR accord", "sort": "date"}),
    ("/v1/quotes", {}),
    ("/v1/quotes", {"q": "oui"}),
    ("/v1/quotes", {"q": "oui", "sort": "date"}),
    ("/v1/actors", {}),
    ("/v1/actors", {"sort": "mentions"}),
    ("/v1/relations", {}),
    ("/v1/articles/1/quotes", {}),
]


@pytest.mark.parametrize(("path", "asked"), LISTINGS)
@pytest.mark.parametrize("limit", [1, 7])
def test_a_walk_meets_every_item_once(service: Service, path: str, asked: dict[str, Any], limit: int) -> None:
    at_once = service.ok(path, **asked, limit=200)
    walked = list(service.walk(path, **asked, limit=limit))

    assert walked == at_once["items"]
    assert len(walked) == at_once["total"]["value"]


def test_the_next_page_is_linked(service: Service) -> None:
    first = service.get("/v1/quotes", speaker="Ada Byron", limit=3)
    link = first.links["next"]["url"]
    second = service.get(link).json()

    assert first.json()["next_cursor"] in link
    assert second["items"] == service.ok("/v1/quotes", speaker="Ada Byron", limit=6)["items"][3:]
    assert "link" not in service.get("/v1/quotes", speaker="Ada Byron", limit=200).headers


def test_the_size_of_a_page_may_change_on_the_way(service: Service) -> None:
    first = service.ok("/v1/quotes", limit=3)
    rest = service.ok("/v1/quotes", limit=200, cursor=first["next_cursor"])

    assert first["items"] + rest["items"] == service.ok("/v1/quotes", limit=200)["items"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/v1/articles", {}),
        ("/v1/quotes", {"sort": "date"}),
        ("/v1/quotes", {"speaker": "Ada Byron"}),
        ("/v1/quotes", {"q": "oui"}),
        ("/v1/relations", {}),
        ("/v1/actors", {}),
        ("/v1/articles/1/quotes", {}),
    ],
)
def test_a_cursor_of_another_listing_is_refused(service: Service, path: str, asked: dict[str, Any]) -> None:
    foreign = service.ok("/v1/quotes", limit=1)["next_cursor"]

    assert service.problem(400, path, **asked, cursor=foreign)["type"] == "/problems/bad-cursor"


def test_a_cursor_that_was_tampered_with_is_refused(service: Service) -> None:
    seed = 20_261_123
    chance = random.Random(seed)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    good = service.ok("/v1/quotes", limit=1)["next_cursor"]
    for _ in range(200):
        place = chance.randrange(len(good))
        bad = good[:place] + chance.choice(letters) + good[place + chance.choice([0, 1]) :]
        if bad != good:
            told = service.problem(400, "/v1/quotes", limit=1, cursor=bad)
            assert told["type"] == "/problems/bad-cursor", (seed, bad)


@pytest.mark.parametrize("cursor", ["A", "AAAA", "A" * 500, "____", "e30"])
def test_what_was_never_a_cursor_is_refused(service: Service, cursor: str) -> None:
    assert service.problem(400, "/v1/quotes", cursor=cursor)["type"] == "/problems/bad-cursor"


@pytest.mark.parametrize("limit", ["0", "201", "-1", "1.0", "1e1", " 1", "+1", "1_0", "x", "9" * 5000])
def test_a_page_has_one_to_two_hundred_items(service: Service, limit: str) -> None:
    assert service.problem(422, "/v1/quotes", limit=limit)["errors"][0]["name"] == "limit"


@pytest.mark.parametrize("sort", ["-date", "date"])
@pytest.mark.parametrize("asked", [{}, {"q": "dépêche"}])
def test_a_walk_meets_what_was_there_while_more_comes_in(
    database: Database, make_service: MakeService, asked: dict[str, str], sort: str
) -> None:
    dates = ["2023-04-12", "2023", None, "2023-04"]
    fill(database, *(brief(number, date=dates[number % 4]).analysed() for number in range(20)))
    service = make_service(database)
    before = {article["id"] for article in service.walk("/v1/articles", limit=200, **asked)}
    met: list[int] = []
    for number, article in enumerate(service.walk("/v1/articles", limit=3, sort=sort, **asked)):
        met.append(article["id"])
        if number % 3 == 1:
            fill(database, brief(100 + number, date=dates[number % 4]).analysed())
            service.follow()

    assert len(met) == len(set(met))
    assert before <= set(met)


def test_an_article_that_vanished_from_the_store_is_left_out(database: Database, make_service: MakeService) -> None:
    fill(database, *(brief(number).analysed() for number in range(5)))
    service = make_service(database)
    changed = brief(2)
    changed.text = re.sub("Oui", "Non", changed.text)
    changed.quotes.clear()
    fill(database, changed.analysed())  # its quote is gone from the store, and still in the index

    stale = service.ok("/v1/quotes", q="oui", limit=2)
    walked = list(service.walk("/v1/quotes", q="oui", limit=2))

    assert stale["total"]["value"] == 5
    assert len(walked) == 4
    service.follow()
    assert service.ok("/v1/quotes", q="oui")["total"]["value"] == 4
