"""`propos index` from outside: what is printed and returned."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import main
from app.search.folder import folder_of
from app.storage.database import Database
from app.storage.writer import delete_article, write_batch
from tests.builders import Story, summit

Index = Callable[[str], tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Database:
    """Return the database of a working directory: one article with a quote."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())
    database = Database.open("sqlite:///propos.db")
    with database.writing() as session:
        write_batch(session, [summit().analysed()])
    return database


@pytest.fixture
def index(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Index:
    """Return what runs `propos index` and gives its exit code and output."""
    assert database.path

    def run(command: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["propos", "index", command])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


def test_status_tells_what_is_there_and_how_far_it_is(index: Index) -> None:
    code, said = index("status")
    assert code == 0
    assert "started a new index: there was none" in said
    assert "articles  0\n" in said
    assert "revision  0 of 1: behind" in said
    index("rebuild")
    assert index("status") == (
        0,
        "folder    propos.index\narticles  1\nquotes    1\nrevision  1 of 1\n",
    )


def test_verify_finds_what_is_missing_and_rebuild_mends_it(index: Index, database: Database) -> None:
    code, said = index("verify")
    assert code == 1
    assert "articles missing in the index: 1 (1)" in said
    assert "quotes missing in the index: 1 (1)" in said
    assert "run `propos index rebuild`" in said
    assert index("rebuild") == (0, "1 articles and 1 quotes indexed at revision 1\n")
    assert index("verify") == (0, "the index agrees with the database at revision 1\n")
    with database.writing() as session:
        delete_article(session, 1)
        write_batch(session, [Story(f"Note {n}.", key=str(n)).analysed() for n in range(12)])
    code, said = index("verify")
    assert code == 1
    assert "articles missing in the index: 12 (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ...)" in said
    assert "articles only in the index: 1 (1)" in said
    assert "revision 1 of 3: behind" in said


def test_a_damaged_index_is_told_or_made_anew(index: Index, tmp_path: Path) -> None:
    index("rebuild")
    (file,) = folder_of(tmp_path / "propos.index").joinpath("quotes").glob("*.store")
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    code, said = index("verify")
    assert code == 1
    assert f"damaged files: 1 ({file.relative_to(tmp_path / 'propos.index')})" in said
    file.unlink()
    assert "started a new index: the search index failed while opening" in index("rebuild")[1]
    assert index("verify")[0] == 0


def test_an_index_of_another_database_is_told(index: Index, database: Database, sqlite_template: Path) -> None:
    index("rebuild")
    database.close()
    for file in Path().glob("propos.db*"):
        file.unlink()
    Path("propos.db").write_bytes(sqlite_template.read_bytes())
    code, said = index("status")
    assert (code, "revision  1 of 0: ahead, so it was built from another database" in said) == (0, True)
    assert index("verify")[0] == 1
