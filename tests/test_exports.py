"""An export holds the database: its records make the rows again, and its articles, ingested again, an equal database."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from app.analysts import Alone, TextAnalyser
from app.api.exports.formats import FORMS
from app.api.exports.kinds import KINDS, Source, begin
from app.api.schemas.exports import TableFormat
from app.domain.annotations import Extractor
from app.domain.dates import PartialDate
from app.domain.documents import digest
from app.domain.spans import Utf16Map
from app.extraction.analyser import EXTRACTOR, Analyser
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from app.search.index import SearchIndex
from app.storage.database import Database
from app.storage.models import Base
from tests.api.service import fill, newsroom
from tests.builders import Story, varied
from tests.conftest import MakeDatabase
from tests.exported import records_of, typed
from tests.tellers import TELLER, Teller

SEEDS = Path(__file__).parents[1] / "seeds"
Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]
TABLES: dict[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}


def exported(database: Database, folder: Path, kind: str, form: TableFormat) -> bytes:
    where = Source(database, SearchIndex.open(folder / "index"), seconds=5, window=30)
    with database.reading() as session:
        export = begin(where, session, KINDS[kind], KINDS[kind].question.model_validate({}))
    return b"".join(FORMS[form].write(export))


def days(date: str | None) -> tuple[int, int]:
    known = PartialDate.parse(date) if date else None
    return (known.first.toordinal(), known.last.toordinal()) if known else (0, 0)


def ends(name: str, span: Row | None) -> Row:
    return {f"{name}_start": span and span["start"], f"{name}_end": span and span["end"]}


def slot(name: str, held: Row | None) -> Row:
    known = held or {"actor": None, "mention": None}
    return {f"{name}_id": known["actor"] and known["actor"]["id"], **ends(name, known["mention"])}


def article_rows(record: Row) -> Rows:
    first, last = days(record["date"])
    extractor = {f"extractor_{name}": value for name, value in record["extractor"].items()}
    same = {name: record[name] for name in record.keys() & set(TABLES["articles"].c.keys())}
    yield (
        "articles",
        {**same, **extractor, "first_day": first, "last_day": last, "date_precision": record["date_precision"]},
    )
    astral = list(Utf16Map.of(record["text"]).astral)
    yield "article_texts", {"article_id": record["id"], "text": record["text"], "astral": astral}
    assert digest(record["text"]) == record["sha256"]


def quote_rows(record: Row) -> Rows:
    (first, last), id_ = days(record["article"]["date"]), record["id"]
    yield (
        "quotes",
        {
            **{name: record[name] for name in ("id", "type", "confidence")},
            "article_id": record["article"]["id"],
            "first_day": first,
            "last_day": last,
            **slot("speaker", record["speaker"]),
            **slot("via", record["via"]),
            **ends("cue", record["cue"]),
            **ends("evidence", record["evidence"]),
        },
    )
    for number, part in enumerate(record["parts"]):
        yield "quote_parts", {"quote_id": id_, "ordinal": number, "start_at": part["start"], "end_at": part["end"]}
    for number, actor in enumerate(record["about"]):
        yield "quote_about", {"quote_id": id_, "entity_id": actor["id"], "ordinal": number}


def relation_rows(record: Row) -> Rows:
    (first, last), id_ = days(record["article"]["date"]), record["id"]
    told = record["told"] and record["told"]["date"]
    told_first, told_last = days(told or record["article"]["date"])
    yield (
        "relations",
        {
            **{name: record[name] for name in ("id", "type", "mode", "polarity", "modality", "confidence", "quote_id")},
            "article_id": record["article"]["id"],
            "first_day": first,
            "last_day": last,
            "date": told,
            "is_symmetric": record["symmetric"],
            "told_first": told_first,
            "told_last": told_last,
            **slot("location", record["location"]),
            **ends("trigger", record["trigger"]),
            **ends("evidence", record["evidence"]),
        },
    )
    for side in ("source", "target"):
        for number, actor in enumerate(record[side]):
            taking_part = {"relation_id": id_, "side": side, "ordinal": number, "entity_id": actor["id"]}
            yield "relation_participants", taking_part


def actor_rows(record: Row) -> Rows:
    seen = {"first_day": days(record["first_date"])[0], "last_day": days(record["last_date"])[1]}
    yield "entities", {**{name: record[name] for name in record.keys() & set(TABLES["entities"].c.keys())}, **seen}
    for alias in record["aliases"]:
        yield "aliases", {"entity_id": record["id"], "name": alias["name"], "mention_count": alias["count"]}


REBUILD = {"articles": article_rows, "quotes": quote_rows, "relations": relation_rows, "actors": actor_rows}


@pytest.fixture
def filled(database: Database) -> Database:
    """Return a database with every kind of annotation, on each engine, with gaps in its ids and words that need care."""
    fill(database, *newsroom(), *(varied(number).analysed() for number in range(30)))
    fill(database, Story("Rien 𝄞.\r\n« rien »\t", key="brief-3", title="=1+1", source="'source").analysed())
    return database


@pytest.mark.parametrize("form", list(TableFormat))
def test_every_kind_read_back_makes_the_rows_again(filled: Database, tmp_path: Path, form: TableFormat) -> None:
    made: defaultdict[str, list[Row]] = defaultdict(list)
    for kind, rebuild in REBUILD.items():
        for record in typed(kind, records_of(exported(filled, tmp_path, kind, form), form, kind)):
            for table, row in rebuild(record):
                made[table].append(row)

    assert len(made) == 9
    for table, rows in made.items():
        names = sorted(rows[0])
        with filled.reading() as session:
            held = session.rows(select(*(TABLES[table].c[name] for name in names)))
        assert sorted(repr([row[name] for name in names]) for row in rows) == sorted(repr(list(row)) for row in held), (
            table
        )


def read_into(database: Database, path: Path, analyser: TextAnalyser, extractor: Extractor) -> None:
    report = ingest(Feed([str(path)], Manner()), database, Alone(analyser), Process(extractor=extractor))
    assert not report.failed


def documents(folder: Path) -> Path:
    """Return a folder of documents told in every way there is."""
    folder.mkdir()
    (folder / "1.txt").write_text(
        "date 2023-04 « Oui », a dit Ada Byron.\n\n« Non », a dit Paul Valmont.", encoding="utf-8"
    )
    (folder / "2.txt").write_text("« Peut-être 𝄞 », a dit Ada Byron.\r\n", encoding="utf-8", newline="")
    (folder / "3.jsonl").write_text(
        '{"text": "- « Assez », a dit Ada Byron.", "title": "\'Ah", "source": "@b"}\n'
        '{"id": "a", "text": "« Encore », a dit Zoé Lumière.", "title": "=Titre", "date": "2022", "source": "a", "lang": "en"}\n'
        '{"text": "Rien.", "url": "https://example.org/rien"}\n',
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize("form", list(TableFormat))
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_exported_articles_ingested_again_make_an_equal_database(
    make_database: MakeDatabase, tmp_path: Path, engine: str, form: TableFormat
) -> None:
    first, second = make_database(engine), make_database(engine)
    read_into(first, documents(tmp_path / "documents"), Teller(), TELLER)
    file = _exported_articles(first, tmp_path, form)
    read_into(second, file, Teller(), TELLER)
    _equal(first, second, tmp_path)


@pytest.mark.parametrize("form", list(TableFormat))
def test_so_it_is_with_the_real_extraction(make_database: MakeDatabase, tmp_path: Path, form: TableFormat) -> None:
    first, second, analyser = make_database("sqlite"), make_database("postgresql"), Analyser.load("fast")
    read_into(first, SEEDS, analyser, EXTRACTOR)
    read_into(second, _exported_articles(first, tmp_path, form), analyser, EXTRACTOR)
    _equal(first, second, tmp_path)


def test_a_table_that_lost_rows_is_told_so(make_database: MakeDatabase, tmp_path: Path) -> None:
    first, second = make_database("sqlite"), make_database("sqlite")
    read_into(first, documents(tmp_path / "documents"), Teller(), TELLER)
    file = _exported_articles(first, tmp_path, TableFormat.CSV)
    head, *rows = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(head + b"".join(rows[-2:]))
    report = ingest(Feed([str(file)], Manner()), second, Alone(Teller()), Process(extractor=TELLER))

    assert report.new == 1
    assert "the end of an export of 5 records, but 1 stand before it" in report.failed[0].reason


def _exported_articles(database: Database, folder: Path, form: TableFormat) -> Path:
    file = folder / f"articles.{form}"
    file.write_bytes(exported(database, folder, "articles", form))
    return file


def _equal(first: Database, second: Database, folder: Path) -> None:
    for kind in KINDS:
        one, other = (exported(database, folder, kind, TableFormat.JSONL) for database in (first, second))
        assert one == other, kind
