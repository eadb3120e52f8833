"""`propos mcp`: tools for assistants over standard input and output."""

from importlib.util import find_spec

from app.errors import UnavailableError
from app.settings import Settings
from app.storage.database import Database


def mcp() -> None:
    """Answer an assistant (Model Context Protocol) over standard input and output, each answer with its evidence.

    Put it into the assistant's list of servers: {"command": "propos", "args": ["mcp"]}.
    """
    if find_spec("fastmcp") is None:
        raise UnavailableError("propos mcp needs fastmcp, which is not installed: pip install 'propos[mcp]'")
    settings = Settings()
    database = Database.open(settings.database_url)
    database.check()
    database.close()
    from app.mcp.server import serve  # noqa: PLC0415 (an extra: nothing of it is loaded where it is missing)

    serve(settings)
