"""`propos ingest` and `propos migrate` from outside: what is printed, written and returned."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, get_type_hints

import pytest

import app.cli.ingest as command
from app.cli.main import main
from app.domain.queries import ArticleFilter, Page
from app.errors import UnavailableError
from app.search.index import SearchIndex
from app.storage.database import Database
from tests.dumps import rows_of
from tests.tellers import small

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Propos = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Path:
    """Return a working directory with a migrated database and four documents, two of them unusable."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "1.txt").write_text("« Oui », a dit Ada Byron.", encoding="utf-8")
    (folder / "2.txt").write_bytes(b"\xff\xff")
    (folder / "3.jsonl").write_text('{"id": "n1", "text": "Une note."}\n{"text": 3}\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def propos(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Propos:
    """Return what runs the command line in `home`, the small analyser in place of the real one."""
    assert home
    monkeypatch.setattr(command, "loading", small)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["propos", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return Ended(int(ended.value.code or 0), told.out, told.err)

    return run


def report_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_report_tells_what_became_of_each_document(home: Path, propos: Propos) -> None:
    ended = propos("ingest", "documents", "nowhere", "--report", "report.json")
    assert ended.code == 1
    assert report_of(home / "report.json") == {
        "seen": 5,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "failed": [
            {
                "path": "documents/2.txt",
                "record": None,
                "reason": "not UTF-8 at byte 0 (0xff): save it as UTF-8, or name its encoding"
                " (--encoding cp1252 for old Western files)",
            },
            {"path": "documents/3.jsonl", "record": 2, "reason": 'no "text": every record needs one'},
            {"path": "nowhere", "record": None, "reason": "no such file or folder: check the path"},
        ],
    }
    assert ended.err.splitlines()[1] == 'failed: documents/3.jsonl, record 2: no "text": every record needs one'
    assert ended.out.startswith("5 seen: 2 new, 0 changed, 0 unchanged, 3 failed (")


def test_when_nothing_fails_the_end_is_zero_and_quiet(home: Path, propos: Propos) -> None:
    ended = propos("ingest", "documents/1.txt", "--report", "report.json")
    assert (ended.code, ended.err) == (0, "")
    assert report_of(home / "report.json") == {"seen": 1, "new": 1, "changed": 0, "unchanged": 0, "failed": []}
    assert propos("ingest", str(home / "documents" / "1.txt")).out.startswith("1 seen: 0 new, 0 changed, 1 unchanged")
    (home / "documents" / "1.txt").write_text("« Non », a dit Ada Byron.", encoding="utf-8")
    assert propos("ingest", "documents/*1.txt").out.startswith("1 seen: 0 new, 1 changed, 0 unchanged")


def test_paths_are_told_as_they_were_given(home: Path, propos: Propos) -> None:
    assert f"failed: {home}/documents/2.txt:" in propos("ingest", str(home / "documents")).err


def test_what_is_stored_can_be_found(home: Path, propos: Propos) -> None:
    propos("ingest", "documents")
    assert SearchIndex.open(home / "propos.index").articles("note", ArticleFilter(), Page()).total == 1


def test_a_dry_run_writes_nothing(home: Path, propos: Propos) -> None:
    database = Database.open(f"sqlite:///{home}/propos.db")
    before = rows_of(database)
    ended = propos("ingest", "documents", "--dry-run")
    assert ended.out.startswith("4 seen: 2 new")
    assert "dry run" in ended.out
    assert rows_of(database) == before
    assert not (home / "propos.index").exists()


def test_standard_input_is_read(propos: Propos, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"text": "Une note.", "date": "2023-04"}\n{"text": "Deux.", "date": "2023-4"}\n'
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    ended = propos("ingest", "-")
    assert ended.code == 1
    assert ended.err == "failed: -, record 2: '2023-4' is not a date: write 2023, 2023-04 or 2023-04-12\n"


def test_address_lists_are_no_documents(home: Path, propos: Propos) -> None:
    (home / "documents" / "urls.txt").write_text("1\thttps://example.org/1\n", encoding="utf-8")
    propos("ingest", "documents", "--urls", "documents/url*.txt", "--source", "La Dépêche")
    rows = rows_of(Database.open(f"sqlite:///{home}/propos.db"))["articles"]
    assert sum("https://example.org/1" in row for row in rows) == 1
    assert sum("La Dépêche" in row for row in rows) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "PATH"),
        (("documents", "--format", "pdf"), "none of csv, html, jsonl"),
        (("documents", "--encoding", "utf-9"), "no encoding"),
        (("documents", "--jobs", "0"), "--jobs"),
        (("documents", "--report", "no/where.json"), "there is no folder"),
        (("documents", "--report", "documents"), "directory"),
        (("documents", "--nonsense"), "--nonsense"),
    ],
)
def test_bad_usage_ends_with_two(propos: Propos, arguments: tuple[str, ...], told: str) -> None:
    ended = propos("ingest", *arguments)
    assert ended.code == 2
    assert told in ended.err


def test_a_database_that_is_not_migrated_is_told_with_the_remedy(home: Path, propos: Propos) -> None:
    (home / "propos.db").unlink()
    ended = propos("ingest", "documents")
    assert ended.code == 1
    assert "propos migrate" in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not (home / "propos.db").exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["propos", "migrate"])
        main_ends_well()
        main_ends_well()
    assert propos("ingest", "documents/1.txt").code == 0


def main_ends_well() -> None:
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code


def test_a_setting_that_cannot_be_used_is_bad_usage(propos: Propos, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROPOS_BATCH_SIZE", "many")
    ended = propos("ingest", "documents")
    assert ended.code == 2
    assert ended.err.startswith("propos: PROPOS_BATCH_SIZE: ")


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt(), 130), (UnavailableError("no database"), 1)])
def test_a_stopped_run_says_how_to_go_on(
    propos: Propos, monkeypatch: pytest.MonkeyPatch, stop: BaseException, code: int
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(command, "run", stopped)
    ended = propos("ingest", "documents")
    assert ended.code == code
    assert "the same command again does the rest" in ended.err


def test_an_index_that_cannot_follow_does_not_hide_what_was_stored(
    home: Path, propos: Propos, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "taken").write_text("a file, not a folder", encoding="utf-8")
    monkeypatch.setenv("PROPOS_INDEX_DIR", "taken")
    ended = propos("ingest", "documents/1.txt", "--report", "report.json")
    assert ended.code == 1
    assert ended.out.startswith("1 seen: 1 new")
    assert "search index" in ended.err
    assert report_of(home / "report.json")["new"] == 1


def test_a_bar_is_shown_on_a_terminal_only(propos: Propos, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ended = propos("ingest", "documents/1.txt")
    assert ended.code == 0
    assert "documents" in ended.err


def test_nothing_heavy_is_loaded_when_nothing_has_changed(home: Path, propos: Propos) -> None:
    assert propos("ingest", "documents/1.txt").code == 0
    script = (
        "import sys; from app.cli.main import main\n"
        "try: main()\n"
        "finally: sys.exit(sorted({'spacy', 'thinc', 'fastapi', 'fasttext'} & set(sys.modules)) or 0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, "ingest", "documents/1.txt"],
        capture_output=True,
        text=True,
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_nothing_is_fetched_unless_that_is_switched_on(propos: Propos) -> None:
    for arguments in (["https://e.example/feed.xml"], ["documents/1.txt", "--pages"]):
        ended = propos("ingest", *arguments)
        assert ended.code == 2
        assert "PROPOS_FETCH=1" in ended.err


def test_a_feed_by_its_address_is_read_twice_and_stored_once(
    home: Path, propos: Propos, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "feed.xml").write_text(
        "<rss version='2.0'><channel><item><link>https://e.example/1</link><description>Un mot.</description></item></channel></rss>",
        encoding="utf-8",
    )
    monkeypatch.setenv("PROPOS_FETCH", "1")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(home))) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        host = f"127.0.0.1:{server.server_address[1]}"
        refused = propos("ingest", f"http://{host}/feed.xml")
        monkeypatch.setenv("PROPOS_FETCH_HOSTS", f"feeds.intranet, {host}")
        first, second = propos("ingest", f"http://{host}/feed.xml"), propos("ingest", f"http://{host}/feed.xml")
        server.shutdown()

    assert refused.code == 1
    assert f"failed: http://{host}/feed.xml: port" in refused.err
    assert first.out.startswith("1 seen: 1 new")
    assert second.out.startswith("1 seen: 0 new, 0 changed, 1 unchanged")


def test_every_option_is_written_down() -> None:
    page = (ROOT / "docs" / "ingest.md").read_text(encoding="utf-8").partition("## Reading again")[0]
    told = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", page))
    known = {hint for hint in get_type_hints(command.ingest, include_extras=True) if hint not in {"paths", "return"}}
    assert told == {"--" + name.rstrip("_").replace("_", "-") for name in known}
