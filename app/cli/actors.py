"""`propos actors`: who is who put right by hand, and looked at."""

from datetime import UTC, datetime
from typing import Annotated, TypeAlias

import typer

from app.domain.views import ActorView, NameView
from app.indexing import refresh_index
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage import verdicts
from app.storage.actors import get_actor
from app.storage.database import Database
from app.storage.naming import get_names
from app.storage.rulings import Kept

actors = typer.Typer(no_args_is_help=True, help="Put right by hand who is who. Rulings outlast every new analysis.")
rulings = typer.Typer(invoke_without_command=True, help="Show what was decided by hand, or take it back.")
actors.add_typer(rulings, name="rulings")

Told: TypeAlias = Annotated[
    str, typer.Argument(metavar="ACTOR", help="Id of the actor, or a name that only one bears.")
]


@actors.command()
def show(actor: Told) -> None:
    """Show an actor with its names: how often each stands in the texts, why it is the actor's, and a sentence."""
    with _database().reading() as session:
        view = get_actor(session, verdicts.find_actor(session, actor).id)
        names = get_names(session, view)
    country = f", {view.country}" if view.country else ""
    flag = "; several actors bear this name, and nothing says which is meant" if view.is_ambiguous else ""
    typer.echo(f"{view.id}  {view.name} ({view.type.value}{country}){flag}")
    typer.echo(f"articles {view.article_count}, quotes {view.quote_count}, relations {view.relation_count}")
    for name in names:
        _show_name(name)


@actors.command()
def merge(
    actor: Told,
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Ids or names of actors that are this one.")],
) -> None:
    """Say that others are ACTOR too: its id, name and type stand for all of them."""
    database = _database()
    with database.writing() as session:
        into, *rest = (verdicts.find_actor(session, one) for one in (actor, *others))
        kept = verdicts.merge(session, into, rest, datetime.now(UTC).date())
        view = get_actor(session, into.id)
    _follow(database, kept, view)


@actors.command()
def split(
    actor: Told,
    alias: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Articles that call it this and nothing fuller mean somebody else; repeatable."
        ),
    ] = None,
    article: Annotated[int | None, typer.Option(metavar="ID", help="Only in this article.")] = None,
) -> None:
    """Say that ACTOR is not meant where it is called by a certain name, or in one article."""
    if not alias and article is None:
        raise typer.BadParameter("say what to split off: --alias NAME or --article ID")
    database, today = _database(), datetime.now(UTC).date()
    with database.writing() as session:
        found = verdicts.find_actor(session, actor)
        if article is None:
            kept = verdicts.split(session, found, alias or [], today)
        else:
            kept = verdicts.split_in_article(session, found, (article, alias or []), today)
        view = get_actor(session, found.id)
    _follow(database, kept, view)


@actors.command()
def rename(actor: Told, name: Annotated[str, typer.Argument(help="What to call it, whatever the texts do.")]) -> None:
    """Say what ACTOR is called."""
    database = _database()
    with database.writing() as session:
        found = verdicts.find_actor(session, actor)
        kept = verdicts.rename(session, found, name, datetime.now(UTC).date())
        view = get_actor(session, found.id)
    _follow(database, kept, view)


@rulings.callback()
def list_rulings(context: typer.Context) -> None:
    """Show what was decided by hand, or take it back."""
    if context.invoked_subcommand is not None:
        return
    with _database().reading() as session:
        found = verdicts.list_rulings(session)
    for one in found:
        state = f"in force, articles: {one.articles}" if one.articles else "waits: it decides nothing now"
        typer.echo(f"{one.kept.ruling.number}  {one.kept.made}  {one.kept.words}  ({state})")


@rulings.command()
def undo(number: Annotated[int, typer.Argument(help="Number of the ruling.")]) -> None:
    """Take a ruling back: the actors are what they would be without it."""
    database = _database()
    with database.writing() as session:
        kept = verdicts.undo(session, number)
    _refresh(database)
    typer.echo(f"taken back: {kept.words}")


def _show_name(name: NameView) -> None:
    why = f"{name.joined_by.value}: {name.detail}" if name.detail else name.joined_by.value
    typer.echo(f"\n{name.name}  ({name.count} in the texts; {why})")
    if name.others:
        typer.echo(f"  also: {', '.join(f'{other.id} {other.name}' for other in name.others)}")
    if name.evidence:
        typer.echo(f"  article {name.evidence.article}: {' '.join(name.evidence.sentence.text.split())}")


def _follow(database: Database, kept: Kept, view: ActorView) -> None:
    _refresh(database)
    typer.echo(f"ruling {kept.ruling.number}: {kept.words}")
    typer.echo(f"{view.id} {view.name} stands in {view.article_count} articles, {view.quote_count} quotes are its own")


def _refresh(database: Database) -> None:
    refresh_index(database, SearchIndex.open(Settings().index_folder(database.path)))


def _database() -> Database:
    database = Database.open(Settings().database_url)
    database.check()
    return database
