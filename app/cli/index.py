"""`propos index`: how the search index stands, building it anew, and comparing it with the database."""

import typer

from app.indexing import rebuild_index, verify_index
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage.changes import revision
from app.storage.database import Database

index = typer.Typer(no_args_is_help=True, help="Look after the search index, which is derived from the database.")
_SHOWN = 10
"""Ids told of each kind of difference; the number of all stands before them."""


@index.command()
def status() -> None:
    """Say where the index is, what it holds and how far it has followed the database."""
    database, held = _open()
    with database.reading() as session:
        stored = revision(session)
    articles, quotes = held.counts
    behind = stored - held.revision
    typer.echo(f"folder    {held.path}")
    typer.echo(f"articles  {articles}")
    typer.echo(f"quotes    {quotes}")
    typer.echo(f"revision  {held.revision} of {stored}{_advice(behind)}")


@index.command()
def rebuild() -> None:
    """Build the index anew from the database; searches go on with the old one until it is complete."""
    database, held = _open()
    rebuild_index(database, held)
    articles, quotes = held.counts
    typer.echo(f"{articles} articles and {quotes} quotes indexed at revision {held.revision}")


@index.command()
def verify() -> None:
    """Compare the index with the database, document by document; ends with 1 when they differ."""
    database, held = _open()
    drift = verify_index(database, held)
    for kind, found in drift.told():
        typer.echo(f"{kind}: {len(found)} ({', '.join(map(str, found[:_SHOWN]))}{', ...' * (len(found) > _SHOWN)})")
    if drift.behind:
        typer.echo(f"revision {held.revision} of {held.revision + drift.behind}{_advice(drift.behind)}")
    if not drift.is_none:
        typer.echo("the index differs from the database; run `propos index rebuild`")
        raise typer.Exit(1)
    typer.echo(f"the index agrees with the database at revision {held.revision}")


def _open() -> tuple[Database, SearchIndex]:
    settings = Settings()
    database = Database.open(settings.database_url)
    database.check()
    held = SearchIndex.open(settings.index_folder(database.path))
    if held.started_afresh:
        typer.echo(f"started a new index: {held.started_afresh}", err=True)
    return database, held


def _advice(behind: int) -> str:
    if behind > 0:
        return ": behind; `propos ingest`, `propos serve` or `propos index rebuild` brings it up to date"
    return ": ahead, so it was built from another database; run `propos index rebuild`" if behind < 0 else ""
