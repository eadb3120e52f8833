"""`Idempotency-Key`: a request that is sent again is answered as before and done once, whatever happens in between."""

import asyncio
import itertools
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.annotations import Analysis
from app.domain.keys import Scope
from app.storage.database import Database
from app.storage.replies import KEPT_SECONDS
from tests.api.conftest import MakeService
from tests.api.service import problem
from tests.api.writers import SAID, Writer, bearer, new_key
from tests.bringing import bring
from tests.conftest import MakeDatabase
from tests.dumps import contents_of, rows_of
from tests.storage.test_interruption import BoomError, break_at
from tests.tellers import Teller

ROOT = Path(__file__).parents[2]


def stored(database: Database) -> int:
    return len(rows_of(database)["articles"])


def test_the_same_request_is_answered_as_before_and_not_done_again(writer: Writer) -> None:
    first = writer.post({"text": SAID}, key="k")
    writer.delete(1)
    before = rows_of(writer.database)

    again = writer.post({"text": SAID}, key="k")

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["location"] == first.headers["location"]
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert rows_of(writer.database) == before


@pytest.mark.parametrize("body", [{"text": f"{SAID} "}, {"text": SAID, "id": "1"}, {"articles": [{"text": SAID}]}])
def test_another_request_with_the_same_key_is_refused(writer: Writer, body: Any) -> None:
    writer.post({"text": SAID}, key="k")

    assert problem(writer.post(body, key="k"), 422)["type"] == "/problems/reused-key"
    assert stored(writer.database) == 1


def test_keys_of_different_senders_do_not_meet(writer: Writer) -> None:
    other = bearer(new_key(writer.database, Scope.INGEST, "other"))
    writer.post({"text": SAID}, key="k")

    answer = writer.service.send(
        "POST", "/v1/articles", json={"text": "Une note."}, headers={**other, "Idempotency-Key": "k"}
    )

    assert answer.status_code == 201


def test_an_answer_is_kept_for_a_day(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.post({"text": SAID}, key="k")
    later = time.time() + KEPT_SECONDS + 1
    monkeypatch.setattr("time.time", lambda: later)

    answer = writer.post({"text": SAID}, key="k")

    assert "idempotent-replayed" not in answer.headers
    assert answer.json()["items"][0]["status"] == "unchanged"
    assert len(rows_of(writer.database)["replies"]) == 1
    monkeypatch.setattr("time.time", lambda: later + KEPT_SECONDS + 1)
    writer.service.resources.upkeep.look()
    assert rows_of(writer.database)["replies"] == []


@pytest.mark.parametrize("key", ["", " ", "a b", "é", "x" * 201])
def test_what_is_no_key(writer: Writer, key: str) -> None:
    headers = {**writer.headers, "Idempotency-Key": key.encode()}
    answer = writer.service.send("POST", "/v1/articles", json={"text": SAID}, headers=headers)

    assert problem(answer, 422)["errors"][0]["location"] == "header"
    assert stored(writer.database) == 0


def test_requests_at_the_same_time_are_done_once(writer: Writer) -> None:
    answers = writer.service.end(*(writer.begin({"text": SAID}, "k") for _ in range(12)))

    assert [answer.status_code for answer in answers] == [201] * 12
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 11
    assert stored(writer.database) == 1


def test_requests_to_two_processes_at_the_same_time_are_done_once(
    writer: Writer, make_service: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_service(writer.database)
    told = {"json": {"text": SAID}, "headers": {**writer.headers, "Idempotency-Key": "k"}}
    answers: list[Any] = []

    class Overtaken(Teller):
        """Reads while the other service answers the same request."""

        def analyse(self, text: str, **_told: Any) -> Analysis:
            """Return the analysis of `text`, too late."""
            answers.append(other.send("POST", "/v1/articles", **told))
            return Teller().analyse(text)

    overtaken = Overtaken()
    monkeypatch.setattr(writer.service.resources.extraction, "_load", lambda: overtaken)
    answers.append(writer.service.send("POST", "/v1/articles", **told))

    assert [answer.status_code for answer in answers] == [201, 201]
    assert ["idempotent-replayed" in answer.headers for answer in answers] == [False, True]
    assert {answer.headers["location"] for answer in answers} == {"/v1/articles/1"}
    assert stored(writer.database) == 1


def test_a_fault_at_any_statement_leaves_nothing_of_the_request(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.brought({"text": SAID, "id": "1"}, {"text": "« Non », a dit Zoé Lumière.", "id": "2"})
    batch = {"articles": [{"text": "« Non », a dit Ada Byron.", "id": "1"}, {"text": "Une note."}, {"text": "..."}]}
    before = rows_of(writer.database)
    faults = 0
    while (answer := post_with_a_fault(writer, batch, faults, monkeypatch)).status_code != 200:
        assert problem(answer, 500)["type"] == "/problems/internal"
        assert BoomError.__name__ not in answer.text
        assert rows_of(writer.database) == before, f"statement {faults}"
        faults += 1

    assert faults > 20
    assert [item["status"] for item in answer.json()["items"]] == ["changed", "new", "refused"]


def post_with_a_fault(writer: Writer, body: Any, number: int, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    """Bring `body` while the statement after `number` others of the writing fails."""
    with monkeypatch.context() as patch:
        break_at(patch, number)
        return writer.post(body, key="k")


EXAMPLES = itertools.count()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.integers(0, 3)), min_size=2, max_size=8))
def test_whatever_is_sent_again_is_stored_once(desk: Writer, sent: list[tuple[str, int]]) -> None:
    example = next(EXAMPLES)
    ids: dict[int, int] = {}
    said: dict[str, tuple[int, Any]] = {}
    for key, number in sent:
        body = {"text": f"Note {example} numéro {number}.", "id": f"{example}-{number}"}
        answer = desk.post(body, key=f"{example}-{key}" if key else None)
        if key in said and said[key][0] != number:
            assert problem(answer, 422)["type"] == "/problems/reused-key"
            continue
        told = answer.json()["items"]
        if key in said:
            assert told == said[key][1]
        else:
            assert told[0]["status"] == ("unchanged" if number in ids else "new")
            assert ids.setdefault(number, told[0]["id"]) == told[0]["id"]
        if key:
            said.setdefault(key, (number, told))

    with desk.database.reading() as session:
        [(count,)] = session.ask("SELECT count(*) FROM documents WHERE key LIKE :key", key=f"id:{example}-%")
    assert count == len(ids)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a thing of POSIX")
def test_a_service_that_is_killed_again_and_again_loses_and_doubles_nothing(
    database: Database, make_database: MakeDatabase
) -> None:
    requests, kills = 24, 3
    chance = random.Random(4)
    for _ in range(kills):
        process = start(database, requests)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, requests // 2)):
            process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        process.kill()
        process.communicate()
        assert 0 < everything_is_whole(database) < requests
    whole = make_database("sqlite")
    for each in (database, whole):
        asyncio.run(bring(each, requests))

    assert contents_of(database) == contents_of(whole)
    assert everything_is_whole(database) == requests


def start(database: Database, requests: int) -> subprocess.Popen[str]:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.bringing", url, str(requests)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def everything_is_whole(database: Database) -> int:
    """Hold each kept answer to what is stored, and return how many there are."""
    with database.reading() as session:
        bodies = [json.loads(body)["items"] for (body,) in session.ask("SELECT body FROM replies")]
        articles = {id_ for (id_,) in session.ask("SELECT id FROM articles")}
        held = {(key, id_) for key, id_ in session.ask("SELECT key, article_id FROM documents")}
    shared = [items[2] for items in bodies]
    assert {tuple(item["status"] for item in items[:2]) for items in bodies} <= {("new", "refused")}
    assert sorted(item["status"] for item in shared) == ["new"] * bool(shared) + ["unchanged"] * (len(shared) - 1)
    assert {item["id"] for items in bodies for item in items if item["id"]} == articles
    assert len(held) == 2 * len(bodies)
    assert {id_ for _, id_ in held} == articles
    return len(bodies)
