"""`propos actors` from outside: what is printed and returned, also while a service runs."""

import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from app.cli.main import main
from app.domain.annotations import EntityType
from app.storage.database import Database
from app.storage.writer import write_batch
from tests.api.service import Service
from tests.builders import Story, brief, summit

Actors = Callable[..., tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Generator[Database]:
    """Return the database of a working directory: Ada Byron, Byron alone, and a countess."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())
    database = Database.open("sqlite:///propos.db")
    alone = Story("Byron revient.", key="b").actor("Byron")
    countess = Story("« Soit », a dit la Comtesse.", key="c").actor("la Comtesse")
    countess.quote("Soit", speaker="la Comtesse", cue="a dit")
    with database.writing() as session:
        write_batch(session, [story.analysed() for story in (summit(), brief(1), alone, countess)])
    yield database
    database.close()


@pytest.fixture
def actors(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Actors:
    """Return what runs `propos actors` and gives its exit code and output."""
    assert database.path

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["propos", "actors", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


def test_a_service_shows_a_ruling_at_once_and_searches_by_it_when_it_looks(
    actors: Actors, database: Database, tmp_path: Path
) -> None:
    service = Service(database, tmp_path / "propos.index")
    before = service.ok("/v1/actors/1")
    assert actors("merge", "Ada Byron", "la Comtesse")[0] == 0
    assert service.ok("/v1/quotes", speaker="comtesse")["total"]["value"] == 3
    service.follow()
    assert service.ok("/v1/quotes", q="soit", speaker="ada byron")["total"]["value"] == 1
    names = {alias["name"]: alias for alias in service.ok("/v1/actors/1")["aliases"]}
    assert (names["la Comtesse"]["joined_by"], names["la Comtesse"]["detail"]) == ("by_hand", "ruling 1")
    assert names["la Comtesse"]["evidence"]["sentence"]["text"] == "« Soit », a dit la Comtesse."
    assert actors("rulings", "undo", "1") == (0, "taken back: la Comtesse = Ada Byron\n")
    service.follow()
    assert service.ok("/v1/actors/1") == before
    service.close()


def test_each_name_has_its_reason(actors: Actors) -> None:
    code, said = actors("show", "ada byron")
    assert code == 0
    assert said.splitlines()[0] == "1  Ada Byron (person)"
    assert "Byron  (2 in the texts; part_of_name: the only actor of whose name this is a part" in said
    assert "  article 3: Byron revient." in said


def test_names_that_several_bear_are_told(actors: Actors, database: Database) -> None:
    lord = Story("Lord Byron et Byron.", key="lord").actor("Lord Byron", EntityType.PERSON, "Byron")
    with database.writing() as session:
        write_batch(session, [lord.analysed()])
    code, said = actors("merge", "byron", "la Comtesse")
    assert (code, said.count("\n")) == (1, 1)
    assert "1 Ada Byron (person, articles: 2)" in said
    assert "several actors bear this name" in actors("show", "7")[1]
    assert "  also: 1 Ada Byron" in actors("show", "7")[1]


def test_rulings_are_listed_with_what_they_decide(actors: Actors) -> None:
    assert actors("rulings") == (0, "")
    assert "Byron alone != Ada Byron" in actors("split", "Ada Byron", "--alias", "Byron")[1]
    assert "Ada Byron in article 2 != Ada Byron" in actors("split", "Ada Byron", "--article", "2")[1]
    assert "Ada Byron is called Ada Lovelace" in actors("rename", "1", "Ada Lovelace")[1]
    listed = actors("rulings")[1].splitlines()
    assert [line.partition("  ")[0] for line in listed] == ["1", "2", "3"]
    assert all(line.endswith("(in force, articles: 1)") for line in listed)
    actors("rulings", "undo", "2")
    assert actors("rulings")[1].count("\n") == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("split", "1"), 2), (("merge", "1"), 2), (("merge", "1", "nobody at all"), 1), (("rulings", "undo", "9"), 1)],
)
def test_what_cannot_be_done_says_so(actors: Actors, arguments: tuple[str, ...], code: int) -> None:
    ended, said = actors(*arguments)
    assert ended == code
    assert said
