"""The pipeline: what is counted, what is stored, what one bad document does to the others, and the index after it."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, cast

import pytest
from sqlalchemy import select

from app.analysts import Alone, TextAnalyser, analysts
from app.domain.annotations import Analysis, Extractor
from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected
from app.domain.queries import ArticleFilter, Page, QuoteFilter
from app.domain.spans import Span
from app.errors import UnavailableError
from app.indexing import refresh_index
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, Report, ingest
from app.search.index import SearchIndex
from app.storage.changes import read_changes, revision
from app.storage.database import Database
from app.storage.models import DocumentRow
from app.storage.quotes import list_quotes
from tests.dumps import contents_of, rows_of
from tests.tellers import TELLER, Teller

PROCESS = Process(batch_size=3, extractor=TELLER)
KILLS = int(os.environ.get("PROPOS_TEST_KILLS", "4"))
DOCUMENTS = 15 * KILLS  # at most 15 of them get through between two kills


def article(number: int, words: str = "oui", name: str = "Ada Byron") -> Document:
    text = f"date 2023-04 Dépêche {number}. « {words} {number} », a dit {name}."
    return Document(key=f"/news/{number}.txt", text=text, path=f"/news/{number}.txt")


def bring(
    database: Database,
    items: Sequence[Document | Rejected],
    teller: TextAnalyser | None = None,
    process: Process = PROCESS,
) -> Report:
    return ingest(items, database, Alone(teller or Teller()), process)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.seen, report.new, report.changed, report.unchanged, len(report.failed)


def words_said(database: Database) -> list[str]:
    with database.reading() as session:
        return [quote.parts[0].text for quote in list_quotes(session, QuoteFilter(), Page(limit=100)).items]


def test_what_is_stored_already_is_not_analysed_again(database: Database) -> None:
    items = [article(number) for number in range(8)]
    assert counts(bring(database, items)) == (8, 8, 0, 0, 0)
    before, teller = rows_of(database), Teller()
    assert counts(bring(database, items, teller)) == (8, 0, 0, 8, 0)
    assert teller.asked == []
    assert rows_of(database) == before


def test_a_changed_document_replaces_its_article(database: Database) -> None:
    bring(database, [article(1), article(2)])
    assert counts(bring(database, [article(1, "non"), article(2)])) == (2, 0, 1, 1, 0)
    assert sorted(words_said(database)) == ["non 1", "oui 2"]


def test_a_bad_document_is_one_line_and_stops_nothing(database: Database) -> None:
    broken = replace(article(2), text="PANNE")
    stamped = replace(article(3), text="date 2023-13 Un mot.")
    labelled = replace(article(4), source="s" * 2_000)
    unread = Rejected("/news/5.txt", None, "binary")
    report = bring(database, [article(1), broken, stamped, labelled, unread, article(6)])
    assert counts(report) == (6, 2, 0, 0, 4)
    reasons = {failure.path: failure.reason for failure in report.failed}
    assert "RuntimeError: the teller broke down" in reasons["/news/2.txt"]
    assert "date 2023-13" in reasons["/news/3.txt"]
    assert "source has 2000 characters" in reasons["/news/4.txt"]
    assert reasons["/news/5.txt"] == "binary"
    assert len(words_said(database)) == 2


def test_the_ledger_tells_what_failed_until_it_is_mended(database: Database) -> None:
    bring(database, [replace(article(1), text="PANNE")])
    assert statuses(database) == {"/news/1.txt": "failed"}
    assert counts(bring(database, [article(1)])) == (1, 1, 0, 0, 0)
    assert statuses(database) == {"/news/1.txt": "stored"}


def statuses(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.path: row.status for row in session.rows(select(DocumentRow.path, DocumentRow.status))}


def test_a_document_that_breaks_keeps_its_earlier_article(database: Database) -> None:
    bring(database, [article(1)])
    bring(database, [replace(article(1), text="PANNE")])
    assert words_said(database) == ["oui 1"]
    assert counts(bring(database, [article(1)])) == (1, 0, 0, 1, 0)


def test_an_equal_content_elsewhere_is_no_second_article(database: Database) -> None:
    copy = replace(article(1), key="/other/1.txt", path="/other/1.txt")
    teller = Teller()
    assert counts(bring(database, [article(1), copy], teller)) == (2, 1, 0, 1, 0)
    assert len(teller.asked) == 1
    assert words_said(database) == ["oui 1"]


def test_the_copy_of_a_broken_document_is_broken_too(database: Database) -> None:
    broken = replace(article(1), text="PANNE")
    report = bring(database, [broken, replace(broken, key="/other/1.txt", path="/other/1.txt")])
    assert [failure.path for failure in report.failed] == ["/news/1.txt", "/other/1.txt"]


def test_a_dry_run_tells_the_same_and_writes_nothing(database: Database) -> None:
    bring(database, [article(1), article(2)])
    before = rows_of(database)
    items = [article(1), article(2, "non"), article(3), replace(article(4), text="PANNE")]
    report = bring(database, items, process=replace(PROCESS, dry_run=True))
    assert counts(report) == (4, 1, 1, 1, 1)
    assert rows_of(database) == before
    assert counts(bring(database, items)) == counts(report)


def test_another_extractor_reads_everything_again(database: Database) -> None:
    bring(database, [article(1), article(2)])
    newer = Extractor("teller", "2")
    process = replace(PROCESS, extractor=newer)
    assert counts(bring(database, [article(1), article(2)], Teller(newer), process)) == (2, 0, 2, 0, 0)
    assert counts(bring(database, [article(1), article(2)], Teller(newer), process)) == (2, 0, 0, 2, 0)


class Careless:
    """An analyser that points outside its text, now and then."""

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        sound = Teller().analyse(text, language=language, date=date)
        return replace(sound, sentences=(Span(0, 10_000),)) if "2." in text else sound


def test_an_analysis_that_breaks_its_contract_does_not_spoil_its_batch(database: Database) -> None:
    report = bring(database, [article(1), article(2), article(3)], Careless())
    assert counts(report) == (3, 2, 0, 0, 1)
    assert "outside a text" in report.failed[0].reason
    assert statuses(database)["/news/2.txt"] == "failed"


def test_progress_is_told_after_each_batch(sqlite_database: Database) -> None:
    seen: list[int] = []

    def tell(report: Report) -> None:
        seen.append(report.seen)

    process = replace(PROCESS, progress=tell)
    bring(sqlite_database, [article(number) for number in range(8)], process=process)
    assert seen == [3, 6, 8]


def test_workers_give_what_one_process_gives(
    sqlite_database: Database, make_database: Callable[[str], Database]
) -> None:
    items = [article(number) for number in range(20)] + [replace(article(30), text="PANNE")]
    alone = bring(sqlite_database, items)
    other = make_database("sqlite")
    with analysts(2, Teller) as team:
        together = ingest(items, other, team, PROCESS)
    assert together == alone
    assert rows_of(other) == rows_of(sqlite_database)


def dies() -> Teller:
    os._exit(9)


def test_a_worker_that_dies_is_told_with_its_remedy(sqlite_database: Database) -> None:
    with pytest.raises(UnavailableError, match="fewer --jobs"), analysts(2, dies) as team:
        ingest([article(1)], sqlite_database, team, PROCESS)


def test_the_index_follows_the_store(database: Database, tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "index")
    bring(database, [article(number) for number in range(7)])
    assert refresh_index(database, index) == 7
    assert refresh_index(database, index) == 0
    bring(database, [article(1, "non")])
    assert refresh_index(database, index) == 1
    assert index.articles("non", ArticleFilter(), Page()).total == 1
    assert is_true(index, database)


def is_true(index: SearchIndex, database: Database) -> bool:
    with database.reading() as session:
        changes, _ = read_changes(session, 0, 1_000_000)
        return index.verify(changes, revision(session)).is_none


def test_an_index_of_another_store_is_made_anew(twin_databases: tuple[Database, Database], tmp_path: Path) -> None:
    fuller, emptier = twin_databases
    index = SearchIndex.open(tmp_path / "index")
    bring(fuller, [article(number) for number in range(7)])
    refresh_index(fuller, index)
    bring(emptier, [article(9)])
    refresh_index(emptier, index)
    assert is_true(index, emptier)


def test_several_may_refresh_the_index_at_once(database: Database, tmp_path: Path) -> None:
    bring(database, [article(number) for number in range(30)])
    indexes = [SearchIndex.open(tmp_path / "index") for _ in range(3)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(partial(refresh_index, database), indexes))
    assert is_true(indexes[0], database)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    for number in range(DOCUMENTS):
        path = folder / f"{number % 4}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number, name=f"Ada Byron{number % 7}").text, encoding="utf-8")
    return folder


def test_the_same_tree_in_any_order_by_two_at_once_is_the_same_content(
    database: Database, tree: Path, tmp_path: Path, make_database: Callable[[str], Database]
) -> None:
    items = list(Feed([str(tree)], Manner()))
    expected = make_database("sqlite")
    bring(expected, items)
    with start(database, tree, tmp_path, "1") as one, start(database, tree, tmp_path, "2") as two:
        outputs = one.communicate(), two.communicate()
    assert (one.returncode, two.returncode) == (0, 0), outputs
    random.Random(3).shuffle(items)
    assert counts(bring(database, items)) == (DOCUMENTS, 0, 0, DOCUMENTS, 0)
    assert contents_of(database) == contents_of(expected)


def test_a_killed_ingest_is_finished_by_running_it_again(
    database: Database, tree: Path, tmp_path: Path, make_database: Callable[[str], Database]
) -> None:
    uninterrupted = make_database("sqlite")
    bring(uninterrupted, list(Feed([str(tree)], Manner())), process=replace(PROCESS, batch_size=5))
    chance = random.Random(5)
    for _ in range(KILLS):
        with start(database, tree, tmp_path) as process:
            lines = cast("IO[bytes]", process.stdout)
            for _ in range(chance.randint(1, 3)):
                lines.readline()
            time.sleep(chance.random() / 50)
            process.kill()
    with start(database, tree, tmp_path) as process:
        told, _ = process.communicate()
    assert process.returncode == 0, told.decode()
    assert rows_of(database) == rows_of(uninterrupted)
    assert is_true(SearchIndex.open(tmp_path / "index"), database)


def start(database: Database, tree: Path, folder: Path, *seed: str) -> subprocess.Popen[bytes]:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.ingesting", url, str(folder / "index"), str(tree), *seed]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=Path(__file__).parents[1])
