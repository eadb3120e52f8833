"""`propos ingest`: from files to articles with quotes, relations and actors, found by the search."""

import json
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from app.analysts import Analysts, analysts, loading
from app.domain.documents import Rejected
from app.errors import UnavailableError
from app.extraction.signature import extractor_of
from app.indexing import refresh_index
from app.ingest.addresses import read_addresses
from app.ingest.cleaning import known_encoding
from app.ingest.feed import Feed, Manner
from app.ingest.fetching import Web
from app.ingest.online import Online, is_address
from app.ingest.registry import readers
from app.learning import known_names
from app.pipeline import Process, Report
from app.pipeline import ingest as run
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage.database import Database

_PATHS = "Files, folders (searched for files a reader knows), patterns in quotes, addresses of feeds (with PROPOS_FETCH=1), and - for standard input."
_URLS = (
    "Address list: lines of ID<TAB>ADDRESS, the ID a file's name without its suffix or a record's id; a pattern too."
)
_FORMAT = "Read everything as this format (text, jsonl, csv, html, rss, zip, parquet, warc) instead of going by names and first bytes."
_ENCODING = "Encoding of files without a byte-order mark; UTF-8 when not given."
_PAGES = "Read the pages that the items of feeds link to instead of what the feeds hold (with PROPOS_FETCH=1)."
_SOURCE = "Source of the documents that tell none."
_REPORT = "Write the report to this file as JSON: seen, new, changed, unchanged, failed."
_DRY_RUN = "Read and analyse everything, write nothing."
_INTERRUPTED = 130
_JOBS = "Worker processes for the analysis; each takes about 0.3 GB of memory."


def ingest(  # noqa: PLR0913, PLR0917 (the options of a command are what they are)
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help=_PATHS, show_default=False)],
    urls: Annotated[list[str] | None, typer.Option(metavar="PATH", help=_URLS)] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help=_SOURCE)] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="NAME", help=_FORMAT)] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help=_ENCODING)] = None,
    pages: Annotated[bool, typer.Option("--pages", help=_PAGES)] = False,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help=_REPORT, dir_okay=False, writable=True)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_DRY_RUN)] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help=_JOBS)] = 1,
) -> None:
    """Read documents, extract who said what, and store it.

    What is stored already is passed over, so doing it twice changes nothing and a stopped run is finished by running it
    again. Ends with 0 when nothing failed, 1 when something did (each failure is told with its reason), 2 on bad usage.
    """
    started = monotonic()
    settings = Settings()
    if report is not None and not report.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {report.absolute().parent}", param_hint="--report")
    manner = _manner(urls, source, format_, encoding, settings.max_document_bytes)
    manner = replace(manner, online=_online(settings, pages))
    if manner.online is None and (pages or any(map(is_address, paths))):
        raise typer.BadParameter("nothing is fetched unless PROPOS_FETCH=1 is set; a saved feed is read from its file")
    database = Database.open(settings.database_url)
    database.check()
    names = known_names(database)
    process = Process(settings.batch_size, dry_run, extractor_of(settings.model, names))
    load = loading(settings.model, settings.knowledge, names)
    found = _run(database, Feed(paths, manner), analysts(jobs, load), process)
    try:
        if not dry_run:
            _settle(database, settings.index_folder(database.path), found)
    finally:  # what is stored is told even where the search index cannot follow
        failed = [_told(failure, paths) for failure in found.failed]
        if report is not None:
            _write(report, found, failed)
        _show(found, failed, monotonic() - started, dry_run)
    raise typer.Exit(1 if failed else 0)


def _manner(
    urls: list[str] | None, source: str | None, format_: str | None, encoding: str | None, max_bytes: int
) -> Manner:
    """Return how to read, or end with 2 when that makes no sense."""
    if format_ is not None and format_ not in readers():
        raise typer.BadParameter(f"{format_!r} is none of {', '.join(readers())}", param_hint="--format")
    if encoding is not None and not known_encoding(encoding):
        raise typer.BadParameter(f"{encoding!r} is no encoding; utf-8, cp1252 are", param_hint="--encoding")
    return Manner(format_, encoding, source or None, max_bytes, read_addresses(urls or []))


def _online(settings: Settings, pages: bool) -> Online | None:
    """Return what fetches, None where that is switched off."""
    hosts = frozenset(host.strip().lower() for host in (settings.fetch_hosts or "").split(",") if host.strip())
    return Online(Web(settings.max_document_bytes, hosts), pages) if settings.fetch else None


def _run(database: Database, feed: Feed, team: AbstractContextManager[Analysts], process: Process) -> Report:
    try:
        with team as analysing, _progress(feed) as progress:
            return run(feed, database, analysing, replace(process, progress=progress))
    except (KeyboardInterrupt, UnavailableError) as error:
        typer.echo("stopped: what was stored stays, and the same command again does the rest", err=True)
        if isinstance(error, UnavailableError):
            raise
        raise typer.Exit(_INTERRUPTED) from None


def _settle(database: Database, index_folder: Path, found: Report) -> None:
    """Bring the search index up to date, also with what a run that was killed has left to do."""
    refresh_index(database, SearchIndex.open(index_folder))
    if found.new or found.changed:
        database.tidy()


@contextmanager
def _progress(feed: Feed) -> Generator[Callable[[Report], None]]:
    """Give what shows the progress: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _report: None
        return

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    started = monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=feed.total_bytes or None)

        def show(report: Report) -> None:
            rate = report.seen / max(monotonic() - started, 0.001)
            bar.update(task, completed=feed.read_bytes, description=f"{report.seen:,} documents, {rate:,.0f}/s")

        yield show


def _told(failure: Rejected, paths: list[str]) -> dict[str, object]:
    """Return a failure as it is reported: its path as the caller speaks of paths, absolute or from here."""
    path = failure.path
    if Path(path).is_absolute() and not any(Path(given).is_absolute() for given in paths):
        path = relpath(path)
    return {"path": path, "record": failure.record, "reason": failure.reason}


def _write(path: Path, found: Report, failed: list[dict[str, object]]) -> None:
    counts = {"seen": found.seen, "new": found.new, "changed": found.changed, "unchanged": found.unchanged}
    text = json.dumps({**counts, "failed": failed}, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")


def _show(found: Report, failed: list[dict[str, object]], seconds: float, dry_run: bool) -> None:
    """Print each failure on standard error and the counts on standard output."""
    for line in failed:
        place = line["path"] if line["record"] is None else f"{line['path']}, record {line['record']}"
        typer.echo(f"failed: {place}: {line['reason']}", err=True)
    counts = f"{found.new:,} new, {found.changed:,} changed, {found.unchanged:,} unchanged, {len(failed):,} failed"
    rate = f"{seconds:.1f} s, {found.seen / max(seconds, 0.001):,.0f} documents/s"
    typer.echo(f"{found.seen:,} seen: {counts} ({rate}){'; dry run: nothing was written' if dry_run else ''}")
