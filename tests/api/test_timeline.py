"""Counts over time."""

from typing import Any

import pytest

from tests.api.service import Service

LISTINGS = {"articles": "/v1/articles", "quotes": "/v1/quotes", "relations": "/v1/relations"}


def spread(answer: dict[str, Any]) -> dict[str, int]:
    return {one["date"]: one["count"] for one in answer["items"]}


def test_the_quotes_of_a_speaker_by_month(service: Service) -> None:
    answer = service.ok("/v1/timeline", of="quotes", speaker="valmont", interval="month")

    assert spread(answer) == {"2022-12": 6, "2023-04": 6}
    assert (answer["coarser"], answer["undated"], answer["total"]["value"]) == ([], 0, 12)
    assert answer["resolved"][0]["name"] == "Paul Valmont"


def test_an_article_of_a_month_is_put_on_none_of_its_days(service: Service) -> None:
    answer = service.ok("/v1/timeline", interval="day")

    assert spread(answer) == {"2016-04-22": 1, "2022-12-31": 6, "2023-04-12": 6, "2023-04-15": 1, "2023-05-01": 6}
    assert answer["coarser"] == [{"date": "2023", "count": 6}, {"date": "2023-04", "count": 7}]
    assert (answer["undated"], answer["total"]["value"]) == (6, 39)


@pytest.mark.parametrize("of", LISTINGS)
@pytest.mark.parametrize("interval", ["day", "month", "year"])
@pytest.mark.parametrize(
    "asked", [{}, {"date_from": "2023-04-10", "date_to": "2023-04-20", "include_undated": "true"}, {"lang": "fr"}]
)
def test_an_interval_counts_what_its_listing_lists(
    service: Service, of: str, interval: str, asked: dict[str, str]
) -> None:
    answer = service.ok("/v1/timeline", of=of, interval=interval, **asked)

    assert answer["total"] == service.ok(LISTINGS[of], **asked)["total"]
    counted = sum(one["count"] for one in (*answer["items"], *answer["coarser"]))
    assert counted + answer["undated"] == answer["total"]["value"]
    for one in () if "date_from" in asked else answer["items"]:
        within = {"date_from": one["date"], "date_to": one["date"], "date_match": "within"}
        assert service.ok(LISTINGS[of], **asked, **within)["total"]["value"] == one["count"]


@pytest.mark.parametrize("of", ["articles", "quotes"])
@pytest.mark.parametrize("asked", [{}, {"actor": "Ada Byron"}, {"date_from": "2023-04", "date_to": "2023-04"}])
def test_a_search_counts_like_the_store(service: Service, of: str, asked: dict[str, str]) -> None:
    everything = "oui OR climat OR met OR accord"
    searched = service.ok("/v1/timeline", of=of, interval="day", q=everything, **asked)

    assert searched == service.ok("/v1/timeline", of=of, interval="day", **asked)


def test_the_relations_of_a_pair_by_when_they_happened(service: Service) -> None:
    pair = {"of": "relations", "between": ["Ada Byron", "Paul Valmont"]}

    assert spread(service.ok("/v1/timeline", **pair, by="told")) == {"2023-04": 1}
    assert service.ok("/v1/timeline", **pair)["total"] == service.ok("/v1/relations", between=pair["between"])["total"]


def test_empty_intervals_on_request(service: Service) -> None:
    asked = {"of": "quotes", "speaker": "valmont", "date_from": "2022-11", "date_to": "2023-04"}

    assert spread(service.ok("/v1/timeline", **asked, fill="true")) == {
        "2022-11": 0,
        "2022-12": 6,
        "2023-01": 0,
        "2023-02": 0,
        "2023-03": 0,
        "2023-04": 6,
    }
    told = service.problem(400, "/v1/timeline", interval="day", date_from="0001", date_to="9999", fill="true")
    assert "longer `interval`" in told["detail"]


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ({"speaker": "x"}, "of=quotes"),
        ({"of": "quotes", "between": ["x", "y"]}, "of=relations"),
        ({"of": "relations", "q": "x"}, "`of=articles` or `of=quotes`"),
        ({"of": "quotes", "by": "told"}, "of=relations"),
    ],
)
def test_a_filter_of_something_else_is_refused_with_the_remedy(
    service: Service, asked: dict[str, Any], remedy: str
) -> None:
    assert remedy in service.problem(400, "/v1/timeline", **asked)["detail"]
