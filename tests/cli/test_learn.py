"""`propos learn` from outside: what is printed, kept and returned."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import app.cli.learn as command
from app.cli.main import main
from app.extraction.signature import extractor_of
from app.learning import known_names
from app.storage.database import Database
from tests.extraction.test_emerging import ARTICLES
from tests.tellers import small
from tests.test_learning import OTHERS, SCARVES, bring


@pytest.fixture
def propos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sqlite_template: Path
) -> Callable[..., list[str]]:
    """Return what runs `propos learn` beside a database of seven articles, the small analyser in place of the real one."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())
    database = Database.open("sqlite:///propos.db")
    bring(database, [*ARTICLES, *OTHERS])
    database.close()
    monkeypatch.setattr(command, "loading", small)

    def run(*arguments: str) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["propos", "learn", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return capsys.readouterr().out.splitlines()

    return run


def names() -> tuple[object, ...]:
    return known_names(Database.open("sqlite:///propos.db"))


def test_names_are_told_kept_and_followed(propos: Callable[..., list[str]]) -> None:
    assert propos() == ["new     group              5  foulards gris", "6 of 7 articles read again"]
    assert names() == (SCARVES,)
    assert propos() == ["known   group              5  foulards gris", "0 of 7 articles read again"]
    database = Database.open("sqlite:///propos.db")
    with database.reading() as session:
        assert session.ask("SELECT DISTINCT extractor_version FROM articles") == [
            (extractor_of("accurate", (SCARVES,)).version,)
        ]


def test_a_dry_run_keeps_nothing(propos: Callable[..., list[str]]) -> None:
    assert propos("--dry-run") == ["new     group              5  foulards gris"]
    assert names() == ()
