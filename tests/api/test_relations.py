"""Relations over HTTP."""

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
    ],
)
def test_relations_are_filtered(service: Service, asked: dict[str, str], found: int) -> None:
    assert service.ok("/v1/relations", **asked)["total"]["value"] == found


def test_relations_are_ordered_by_date_only(service: Service) -> None:
    newest = [relation["id"] for relation in service.walk("/v1/relations", limit=1)]
    oldest = [relation["id"] for relation in service.walk("/v1/relations", limit=1, sort="date")]

    assert newest == oldest[::-1]
    service.problem(422, "/v1/relations", sort="relevance")
