"""The command line as a whole: quick help, versions, usage, one line for a fault."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.cli.main import COMMANDS, build, main
from app.errors import UnavailableError

ROOT = Path(__file__).parents[2]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["propos", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_help_names_every_command_and_loads_none_of_them() -> None:
    script = (
        "import sys; from app.cli.main import main\n"
        "try: main()\n"
        "finally: assert not {'sqlalchemy', 'spacy', 'fastapi', 'tantivy', 'pydantic'} & set(sys.modules)"
    )
    command = [sys.executable, "-c", script, "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert all(name in ended.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_tells_what_it_takes(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, name, "--help") == 0
    assert f"propos {name}" in capsys.readouterr().out


def test_the_version_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"propos {__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("ingst",), ("--nonsense",), ("migrate", "now")])
def test_bad_usage_ends_with_two(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, *arguments) == 2


def test_a_word_close_to_a_command_is_answered_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "ingst")
    assert "ingest" in capsys.readouterr().err


def test_a_fault_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_self: object, _revision: str = "") -> None:
        raise UnavailableError("the disk is full: make room")

    monkeypatch.setattr("app.storage.database.Database.migrate", broken)
    assert run(monkeypatch, "migrate") == 1
    assert capsys.readouterr().err == "propos: the disk is full: make room\n"


def test_all_commands_load_together() -> None:
    assert build(*COMMANDS)
