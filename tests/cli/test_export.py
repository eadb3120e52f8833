"""`propos export` from outside: files of everything that matches, whole or not at all."""

import io
import os
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import app.cli.export as command
from app.cli.main import main
from app.search.index import SearchIndex
from app.storage.database import Database
from tests.api.service import Service, fill, newsroom
from tests.exported import records_of


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: bytes
    err: str


Propos = Callable[..., Ended]


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Generator[Service]:
    """Return a service over the newsroom, in whose folder the commands run."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())
    database = Database.open(f"sqlite:///{tmp_path}/propos.db")
    fill(database, *newsroom())
    running = Service(database, tmp_path / "another.index")
    yield running
    running.close()
    database.close()


@pytest.fixture
def propos(service: Service, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Propos:
    """Return what runs the command line."""
    assert service

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["propos", "export", *arguments])
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        told = capsysbinary.readouterr()
        return Ended(int(code or 0), told.out, told.err.decode())

    return run


@pytest.mark.parametrize("kind", ["articles", "quotes", "actors", "relations"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_file_is_that_of_the_api(service: Service, propos: Propos, tmp_path: Path, kind: str, form: str) -> None:
    ended = propos(kind, "--output", f"out.{form}")

    assert (ended.code, ended.out) == (0, b"")
    assert (tmp_path / f"out.{form}").read_bytes() == service.get(f"/v1/export/{kind}", format=form).content
    assert [path.name for path in tmp_path.glob("*out*")] == [f"out.{form}"]


def test_of_each_record_the_fields_asked_for(service: Service, propos: Propos) -> None:
    ended = propos("quotes", "--fields", "id,cue", "--where", "speaker=ada byron", "--format", "csv")
    same = service.get("/v1/export/quotes", speaker="ada byron", fields="id,cue", format="csv")

    assert ended.out == same.content
    assert ended.out.startswith(b"id,cue.start,cue.end,cue.utf16_start,cue.utf16_end,cue.text\r\n")
    for wrong in (("quotes", "--fields", "id,colour"), ("network", "--fields", "id")):
        assert propos(*wrong).code == 2


def test_the_filters_are_those_of_the_listing(service: Service, propos: Propos) -> None:
    ended = propos("quotes", "--where", "speaker=ada byron", "--where", "speaker=x", "--where", "actor_op=or")
    same = service.get("/v1/export/quotes", speaker=["ada byron", "x"], actor_op="or")

    assert ended.out == same.content
    assert "speaker=ada byron: Ada Byron (id 1)\nspeaker=x: nobody who is known\n14 quotes in" in ended.err


def test_a_search_brings_its_index_up_to_date(service: Service, propos: Propos, tmp_path: Path) -> None:
    assert SearchIndex.open(tmp_path / "propos.index").revision == 0
    ended = propos("articles", "--where", "q=dépêche", "--where", "date_to=2022", "--format", "csv")

    assert len(records_of(ended.out, "csv", "articles")) == 6
    assert ended.out == service.get("/v1/export/articles", q="dépêche", date_to="2022", format="csv").content


@pytest.mark.parametrize("form", ["json", "graphml", "gexf"])
def test_the_network_is_all_there(service: Service, propos: Propos, form: str) -> None:
    ended = propos("network", "--format", form)

    assert ended.out == service.get("/v1/network", nodes=200, edges=1000, format=form).content
    assert "3 actors and 2 edges in" in ended.err
    assert "2 actors and 1 edges in" in propos("network", "--where", "edges=1").err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["events"], "events"),
        (["quotes", "--format", "gexf"], "jsonl, csv, parquet"),
        (["network", "--format", "csv"], "json, graphml, gexf"),
        (["quotes", "--where", "speeker=x"], "speeker"),
        (["quotes", "--where", "speaker"], "NAME=VALUE"),
        (["quotes", "--where", "date_from=2023-13"], "date_from"),
        (["quotes", "--where", "cue=a", "--where", "cue=b"], "once"),
        (["quotes", "--output", "nowhere/x.csv"], "there is no folder"),
    ],
)
def test_bad_usage_ends_with_two(propos: Propos, arguments: list[str], reason: str) -> None:
    ended = propos(*arguments)

    assert ended.code == 2
    assert reason in ended.err.replace("\n", " ").replace("│", "")


def test_a_file_that_cannot_be_completed_leaves_the_old_one(
    propos: Propos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert propos("quotes", "-o", "out.csv", "--format", "parquet").err.startswith("propos: Parquet needs pyarrow")

    def stopped(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "begin", stopped)
    ended = propos("quotes", "-o", "out.csv")
    assert (ended.code, ended.err) == (130, "stopped: nothing was written\n")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.glob("*out.csv*"))) == 1


def test_whoever_has_seen_enough_may_leave(propos: Propos, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError

    class Output(io.TextIOWrapper):
        pass

    monkeypatch.setattr(sys, "stdout", Output(Closed()))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert propos("quotes").code == 1
