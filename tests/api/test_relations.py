"""Relations over HTTP."""

from typing import Any

import pytest

from tests.api.service import Service


def test_a_relation_comes_with_the_sentence_that_states_it(service: Service) -> None:
    relation = service.ok("/v1/relations", modality="future")["items"][0]

    assert (relation["type"], relation["symmetric"], relation["polarity"]) == ("CONSULT", True, "affirmed")
    assert [actor["name"] for actor in relation["source"]] == ["Ada Byron"]
    assert [actor["name"] for actor in relation["target"]] == ["Paul Valmont"]
    assert relation["trigger"]["text"] == "rencontrera"
    assert relation["evidence"]["text"] == "Byron rencontrera Paul Valmont."
    assert (relation["attribution"], relation["quote_id"]) == ("article", None)
    assert relation["article"]["id"] == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"actor": "Byron"}, 2),
        ({"subject": "Ada Byron", "object": "Paul Valmont"}, 1),
        ({"subject": "Paul Valmont", "object": "Ada Byron"}, 1),  # symmetric: either side
        ({"subject": "France"}, 0),
        ({"object": "France"}, 1),
        ({"type": "CONSULT,AID"}, 2),
        ({"type": "AID"}, 0),
        ({"modality": "actual"}, 1),
        ({"polarity": "negated"}, 0),
        ({"min_confidence": "0.5"}, 1),
        ({"lang": "en"}, 1),
        ({"source": "example.org"}, 1),
        ({"date_from": "2023-04-10", "date_to": "2023-04-20"}, 2),
        ({"date_from": "2023-04-10", "date_to": "2023-04-20", "date_match": "within"}, 1),
        ({"subject": "Personne"}, 0),
        ({"group": "event"}, 2),
        ({"group": "role,state,stance"}, 0),
        ({"group": "role", "type": "CONSULT"}, 2),  # these as well
        ({"mode": "visit"}, 0),
        ({"attribution": "article"}, 2),
        ({"attribution": "quote"}, 0),
        ({"attribution": "quote,article"}, 2),
        ({"between": ["Valmont", "Byron"]}, 1),
        ({"between": ["Byron", "France"]}, 1),
        ({"between": ["Byron", "Personne"]}, 0),
        ({"location": "France"}, 0),
        ({"told_from": "2023-04-15", "told_to": "2023-04-15"}, 2),
        ({"told_from": "2023-04-15", "date_match": "within"}, 1),
    ],
)
def test_relations_are_filtered(service: Service, asked: dict[str, Any], found: int) -> None:
    assert service.ok("/v1/relations", **asked)["total"]["value"] == found


def test_relations_are_ordered_by_date_only(service: Service) -> None:
    newest = [relation["id"] for relation in service.walk("/v1/relations", limit=1)]
    oldest = [relation["id"] for relation in service.walk("/v1/relations", limit=1, sort="date")]

    assert newest == oldest[::-1]
    service.problem(422, "/v1/relations", sort="relevance")


def test_two_actors_are_asked_for_together(service: Service) -> None:
    assert "takes two" in service.problem(400, "/v1/relations", between="Byron")["detail"]
    service.problem(422, "/v1/relations", between=["Byron", "France", "Valmont"])


def test_a_relation_tells_its_event(service: Service) -> None:
    relation = service.ok("/v1/relations", modality="future")["items"][0]

    assert relation["event_key"].startswith("CONSULT.")
    assert service.ok("/v1/relations", event_key=relation["event_key"])["items"] == [relation]
    assert service.ok("/v1/relations", event_key="CONSULT.1-2.2023-02-30")["items"] == []
