"""Exports: everything that matches, in every form, with an end that shows; the same on both engines."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.api.exports import kinds
from app.api.exports.formats import FORMS
from app.api.exports.kinds import KINDS, Source, begin
from app.api.routers import exports
from app.api.schemas.evidence import Answer
from app.api.schemas.exports import QuoteExport, TableFormat
from app.domain.cells import guarded, plain
from app.errors import OverBudgetError
from app.storage.database import Database, ReadSession
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import Story, brief, varied
from tests.exported import Records, records_of, typed

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("articles", {}),
    ("articles", {"actor": "Ada Byron", "date_from": "2023-04", "include_undated": True}),
    ("articles", {"q": "dépêche", "source": "a.example"}),
    ("articles", {"actor": ["Ada Byron", "Zoé Ÿ"], "actor_op": "or"}),
    ("quotes", {}),
    ("quotes", {"speaker": "Ada Byron"}),
    ("quotes", {"about": "France", "quote_type": "direct", "min_confidence": 0.5}),
    ("quotes", {"q": "oui", "date_to": "2022"}),
    ("actors", {}),
    ("actors", {"name": "b", "type": "person"}),
    ("relations", {}),
    ("relations", {"subject": "Paul Valmont"}),
]


def listed(service: Service, kind: str, asked: dict[str, Any]) -> Records:
    """Return the same items by way of the listing, in the order of their ids."""
    items = sorted(service.walk(f"/v1/{kind}", **asked, limit=200), key=lambda item: item["id"])
    if kind != "articles":
        return items
    texts = [service.ok(f"/v1/articles/{item['id']}", include="text")["text"] for item in items]
    kept = [{name: value for name, value in item.items() if name in KINDS[kind].answer.model_fields} for item in items]
    return [{**item, "text": text} for item, text in zip(kept, texts, strict=True)]


@pytest.mark.parametrize(("kind", "asked"), ASKED)
def test_a_file_holds_what_the_listing_lists(service: Service, kind: str, asked: dict[str, Any]) -> None:
    expected = listed(service, kind, asked)
    assert expected
    for form in TableFormat:
        answer = service.get(f"/v1/export/{kind}", **asked, format=form.value)

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(FORMS[form].media_type.partition(";")[0])
        assert answer.headers["content-disposition"] == f'attachment; filename="propos-{kind}.{form}"'
        assert typed(kind, records_of(answer.content, form, kind)) == expected, form


@pytest.mark.parametrize("form", TableFormat)
def test_of_each_item_the_fields_asked_for_alone(service: Service, form: TableFormat) -> None:
    kept = ("id", "speaker", "confidence")
    answer = service.get("/v1/export/quotes", fields=",".join(kept), format=form.value, speaker="Ada Byron")
    whole = listed(service, "quotes", {"speaker": "Ada Byron"})
    records = records_of(answer.content, form, "quotes", kept)

    assert [str(record["id"]) for record in records] == [str(item["id"]) for item in whole]
    assert all(record.keys() == set(kept) for record in records)
    assert [record["speaker"]["actor"]["name"] for record in records] == ["Ada Byron"] * len(whole)
    told = service.problem(422, "/v1/export/quotes", fields="colour", format=form.value)
    assert "there are: id, type, parts" in told["detail"]


def test_names_are_understood_as_in_the_listings(service: Service) -> None:
    nobody = service.get("/v1/export/quotes", speaker="nobody at all").text
    closing = json.loads(nobody)["closing"]

    assert closing["count"] == 0
    assert closing["resolved"] == service.ok("/v1/quotes", speaker="nobody at all")["resolved"]


@pytest.mark.parametrize("form", list(TableFormat))
def test_an_empty_file_is_a_file(service: Service, form: str) -> None:
    answer = service.get("/v1/export/relations", type="COERCE", format=form)

    assert records_of(answer.content, form, "relations") == []


def test_what_is_wrong_is_a_problem_and_no_file(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert service.problem(400, "/v1/export/quotes", q="'", format="csv")["type"] == "/problems/bad-query"
    assert service.problem(422, "/v1/export/quotes", limit=1)["errors"][0]["name"] == "limit"
    assert service.problem(422, "/v1/export/quotes", format="xlsx")["errors"][0]["name"] == "format"
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = service.problem(400, "/v1/export/quotes", format="parquet")
    assert "pip install 'propos[parquet]'" in told["detail"]


def test_who_has_the_file_is_told_so(service: Service) -> None:
    first = service.get("/v1/export/quotes", format="csv")
    again = service.get("/v1/export/quotes", format="csv", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert service.get("/v1/export/quotes", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1", "-5", "@you", "\tx", "\rx", "＝1", "'quoted", "''", "plain", "", "a=b"]
)
def test_no_cell_is_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = guarded(text)

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert plain(cell) == text


def test_a_title_that_is_a_formula_is_a_text_in_the_file(sqlite_database: Database, make_service: MakeService) -> None:
    title = '=HYPERLINK("https://example.org";"gagné, non ?")'
    story = Story("Rien.\r\nVraiment « rien ».", title=title, source="@source", url="https://example.org/?a=1,2")
    fill(sqlite_database, story.analysed())
    answer = make_service(sqlite_database).get("/v1/export/articles", format="csv")
    [record] = records_of(answer.content, "csv", "articles")

    assert f"'{title}" in next(iter(csv.DictReader(io.StringIO(answer.text))))["title"]
    assert (record["title"], record["source"], record["text"]) == (title, "@source", story.text)


def source(database: Database, service: Service, **told: Any) -> Source:
    return Source(database, service.resources.index, **told)


def export(where: Source, **asked: Any) -> Iterator[list[int]]:
    """Yield the ids of quotes, page by page, as they are exported."""
    with where.database.reading() as session:
        found = begin(where, session, KINDS["quotes"], QuoteExport.model_validate(asked))
    for page in found:
        yield [item.model_dump()["id"] for item in page]


@pytest.mark.parametrize("asked", [{}, {"q": "oui"}, {"speaker": ["Ada Byron"]}, {"about": ["France"]}])
def test_what_was_there_comes_once_while_others_are_written(
    database: Database, make_service: MakeService, asked: dict[str, Any]
) -> None:
    dates = ["2023-04-12", "2023", None, "2023-04"]
    fill(database, *(brief(number, date=dates[number % 4]).analysed() for number in range(20)))
    service = make_service(database)
    before = {quote["id"] for quote in service.walk("/v1/quotes", limit=200, **asked)}
    met: list[int] = []
    for number, page in enumerate(export(source(database, service, window=3), **asked)):
        met += page
        if number < 5:
            fill(database, brief(100 + number, date=dates[number % 4]).analysed())
            fill(database, Story("Rien.", key=f"brief-{number}", date="2020").analysed())  # its quote is withdrawn
            service.follow()

    assert met == sorted(set(met))
    withdrawn = before - {quote["id"] for quote in service.walk("/v1/quotes", limit=200, **asked)}
    assert len(withdrawn) == 5
    assert before - withdrawn <= set(met)


@pytest.mark.parametrize("window", [1, 2, 7, 50])
def test_windows_of_any_size_hold_the_same(database: Database, make_service: MakeService, window: int) -> None:
    fill(database, *(varied(number).analysed() for number in range(20)))
    service = make_service(database)
    for asked in ({}, {"speaker": ["Ada Byron", "Paul Valmont"], "actor_op": "or"}, {"source": ["alpha.example"]}):
        met = [id_ for page in export(source(database, service, window=window), **asked) for id_ in page]
        assert met == sorted(quote["id"] for quote in service.walk("/v1/quotes", limit=200, **asked))


def test_a_file_that_breaks_off_has_no_end(
    sqlite_database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_database, *(brief(number).analysed() for number in range(600)))
    service = make_service(sqlite_database)
    reading = kinds.quotes.get_quotes
    asked = iter([reading])

    def once(session: Any, ids: Sequence[int]) -> Any:
        return next(asked, broken)(session, ids)

    def broken(_session: Any, _ids: Sequence[int]) -> Any:
        raise OverBudgetError("too slow")

    monkeypatch.setattr(kinds.quotes, "get_quotes", once)
    pieces: list[bytes] = []
    with sqlite_database.reading() as session:
        begun = begin(source(sqlite_database, service), session, KINDS["quotes"], QuoteExport.model_validate({}))
    with pytest.raises(OverBudgetError):
        pieces.extend(FORMS[TableFormat.JSONL].write(begun))

    assert len(b"".join(pieces).splitlines()) == 500
    assert b"closing" not in b"".join(pieces)


@pytest.mark.parametrize("form", TableFormat)
def test_who_asks_for_the_headers_alone_makes_nobody_read_the_rest(
    service: Service, form: TableFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Sequence[int]] = []
    kind = KINDS["quotes"]

    def reading(session: ReadSession, ids: Sequence[int], q: str | None) -> Sequence[Answer]:
        read.append(ids)
        return kind.read(session, ids, q)

    monkeypatch.setattr(exports, "KINDS", {"quotes": replace(kind, read=reading, page=1)})
    whole = service.get("/v1/export/quotes", format=form.value)
    pages = len(read)
    head = service.send("HEAD", f"/v1/export/quotes?format={form.value}")

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert pages > 10
    assert len(read) - pages <= (1 if form is not TableFormat.PARQUET else pages)
    assert service.send("HEAD", "/v1/export/quotes?q=%22").status_code == 400
