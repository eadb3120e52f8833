"""`propos reanalyse` from outside: what is printed, written and returned."""

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_type_hints

import pytest

import app.cli.reanalyse as command
from app.analysts import Alone
from app.cli.main import main
from app.domain.annotations import Extractor
from app.domain.documents import Document
from app.domain.queries import Page, QuoteFilter
from app.errors import UnavailableError
from app.pipeline import Process, ingest
from app.search.index import SearchIndex
from app.storage.database import Database
from tests.tellers import Teller, small

ROOT = Path(__file__).parents[2]
OLDER = Extractor("teller", "0")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Propos = Callable[..., Ended]


@pytest.fixture
def propos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sqlite_template: Path
) -> Propos:
    """Return what runs the command line beside a database of three articles, the small analyser in place of the real one."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())
    documents = [Document(f"{n}", f"{n}. « Oui », a dit Ada Byron.", f"/news/{n}.txt") for n in range(3)]
    database = Database.open("sqlite:///propos.db")
    ingest(documents, database, Alone(Teller(OLDER)), Process(extractor=OLDER))
    database.close()
    monkeypatch.setattr(command, "loading", small)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["propos", "reanalyse", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return Ended(int(ended.value.code or 0), told.out, told.err)

    return run


def test_what_is_stale_is_replaced_and_found(propos: Propos, tmp_path: Path) -> None:
    ended = propos("--report", "report.json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("3 to be read again: 3 replaced, 0 overtaken, 0 failed (")
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert told == {"total": 3, "replaced": 3, "overtaken": 0, "failed": []}
    assert SearchIndex.open(tmp_path / "propos.index").quotes("oui", QuoteFilter(), Page()).total == 3
    assert propos().out.startswith("0 to be read again")


def test_a_limit_some_articles_and_all(propos: Propos) -> None:
    assert propos("--limit", "1").out.startswith("1 to be read again: 1 replaced")
    assert propos("--article", "1", "--article", "3").out.startswith("1 to be read again: 1 replaced")
    assert propos().out.startswith("1 to be read again: 1 replaced")
    assert propos("--all").out.startswith("3 to be read again: 3 replaced")


def test_what_fails_is_told_and_keeps_its_analysis(propos: Propos, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(Teller, "analyse", broken)
    ended = propos("--article", "2")
    assert ended.code == 1
    assert ended.err.startswith("failed: article 2 (/news/1.txt): the analysis failed, please report it: RuntimeError")
    assert ended.out.startswith("1 to be read again: 0 replaced, 0 overtaken, 1 failed")


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt(), 130), (UnavailableError("no database"), 1)])
def test_a_stopped_run_says_how_to_go_on(
    propos: Propos, monkeypatch: pytest.MonkeyPatch, stop: BaseException, code: int
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(command, "run", stopped)
    ended = propos()
    assert ended.code == code
    assert "the same command again does the rest" in ended.err


def test_a_bar_is_shown_on_a_terminal_only(propos: Propos, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ended = propos()
    assert ended.code == 0
    assert "of 3 articles" in ended.err


def test_a_report_needs_its_folder(propos: Propos) -> None:
    ended = propos("--report", "nowhere/report.json")
    assert ended.code == 2
    assert "there is no folder" in ended.err


def test_every_option_is_written_down() -> None:
    page = (
        (ROOT / "docs" / "ingest.md").read_text(encoding="utf-8").partition("## Reading again")[2].partition("\n## ")[0]
    )
    told = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", page))
    known = {hint for hint in get_type_hints(command.reanalyse, include_extras=True) if hint != "return"}
    assert told == {"--" + name.rstrip("_").replace("_", "-") for name in known}
