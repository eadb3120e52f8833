"""Actors and suggestions over HTTP."""

from datetime import date

import pytest

from app.storage import verdicts
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import summit


def test_an_actor_has_names_counts_and_dates(service: Service) -> None:
    id_ = service.ok("/v1/actors", name="byron")["items"][0]["id"]
    actor = service.ok(f"/v1/actors/{id_}")

    assert (actor["name"], actor["type"]) == ("Ada Byron", "person")
    assert (actor["article_count"], actor["quote_count"], actor["relation_count"]) == (14, 14, 2)
    assert (actor["first_date"], actor["last_date"]) == ("2023-04-01", "2023-04-30")
    assert {"Ada Byron", "Byron"} <= {alias["name"] for alias in actor["aliases"]}


def test_a_country_has_its_code_and_its_english_name(service: Service) -> None:
    france = service.ok("/v1/actors", type="country")["items"][0]

    assert (france["name"], france["name_en"], france["country"]) == ("France", "France", "FR")
    assert france["about_count"] == 37


@pytest.mark.parametrize("beginning", ["byron", "BYR", "ada b", "Ÿ", "zoé", "zoe"])
def test_actors_are_found_by_the_beginning_of_any_word(service: Service, beginning: str) -> None:
    assert service.ok("/v1/actors", name=beginning)["total"]["value"] == 1
    assert service.ok("/v1/actors", q=beginning)["total"]["value"] == 1


def test_name_and_q_mean_the_same(service: Service) -> None:
    assert service.ok("/v1/actors", name="byron", q="byron")["total"]["value"] == 1
    assert "mean the same" in service.problem(400, "/v1/actors", name="byron", q="france")["detail"]


def test_actors_by_type(service: Service) -> None:
    assert service.ok("/v1/actors", type="person,organization")["total"]["value"] == 4
    assert "person" in service.problem(422, "/v1/actors", type="robot")["detail"]


def test_the_most_mentioned_first_or_as_they_came(service: Service) -> None:
    by_mentions = [actor["mention_count"] for actor in service.walk("/v1/actors", sort="mentions", limit=2)]
    ids = [actor["id"] for actor in service.walk("/v1/actors", limit=2)]

    assert by_mentions == sorted(by_mentions, reverse=True)
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids)) == 5


def test_an_actor_that_is_not_there_is_not_found(service: Service) -> None:
    assert service.problem(404, "/v1/actors/999999")["type"] == "/problems/not-found"


def test_who_was_merged_into_another_is_found_there_until_that_is_undone(
    database: Database, make_service: MakeService
) -> None:
    fill(database, summit().analysed())
    service = make_service(database)
    with database.writing() as session:
        lost, kept = (verdicts.find_actor(session, name) for name in ("Paul Valmont", "Ada Byron"))
        ruling = verdicts.merge(session, kept, [lost], date(2026, 11, 24)).ruling
    for address in ("/v1/actors/{}", "/v1/actors/{}?fields=id,name", "/actors/{}"):
        answer = service.get(address.format(lost.id))
        assert (answer.status_code, answer.headers["location"]) == (307, address.format(kept.id))
    [told] = service.ok("/v1/quotes", speaker=str(lost.id))["resolved"]
    assert told["id"] == kept.id

    with database.writing() as session:
        verdicts.undo(session, ruling.number)
    assert service.ok(f"/v1/actors/{lost.id}")["name"] == "Paul Valmont"


def test_a_name_is_completed(service: Service) -> None:
    suggestions = service.ok("/v1/suggest", q="fra")["items"]

    assert suggestions[0]["actor"]["name"] == "France"
    assert suggestions[0]["matched"] == "France"
    assert suggestions[0]["article_count"] == 38
    assert service.ok("/v1/suggest", q="xyz")["items"] == []
    assert len(service.ok("/v1/suggest", q="a", limit=1)["items"]) == 1


@pytest.mark.parametrize(
    ("typed", "name", "match", "edits"),
    [
        ("france", "France", "exact", 0),
        ("FRA", "France", "beginning", 0),
        ("byron a", "Ada Byron", "similar", 0),
        ("frnace", "France", "similar", 1),
        ("byrom", "Ada Byron", "similar", 1),
        ("valmnot pa", "Paul Valmont", "similar", 1),
        ("zoe", "Zoé Ÿ", "beginning", 0),
        ("radoi lune", "Radio Lune", "similar", 1),
    ],
)
def test_a_name_is_completed_whatever_its_accents_and_slips(
    service: Service, typed: str, name: str, match: str, edits: int
) -> None:
    first = service.ok("/v1/suggest", q=typed)["items"][0]

    assert (first["actor"]["name"], first["match"], first["edits"]) == (name, match, edits)
    assert first["mention_count"] > 0


def test_suggestions_of_one_type(service: Service) -> None:
    types = {one["actor"]["type"] for one in service.ok("/v1/suggest", q="a", type="person,organization")["items"]}

    assert types == {"person"}
    assert service.ok("/v1/suggest", q="france", type="person")["items"] == []


def test_a_suggestion_needs_something_to_complete(service: Service) -> None:
    assert service.problem(422, "/v1/suggest")["errors"][0]["name"] == "q"


def test_every_name_has_its_reason_and_a_sentence(service: Service) -> None:
    id_ = service.ok("/v1/actors", name="byron")["items"][0]["id"]
    actor = service.ok(f"/v1/actors/{id_}")
    names = {alias["name"]: alias for alias in actor["aliases"]}

    assert (actor["ambiguous"], actor["aliases_left_out"]) == (False, 0)
    assert names["Ada Byron"]["joined_by"] == "name"
    byron = names["Byron"]
    assert (byron["joined_by"], byron["ambiguous"], byron["others"]) == ("same_article", False, [])
    mention, sentence = byron["evidence"]["mention"], byron["evidence"]["sentence"]
    assert (mention["text"], sentence["text"]) == ("Byron", "Byron rencontrera Paul Valmont.")
    assert mention["utf16_start"] == mention["start"] + 1  # a character beyond U+FFFF stands before it
    text = service.ok(f"/v1/articles/{byron['evidence']['article_id']}", include="text")["text"]
    assert text[sentence["start"] : sentence["end"]] == sentence["text"]
