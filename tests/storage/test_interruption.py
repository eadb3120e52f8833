"""Writers side by side and writers that are killed: nothing is lost, nothing is half."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.queries import ArticleFilter, Page, QuoteFilter
from app.storage import articles, quotes
from app.storage.database import Database, ReadSession, WriteSession
from app.storage.ledger import Status, plan
from app.storage.models import Base
from app.storage.writer import write_batch
from tests.builders import brief, summit

WRITER = """
import sys
from app.storage.database import Database
from app.storage.writer import write_batch
from tests.builders import brief

database = Database.open(sys.argv[1])
begin, end, size = (int(value) for value in sys.argv[2:5])
print("ready", flush=True)
for first in range(begin, end, size):
    with database.writing() as session:
        write_batch(session, [brief(n).analysed() for n in range(first, min(end, first + size))])
        print("inside", flush=True)
        if len(sys.argv) > 5:
            sys.stdin.readline()
database.close()
"""


def start(database: Database, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, database.url.render_as_string(hide_password=False), *arguments],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def await_line(process: subprocess.Popen[str], wanted: str) -> None:
    assert process.stdout is not None
    assert any(line.strip() == wanted for line in process.stdout)


def end(processes: Sequence[subprocess.Popen[str]]) -> None:
    for process in processes:
        process.communicate()


def test_two_processes_that_ingest_the_same_documents_store_each_once(database: Database) -> None:
    processes = [start(database, "0", "60", "4"), start(database, "0", "60", "7")]
    end(processes)
    assert [process.returncode for process in processes] == [0, 0]
    with database.reading() as session:
        found = articles.list_articles(session, ArticleFilter(), Page(limit=100))
        assert found.total == 60
        assert quotes.list_quotes(session, QuoteFilter(), Page()).total == 60
        [(speaker,)] = session.ask("SELECT quote_count FROM entities WHERE name = 'Ada Byron'")
        assert speaker == 60


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_a_writer_killed_in_the_middle_of_a_batch_leaves_nothing_of_it(database: Database) -> None:
    with database.writing() as session:
        write_batch(session, [brief(n).analysed() for n in range(5)])
    process = start(database, "5", "50", "45", "wait")
    await_line(process, "inside")  # the batch is written and not committed
    process.send_signal(signal.SIGKILL)
    end([process])
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 5
        statuses = plan(session, [brief(n).document() for n in range(50)])
    assert statuses == [Status.UNCHANGED] * 5 + [Status.NEW] * 45
    end([start(database, "0", "50", "10")])
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 50
        if database.path is not None:
            assert session.ask("PRAGMA integrity_check") == [("ok",)]
            assert session.ask("PRAGMA foreign_key_check") == []


class BoomError(Exception):
    """What goes wrong in the middle."""


def test_a_fault_at_any_statement_leaves_nothing_of_the_batch(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as session:
        write_batch(session, [summit().analysed(), brief(1).analysed()])
    with database.reading() as session:
        before = dump(session)
    batch = [replace(brief(7), key="summit"), brief(2), replace(brief(1), key="twin")]
    number = 0
    for number in range(1000):
        with monkeypatch.context() as patch:
            break_at(patch, number)
            try:
                with database.writing() as session:
                    write_batch(session, [story.analysed() for story in batch])
            except BoomError:
                pass
            else:
                break
        with database.reading() as session:
            assert dump(session) == before, f"statement {number}"
    assert number > 20
    with database.reading() as session:
        assert dump(session) != before


def break_at(patch: pytest.MonkeyPatch, number: int) -> None:
    """Let the statement after `number` others fail, whichever way it is run."""
    done = 0

    def breaking(method: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object) -> object:
            nonlocal done
            done += 1
            if done > number:
                raise BoomError
            return method(*arguments)

        return called

    for name in ("rows", "run", "run_many", "insert_many"):
        patch.setattr(WriteSession, name, breaking(getattr(WriteSession, name)))


def dump(session: ReadSession) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    names = [table.name for table in Base.metadata.sorted_tables]
    return {name: session.ask(f"SELECT * FROM {name} ORDER BY 1, 2") for name in names}  # noqa: S608 - our own names
