"""`propos keys`: who may write over HTTP, and who may read where a key is required."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.domain.keys import ApiKey, Scope, make_key
from app.settings import Settings
from app.storage.database import Database
from app.storage.keys import add_key, list_keys, revoke_key

keys = typer.Typer(no_args_is_help=True, help="Make, list and revoke the keys of the HTTP API.")
_SCOPE = "read: ask; ingest: also bring articles; admin: also delete them."
_EXPIRES = "Last day on which it works (UTC), such as 2027-06-30; without one it works until it is revoked."
_MAX_NAME = 100


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="What the key is for; shown by `propos keys list`.")],
    scope: Annotated[Scope, typer.Option(help=_SCOPE)],
    expires: Annotated[str | None, typer.Option(metavar="DAY", help=_EXPIRES)] = None,
) -> None:
    """Make a key and print it: the only time that it is shown."""
    key, sent = make_key(_named(name), scope, _today(), None if expires is None else _day(expires))
    with _database().writing() as session:
        add_key(session, key)
    typer.echo("This is the only time the key is shown. Send it as `Authorization: Bearer KEY`.", err=True)
    typer.echo(sent)


@keys.command("list")
def list_() -> None:
    """Show all keys, those that have ended included; what they open with is not kept and cannot be shown."""
    with _database().reading() as session:
        found = list_keys(session)
    table = Table("prefix", "name", "scope", "created", "last used", "state", box=None, pad_edge=False)
    for key in found:
        last = "never" if key.last_used is None else str(key.last_used)
        table.add_row(key.prefix, key.name, key.scope, str(key.created), last, _state(key))
    Console(soft_wrap=True).print(table)


@keys.command()
def revoke(name: Annotated[str, typer.Argument(help="Name or prefix of the key.")]) -> None:
    """End a key at once and for good."""
    with _database().writing() as session:
        revoke_key(session, name, _today())
    typer.echo(f"{name} does not work any more")


def _database() -> Database:
    database = Database.open(Settings().database_url)
    database.check()
    return database


def _today() -> date:
    return datetime.now(UTC).date()


def _named(name: str) -> str:
    if not name.strip() or not name.isprintable() or len(name) > _MAX_NAME:
        raise typer.BadParameter(f"1 to {_MAX_NAME} characters that can be printed", param_hint="NAME")
    return name.strip()


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day: write it like 2027-06-30", param_hint="--expires") from None
    if day < _today():
        raise typer.BadParameter(f"{day} is over: the key would never work", param_hint="--expires")
    return day


def _state(key: ApiKey) -> str:
    return key.ended(_today()) or ("works" if key.expires is None else f"works until {key.expires}")
