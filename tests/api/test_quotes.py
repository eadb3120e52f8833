"""Quotes over HTTP: each with its evidence."""

import pytest

from tests.api.service import Service


def test_a_quote_comes_with_everything_that_proves_it(service: Service) -> None:
    quote = service.ok("/v1/quotes", q="climat")["items"][0]

    assert quote["type"] == "direct"
    assert [part["text"] for part in quote["parts"]] == ["Le climat 𝄞 change"]
    assert quote["cue"]["text"] == "a dit"
    assert quote["speaker"]["mention"]["text"] == "Ada Byron"
    assert quote["speaker"]["actor"]["name"] == "Ada Byron"
    assert quote["via"]["actor"]["name"] == "Radio Lune"
    assert [actor["name"] for actor in quote["about"]] == ["France"]
    assert quote["evidence"]["text"] == "« Le climat 𝄞 change », a dit Ada Byron à la France, selon Radio Lune."
    assert quote["confidence"] == 1.0
    assert quote["article"]["title"] == "Le sommet"
    assert (quote["article"]["date"], quote["article"]["date_end"]) == ("2023-04", "2023-04-30")
    assert quote["extractor"] == {"name": "builder", "version": "1"}


def test_every_stretch_is_what_the_text_says(service: Service) -> None:
    for quote in service.ok("/v1/quotes", limit=50)["items"]:
        text = service.ok(f"/v1/articles/{quote['article']['id']}", include="text")["text"]
        for span in (*quote["parts"], quote["cue"], quote["speaker"]["mention"], quote["evidence"]):
            assert text[span["start"] : span["end"]] == span["text"]


def test_quotes_of_a_speaker(service: Service) -> None:
    answer = service.ok("/v1/quotes", speaker="valmont", limit=200)

    assert answer["total"]["value"] == 12
    assert {quote["speaker"]["actor"]["name"] for quote in answer["items"]} == {"Paul Valmont"}
    assert answer["resolved"][0]["parameter"] == "speaker"


def test_quotes_about_somebody_and_in_any_role(service: Service) -> None:
    assert service.ok("/v1/quotes", about="France")["total"]["value"] == 37
    assert service.ok("/v1/quotes", about="Ada Byron")["total"]["value"] == 0
    assert service.ok("/v1/quotes", actor="Ada Byron")["total"]["value"] == 14
    both = service.ok("/v1/quotes", speaker="Ada Byron", about="France")
    assert both["total"]["value"] == 13
    assert [one["parameter"] for one in both["resolved"]] == ["speaker", "about"]


def test_several_speakers_mean_one_of_them_when_told_so(service: Service) -> None:
    names = ["Ada Byron", "Paul Valmont"]

    assert service.ok("/v1/quotes", speaker=names, actor_op="or")["total"]["value"] == 26
    assert service.ok("/v1/quotes", speaker=names)["total"]["value"] == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"quote_type": "direct"}, 38),
        ({"quote_type": "indirect,mixed"}, 0),
        ({"cue": "said"}, 1),
        ({"cue": "a dit"}, 37),
        ({"cue": "dit"}, 37),
        ({"cue": "DIT"}, 37),
        ({"cue": "di"}, 0),
        ({"cue": "dit a"}, 0),
        ({"cue": "%"}, 0),
        ({"min_confidence": "0.5"}, 37),
        ({"lang": "en"}, 1),
        ({"source": "example.org"}, 1),
        ({"date_from": "2023-04-10", "date_to": "2023-04-20", "date_match": "within"}, 7),
        ({"date_from": "2023-04-10", "date_to": "2023-04-20"}, 20),
    ],
)
@pytest.mark.parametrize("words", [{}, {"q": "oui OR climat OR met"}])
def test_filters_mean_the_same_with_a_search_and_without(
    service: Service, asked: dict[str, str], found: int, words: dict[str, str]
) -> None:
    assert service.ok("/v1/quotes", **asked, **words)["total"]["value"] == found


def test_quotes_of_one_article_come_in_the_order_of_the_text(service: Service) -> None:
    quotes = service.ok("/v1/articles/1/quotes")

    assert [quote["article"]["id"] for quote in quotes["items"]] == [1]
    assert quotes["total"] == {"value": 1, "relation": "eq"}


def test_a_search_that_cannot_be_read_names_the_column(service: Service) -> None:
    told = service.problem(400, "/v1/quotes", q="--")

    assert told["type"] == "/problems/bad-query"
    assert (told["errors"][0]["name"], told["errors"][0]["column"]) == ("q", 1)
