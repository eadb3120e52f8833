"""The command `propos`: one file a sub-command, imported only when it is the one asked for.

A sub-command is a module `app.cli.NAME` with an attribute `NAME`: a function that typer can read, or a `typer.Typer`
with sub-commands of its own. Its summary stands here, so that `propos --help` imports none of them.

Exit codes: 0 all is well, 1 something failed (one line says what, and the remedy), 2 the command was not used well.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

import typer

from app import __version__
from app.errors import AppError

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "migrate": "Bring the database to the present schema.",
        "ingest": "Read documents, extract who said what, and store it.",
        "learn": "Learn new names from the stored articles, and read again who holds them.",
        "reanalyse": "Analyse stored articles again by the present extraction.",
        "actors": "Put right by hand who is who, and look at it.",
        "serve": "Answer requests over HTTP.",
        "mcp": "Answer an assistant over standard input and output (Model Context Protocol).",
        "keys": "Make, list and revoke the keys of the HTTP API.",
        "export": "Write everything that matches to a file: JSONL, CSV, Parquet, GraphML, GEXF.",
        "extract": "Extract from JSONL on standard input, to standard output.",
        "evaluate": "Score the extraction against annotated articles.",
        "index": "Look after the search index.",
    }
)


def main() -> None:
    """Run the command line; a fault of ours or of the input is one line on standard error, never a traceback."""
    arguments = sys.argv[1:]
    try:
        build(_wanted(arguments))(arguments)
    except AppError as error:
        _fail(str(error), 1)
    except ValueError as error:
        _fail(_setting_fault(error), 2)


def build(*wanted: str) -> typer.Typer:
    """Return the command line with the sub-commands `wanted` loaded and the others as a name and a summary."""
    root = typer.Typer(
        name="propos",
        help="Who said what, about whom, and when, with the exact sentence that proves it.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    root.callback()(_root)
    for name, summary in COMMANDS.items():
        _register(root, name, _load(name) if name in wanted else _unloaded, summary)
    return root


def _register(root: typer.Typer, name: str, command: object, summary: str) -> None:
    if isinstance(command, typer.Typer):
        root.add_typer(command, name=name, short_help=summary)
    elif callable(command):
        root.command(name=name, short_help=summary)(command)


def _wanted(arguments: list[str]) -> str:
    return next((word for word in arguments if not word.startswith("-")), "")


def _load(name: str) -> Callable[..., object] | typer.Typer:
    command: Callable[..., object] | typer.Typer = getattr(import_module(f"app.cli.{name}"), name)
    return command


def _unloaded() -> None:
    """Stand for a sub-command that was not asked for."""


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"propos {__version__}")
        raise typer.Exit


def _root(
    *,
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Print the version."),
) -> None:
    del version


def _fail(message: str, code: int) -> None:
    typer.echo(f"propos: {message}", err=True)
    sys.exit(code)


def _setting_fault(error: ValueError) -> str:
    """Return one line for a PROPOS_ variable that cannot be used; any other ValueError is a fault of ours: raise it."""
    from pydantic import ValidationError  # noqa: PLC0415 (only a failing command pays for this import)

    if not isinstance(error, ValidationError):
        raise error
    faults = (f"PROPOS_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors())
    return "; ".join(faults)
