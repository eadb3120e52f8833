"""Why something was found: the words that match, as stretches of the article."""

from tests.api.service import Service


def test_a_search_shows_the_words_of_a_quote_that_match(service: Service) -> None:
    quote = service.ok("/v1/quotes", q="climats change")["items"][0]
    text = service.ok(f"/v1/articles/{quote['article']['id']}", include="text")["text"]

    assert [span["text"] for span in quote["highlights"]] == ["climat", "change"]
    for span in quote["highlights"]:
        assert text[span["start"] : span["end"]] == span["text"]
    first, second = quote["highlights"]
    assert first["utf16_start"] == first["start"]
    assert second["utf16_start"] == second["start"] + 1  # the clef between them is two units


def test_a_search_shows_the_sentence_with_most_of_its_words(service: Service) -> None:
    article = service.ok("/v1/articles", q="byron valmont", include="snippet")["items"][0]

    assert article["snippet"]["text"] == "Byron rencontrera Paul Valmont."
    assert [span["text"] for span in article["snippet"]["highlights"]] == ["Byron", "Valmont"]
    text = service.ok(f"/v1/articles/{article['id']}", include="text")["text"]
    for span in (article["snippet"], *article["snippet"]["highlights"]):
        assert text[span["start"] : span["end"]] == span["text"]
        assert span["utf16_start"] == span["start"] + 1


def test_a_title_alone_has_no_sentence(service: Service) -> None:
    assert service.ok("/v1/articles", q="sommet", include="snippet")["items"][0]["snippet"] is None


def test_without_a_search_there_is_nothing_to_show(service: Service) -> None:
    assert service.ok("/v1/articles", limit=1, include="snippet")["items"][0]["snippet"] is None
    assert service.ok("/v1/articles", limit=1, q="oui")["items"][0]["snippet"] is None
    assert service.ok("/v1/quotes", limit=1)["items"][0]["highlights"] == []
