import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli import extract as command
from app.domain.annotations import (
    Analysis,
    Entity,
    EntityType,
    Extractor,
    Heading,
    Mention,
    MentionKind,
    Quote,
    QuoteType,
    Reference,
    Relation,
    RelationType,
)
from app.domain.dates import PartialDate
from app.domain.spans import Span
from app.errors import UnavailableError
from app.extraction.analyser import Analyser
from app.extraction.output import analysis_object
from app.settings import Model

TEXT = "Ida Font, présidente d'Azur, a dit que le bac repartira lundi."


def full(language: str = "fr", date: PartialDate | None = None) -> Analysis:
    """Return an analysis of TEXT with something in every field."""
    ida, azur = Span(0, 8), Span(23, 27)
    quote = Quote(
        "q1",
        QuoteType.INDIRECT,
        (Span(39, 61),),
        Span(29, 34),
        Reference(ida, "e1"),
        via=Reference(None, "e2"),
        about=("e2",),
        confidence=0.93333333,
    )
    return Analysis(
        language,
        date,
        Heading(),
        (Span(0, 62),),
        Extractor("test", "1"),
        (
            Entity("e1", EntityType.PERSON, "Ida Font", (Mention(ida, MentionKind.NAME),)),
            Entity(
                "e2",
                EntityType.COUNTRY,
                "Azur",
                (Mention(azur, MentionKind.NAME),),
                name_en="Azure",
                country="AZ",
                wikidata="Q1",
            ),
        ),
        (quote,),
        (
            Relation(
                "r1",
                RelationType.LEADS,
                ("e1",),
                ("e2",),
                trigger=Span(10, 20),
                evidence=Span(0, 62),
                location=Reference(azur, "e2"),
                date=PartialDate(2023, 3),
            ),
        ),
    ).checked(TEXT)


class Reader:
    """Reads every text as TEXT, and fails on purpose on some."""

    def __init__(self, model: str = "accurate", knowledge: Path | None = None) -> None:
        """Take any model and knowledge."""
        self.model, self.knowledge = model, knowledge

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        if text == "boum":
            raise RuntimeError("on purpose")
        if text == "sans modèle":
            raise UnavailableError("the language model is not installed: run `make install`")
        return full(language or "und", date)


def given(*lines: str | bytes) -> list[dict[str, Any]]:
    """Return the answers to these lines of standard input."""
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return list(command.answers(command.read_lines(raw), Reader()))


def test_the_object_of_the_contract() -> None:
    assert analysis_object(full(date=PartialDate(2023, 4)), "a") == {
        "id": "a",
        "language": "fr",
        "date": {"value": "2023-04", "precision": "month", "start": "2023-04-01", "end": "2023-04-30"},
        "sentences": [[0, 62]],
        "entities": [
            {
                "id": "e1",
                "type": "person",
                "name": "Ida Font",
                "mentions": [{"start": 0, "end": 8, "kind": "name"}],
            },
            {
                "id": "e2",
                "type": "country",
                "name": "Azur",
                "name_en": "Azure",
                "country": "AZ",
                "wikidata": "Q1",
                "mentions": [{"start": 23, "end": 27, "kind": "name"}],
            },
        ],
        "quotes": [
            {
                "id": "q1",
                "type": "indirect",
                "parts": [{"start": 39, "end": 61}],
                "cue": {"start": 29, "end": 34},
                "speaker": {"start": 0, "end": 8, "entity": "e1"},
                "via": {"start": None, "end": None, "entity": "e2"},
                "about": ["e2"],
                "confidence": 0.9333,
            }
        ],
        "relations": [
            {
                "id": "r1",
                "type": "LEADS",
                "mode": None,
                "source": ["e1"],
                "target": ["e2"],
                "symmetric": False,
                "polarity": "affirmed",
                "modality": "actual",
                "attribution": "article",
                "trigger": {"start": 10, "end": 20},
                "evidence": {"start": 0, "end": 62},
                "location": {"start": 23, "end": 27, "entity": "e2"},
                "date": {"value": "2023-03", "precision": "month", "start": "2023-03-01", "end": "2023-03-31"},
                "confidence": 1.0,
            }
        ],
        "extractor": {"name": "test", "version": "1"},
    }


def test_answers_keep_the_order_and_the_ids_as_they_were_written() -> None:
    answers = given('{"id":"b","text":"x"}', '{"id":7,"text":"x"}', '{"text":"x"}', '{"id":null,"text":"x"}')
    assert [answer["id"] for answer in answers] == ["b", 7, None, None]
    assert not any("error" in answer for answer in answers)


def test_language_and_date_are_honoured() -> None:
    (answer,) = given('{"id":"a","text":"x","lang":"fr","date":"2023-04-12"}')
    assert answer["language"] == "fr"
    assert answer["date"] == {
        "value": "2023-04-12",
        "precision": "day",
        "start": "2023-04-12",
        "end": "2023-04-12",
    }


def test_null_is_as_good_as_absent() -> None:
    (answer,) = given('{"id":"a","text":"x","lang":null,"date":null}')
    assert (answer["language"], answer["date"]) == ("und", None)


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [
        ("{", None, "no JSON"),
        ("[" * 100_000, None, "no JSON"),
        ("[1]", None, "no JSON object"),
        ('"text"', None, "no JSON object"),
        ("", None, "empty"),
        ('{"id":"a"}', "a", "text is missing"),
        ('{"id":"a","text":null}', "a", "text must be a string"),
        ('{"id":"a","text":12}', "a", "text must be a string"),
        ('{"id":"a","text":"\\ud800"}', "a", "lone surrogate"),
        ('{"id":"a","text":"x","lang":"\\udc00"}', "a", "lone surrogate"),
        ('{"id":"\\ud800","text":"x"}', None, "id must be"),
        (b'{"id":"a","text":"\xff"}', "a", "no valid Unicode"),
        (b'{"id":"\xff","text":"x"}', None, "id must be"),
        ('{"id":["a"],"text":"x"}', None, "id must be"),
        ('{"id":true,"text":"x"}', None, "id must be"),
        ('{"id":NaN,"text":"x"}', None, "id must be"),
        ('{"id":1e999,"text":"x"}', None, "id must be"),
        ('{"id":123456789012345678901234567890,"text":1}', None, ""),
        ('{"id":"a","text":"x","lang":3}', "a", "lang must be"),
        ('{"id":"a","text":"x","date":2023}', "a", "date must be"),
        ('{"id":"a","text":"x","date":"2023-13"}', "a", "no such date"),
        ('{"id":"a","text":"x","date":"hier"}', "a", "is not a date"),
        ('{"id":"a","text":"boum"}', "a", "failed on this text"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_run_goes_on(line: str | bytes, key: object, reason: str) -> None:
    first, second = given(line, '{"id":"next","text":"x"}')
    assert set(first) == {"id", "error"}
    assert key is None or first["id"] == key
    assert reason in first["error"]
    assert second["id"] == "next"


def test_without_its_model_the_command_fails_as_a_whole() -> None:
    with pytest.raises(UnavailableError, match="make install"):
        given('{"id":"a","text":"sans modèle"}')


def test_blank_lines_at_the_end_are_no_inputs() -> None:
    assert [answer["id"] for answer in given('{"id":1,"text":"x"}\n', "\n", "  \n")] == [1]


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    (answer,) = given(b'\xef\xbb\xbf{"id":"a","text":"x"}\r\n')
    assert answer["id"] == "a"


class Pipe(io.BytesIO):
    """Standard input or output as a process has it: a text stream with a buffer of bytes."""

    @property
    def buffer(self) -> io.BytesIO:
        return self


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Return what runs the command on some bytes of standard input."""
    monkeypatch.setattr(Analyser, "load", Reader)

    def run(stdin: bytes, *files: Path, jsonl: bool = True, model: Model | None = None) -> list[dict[str, Any]]:
        output = Pipe()
        monkeypatch.setattr(sys, "stdin", Pipe(stdin))
        monkeypatch.setattr(sys, "stdout", output)
        command.extract(list(files), jsonl=jsonl, model=model)
        return [json.loads(line) for line in output.getvalue().splitlines()]

    return run


@pytest.mark.parametrize(
    ("asked", "told", "read_by"), [(None, None, "accurate"), (None, "fast", "fast"), ("fast", "accurate", "fast")]
)
def test_the_tagger_is_the_one_asked_for_then_the_one_set(
    run: Callable[..., list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
    asked: str | None,
    told: str | None,
    read_by: str,
) -> None:
    loaded: list[str] = []

    def load(model: str, _knowledge: Path | None) -> Reader:
        loaded.append(model)
        return Reader()

    monkeypatch.setattr(Analyser, "load", load)
    if told is not None:
        monkeypatch.setenv("PROPOS_MODEL", told)
    run(b'{"id":1,"text":"x"}', model=asked)
    assert loaded == [read_by]


def test_lines_in_lines_out(run: Callable[..., list[dict[str, Any]]]) -> None:
    answers = run(b'{"id":1,"text":"x"}\nnothing\n{"id":2,"text":"x"}')
    assert [answer["id"] for answer in answers] == [1, None, 2]
    assert [("error" in answer) for answer in answers] == [False, True, False]


def test_no_input_no_output(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert run(b"") == []


def test_files_of_lines_and_files_of_text(run: Callable[..., list[dict[str, Any]]], tmp_path: Path) -> None:
    lines, text = tmp_path / "lines.jsonl", tmp_path / "text.txt"
    lines.write_text('{"id":"a","text":"x"}\n')
    text.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert [answer["id"] for answer in run(b"", lines)] == ["a"]
    assert [answer["id"] for answer in run(b"", text, jsonl=False)] == [str(text)]
    request = command.read_file(text)
    assert isinstance(request, command.Request)
    assert request.text == TEXT


def test_a_file_that_is_no_text_fails_the_command(run: Callable[..., list[dict[str, Any]]], tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("été".encode("latin-1"))
    with pytest.raises(typer.Exit):
        run(b"", tmp_path / "latin.txt", tmp_path / "absent.txt", jsonl=False)


def test_neither_files_nor_lines_is_bad_usage(run: Callable[..., list[dict[str, Any]]]) -> None:
    with pytest.raises(typer.BadParameter):
        run(b"", jsonl=False)
