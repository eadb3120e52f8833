"""Reanalysis: what is read again, what stays as it was, and that a killed run loses nothing."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO, cast

import pytest

from app.analysts import Alone, TextAnalyser, analysts
from app.domain.annotations import Analysis, Extractor, Quote, QuoteType
from app.domain.dates import PartialDate
from app.domain.documents import Document
from app.domain.queries import ArticleFilter, Page, QuoteFilter, Sort
from app.domain.spans import Span
from app.domain.views import QuoteView
from app.indexing import refresh_index
from app.pipeline import Process as Ingest
from app.pipeline import ingest
from app.reanalysis import Process, Report, reanalyse
from app.search.index import SearchIndex
from app.storage import articles, quotes
from app.storage.changes import read_changes, revision
from app.storage.database import Database
from app.storage.stale import choose, read_stale
from app.storage.writer import delete_article
from tests.dumps import contents_of, rows_of
from tests.tellers import TELLER, Teller

NEWER = Extractor("teller", "2")
KILLS = int(os.environ.get("PROPOS_TEST_KILLS", "4"))
ARTICLES = 15 * KILLS  # at most 15 of them get through between two kills
_ANSWERED = re.compile(r"répond « ([^»]+) »")


@dataclass(slots=True)
class Listener(Teller):
    """A later version of the small analyser: it hears `répond « words »` as well, and nothing of `« peut-être »`."""

    extractor: Extractor = NEWER
    told: list[tuple[str | None, PartialDate | None]] = field(
        default_factory=list[tuple[str | None, PartialDate | None]]
    )

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        """Return the quotes of `text`, in their order."""
        self.told.append((language, date))
        heard = Teller(self.extractor).analyse(text, language=language, date=date)
        answers = [
            Quote("", QuoteType.DIRECT, (Span(*found.span(1)),), None, None) for found in _ANSWERED.finditer(text)
        ]
        kept = [quote for quote in heard.quotes if quote.parts[0].of(text) != "peut-être"]
        ordered = sorted([*kept, *answers], key=lambda quote: quote.parts[0].start)
        numbered = (replace(quote, id=f"q{number}") for number, quote in enumerate(ordered, start=1))
        return replace(heard, quotes=tuple(numbered)).checked(text)


def article(number: int, text: str = "« Oui », a dit Ada Byron.") -> Document:
    return Document(key=f"/news/{number}.txt", text=f"Dépêche {number}. {text}", path=f"/news/{number}.txt")


def bring(database: Database, items: Sequence[Document], teller: TextAnalyser | None = None) -> None:
    assert not ingest(items, database, Alone(teller or Teller()), Ingest(batch_size=3, extractor=TELLER)).failed


def again(database: Database, reader: TextAnalyser | None = None, process: Process | None = None) -> Report:
    return reanalyse(database, Alone(reader or Listener()), process or Process(NEWER, batch_size=3))


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.total, report.replaced, report.overtaken, len(report.failed)


def said(database: Database) -> dict[str, int]:
    """Return the words of each quote with its id, in the order of articles and texts."""
    return {quote.parts[0].text: quote.id for quote in views(database)}


def views(database: Database) -> Sequence[QuoteView]:
    with database.reading() as session:
        return quotes.list_quotes(session, QuoteFilter(), Page(limit=1_000, sort=Sort.OLDEST)).items


def extractors(database: Database) -> list[str]:
    with database.reading() as session:
        cards = articles.list_articles(session, ArticleFilter(), Page(limit=1_000, sort=Sort.OLDEST)).items
    return [card.extractor.version for card in cards]


def test_what_another_version_read_is_read_again_and_nothing_is_lost(database: Database) -> None:
    bring(database, [article(number) for number in range(8)])
    with database.reading() as session:
        before = articles.list_articles(session, ArticleFilter(), Page(limit=100)).items
    assert counts(again(database)) == (8, 8, 0, 0)
    with database.reading() as session:
        after = articles.list_articles(session, ArticleFilter(), Page(limit=100)).items
    assert [(card.id, card.sha256) for card in after] == [(card.id, card.sha256) for card in before]
    assert {card.revision for card in after} == {2}
    assert {card.extractor for card in after} == {NEWER}
    assert counts(again(database)) == (0, 0, 0, 0)


def test_all_reads_the_same_version_again(database: Database) -> None:
    bring(database, [article(number) for number in range(4)])
    assert counts(again(database, Teller(), Process(TELLER))) == (0, 0, 0, 0)
    assert counts(again(database, Teller(), Process(None))) == (4, 4, 0, 0)


def test_a_limited_run_of_all_goes_round_the_store(database: Database) -> None:
    bring(database, [article(number) for number in range(6)])
    seen: list[str] = []
    for _ in range(5):
        teller = Teller()
        assert again(database, teller, Process(None, limit=2)).replaced == 2
        seen += [text.split(".")[0] for text in teller.asked]
    assert seen == [f"Dépêche {number % 6}" for number in range(10)]


def test_some_articles_alone(database: Database) -> None:
    bring(database, [article(number) for number in range(4)])
    assert counts(again(database, process=Process(NEWER, articles=frozenset({2, 4, 99})))) == (2, 2, 0, 0)
    assert extractors(database) == ["1", "2", "1", "2"]


def test_a_quote_found_again_keeps_its_id(database: Database) -> None:
    bring(
        database,
        [
            article(1, "« Un », a dit Ada Byron. « Deux », a dit Ada Byron."),
            article(2, "« Trois », a dit Ada Byron. Elle répond « Quatre ». « Cinq », a dit Ada Byron."),
            article(3, "« peut-être », a dit Ada Byron. « Six », a dit Ada Byron."),
        ],
    )
    assert said(database) == {"Un": 1, "Deux": 2, "Trois": 3, "Cinq": 4, "peut-être": 5, "Six": 6}
    again(database)
    # what follows something new in its text is numbered anew: the order of ids is the order of the text
    assert said(database) == {"Un": 1, "Deux": 2, "Trois": 3, "Quatre": 7, "Cinq": 8, "Six": 6}


def test_another_text_shares_no_ids_with_the_one_before(database: Database) -> None:
    bring(database, [article(1)])
    bring(database, [article(1, "« Non », a dit Ada Byron.")])
    assert said(database) == {"Non": 2}


def test_what_was_told_beside_the_text_is_told_again(database: Database) -> None:
    told = replace(article(1), date=PartialDate.parse("2020"), language="fr-CA", title="Un titre", source="journal")
    dated = replace(article(2), date=PartialDate.parse("2021"))
    headed = Document(key="3", path="3", text="date 2023-04 Dépêche.")
    bring(database, [told, dated, headed])
    listener = Listener()
    again(database, listener)
    assert listener.told == [("fr-CA", PartialDate.parse("2020")), (None, PartialDate.parse("2021")), (None, None)]
    bring(database, [told, dated, headed], Teller(NEWER))
    assert extractors(database) == ["2", "2", "2"]
    with database.reading() as session:
        assert articles.get_article(session, 1).title == "Un titre"
        assert articles.get_article(session, 1).source == "journal"


class Brief(Listener):
    """An analyser that keeps the first part of a language alone, so that the card does not hold what was told."""

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        heard = Listener.analyse(self, text, language=language, date=date)
        return replace(heard, language=heard.language[:2])


def test_an_ingest_knows_its_documents_again(database: Database) -> None:
    items = [article(number) for number in range(4)] + [replace(article(9), language="fr-CA", url="http://a.example")]
    bring(database, items, Brief(TELLER))
    again(database, Brief())
    report = ingest(items, database, Alone(Listener()), Ingest(extractor=NEWER))
    assert (report.unchanged, report.seen) == (5, 5)


def test_an_article_that_cannot_be_read_keeps_its_analysis(database: Database) -> None:
    bring(database, [article(1), article(2, "« Une PANE », a dit Ada Byron."), article(3)])

    class Breaking(Listener):
        def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
            return Listener.analyse(self, text.replace("PANE", "PANNE"), language=language, date=date)

    report = again(database, Breaking())
    assert counts(report) == (3, 2, 0, 1)
    [failure] = report.failed
    assert (failure.article, failure.path) == (2, "/news/2.txt")
    assert "the teller broke down" in failure.reason
    assert extractors(database) == ["2", "1", "2"]
    assert "Une PANE" in said(database)


class Careless:
    """An analyser that points outside its text, now and then."""

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        sound = Teller(NEWER).analyse(text, language=language, date=date)
        return replace(sound, sentences=(Span(0, 10_000),)) if "2." in text else sound


def test_an_analysis_that_breaks_its_contract_does_not_spoil_its_batch(database: Database) -> None:
    bring(database, [article(1), article(2), article(3)])
    report = again(database, Careless())
    assert counts(report) == (3, 2, 0, 1)
    assert "outside a text" in report.failed[0].reason
    assert extractors(database) == ["2", "1", "2"]


def test_what_changes_meanwhile_is_not_written_over(database: Database) -> None:
    bring(database, [article(1), article(2), article(3)])

    class Slow(Listener):
        def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
            if "Dépêche 1" in text:
                bring(database, [article(2, "« Non », a dit Ada Byron.")])
                with database.writing() as session:
                    delete_article(session, 3)
            return Listener.analyse(self, text, language=language, date=date)

    assert counts(again(database, Slow())) == (3, 1, 2, 0)
    assert list(said(database)) == ["Oui", "Non"]
    assert extractors(database) == ["2", "1"]


def test_long_texts_make_small_batches(database: Database) -> None:
    bring(database, [article(number) for number in range(5)])
    with database.reading() as session:
        choice = choose(session, NEWER, frozenset())
        first = read_stale(session, choice, None, 10, characters=80)
        rest = read_stale(session, choice, first[-1], 10, characters=1)
    assert [stored.article for stored in first] == [1, 2]
    assert [stored.article for stored in rest] == [3]


def test_workers_give_what_one_process_gives(twin_databases: tuple[Database, Database]) -> None:
    for database, jobs in zip(twin_databases, (1, 2), strict=True):
        bring(database, [article(number, f"« Oui {number} », a dit Ada Byron.") for number in range(20)])
        with analysts(jobs, partial(Teller, NEWER)) as team:
            assert reanalyse(database, team, Process(NEWER, batch_size=3)).replaced == 20
    assert contents_of(twin_databases[0]) == contents_of(twin_databases[1])
    assert extractors(twin_databases[1]) == ["2"] * 20


def test_progress_is_told_from_the_start(sqlite_database: Database) -> None:
    bring(sqlite_database, [article(number) for number in range(8)])
    seen: list[tuple[int, int]] = []
    process = Process(NEWER, batch_size=3, progress=lambda report: seen.append((report.seen, report.total)))
    again(sqlite_database, process=process)
    assert seen == [(0, 8), (3, 8), (6, 8), (8, 8)]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_a_killed_reanalysis_is_finished_by_running_it_again(
    twin_databases: tuple[Database, Database], database: Database, tmp_path: Path
) -> None:
    uninterrupted, _ = twin_databases
    items = [article(number, f"« Oui {number} », a dit Ada Byron{number % 7}.") for number in range(ARTICLES)]
    for store in (uninterrupted, database):
        bring(store, items)
    again(uninterrupted, Teller(NEWER), Process(NEWER, batch_size=5))
    chance = random.Random(5)
    for _ in range(KILLS):
        with start(database, tmp_path) as process:
            lines = cast("IO[bytes]", process.stdout)
            for _ in range(chance.randint(1, 3)):
                lines.readline()
            time.sleep(chance.random() / 50)
            process.kill()
        assert is_whole(database)
    with start(database, tmp_path) as process:
        told, _ = process.communicate()
    assert process.returncode == 0, told.decode()
    assert rows_of(database) == rows_of(uninterrupted)
    assert is_true(SearchIndex.open(tmp_path / "index"), database)


def start(database: Database, folder: Path) -> subprocess.Popen[bytes]:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.reanalysing", url, str(folder / "index"), NEWER.version]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=Path(__file__).parents[1])


def is_whole(database: Database) -> bool:
    """Whether every article is there with its quote, the new before the old."""
    versions = extractors(database)
    return len(versions) == ARTICLES == len(said(database)) and versions == sorted(versions, reverse=True)


def is_true(index: SearchIndex, database: Database) -> bool:
    with database.reading() as session:
        changes, _ = read_changes(session, 0, 1_000_000)
        return index.verify(changes, revision(session)).is_none


def test_the_index_follows(database: Database, tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "index")
    bring(database, [article(1, "Elle répond « Demain ».")])
    refresh_index(database, index)
    assert index.quotes("demain", QuoteFilter(), Page()).total == 0
    again(database)
    assert refresh_index(database, index) == 1
    assert index.quotes("demain", QuoteFilter(), Page()).total == 1
    assert is_true(index, database)
