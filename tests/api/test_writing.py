"""Articles brought and taken away over HTTP: what is stored, what is answered, and what is refused."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from app.analysts import Alone
from app.api.schemas.writing import MAX_ARTICLES
from app.domain.annotations import Analysis
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from tests.api.service import problem
from tests.api.writers import SAID, Writer
from tests.conftest import MakeDatabase
from tests.dumps import contents_of, rows_of
from tests.tellers import TELLER, Teller


def test_a_new_article_is_stored_with_what_is_found_in_it(writer: Writer) -> None:
    answer = writer.post({"text": SAID, "id": "d-1", "title": "Oui", "date": "2023-04", "source": "example.org"})

    assert answer.status_code == 201
    assert answer.headers["location"] == "/v1/articles/1"
    assert answer.json() == {
        "items": [{"position": 0, "status": "new", "id": 1, "reason": None}],
        "revision": 1,
        "searchable": False,
    }
    article = writer.service.ok("/v1/articles/1", include="text,quotes")
    assert (article["text"], article["title"], article["date"]) == (SAID, "Oui", "2023-04")
    assert article["quotes"][0]["speaker"]["actor"]["name"] == "Ada Byron"


def test_an_article_that_is_there_is_left_as_it_is(writer: Writer) -> None:
    writer.post({"text": SAID})
    before = rows_of(writer.database)

    answer = writer.post({"text": SAID})

    assert answer.status_code == 200
    assert "location" not in answer.headers
    assert answer.json()["items"] == [{"position": 0, "status": "unchanged", "id": 1, "reason": None}]
    assert rows_of(writer.database) == before


def test_an_article_with_the_same_id_replaces_the_one_before(writer: Writer) -> None:
    writer.post({"text": SAID, "id": 7})

    answer = writer.post({"text": "Une note.", "id": "7"})

    assert (answer.status_code, answer.json()["items"][0]["status"]) == (200, "changed")
    assert writer.service.ok("/v1/articles/1", include="text")["text"] == "Une note."
    assert writer.service.ok("/v1/actors")["total"]["value"] == 0


def test_who_waits_finds_the_article_at_once(writer: Writer) -> None:
    assert writer.post({"text": SAID}, wait=True).json()["searchable"] is True
    assert writer.service.ok("/v1/quotes", q="oui")["total"]["value"] == 1

    writer.delete(1, wait=True)
    assert writer.service.ok("/v1/quotes", q="oui")["total"]["value"] == 0


def test_a_bad_article_of_several_stops_no_other(writer: Writer) -> None:
    bad: tuple[Any, ...] = (
        {"text": 3},
        {"txt": ""},
        "text",
        None,
        {"text": "..."},
        {"text": "a\ud800"},
        {"text": "PANNE"},
    )

    became = writer.brought({"text": SAID}, *bad, {"text": "Une note.", "date": "2023-13"}, {"text": "Une note."})

    assert became == [("new", 1), *[("refused", None)] * 8, ("new", 2)]


def test_the_reasons_name_the_fields_and_nothing_of_our_insides(writer: Writer) -> None:
    items = writer.post({"articles": [{"text": "a", "date": "2023-13", "lang": "!"}, {"text": "PANNE"}]}).json()[
        "items"
    ]

    assert "lang: " in items[0]["reason"]
    assert "date: " in items[0]["reason"]
    assert items[1]["reason"] == "the extraction failed on this text: the log says why"


def test_what_stands_twice_in_one_request_is_sent_once(writer: Writer) -> None:
    became = writer.brought(
        {"text": "A", "id": 1}, {"text": "B", "id": "1"}, {"text": "C"}, {"text": "C"}, {"text": "A"}
    )

    assert became == [("new", 1), ("refused", None), ("new", 2), ("refused", None), ("unchanged", 1)]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "article.text"),
        ([], "article"),
        ({"text": ""}, "article.text"),
        ({"text": "a", "other": 1}, "article.other"),
        ({"text": "a", "id": 1.5}, "article.id"),
        ({"text": "a", "id": True}, "article.id"),
        ({"text": "a", "title": "x" * 4_001}, "article.title"),
        ({"text": "x" * 1_000_001}, "article.text"),
        ({"articles": []}, "articles.articles"),
        ({"articles": [{"text": "a"}] * (MAX_ARTICLES + 1)}, "articles.articles"),
        ({"articles": [{"text": "a"}], "text": "a"}, "articles.text"),
        ({"articles": {"text": "a"}}, "articles.articles"),
    ],
)
def test_what_cannot_be_used_is_named(writer: Writer, body: Any, name: str) -> None:
    told = problem(writer.post(body), 422)

    assert told["errors"][0]["location"] == "body"
    assert told["errors"][0]["name"].startswith(name)
    assert rows_of(writer.database)["articles"] == []


@pytest.mark.parametrize("text", ["...", "date 2023-13 Une dépêche.", "PANNE", "\x01\x02a"])
def test_the_only_article_that_cannot_be_read_is_a_problem(writer: Writer, text: str) -> None:
    assert problem(writer.post({"text": text}, key="k"), 422)["type"] == "/problems/bad-document"
    assert rows_of(writer.database)["documents"] == rows_of(writer.database)["replies"] == []


def test_articles_brought_are_as_those_that_are_ingested(
    writer: Writer, make_database: MakeDatabase, tmp_path: Path
) -> None:
    articles = [
        {
            "id": f"n{number}",
            "text": f"« Oui {number} », a dit Ada Byron.",
            "date": f"2023-0{number + 1}",
            "lang": "fr-FR",
        }
        for number in range(5)
    ]
    lines = tmp_path / "articles.jsonl"
    lines.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    other = make_database("sqlite")
    ingest(Feed([str(lines)], Manner()), other, Alone(Teller()), Process(extractor=TELLER))

    writer.brought(*articles)

    brought, ingested = contents_of(writer.database), contents_of(other)
    for told in ("articles", "quotes", "actors"):
        assert brought[told] == ingested[told]


def test_a_deleted_article_is_gone_from_everything(writer: Writer) -> None:
    writer.post({"text": "Une note."})
    before = writer.service.ok("/v1/actors"), writer.service.ok("/v1/articles")
    writer.post({"text": SAID}, wait=True)

    answer = writer.delete(2, wait=True)

    assert (answer.status_code, answer.content) == (204, b"")
    assert (writer.service.ok("/v1/actors"), writer.service.ok("/v1/articles")) == before
    assert writer.service.ok("/v1/quotes")["total"]["value"] == 0
    assert writer.service.ok("/v1/articles", q="oui")["total"]["value"] == 0
    writer.service.problem(404, "/v1/articles/2")
    assert problem(writer.delete(2), 404)["type"] == "/problems/not-found"


def test_who_sends_a_deleted_article_again_wants_it_back(writer: Writer, tmp_path: Path) -> None:
    writer.post({"text": SAID, "id": "d"})
    writer.delete(1)
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": SAID, "id": "d"}), encoding="utf-8")
    feed = Feed([str(tmp_path / "d.jsonl")], Manner())
    report = ingest(feed, writer.database, Alone(Teller()), Process(extractor=TELLER))
    assert (report.unchanged, rows_of(writer.database)["articles"]) == (1, [])

    answer = writer.post({"text": SAID, "id": "d"})

    assert (answer.status_code, answer.headers["location"]) == (201, "/v1/articles/2")


class Slow:
    """An analyser that takes its time."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def analyse(self, text: str, **_told: object) -> Analysis:
        """Return the analysis once it may."""
        assert self.go_on.wait(20)
        return Teller().analyse(text)


@pytest.fixture
def slow(writer: Writer) -> Slow:
    """Return what the articles of `writer` wait for."""
    analyser = Slow()
    writer.service.resources.extraction._analyser = analyser  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return analyser


def test_reading_waits_for_no_writing(writer: Writer, slow: Slow) -> None:
    writing = [writer.begin({"text": f"{SAID} {number}"}) for number in range(10)]

    assert writer.service.ok("/v1/articles")["total"]["value"] == 0
    assert not any(request.done() for request in writing)
    slow.go_on.set()
    assert [answer.status_code for answer in writer.service.end(*writing)] == [201] * 10


def test_only_so_many_requests_may_wait(writer: Writer, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.api.writing.MAX_WAITING", 2)
    waiting = [writer.begin({"text": f"{SAID} {number}"}) for number in range(3)]
    limiter = writer.service.resources.writing._limiter  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    while limiter.statistics().tasks_waiting < 2:
        writer.service.get("/healthz")

    refused = writer.post({"text": "Une note."}), writer.delete(1)

    for answer in refused:
        assert problem(answer, 503)["type"] == "/problems/busy"
        assert int(answer.headers["retry-after"]) > 0
    slow.go_on.set()
    assert [answer.status_code for answer in writer.service.end(*waiting)] == [201] * 3


def test_texts_of_others_take_turns_with_the_articles_of_a_batch(writer: Writer, slow: Slow) -> None:
    batch = writer.begin({"articles": [{"text": f"{SAID} {number}"} for number in range(50)]})
    writer.service.get("/healthz")
    other = writer.service.begin("POST", "/v1/extract", json={"text": SAID})
    writer.service.get("/healthz")
    slow.go_on.set()

    assert writer.service.end(other)[0].status_code == 200
    assert not batch.done()
    assert len(writer.service.end(batch)[0].json()["items"]) == 50


def test_a_service_that_ends_stores_nothing_of_what_it_had_begun(writer: Writer, slow: Slow) -> None:
    batch = writer.begin({"articles": [{"text": f"{SAID} {number}"} for number in range(3)]}, key="k")
    writer.service.get("/healthz")

    writer.service.resources.extraction.close()
    slow.go_on.set()

    assert problem(writer.service.end(batch)[0], 503)["type"] == "/problems/unavailable"
    assert rows_of(writer.database)["articles"] == rows_of(writer.database)["replies"] == []


def test_the_number_of_statements_does_not_grow_with_the_articles(writer: Writer) -> None:
    def statements(count: int, key: str | None = None) -> int:
        with writer.database.recording() as ours, writer.service.resources.database.recording() as recorder:
            writer.brought(*({"text": f"{SAID} {number}"} for number in range(count)), key=key)
        assert not ours.statements
        return len(recorder.statements)

    statements(50)
    unchanged = {statements(1), statements(50)}
    statements(7, "k")

    assert unchanged == {STATEMENTS["unchanged"]}
    assert statements(7, "k") == STATEMENTS["repeated"]


STATEMENTS = {"unchanged": 10, "repeated": 2}
"""Of a request, the look-up of its key included."""
