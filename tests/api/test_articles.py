"""Articles over HTTP."""

import pytest

from tests.api.service import Service


def keys(items: list[dict[str, object]]) -> set[object]:
    return {item["id"] for item in items}


def test_an_article_is_shown_with_its_date_as_it_is_known(service: Service) -> None:
    article = service.ok("/v1/articles/1")

    assert article["title"] == "Le sommet"
    assert article["url"] == "https://example.org/sommet"
    assert (article["date"], article["date_precision"]) == ("2023-04", "month")
    assert (article["date_start"], article["date_end"]) == ("2023-04-01", "2023-04-30")
    assert (article["quote_count"], article["actor_count"], article["relation_count"]) == (1, 4, 1)
    assert [article[part] for part in ("text", "sentences", "quotes", "actors", "relations")] == [None] * 5


def test_parts_of_an_article_come_when_asked_for(service: Service) -> None:
    article = service.ok("/v1/articles/1", include="text,quotes")

    text = article["text"]
    assert len(text) == article["length"]
    assert [text[start:end] for start, end in article["sentences"]][-1] == "Byron rencontrera Paul Valmont."
    units = text.encode("utf-16-le")
    last = article["utf16_sentences"][-1]
    assert units[2 * last[0] : 2 * last[1]].decode("utf-16-le") == "Byron rencontrera Paul Valmont."
    assert units[2 * article["utf16_body_start"] :].decode("utf-16-le") == text[article["body_start"] :]
    assert article["quotes"][0]["parts"][0]["text"] == "Le climat 𝄞 change"
    assert article["actors"] is None

    more = service.ok("/v1/articles/1", include=["actors", "relations"])
    assert [actor["name"] for actor in more["actors"]] == ["Ada Byron", "France", "Radio Lune", "Paul Valmont"]
    assert more["actors"][0]["mentions"][1]["span"]["text"] == "Byron"
    assert more["relations"][0]["type"] == "CONSULT"


def test_offsets_count_code_points_and_utf16(service: Service) -> None:
    article = service.ok("/v1/articles/1", include="text,quotes")
    speaker = article["quotes"][0]["speaker"]["mention"]

    assert article["text"][speaker["start"] : speaker["end"]] == speaker["text"] == "Ada Byron"
    units = article["text"].encode("utf-16-le")
    assert units[2 * speaker["utf16_start"] : 2 * speaker["utf16_end"]].decode("utf-16-le") == "Ada Byron"
    assert speaker["utf16_start"] == speaker["start"] + 1  # the clef before it is two units


def test_parts_of_listed_articles_are_those_of_each(service: Service) -> None:
    parts = "text,quotes,actors,relations"
    listed = service.ok("/v1/articles", include=parts, limit=50)["items"]

    assert len(listed) == 39
    for article in listed:
        alone = service.ok(f"/v1/articles/{article['id']}", include=parts)
        assert article == {**alone, "snippet": None}


def test_parts_of_listed_articles_come_when_asked_for(service: Service) -> None:
    [plain] = service.ok("/v1/articles", q="sommet", limit=1)["items"]
    [shown] = service.ok("/v1/articles", q="climat", include="quotes,snippet", actor="Paul Valmont")["items"]

    assert {plain[part] for part in ("text", "sentences", "quotes", "actors", "relations", "snippet")} == {None}
    assert (shown["text"], shown["actors"]) == (None, None)
    assert [span["text"] for span in shown["quotes"][0]["highlights"]] == ["climat"]
    assert "climat" in shown["snippet"]["text"]


def test_texts_come_fifty_at_once(service: Service) -> None:
    assert len(service.ok("/v1/articles", include="quotes", limit=200)["items"]) == 39
    assert "lower `limit`" in service.problem(400, "/v1/articles", include="text", limit=51)["detail"]


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/articles/1"])
def test_an_unknown_part_of_any_answer(service: Service, path: str) -> None:
    told = service.problem(422, path, include="everything")

    assert "'text', 'quotes', 'actors'" in told["errors"][0]["message"]


def test_an_unknown_part_is_refused_with_the_list(service: Service) -> None:
    told = service.problem(422, "/v1/articles/1", include="text,everything")

    assert "'text', 'quotes', 'actors' or 'relations'" in told["errors"][0]["message"]


@pytest.mark.parametrize("missing", [999, 2**63 - 1])
def test_an_article_that_is_not_there_is_not_found(service: Service, missing: int) -> None:
    assert service.problem(404, f"/v1/articles/{missing}")["type"] == "/problems/not-found"
    assert service.problem(404, f"/v1/articles/{missing}/quotes")["type"] == "/problems/not-found"


def test_newest_first_and_undated_last(service: Service) -> None:
    dates = [article["date"] for article in service.walk("/v1/articles", limit=200)]

    dated = [date for date in dates if date is not None]
    assert dates == dated + [None] * 6
    assert dates[0] == "2023-05-01"
    assert service.ok("/v1/articles", sort="date", limit=1)["items"][0]["date"] == "2016-04-22"


def test_a_month_overlaps_ten_days_of_it_but_is_not_within_them(service: Service) -> None:
    told = {"date_from": "2023-04-10", "date_to": "2023-04-20", "limit": 200}
    overlapping = service.ok("/v1/articles", **told)["items"]
    within = service.ok("/v1/articles", **told, date_match="within")["items"]

    assert 1 in keys(overlapping)
    assert 1 not in keys(within)
    assert {article["date"] for article in overlapping} == {"2023-04-12", "2023-04-15", "2023-04", "2023"}
    assert {article["date"] for article in within} == {"2023-04-12", "2023-04-15"}


@pytest.mark.parametrize(
    ("asked", "found"), [("2023", 26), ("2022", 6), ("2016-04", 1), ("2016-04-22", 1), ("1999", 0)]
)
def test_a_year_or_month_may_be_asked_for(service: Service, asked: str, found: int) -> None:
    assert service.ok("/v1/articles", date_from=asked, date_to=asked)["total"] == {"value": found, "relation": "eq"}


def test_undated_articles_come_with_a_date_filter_only_when_asked_for(service: Service) -> None:
    told = {"date_from": "2023-05", "limit": 200}

    assert None not in {article["date"] for article in service.ok("/v1/articles", **told)["items"]}
    assert None in {article["date"] for article in service.ok("/v1/articles", **told, include_undated="true")["items"]}


def test_actors_are_understood_by_id_name_and_alias(service: Service) -> None:
    by_alias = service.ok("/v1/articles", actor="byron")
    resolved = by_alias["resolved"][0]

    assert resolved == {
        "parameter": "actor",
        "input": "byron",
        "id": resolved["id"],
        "name": "Ada Byron",
        "type": "person",
        "alternatives": [],
    }
    by_id = service.ok("/v1/articles", actor=str(resolved["id"]))
    assert by_id["items"] == by_alias["items"]


def test_several_actors_mean_all_or_one(service: Service) -> None:
    both = service.ok("/v1/articles", actor=["Ada Byron", "Paul Valmont"])
    either = service.ok("/v1/articles", actor=["Ada Byron", "Paul Valmont"], actor_op="or")

    assert both["total"]["value"] == 1
    assert either["total"]["value"] == 1 + 24 + 1
    assert [one["name"] for one in both["resolved"]] == ["Ada Byron", "Paul Valmont"]


def test_an_unknown_actor_finds_nothing_and_is_told(service: Service) -> None:
    answer = service.ok("/v1/articles", actor="Personne Nulle")

    assert answer["items"] == []
    assert answer["total"] == {"value": 0, "relation": "eq"}
    assert (answer["resolved"][0]["input"], answer["resolved"][0]["id"]) == ("Personne Nulle", None)


def test_language_and_source_filter(service: Service) -> None:
    assert service.ok("/v1/articles", lang="en")["total"]["value"] == 1
    assert service.ok("/v1/articles", lang="en,fr")["total"]["value"] == 39
    assert service.ok("/v1/articles", source=["a.example", "b.example"])["total"]["value"] == 24


@pytest.mark.parametrize("asked", [{}, {"q": "dépêche"}])
def test_facets_count_all_pages(service: Service, asked: dict[str, str]) -> None:
    answer = service.ok("/v1/articles", limit=1, facets="lang,source,year,month,actor", actor="Ada Byron", **asked)

    facets = answer["facets"]
    assert sum(one["count"] for one in facets["lang"]) == answer["total"]["value"]
    assert facets["source"][0] == {"value": "a.example", "label": "a.example", "count": 12}
    assert facets["actor"][0]["count"] == answer["total"]["value"]
    assert {"Ada Byron", "France"} <= {one["label"] for one in facets["actor"]}
    assert answer["facets_timed_out"] is False


def test_facets_are_counted_only_when_asked_for(service: Service) -> None:
    assert service.ok("/v1/articles")["facets"] == {}
    assert set(service.ok("/v1/articles", facets="month")["facets"]) == {"month"}


@pytest.mark.parametrize(
    "q", ["accord", "l'accord", "l’accord", "L'ACCORD", "accords", '"accord de paris"', "elysee", "clim*"]
)
def test_words_are_found_whatever_their_form(service: Service, q: str) -> None:
    assert "2016-04-22" in {article["date"] for article in service.ok("/v1/articles", q=q)["items"]}


def test_a_search_takes_filters_and_orders(service: Service) -> None:
    found = service.ok("/v1/articles", q="dépêche", date_from="2023-05", limit=200)
    assert {article["date"] for article in found["items"]} == {"2023-05-01", "2023"}

    dates = [article["date"] for article in service.walk("/v1/articles", q="dépêche", sort="-date", limit=7)]
    assert len(dates) == 36
    assert dates[-6:] == [None] * 6


def test_relevance_needs_a_search(service: Service) -> None:
    assert "needs a search" in service.problem(400, "/v1/articles", sort="relevance")["detail"]
    assert service.ok("/v1/articles", q="climat", sort="relevance")["total"]["value"] == 2


def test_a_card_says_what_analysed_the_article(service: Service) -> None:
    assert service.ok("/v1/articles/1")["extractor"] == {"name": "builder", "version": "1"}
    assert {card["extractor"]["name"] for card in service.ok("/v1/articles")["items"]} == {"builder"}
