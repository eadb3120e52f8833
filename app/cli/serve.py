"""`propos serve`: answer requests over HTTP until stopped."""

import os
import socket
from ipaddress import ip_address
from typing import Annotated

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from app.api.protocol import Protocol
from app.errors import UnavailableError
from app.settings import Settings
from app.storage.database import Database

GRACE_SECONDS = 8
"""After a signal to stop, running requests have this long to end."""
_BACKLOG = 2048
_OPEN = (
    "warning: whoever reaches this address may read everything; PROPOS_REQUIRE_KEY=1 closes it (docs/keys.md)."
    " Writing needs a key in any case."
)


def serve(
    *,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 is every one of this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65_535)] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that answer; each holds its own index open.", min=1)] = 1,
    access_log: Annotated[bool, typer.Option(help="Log every request.")] = False,
) -> None:
    """Answer requests over HTTP until stopped."""
    settings = Settings()
    database = Database.open(settings.database_url)
    database.check()
    database.close()
    with _listening(host, port) as listener:
        _say_hello(*listener.getsockname()[:2])
        warn(listener.getsockname()[0], is_closed=settings.require_key)
        _run(listener, workers, access_log=access_log)


def warn(address: str, *, is_closed: bool) -> None:
    """Say so where others than this machine may read everything."""
    if not is_closed and not ip_address(address).is_loopback:
        typer.echo(_OPEN, err=True)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that what is printed is true.

    Raises:
        UnavailableError: the port is taken, or the address is none of this machine.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        known = max(0, error.errno or 0)  # looking up a name has numbers of its own, below zero
        reason = os.strerror(known) if known else error.strerror
        raise UnavailableError(
            f"cannot listen on {host}:{port} ({reason}): choose another with --port or --host"
        ) from error
    listener.set_inheritable(True)
    return listener


def _say_hello(host: str, port: int) -> None:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - as told
    base = f"http://{shown}:{port}"
    typer.echo(f"Propos answers on {base} (documentation: {base}/docs). Three requests to try:")
    typer.echo(f"  curl '{base}/v1/quotes?speaker=poutine'")
    typer.echo(f"  curl '{base}/v1/articles?q=coop%C3%A9ration+militaire&date_from=2023-04&facets=actor'")
    text = '{"text": "« La visite a été très productive », a déclaré M. Poutine."}'
    typer.echo(f"  curl -H 'Content-Type: application/json' -d '{text}' {base}/v1/extract")


def _run(listener: socket.socket, workers: int, *, access_log: bool) -> None:
    config = uvicorn.Config(
        "app.api.application:create_application",
        factory=True,
        http=Protocol,
        workers=workers,
        access_log=access_log,
        log_level="info" if access_log else "warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    if workers > 1:
        Multiprocess(config, sockets=[listener]).run()
    else:
        server.run(sockets=[listener])
    if workers == 1 and not server.started:
        raise UnavailableError("the service did not start: the log above says why")
