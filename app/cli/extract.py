"""`propos extract`: texts in, one JSON object a line out."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Annotated, BinaryIO, Protocol, TypeAlias, TypeGuard

import orjson
import typer

from app.domain.annotations import Analysis
from app.domain.dates import PartialDate
from app.errors import AppError, DocumentError, UnavailableError
from app.extraction.output import JsonObject, analysis_object
from app.settings import Model, Settings

Key: TypeAlias = str | int | float | None
_GREATEST = 2**63 - 1


class Analyses(Protocol):
    """What reads a text."""

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        """Return the analysis of `text`."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """One text to read, with what is told beside it."""

    key: Key
    text: str
    language: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that cannot be read, and why."""

    key: Key
    reason: str


def extract(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files; with --jsonl standard input if there are none.")
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read lines of {id, text, lang?, date?}.")] = False,
    model: Annotated[
        Model | None, typer.Option(help="Tagger that reads the texts.", show_default="PROPOS_MODEL, or accurate")
    ] = None,
) -> None:
    """Write what is found in each text as one line of JSON, in the order of the inputs.

    An input that cannot be read gives {"id", "error"} and the run goes on; with files of text, the exit code is then 1.
    """
    if not files and not jsonl:
        raise typer.BadParameter("name text files, or pass --jsonl to read lines of JSON from standard input")
    inputs = read_lines(_lines(files or [])) if jsonl else map(read_file, files or [])
    settings = Settings()
    refused = _run(inputs, sys.stdout.buffer, model or settings.model, settings.knowledge)
    if refused and not jsonl:
        raise typer.Exit(1)


def _run(inputs: Iterable[Request | Refusal], output: BinaryIO, model: str, knowledge: Path | None) -> int:
    """Write an object for each input as soon as it is known; return how many were refused."""
    from app.extraction.analyser import Analyser  # noqa: PLC0415 (the help of this command loads no models)

    refused = 0
    try:
        for answer in answers(inputs, Analyser.load(model, knowledge)):
            refused += "error" in answer
            output.write(orjson.dumps(answer) + b"\n")
            output.flush()
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough: no complaint at exit
        raise typer.Exit(1) from None
    return refused


def answers(inputs: Iterable[Request | Refusal], analyser: Analyses) -> Iterator[JsonObject]:
    """Yield the object of each input, in order."""
    for one in inputs:
        yield {"id": one.key, "error": one.reason} if isinstance(one, Refusal) else _answer(one, analyser)


def _answer(request: Request, analyser: Analyses) -> JsonObject:
    try:
        analysis = analyser.analyse(request.text, language=request.language, date=request.date)
    except UnavailableError:
        raise  # without its model the extraction can read nothing at all
    except AppError as error:
        return {"id": request.key, "error": str(error)}
    except Exception as error:  # noqa: BLE001 (the edge: one text we fail on never stops the others)
        return {"id": request.key, "error": f"the extraction failed on this text ({type(error).__name__})"}
    return analysis_object(analysis, request.key)


def read_lines(lines: Iterable[bytes]) -> Iterator[Request | Refusal]:
    """Read lines of JSON; a blank line is refused like any other, except blank lines at the end of the input."""
    blank = 0
    for number, line in enumerate(lines):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        if not content.strip():
            blank += 1
            continue
        yield from [Refusal(None, "the line is empty")] * blank
        blank = 0
        yield read_line(content)


def read_line(line: bytes) -> Request | Refusal:
    """Read `{"id", "text", "lang"?, "date"?}`; the refusal has the id where it can be told."""
    record = _parse(line)
    if isinstance(record, Refusal):
        return record
    key = record.get("id")
    if not _is_key(key):
        return Refusal(None, "id must be a string or a number")
    try:
        return _request(key, record)
    except AppError as error:
        return Refusal(key, str(error))


def read_file(path: Path) -> Request | Refusal:
    """Read a file of plain text in UTF-8; its path is its id."""
    try:
        return Request(str(path), path.read_bytes().decode("utf-8").removeprefix("\ufeff"))
    except OSError as error:
        return Refusal(str(path), f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        return Refusal(str(path), f"not text in UTF-8 (byte {error.start}): convert it first")


def _request(key: Key, record: JsonObject) -> Request:
    text, language, date = record.get("text"), record.get("lang"), record.get("date")
    if not isinstance(text, str):
        raise DocumentError("text must be a string" if "text" in record else "text is missing")
    if not isinstance(language, str | None):
        raise DocumentError("lang must be a string such as fr")
    if not isinstance(date, str | None):
        raise DocumentError("date must be a string: 2023, 2023-04 or 2023-04-12")
    for name, value in (("text", text), ("lang", language or "")):
        if (place := _broken_at(value)) is not None:
            raise DocumentError(f"{name} is no valid Unicode: half a character (a lone surrogate) at {place}")
    return Request(key, text, language or None, PartialDate.parse(date) if date else None)


def _broken_at(value: str) -> int | None:
    """Return where `value` holds half a surrogate pair, which no UTF-8 can say; None where it does not."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


def _parse(line: bytes) -> JsonObject | Refusal:
    """Parse a line. What the strict parser refuses is given to a lenient one, so that the refusal can tell the id.

    The lenient one lets half surrogate pairs through, and bytes that are no UTF-8 as such: both are refused by field.
    """
    try:
        record: object = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            record = json.loads(line.decode("utf-8", errors="surrogateescape"))
        except (ValueError, RecursionError):
            return Refusal(None, f"the line is no JSON: {error}")
    return record if _is_object(record) else Refusal(None, "the line is no JSON object")


def _is_object(value: object) -> TypeGuard[JsonObject]:
    return isinstance(value, dict)  # a parser's keys are strings


def _is_key(value: object) -> TypeGuard[Key]:
    """Whether `value` can be given back as an id."""
    if isinstance(value, str):
        return _broken_at(value) is None
    if isinstance(value, float):
        return isfinite(value)
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _GREATEST)


def _lines(files: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of `files` one after the other, of standard input where there are none."""
    paths = tuple(files)
    if not paths:
        yield from sys.stdin.buffer
    for path in paths:
        try:
            with path.open("rb") as stream:
                yield from stream
        except OSError as error:
            raise DocumentError(f"{path} cannot be read: {error.strerror}") from error
