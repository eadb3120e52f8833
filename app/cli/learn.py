"""`propos learn`: new names from the stored texts."""

import sys
from typing import Annotated

import typer

from app import learning
from app.analysts import analysts, loading
from app.domain.emergence import EmergentName
from app.extraction.signature import extractor_of
from app.indexing import refresh_index
from app.learning import Learned
from app.reanalysis import Process, Report, reanalyse
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage.database import Database


def learn(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be learned.")] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Worker processes for reading articles again.")] = 1,
) -> None:
    """Learn names that no list holds, such as that of a movement, from the stored texts, and read again who holds them.

    What is learned depends on the stored texts alone. Prints each name with the number of articles that speak for it, and
    does what `propos reanalyse` does where names are new or dropped. Ends with 0 when nothing failed, 1 when an article could not be read again; a run that was stopped is finished by
    `propos reanalyse`. A server that runs takes the names when it is started anew.
    """
    settings = Settings()
    database = Database.open(settings.database_url)
    database.check()
    if dry_run:
        _show(learning.look(database))
        return
    found = learning.learn(database, settings.model)
    _show(found)
    report = _read_again(database, settings, found, jobs)
    refresh_index(database, SearchIndex.open(settings.index_folder(database.path)))
    for failure in report.failed:
        typer.echo(f"failed: article {failure.article} ({failure.path}): {failure.reason}", err=True)
    typer.echo(f"{report.replaced:,} of {found.articles:,} articles read again")
    raise typer.Exit(1 if report.failed else 0)


def _read_again(database: Database, settings: Settings, found: Learned, jobs: int) -> Report:
    if not found.holders:
        return Report()
    process = Process(extractor_of(settings.model, found.names), batch_size=settings.batch_size)
    with analysts(jobs, loading(settings.model, settings.knowledge, found.names)) as team:
        return reanalyse(database, team, process)


def _show(found: Learned) -> None:
    new = set(found.new)
    for name in found.names:
        typer.echo(_told("new" if name in new else "known", name))
    for name in found.dropped:
        typer.echo(_told("dropped", name))
    if not found.names:
        typer.echo(f"nothing stands out in {found.articles:,} articles", file=sys.stderr)


def _told(what: str, name: EmergentName) -> str:
    return f"{what:<8}{name.type.value:<13}{name.articles:>7,}  {name.name}"
