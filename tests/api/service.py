"""A running service for tests: the application driven in this process, with a small corpus of our own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from app.api.application import create_application
from app.api.resources import Resources
from app.domain.annotations import EntityType, RelationType
from app.settings import Settings
from app.storage.database import Database
from app.storage.writer import Analysed, write_batch
from tests.builders import Story, brief, summit

PROBLEM = "application/problem+json"
NEVER = 3_600.0
"""Seconds between two looks of the follower: a test that wants one asks for it."""

DATES = ("2023-04-12", "2023-04", "2023", None, "2022-12-31", "2023-05-01")
SPEAKERS = ("Ada Byron", "Paul Valmont", "Zoé Ÿ")
SOURCES = ("a.example", "b.example", None)


def newsroom() -> list[Analysed]:
    """Return the corpus: a summit with every kind of annotation, 36 briefs, an accord, a visit in English."""
    briefs = [
        brief(number, date=DATES[number % 6], speaker=SPEAKERS[number % 3], source=SOURCES[number % 3])
        for number in range(36)
    ]
    accord = Story(
        "L’accord de Paris sur le climat a été signé hier, dit-on à l’Élysée.", key="accord", date="2016-04-22"
    )
    visit = Story("“We met”, said Ada Byron in France.", key="visit", date="2023-04-15", language="en")
    visit.actor("Ada Byron").actor("France", EntityType.COUNTRY, country="FR")
    visit.quote("We met", speaker="Ada Byron", cue="said", confidence=0.4)
    visit.relation(RelationType.CONSULT, "Ada Byron", "France", trigger="met", confidence=0.3)
    return [story.analysed() for story in (summit(), *briefs, accord, visit)]


def fill(database: Database, *items: Analysed) -> None:
    """Write `items` in one transaction."""
    with database.writing() as session:
        write_batch(session, items)


class Service:
    """The application over a database, asked through ASGI without a network."""

    def __init__(self, database: Database, index: Path, **settings: Any) -> None:
        told = {"follow_seconds": NEVER, "index_dir": index, **settings}
        address = database.url.render_as_string(hide_password=False)
        self.app = create_application(Settings(_env_file=None, database_url=address, **told))  # pyright: ignore[reportCallIssue] - no field
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://propos.test")
        self._lifespan = self.app.router.lifespan_context(self.app)
        self._runner.run(self._lifespan.__aenter__())
        while not self.resources.follower.looks:
            self._runner.run(asyncio.sleep(0.001))

    @property
    def resources(self) -> Resources:
        """What the application holds open."""
        resources: Resources = self.app.state.resources
        return resources

    def follow(self) -> None:
        """Let the index catch up now."""
        self.resources.follower.look()

    def get(self, path: str, /, *, headers: dict[str, str] | None = None, **parameters: Any) -> httpx.Response:
        """Ask, and return whatever is answered."""
        return self.send("GET", path, headers=headers, params=parameters or None)

    def send(self, method: str, path: str, /, **told: Any) -> httpx.Response:
        """Send any request."""
        return self._runner.run(self._client.request(method, path, **told))

    def begin(self, method: str, path: str, /, **told: Any) -> asyncio.Task[httpx.Response]:
        """Start a request; it goes on whenever another one is sent, and `end` waits for it."""
        return self._runner.get_loop().create_task(self._client.request(method, path, **told))

    def end(self, *requests: asyncio.Task[httpx.Response]) -> list[httpx.Response]:
        """Return what requests that were begun are answered."""

        async def wait() -> list[httpx.Response]:
            return list(await asyncio.gather(*requests))

        return self._runner.run(wait())

    def ok(self, path: str, /, **parameters: Any) -> dict[str, Any]:
        """Ask and return what is answered with 200."""
        answer = self.get(path, **parameters)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def problem(self, status: int, path: str, /, **parameters: Any) -> dict[str, Any]:
        """Ask and return the problem that is answered with `status`."""
        return problem(self.get(path, **parameters), status)

    def walk(self, path: str, /, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Yield the items of a listing over all pages."""
        page = self.ok(path, **parameters)
        yield from page["items"]
        while page["next_cursor"] is not None:
            page = self.ok(path, **parameters, cursor=page["next_cursor"])
            yield from page["items"]

    def close(self) -> None:
        """Stop the application."""
        self._runner.run(self._client.aclose())
        self._runner.run(self._lifespan.__aexit__(None, None, None))
        self._runner.close()


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """Return the problem of an answer, having looked at its form."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told: dict[str, Any] = answer.json()
    assert set(told) == {"type", "title", "status", "detail", "instance", "errors", "request_id"}
    assert told["status"] == status
    assert told["request_id"] == answer.headers["x-request-id"]
    return told
