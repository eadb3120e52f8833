import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli.evaluate import evaluate
from app.domain.annotations import Analysis, Entity, EntityType, Extractor, Heading, Mention, MentionKind
from app.domain.spans import Span
from app.errors import InputError
from app.extraction.analyser import Analyser

TEXT = "Ana Roca et Luc Petit ont visité Port-Lune."
NAMES = "T1\tPerson 0 8\tAna Roca\nT2\tPerson 12 21\tLuc Petit\nT3\tLocation 33 42\tPort-Lune\n"


class Reader:
    """Finds the first `count` of the three names."""

    count = 3

    def analyse(self, _text: str) -> Analysis:
        names = [(0, 8, EntityType.PERSON), (12, 21, EntityType.PERSON), (33, 42, EntityType.PLACE)]
        entities = tuple(
            Entity(f"e{start}", kind, TEXT[start:end], (Mention(Span(start, end), MentionKind.NAME),))
            for start, end, kind in names[: self.count]
        )
        return Analysis("fr", None, Heading(), (), Extractor("test", "1"), entities)


@pytest.fixture
def scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Return what runs `propos evaluate` over one article of our own and gives back what it wrote as JSON."""
    folder = tmp_path / "shared/corpora/winer_fr/2020/01"
    folder.mkdir(parents=True)
    (folder / "2020_01_01-001.txt").write_text(TEXT)
    (folder / "2020_01_01-001.ann").write_text(NAMES)

    def load(_model: str) -> Reader:
        return Reader()

    monkeypatch.setattr(Analyser, "load", load)

    def run(**options: object) -> dict[str, Any]:
        paths = {
            "shared": tmp_path / "shared",
            "json": tmp_path / "out/scores.json",
            "floors": tmp_path / "floors.json",
        }
        chosen: dict[str, Any] = {"jobs": 0, **paths, **options}
        evaluate(**chosen)
        return json.loads(chosen["json"].read_bytes())

    return run


def test_scores_are_printed_and_written(
    scores: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    written = scores()
    assert written["scores"]["names/all"]["f1"] == 1.0
    assert written["speed"]["words"] == 8
    assert "100.0" in capsys.readouterr().out


def test_plain_and_markdown_tables(scores: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    scores(plain=True)
    assert "names      type/Person" in capsys.readouterr().out
    scores(markdown=True)
    assert "| names | all | 100.0 | 100.0 | 100.0 | 3 |" in capsys.readouterr().out


def test_the_tables_of_a_page_are_renewed_between_its_marks(
    scores: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n<!-- scores -->\nformer\n<!-- /scores -->\nafter\n")
    scores(page=page)
    renewed = page.read_text()
    assert "| names | all | 100.0 | 100.0 | 100.0 | 3 |" in renewed
    assert "former" not in renewed
    assert renewed.startswith("# Title\n<!-- scores -->\n")
    assert renewed.endswith("\n<!-- /scores -->\nafter\n")
    assert (tmp_path / "page-errors.svg").read_text().startswith("<svg")
    page.write_text("no marks")
    with pytest.raises(InputError, match="needs the lines"):
        scores(page=page)


def test_differences_are_listed_by_class(
    scores: Callable[..., dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "count", 2)
    scores(errors=tmp_path / "errors.txt")
    assert (tmp_path / "errors.txt").read_text().splitlines() == [
        "=== name missed: 1",
        "2020_01_01-001 Location: Ana Roca et Luc Petit ont visité [Port-Lune].",
        "",
    ]


def test_a_score_under_its_floor_fails_the_command(
    scores: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scores(update_floors=True)
    scores()
    monkeypatch.setattr(Reader, "count", 2)
    with pytest.raises(typer.Exit) as stopped:
        scores()
    assert stopped.value.exit_code == 1
    assert "UNDER ITS FLOOR: names/all 80.00 < 100.0" in capsys.readouterr().out


def test_a_floor_is_lowered_only_on_purpose(
    scores: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    scores(update_floors=True)
    monkeypatch.setattr(Reader, "count", 2)
    with pytest.raises(InputError, match="would fall: names/all"):
        scores(update_floors=True)
    scores(update_floors=True, allow_lower=True)
    scores()


def test_floors_are_those_of_a_whole_evaluation(scores: Callable[..., dict[str, Any]]) -> None:
    for part in ({"only": ["names"]}, {"year": "2020"}, {"limit": 1}):
        with pytest.raises(InputError, match="whole evaluation"):
            scores(update_floors=True, **part)


def test_floors_of_other_articles_are_not_compared(
    scores: Callable[..., dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scores(update_floors=True)
    more = tmp_path / "shared/corpora/winer_fr/2020/01/2020_01_01-002"
    more.with_suffix(".txt").write_text(TEXT)
    more.with_suffix(".ann").write_text(NAMES + "T4\tPerson 0 3\tAna\nT5\tPerson 22 25\tont\n")
    scores()
    assert "reached on other articles" in capsys.readouterr().out


def test_a_section_that_does_not_exist_is_refused(scores: Callable[..., dict[str, Any]]) -> None:
    with pytest.raises(InputError, match="no section 'verbs'"):
        scores(only=["verbs"])


def test_without_annotated_articles_it_says_so_and_succeeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(shared=tmp_path / "none", json=tmp_path / "scores.json")
    assert "Nothing to evaluate" in capsys.readouterr().out
    assert not (tmp_path / "scores.json").exists()
