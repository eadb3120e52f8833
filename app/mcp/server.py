"""The server of the tools, on standard input and output."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastmcp import FastMCP

from app import __version__
from app.mcp.asking import Desk
from app.mcp.tools import Tools
from app.settings import Settings

INSTRUCTIONS = """\
Propos knows who said what, about whom and when, in the news articles of this store. Every item names the sentence that proves it
(`sentence`, with its place in the article's text in Unicode code points) and its article (id, title, date, source, url): quote the
sentence and name the article when you use it. An actor may be named by any alias; `understood` tells for whom it was taken: when it
is not who was meant, ask again with the id of another. `total` counts all items; `next_cursor` leads to the next ones.
"""
READING = {"readOnlyHint": True, "openWorldHint": False}


def serve(settings: Settings) -> None:
    """Answer until the other side hangs up."""
    create_server(settings).run("stdio", show_banner=False)


def create_server(settings: Settings) -> "FastMCP[None]":
    """Return the server; the store is opened when it starts."""
    desk = Desk(settings)

    @asynccontextmanager
    async def opened(_server: "FastMCP[None]") -> AsyncGenerator[None]:
        async with desk.opened():
            yield

    server: FastMCP[None] = FastMCP("propos", INSTRUCTIONS, version=__version__, lifespan=opened)
    tools = Tools(desk)
    for tool in (
        tools.search_articles,
        tools.get_article,
        tools.search_quotes,
        tools.who_said_what,
        tools.relations_between,
        tools.suggest_actor,
    ):
        server.tool(tool, annotations=READING)
    return server
