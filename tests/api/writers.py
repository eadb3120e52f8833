"""What tests of writing share: a service that reads with the small analyser, and keys for it."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import httpx

from app.domain.keys import Scope, make_key
from app.storage.database import Database
from app.storage.keys import add_key
from tests.api.service import Service

SAID = "« Oui », a dit Ada Byron."


def new_key(database: Database, scope: Scope, name: str = "") -> str:
    """Make a key in `database` and return what its holder sends."""
    key, sent = make_key(name or scope, scope, datetime.now(UTC).date(), None)
    with database.writing() as session:
        add_key(session, key)
    return sent


def bearer(sent: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {sent}"}


class Writer:
    """A service, asked with a key that may do everything."""

    def __init__(self, service: Service, database: Database) -> None:
        self.service = service
        self.database = database
        self.headers = bearer(new_key(database, Scope.ADMIN))

    def post(self, body: Any, key: str | None = None, *, wait: bool = False) -> httpx.Response:
        """Bring what `body` tells, with an `Idempotency-Key` if one is given."""
        return self.service.end(self.begin(body, key, wait=wait))[0]

    def begin(self, body: Any, key: str | None = None, *, wait: bool = False) -> asyncio.Task[httpx.Response]:
        """Start to bring what `body` tells."""
        headers = self.headers | ({} if key is None else {"Idempotency-Key": key})
        content = json.dumps(body)
        headers["Content-Type"] = "application/json"
        return self.service.begin("POST", f"/v1/articles{'?wait=true' * wait}", content=content, headers=headers)

    def delete(self, article: int, *, wait: bool = False) -> httpx.Response:
        """Delete an article."""
        return self.service.send("DELETE", f"/v1/articles/{article}{'?wait=true' * wait}", headers=self.headers)

    def brought(self, *articles: Any, key: str | None = None) -> list[tuple[str, int | None]]:
        """Bring several articles at once and return what became of each: its status and id."""
        answer = self.post({"articles": list(articles)}, key)
        assert answer.status_code == 200, answer.text
        items = answer.json()["items"]
        assert [item["position"] for item in items] == list(range(len(articles)))
        assert all((item["reason"] is None) == (item["status"] != "refused") for item in items)
        return [(item["status"], item["id"]) for item in items]
