"""Sparse answers and counts: what is shown beside, or instead of, whole items."""

from collections import Counter
from typing import Any

import pytest

from app.storage import articles, quotes, relations
from app.storage.database import Database, ReadSession
from tests.api.conftest import MakeService
from tests.api.service import Service, fill, newsroom
from tests.builders import varied

LISTINGS = {
    "/v1/articles": ("id", "title"),
    "/v1/articles/1/quotes": ("id", "evidence"),
    "/v1/quotes": ("speaker", "parts"),
    "/v1/actors": ("id", "name", "aliases"),
    "/v1/relations": ("id", "type", "source"),
    "/v1/events": ("event_key", "reports"),
}

ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "SELECT pg_sleep(30)",
)
"""A question that takes longer than any budget, for SQLite and for PostgreSQL."""


@pytest.mark.parametrize("path", LISTINGS)
def test_items_with_the_fields_asked_for_alone(service: Service, path: str) -> None:
    whole = service.ok(path, limit=2)
    sparse = service.ok(path, limit=2, fields=",".join(LISTINGS[path]))

    assert sparse["items"] == [{name: item[name] for name in LISTINGS[path]} for item in whole["items"]]
    assert {**sparse, "items": []} == {**whole, "items": []}


@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/relations"])
def test_one_item_is_that_of_the_listing(service: Service, path: str) -> None:
    for item in service.ok(path, limit=3)["items"]:
        assert service.ok(f"{path}/{item['id']}") == item
        assert service.ok(f"{path}/{item['id']}", fields="id,confidence") == {
            name: item[name] for name in ("id", "confidence")
        }
    service.problem(404, f"{path}/999999")


@pytest.mark.parametrize("path", ["/v1/articles/1", "/v1/actors/1"])
def test_one_item_with_the_fields_asked_for_alone(service: Service, path: str) -> None:
    whole = service.get(path)
    sparse = service.get(path, fields=["id", "relation_count"])

    assert sparse.json() == {name: whole.json()[name] for name in ("id", "relation_count")}
    assert sparse.headers["vary"] == whole.headers["vary"]
    assert sparse.headers["etag"] != whole.headers["etag"]


@pytest.mark.parametrize("path", [*LISTINGS, "/v1/articles/1", "/v1/actors/1", "/v1/quotes/1", "/v1/relations/1"])
def test_a_field_that_is_not_there_is_refused_with_the_list(service: Service, path: str) -> None:
    told = service.problem(422, path, fields="colour")

    assert (told["errors"][0]["location"], told["errors"][0]["name"]) == ("query", "fields")
    assert "'colour'" in told["detail"]
    assert "there are: " in told["detail"]


def test_suggestions_with_the_fields_asked_for_alone(service: Service) -> None:
    [first, *_] = service.ok("/v1/suggest", q="ada", fields="matched")["items"]

    assert first == {"matched": "Ada Byron"}
    assert "there are: actor, matched" in service.problem(422, "/v1/suggest", q="ada", fields="colour")["detail"]


def test_fields_may_change_on_the_way(service: Service) -> None:
    first = service.ok("/v1/quotes", limit=30, fields="id")
    second = service.ok("/v1/quotes", limit=30, fields="type,id", cursor=first["next_cursor"])

    assert len({item["id"] for item in (*first["items"], *second["items"])}) == 38


@pytest.mark.parametrize("words", [{}, {"q": "oui OR climat OR met"}])
def test_quotes_are_counted_by_everything_a_filter_takes(service: Service, words: dict[str, str]) -> None:
    names = "lang,source,speaker,about,type,year,month"
    answer = service.ok("/v1/quotes", facets=names, limit=1, **words)
    counts = {name: {one["label"]: one["count"] for one in those} for name, those in answer["facets"].items()}

    assert answer["facets_timed_out"] is False
    assert counts["lang"] == {"fr": 37, "en": 1}
    assert counts["type"] == {"direct": 38}
    assert counts["speaker"] == {"Ada Byron": 14, "Paul Valmont": 12, "Zoé Ÿ": 12}
    assert counts["about"] == {"France": 37}
    assert counts["year"] == {"2023": 26, "2022": 6}
    assert counts["month"] == {"2023-04": 14, "2022-12": 6, "2023-05": 6}
    assert counts["source"] == {"a.example": 12, "b.example": 12, "example.org": 1}


def test_the_counts_of_quotes_follow_the_filters(service: Service) -> None:
    asked: dict[str, Any] = {"speaker": "valmont", "about": "France", "lang": "fr", "facets": "speaker,about,year"}
    stored, found = (service.ok("/v1/quotes", **asked, **words)["facets"] for words in ({}, {"q": "oui"}))

    assert stored == found
    assert [one["count"] for one in stored["about"]] == [12]


@pytest.mark.parametrize("asked", [{}, {"actor": "Ada Byron"}, {"date_from": "2023", "lang": "fr"}, {"type": "COERCE"}])
def test_relations_are_counted_by_everything_a_filter_takes(
    database: Database, make_service: MakeService, asked: dict[str, str]
) -> None:
    fill(database, *newsroom(), *(varied(number).analysed() for number in range(30)))
    service = make_service(database)
    names = "lang,source,actor,type,modality,year,month"
    facets = service.ok("/v1/relations", facets=names, limit=1, **asked)["facets"]
    counts = {name: {one["label"]: one["count"] for one in those} for name, those in facets.items()}
    items = list(service.walk("/v1/relations", limit=200, **asked))
    dated = [item["article"] for item in items if item["article"]["date"]]

    assert counts == {
        "lang": Counter(item["article"]["language"] for item in items),
        "source": Counter(item["article"]["source"] for item in items if item["article"]["source"]),
        "actor": Counter(name for item in items for name in {one["name"] for one in item["source"] + item["target"]}),
        "type": Counter(item["type"] for item in items),
        "modality": Counter(item["modality"] for item in items),
        "year": Counter(article["date"][:4] for article in dated),
        "month": Counter(article["date"][:7] for article in dated if article["date_precision"] != "year"),
    }


@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/articles", "/v1/relations"])
def test_counting_has_a_budget_of_its_own(
    database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    fill(database, *(varied(number).analysed() for number in range(3)))
    service = make_service(database, facet_seconds=0.05)

    def count_endlessly(session: ReadSession, *_asked: object) -> object:
        return session.ask(ENDLESS[session.is_postgresql])

    kept = {"/v1/quotes": quotes, "/v1/articles": articles, "/v1/relations": relations}
    monkeypatch.setattr(kept[path], "facets", count_endlessly)
    answer = service.get(path, facets="lang", limit=3)

    assert answer.status_code == 200
    assert (answer.json()["facets"], answer.json()["facets_timed_out"]) == ({}, True)
    assert len(answer.json()["items"]) == 3
    assert answer.headers["cache-control"] == "no-store"
