"""`propos reanalyse`: stored articles read again by the present extraction."""

import json
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from app.analysts import Analysts, analysts, loading
from app.errors import UnavailableError
from app.extraction.signature import extractor_of
from app.indexing import refresh_index
from app.learning import known_names
from app.reanalysis import Process, Report
from app.reanalysis import reanalyse as run
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage.database import Database

_INTERRUPTED = 130


def reanalyse(
    *,
    all_: Annotated[
        bool, typer.Option("--all", help="Also what the present extraction has analysed already, oldest writing first.")
    ] = False,
    article: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="Only this article; repeatable.", show_default=False)
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many articles.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Worker processes for the analysis.")] = 1,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the report to this file as JSON: total, replaced, overtaken, failed.",
            dir_okay=False,
            writable=True,
        ),
    ] = None,
) -> None:
    """Analyse again the articles that another version of the extraction has analysed, from their stored texts.

    Article ids stay. A run that was stopped is finished by the same command. Ends with 0 when nothing failed, 1 when
    something did (the article then keeps its old analysis), 2 on bad usage.
    """
    started = monotonic()
    settings = Settings()
    if report is not None and not report.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {report.absolute().parent}", param_hint="--report")
    database = Database.open(settings.database_url)
    database.check()
    wanted = frozenset(article or ())
    names = known_names(database)
    extractor = None if all_ else extractor_of(settings.model, names)
    process = Process(extractor, wanted, limit, settings.batch_size)
    found = _run(database, analysts(jobs, loading(settings.model, settings.knowledge, names)), process)
    try:
        refresh_index(database, SearchIndex.open(settings.index_folder(database.path)))
        if found.replaced:
            database.tidy()
    finally:  # what is stored is told even where the search index cannot follow
        if report is not None:
            report.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        _show(found, monotonic() - started)
    raise typer.Exit(1 if found.failed else 0)


def _run(database: Database, team: AbstractContextManager[Analysts], process: Process) -> Report:
    try:
        with team as analysing, _progress() as progress:
            return run(database, analysing, replace(process, progress=progress))
    except (KeyboardInterrupt, UnavailableError) as error:
        typer.echo("stopped: what was replaced stays, and the same command again does the rest", err=True)
        if isinstance(error, UnavailableError):
            raise
        raise typer.Exit(_INTERRUPTED) from None


@contextmanager
def _progress() -> Generator[Callable[[Report], None]]:
    """Give what shows the progress: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _report: None
        return

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    started = monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(report: Report) -> None:
            rate = report.seen / max(monotonic() - started, 0.001)
            told = f"{report.seen:,} of {report.total:,} articles, {rate:,.0f}/s"
            bar.update(task, total=report.total, completed=report.seen, description=told)

        yield show


def _show(found: Report, seconds: float) -> None:
    """Print each failure on standard error and the counts on standard output."""
    for failure in found.failed:
        typer.echo(f"failed: article {failure.article} ({failure.path}): {failure.reason}", err=True)
    counts = f"{found.replaced:,} replaced, {found.overtaken:,} overtaken, {len(found.failed):,} failed"
    rate = f"{seconds:.1f} s, {found.seen / max(seconds, 0.001):,.0f} articles/s"
    typer.echo(f"{found.total:,} to be read again: {counts} ({rate})")
