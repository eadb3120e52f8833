"""The tools an assistant is given: what they answer stands in the store, with the sentence that proves it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastmcp import Client
from fastmcp.exceptions import ToolError

from app.mcp.server import create_server
from app.settings import Settings
from app.storage import articles
from app.storage.database import Database
from tests.api.service import fill, newsroom

TOOLS = {"search_articles", "get_article", "search_quotes", "who_said_what", "relations_between", "suggest_actor"}
Call = Callable[..., Any]


@pytest.fixture
def call(sqlite_database: Database, tmp_path: Path) -> Call:
    """Return what calls a tool over the newsroom."""
    fill(sqlite_database, *newsroom())
    address = sqlite_database.url.render_as_string()
    told = {"database_url": address, "index_dir": tmp_path / "index", "require_key": True}
    server = create_server(Settings(_env_file=None, **told))  # pyright: ignore[reportCallIssue, reportArgumentType] - no field

    async def ask(name: str, arguments: dict[str, Any]) -> Any:
        async with Client(server) as client:
            await asyncio.sleep(0.5)  # the index catches up
            return (await client.call_tool(name, arguments)).data

    def call(name: str, /, **arguments: Any) -> Any:
        return asyncio.run(ask(name, arguments))

    return call


def proven(database: Database, item: dict[str, Any], article: int | None = None) -> None:
    """Assert that the sentence stands in the article where the item says."""
    sentence = item["sentence"]
    with database.reading() as session:
        text = articles.get_text(session, article or item["article"]["id"]).text
    assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_every_tool_is_told_with_all_it_takes() -> None:
    server = create_server(Settings(_env_file=None, database_url="sqlite:///absent.db"))  # pyright: ignore[reportCallIssue] - no field
    tools = asyncio.run(server.list_tools())

    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.description
        assert "self" not in tool.parameters["properties"]
        assert all(told.get("description") for told in tool.parameters["properties"].values()), tool.name


def test_articles_come_with_the_sentence_that_was_looked_for(sqlite_database: Database, call: Call) -> None:
    found = call("search_articles", q="climat", sort="date")

    assert found["total"] == 2
    for article in found["articles"]:
        assert "climat" in article["sentence"]["text"]
        proven(sqlite_database, article, article["id"])
    assert {"id", "title", "date", "url", "source"} <= set(found["articles"][0])


def test_an_article_is_told_with_everything_in_it(sqlite_database: Database, call: Call) -> None:
    article = call("get_article", article_id=1)

    assert article["title"] == "Le sommet"
    assert [quote["speaker"]["actor"]["name"] for quote in article["quotes"]] == ["Ada Byron"]
    assert article["relations"][0]["words"]["text"] == "rencontrera"
    for item in (*article["quotes"], *article["relations"]):
        proven(sqlite_database, item, 1)
    for actor in article["actors"]:
        for span in actor["mentions"]:
            assert article["text"][span["start"] : span["end"]] == span["text"]


def test_quotes_are_found_by_words_speaker_and_date_and_walked(sqlite_database: Database, call: Call) -> None:
    first = call("search_quotes", q="oui", speaker="paul valmont", date_from="2023", limit=3)
    rest = call(
        "search_quotes", q="oui", speaker="paul valmont", date_from="2023", cursor=first["next_cursor"], limit=50
    )

    assert first["understood"][0]["actor"]["name"] == "Paul Valmont"
    assert len(first["quotes"]) + len(rest["quotes"]) == first["total"]
    for quote in (*first["quotes"], *rest["quotes"]):
        assert quote["speaker"]["actor"]["name"] == "Paul Valmont"
        assert quote["article"]["date"].startswith("2023")
        proven(sqlite_database, quote)


def test_who_said_what_counts_the_speakers(sqlite_database: Database, call: Call) -> None:
    told = call("who_said_what", about="France", limit=5)

    assert {speaker["name"]: speaker["quotes"] for speaker in told["speakers"]} == {
        "Ada Byron": 13,
        "Paul Valmont": 12,
        "Zoé Ÿ": 12,
    }
    assert told["total"] == 37
    dates = [quote["article"]["date"] for quote in told["quotes"]]
    assert dates == sorted(dates)
    alone = call("who_said_what", about="France", speaker="Zoé Ÿ")
    assert alone["total"] == 12
    assert all("France" in quote["about"] for quote in alone["quotes"])
    proven(sqlite_database, alone["quotes"][0])


def test_relations_between_two_come_with_their_sentence(sqlite_database: Database, call: Call) -> None:
    found = call("relations_between", one="Paul Valmont", other="Byron")

    assert [relation["type"] for relation in found["relations"]] == ["CONSULT"]
    proven(sqlite_database, found["relations"][0])
    assert call("relations_between", one="Paul Valmont", other="nobody at all")["understood"][1]["actor"] is None


def test_an_actor_is_suggested_with_an_article_as_evidence(call: Call) -> None:
    found = call("suggest_actor", name="byr", kind="person")

    assert found["actors"][0]["name"] == "Ada Byron"
    assert found["evidence"][0]["id"]
    assert call("suggest_actor", name="zzzzzz") == {"actors": [], "evidence": []}


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("get_article", {"article_id": 999}, "no article 999"),
        ("search_quotes", {"q": "'"}, "column 1"),
        ("search_quotes", {"date_from": "2023-13"}, "date_from"),
        ("search_articles", {"cursor": "AAAA"}, "cursor"),
    ],
)
def test_what_the_api_refuses_is_told_in_its_words(
    call: Call, name: str, arguments: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ToolError, match=reason):
        call(name, **arguments)


def test_the_command_answers_over_standard_input_and_output(sqlite_database: Database, tmp_path: Path) -> None:
    from fastmcp.client.transports import StdioTransport

    fill(sqlite_database, *newsroom())
    environment = {**os.environ, "PROPOS_DATABASE_URL": sqlite_database.url.render_as_string()}
    propos = str(Path(sys.executable).with_name("propos"))

    async def ask() -> Any:
        async with Client(StdioTransport(propos, ["mcp"], env=environment, cwd=str(tmp_path))) as client:
            return (await client.call_tool("search_quotes", {"speaker": "Ada Byron"})).data

    assert asyncio.run(ask())["total"] == 14


def test_without_its_extra_the_command_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['fastmcp'] = None; from app.cli.main import main; sys.argv = ['propos', 'mcp']; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False
    )
    assert ended.returncode == 1
    assert ended.stderr == "propos: propos mcp needs fastmcp, which is not installed: pip install 'propos[mcp]'\n"
