"""`propos export`: everything that matches, in a file or on standard output; the same files as the API's."""

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Annotated, BinaryIO, TypeVar, get_origin

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.api.exports.formats import FORMS
from app.api.exports.graphs import GRAPH_FORMS, drawn
from app.api.exports.kinds import KINDS, Source, begin
from app.api.schemas.exports import TableFormat
from app.api.schemas.listings import Resolved
from app.api.schemas.network import GraphFormat, NetworkQuestion
from app.api.schemas.questions import Question
from app.api.sparseness import unknown_field
from app.errors import UnavailableError
from app.indexing import refresh_index
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage.database import Database


class What(StrEnum):
    """What can be exported."""

    ARTICLES = "articles"
    QUOTES = "quotes"
    ACTORS = "actors"
    RELATIONS = "relations"
    NETWORK = "network"


class Form(StrEnum):
    """All forms of a file."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"


QuestionT = TypeVar("QuestionT", bound=Question)
_FORMAT = "jsonl, csv or parquet; of the network graphml, gexf or json. By default what the file's name ends in, or the first."
_OUTPUT = "File to write; it is there only when it is complete. Standard output when not given."
_FIELDS = "Only these fields of each record, such as id,date,evidence; all when not given."
_WHERE = "A filter of the listing, such as speaker=poutine, date_from=2016-04 or q='accord climat'; repeatable."
_INTERRUPTED = 130


@dataclass(slots=True)
class Told:
    """What is told of an export when it is done, and while it goes on."""

    count: str = ""
    resolved: Sequence[Resolved] = ()


Pieces = Iterator[tuple[bytes, Told]]


def export(
    what: Annotated[What, typer.Argument(show_default=False)],
    *,
    format_: Annotated[Form | None, typer.Option("--format", help=_FORMAT, show_default=False)] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT, dir_okay=False, show_default=False)
    ] = None,
    where: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help=_WHERE, show_default=False)] = None,
    fields: Annotated[str, typer.Option(metavar="NAME,NAME", help=_FIELDS, show_default=False)] = "",
) -> None:
    """Write everything that matches: articles with their texts, quotes, actors, relations, or the network of actors.

    The filters are those of the API (docs/api.md). A file ends with a count of what stands in it.
    """
    output = None if output == Path("-") else output
    form = _form(what, format_, output)
    kept = _kept(what, fields)
    source = _opened(searching=any(one.startswith("q=") for one in where or ()))
    network = what is What.NETWORK
    pieces = _network(source, form, where or []) if network else _items(source, what, form, where or [], kept)
    started = monotonic()
    with _progress() as show:
        told = _write(pieces, output, show)
    for one in told.resolved:
        meant = f"{one.name} (id {one.id})" if one.id is not None else "nobody who is known"
        typer.echo(f"{one.parameter}={one.input}: {meant}", err=True)
    typer.echo(f"{told.count} in {monotonic() - started:.1f} s{f': {output}' if output else ''}", err=True)


def _kept(what: What, fields: str) -> list[str]:
    """Return the fields that are wanted of each record, none for all; or end with 2."""
    names = [name for name in fields.split(",") if name]
    if names and what is What.NETWORK:
        raise typer.BadParameter("the network is drawn as it is", param_hint="--fields")
    fault = unknown_field(KINDS[what].answer, names) if names else None
    if fault is not None:
        raise typer.BadParameter(fault, param_hint="--fields")
    return names


def _form(what: What, given: Form | None, output: Path | None) -> Form:
    """Return the form asked for, or told by the name of the file, or the usual one; or end with 2."""
    forms = [Form(form) for form in (GRAPH_FORMS if what is What.NETWORK else FORMS)]
    suffix = "" if output is None else output.suffix.removeprefix(".").lower()
    form = given or next((form for form in forms if form == suffix), forms[0])
    if form not in forms:
        raise typer.BadParameter(f"{what} are written as {', '.join(forms)}", param_hint="--format")
    if form is Form.PARQUET and output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is nothing for a terminal: name a file", param_hint="--output")
    if output is not None and not output.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {output.absolute().parent}", param_hint="--output")
    return form


def _opened(*, searching: bool) -> Source:
    settings = Settings()
    database = Database.open(settings.database_url)
    database.check()
    index = SearchIndex.open(settings.index_folder(database.path))
    if searching:  # what was ingested last is to be found
        refresh_index(database, index)
    return Source(database, index)


def _question(kind: type[QuestionT], where: Sequence[str], form: Form) -> QuestionT:
    """Return the question that the filters ask, or end with 2."""
    told: dict[str, list[str]] = {"format": [form]}
    for one in where:
        name, mark, value = one.partition("=")
        known = sorted(kind.model_fields.keys() - {"format"})
        if not mark or name not in known:
            raise typer.BadParameter(f"{one!r} is no NAME=VALUE of {', '.join(known)}", param_hint="--where")
        told.setdefault(name, []).append(value)
    single = [name for name in told if get_origin(kind.model_fields[name].annotation) is not tuple]
    if twice := [name for name in single if len(told[name]) > 1]:
        raise typer.BadParameter(f"give {', '.join(twice)} once", param_hint="--where")
    try:
        return kind.model_validate({name: values[0] if name in single else values for name, values in told.items()})
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise typer.BadParameter(faults, param_hint="--where") from error


def _items(source: Source, what: What, form: Form, where: Sequence[str], kept: Sequence[str]) -> Pieces:
    kind = KINDS[what]
    question = _question(kind.question, where, form)
    with source.database.reading() as session:
        found = begin(source, session, kind, question, kept)
    for piece in FORMS[TableFormat(form)].write(found):
        yield piece, Told(f"{found.closing.count:,} {what}", found.closing.resolved)


def _network(source: Source, form: Form, where: Sequence[str]) -> Pieces:
    """Yield the graph in one piece: all of it, unless the filters say how much."""
    question = _question(NetworkQuestion, where, form)
    whole = not {"nodes", "edges"} & question.model_fields_set
    with source.database.reading() as session:
        view, left_out, understood = drawn(source, session, question, whole=whole)
    told = Told(f"{len(view.nodes):,} actors and {len(view.edges):,} edges", understood.told)
    yield GRAPH_FORMS[GraphFormat(form)][1](view, left_out, understood), told


def _write(pieces: Pieces, output: Path | None, show: Callable[[Told], None]) -> Told:
    """Write the pieces and return what is told of the last."""
    told = Told()
    try:
        with _file(output) as file:
            for piece, told in pieces:
                file.write(piece)
                show(told)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough: no complaint at exit
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("stopped: nothing was written" if output else "stopped", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    return told


@contextmanager
def _file(output: Path | None) -> Generator[BinaryIO]:
    """Give where to write: a file of another name in the same folder that takes the place of `output` when all is well."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    except OSError as error:
        raise UnavailableError(f"cannot write {output}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _progress() -> Generator[Callable[[Told], None]]:
    """Give what shows the progress: a line on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _told: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as line:
        task = line.add_task("exporting")
        yield lambda told: line.update(task, description=told.count)
