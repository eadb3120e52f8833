"""An article as Web Annotations and as linked data: a client that knows nothing of us finds every place again."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysts import Alone
from app.api.anchoring import surroundings
from app.extraction.analyser import EXTRACTOR, Analyser
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import Story

LINKED = "application/ld+json"


def annotations(service: Service, article: int) -> dict[str, Any]:
    answer = service.get(f"/v1/articles/{article}/annotations")
    assert answer.headers["content-type"] == f'{LINKED}; profile="http://www.w3.org/ns/anno.jsonld"'
    return answer.json()


def selectors(page: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the two selectors of every target."""
    for annotation in page["items"]:
        for target in annotation["target"]:
            words, position = target["selector"]
            assert (words["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            yield words, position


def anchored_by_words(text: str, selector: dict[str, Any]) -> list[int]:
    """Return every place where the words stand between what should stand around them."""
    exact, prefix, suffix = selector["exact"], selector["prefix"], selector["suffix"]
    places = (at for at in range(len(text)) if text.startswith(exact, at))
    return [at for at in places if text[:at].endswith(prefix) and text.startswith(suffix, at + len(exact))]


def check_anchors(service: Service, article: int) -> int:
    """Anchor every annotation of an article by either selector; return how many places that were."""
    page = annotations(service, article)
    [source] = {target["source"] for one in page["items"] for target in one["target"]} or {None}
    if source is None:
        return 0
    text = service.get(source.removeprefix("http://propos.test")).text
    units = text.encode("utf-16-le")
    number = 0
    for words, position in selectors(page):
        assert text[position["start"] : position["end"]] == words["exact"]
        assert units[2 * position["utf16Start"] : 2 * position["utf16End"]].decode("utf-16-le") == words["exact"]
        assert anchored_by_words(text, words) == [position["start"]]
        number += 1
    return number


def test_quotes_speakers_and_relations_are_annotated(service: Service) -> None:
    page = annotations(service, 1)

    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], page["partOf"]["total"], page["partOf"]["label"]) == ("AnnotationPage", 3, "Le sommet")
    assert sorted(one["motivation"] for one in page["items"]) == ["describing", "identifying", "linking"]
    assert len({one["id"] for one in page["items"]}) == 3
    quote = next(one for one in page["items"] if one["motivation"] == "describing")
    assert quote["target"][0]["selector"][0]["exact"] == "Le climat 𝄞 change"
    assert [(body["purpose"], body.get("label") or body["value"]) for body in quote["body"]] == [
        ("identifying", "Ada Byron"),
        ("linking", "France"),
        ("describing", "Ada Byron: a dit"),
        ("tagging", "direct quote"),
    ]


def test_annotations_of_one_motivation(service: Service) -> None:
    page = service.get("/v1/articles/1/annotations", motivation="linking,identifying").json()

    assert [one["motivation"] for one in page["items"]] == ["identifying", "linking"]
    assert page["partOf"]["total"] == 2


def test_every_annotation_is_found_again_by_either_selector(service: Service) -> None:
    assert sum(check_anchors(service, article) for article in range(1, 40)) == 78


def test_the_same_words_in_many_places_stay_apart(database: Database, make_service: MakeService) -> None:
    line = "« Oui », a dit Ada Byron. 𝄞 "
    story = Story(line * 30 + "« Non », a dit Ada Byron.").actor("Ada Byron")
    story.quote("Oui", speaker="Ada Byron", cue="a dit").quote("Non", speaker="Ada Byron", cue="a dit")
    fill(database, story.analysed())

    assert check_anchors(make_service(database), 1) == 4


def anchored(paths: Iterable[Path], database: Database, make_service: MakeService) -> Counter[str]:
    """Read files, anchor every annotation of each, and return how many there are of each motivation."""
    report = ingest(
        Feed([str(path) for path in paths], Manner()),
        database,
        Alone(Analyser.load("fast")),
        Process(extractor=EXTRACTOR),
    )
    service, found = make_service(database), Counter[str]()
    for article in range(1, report.new + 1):
        page, card = annotations(service, article), service.ok(f"/v1/articles/{article}", include="quotes")
        named = [quote for quote in card["quotes"] if quote["speaker"] and quote["speaker"]["mention"]]
        here = Counter(one["motivation"] for one in page["items"])
        expected = {"describing": card["quote_count"], "identifying": len(named), "linking": card["relation_count"]}
        assert here == Counter(expected)
        check_anchors(service, article)
        found += here
    return found


def test_ten_real_articles(sqlite_database: Database, make_service: MakeService, shared: Path) -> None:
    longest = sorted((shared / "corpora" / "winer_fr").glob("*/*/*.txt"), key=lambda path: (path.stat().st_size, path))[
        -10:
    ]
    found = anchored(longest, sqlite_database, make_service)

    assert min(found[motivation] for motivation in ("describing", "identifying", "linking")) > 10, found


def test_texts_of_our_own(sqlite_database: Database, make_service: MakeService, tmp_path: Path) -> None:
    said = "« Oui, nous irons 𝄞 », a déclaré le président français François Hollande."
    for name, text in {
        "lines": f"{said}\r\n\r\n{said}\r\n{said} 🇫🇷 {said}\r\n",
        "marks": f"\ufeffdate 2016-04 {said}\u2028\u00a0{said}\t« Oui », dit-il. " + "« Oui », dit-il. " * 20,
        "composed": "Le pre\u0301sident français François Hollande a affirmé que l’été\u202fserait e\u0301prouvant. "
        * 3,
    }.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    found = anchored([tmp_path], sqlite_database, make_service)

    assert found["describing"] > 20
    assert found["linking"] > 1


@given(st.text("aab𝄞 ", max_size=80), st.data())
def test_surroundings_single_out_any_stretch(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    prefix, suffix = surroundings(text, start, end)
    selector = {"exact": text[start:end], "prefix": prefix, "suffix": suffix}

    assert start in anchored_by_words(text + "$", selector)
    assert len(prefix) == min(start, 32) or len(anchored_by_words(text, selector)) <= 1


def test_the_text_alone_is_what_was_stored(service: Service) -> None:
    answer = service.get("/v1/articles/1/text")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == service.ok("/v1/articles/1", include="text")["text"]


def test_an_article_as_linked_data(service: Service) -> None:
    told = service.get("/v1/articles/1/jsonld")
    article = told.json()

    assert told.headers["content-type"] == LINKED
    assert (article["@type"], article["headline"], article["datePublished"]) == ("NewsArticle", "Le sommet", "2023-04")
    [quotation] = article["hasPart"]
    assert (quotation["@type"], quotation["text"]) == ("Quotation", "Le climat 𝄞 change")
    assert quotation["creator"] == quotation["spokenByCharacter"]
    assert (quotation["creator"]["@type"], quotation["creator"]["name"]) == ("Person", "Ada Byron")
    assert quotation["citation"]["publisher"]["name"] == "Radio Lune"
    assert quotation["citation"]["text"] in article["articleBody"]
    assert {one["@type"] for one in article["mentions"]} == {"Person", "Country", "Organization"}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/ld+json", LINKED),
        ("application/json;q=0.5, application/ld+json", LINKED),
        ("application/ld+json;q=0.2, application/json", "application/json"),
        ("application/ld+json;q=0", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
    ],
)
def test_one_address_for_both(service: Service, accept: str, kind: str) -> None:
    answer = service.get("/v1/articles/1", headers={"Accept": accept})

    assert answer.headers["content-type"] == kind
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    again = service.get("/v1/articles/1", headers={"Accept": accept, "If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.headers["vary"]) == (304, "Accept, Accept-Encoding")


def test_each_form_has_its_own_tag(service: Service) -> None:
    tags = {service.get("/v1/articles/1", headers={"Accept": kind}).headers["etag"] for kind in (LINKED, "*/*")}

    assert len(tags) == 2


@pytest.mark.parametrize("form", ["annotations", "text", "jsonld"])
def test_an_article_that_is_not_there(service: Service, form: str) -> None:
    service.problem(404, f"/v1/articles/999/{form}")
