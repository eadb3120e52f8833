"""The documentation says what the program does: every request of docs/api.md, every setting, every kind of problem.

PROPOS_WRITE_DOCS=1 .venv/bin/python -m pytest tests/test_docs.py   writes the pages, and the examples of OpenAPI, anew.
"""

import json
import os
import re
import shutil
from collections.abc import Generator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.analysts import Alone
from app.api.application import create_application
from app.api.cursors import Cursors
from app.api.problem_types import PROBLEM_TYPES
from app.domain.keys import Scope
from app.extraction.analyser import EXTRACTOR, Analyser
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from app.settings import Settings
from app.storage.database import Database
from tests.api.service import Service
from tests.api.writers import new_key

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "app" / "api" / "examples"
WRITE = os.environ.get("PROPOS_WRITE_DOCS") == "1"
EXCHANGE = re.compile(
    r"```http\n(?P<method>GET|POST|DELETE) (?P<path>\S+)\n(?P<headers>(?:[\w-]+: [^\n]*\n)*)(?:\n(?P<body>.*?)\n)?```\n"
    r"```(?P<form>json|jsonl|jsonld|csv|graphml|gexf|txt)\n(?P<answer>.*?)```",
    re.DOTALL,
)


def agrees(path: Path, page: str) -> None:
    """Hold a page to what it should be, or write it."""
    if WRITE:
        path.write_text(page, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page, f"{path} is out of date: see the head of tests/test_docs.py"


@pytest.fixture(scope="module")
def seeded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """Return a service over the seed documents, read by the real extraction."""
    folder = tmp_path_factory.mktemp("seeded")
    database = Database.open(f"sqlite:///{shutil.copyfile(sqlite_template, folder / 'seeded.db')}")
    ingest(Feed([str(ROOT / "seeds")], Manner()), database, Alone(Analyser.load()), Process(extractor=EXTRACTOR))
    service = Service(database, folder / "index")
    held = replace(service.resources, cursors=Cursors("docs"))  # those of a service are bound to its database
    service.app.state.resources = held
    yield service
    service.close()
    database.close()


def ask(service: Service, exchange: re.Match[str]) -> Any:
    told = exchange["headers"].replace("$KEY", key_of(service)).splitlines()
    body = {"json": json.loads(exchange["body"])} if exchange["body"] else {}
    headers = dict(line.split(": ", 1) for line in told)
    answer = service.send(exchange["method"], exchange["path"], headers=headers, **body)
    return read(answer.text or f"{answer.status_code} {answer.reason_phrase}", exchange["form"])


@cache
def key_of(service: Service) -> str:
    """Return the key that the page calls `$KEY`."""
    return new_key(service.resources.database, Scope.ADMIN)


def read(answer: str, form: str) -> Any:
    match form:
        case "json" | "jsonld":
            return json.loads(answer)
        case "jsonl":
            return [json.loads(line) for line in answer.splitlines()]
        case _:
            return answer.replace("\r\n", "\n").rstrip("\n")


def told(value: Any, form: str) -> str:
    match form:
        case "json" | "jsonld":
            return printed(value)
        case "jsonl":
            return "\n".join(json.dumps(line, ensure_ascii=False) for line in value)
        case _:
            return value


def printed(value: Any, indent: int = 0) -> str:
    """Return JSON for people: whatever fits stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= 120 or flat[0] not in "[{":
        return flat
    margin = " " * (indent + 2)
    if flat[0] == "[":
        inner = [printed(item, indent + 2) for item in value]
    else:
        inner = [f"{json.dumps(key)}: {printed(item, indent + 2)}" for key, item in value.items()]
    return f"{flat[0]}\n{margin}" + f",\n{margin}".join(inner) + f"\n{' ' * indent}{flat[-1]}"


def alike(one: Any, other: Any) -> bool:
    """Whether two answers have the same shape; lists by their first item, and null may stand for anything."""
    if one is None or other is None:
        return True
    if type(one) is not type(other) or one == other:
        return one == other
    if hasattr(one, "keys"):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in list(one))
    return not isinstance(one, list) or not one or not other or alike(one[0], other[0])


def test_every_request_of_the_page_is_answered_so(seeded: Service) -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")

    def answered(exchange: re.Match[str]) -> str:
        form = exchange["form"]
        answer = told(ask(seeded, exchange), form)
        return exchange[0].replace(f"```{form}\n{exchange['answer']}```", f"```{form}\n{answer}\n```")

    if WRITE:
        page = EXCHANGE.sub(answered, page)
        (DOCS / "api.md").write_text(page, encoding="utf-8")
        return  # some requests change what is stored, and are made once
    for exchange in EXCHANGE.finditer(page):
        assert alike(read(exchange["answer"], exchange["form"]), ask(seeded, exchange)), exchange["path"]


def test_openapi_shows_the_answers_of_the_page() -> None:
    shown = first_answers((DOCS / "api.md").read_text(encoding="utf-8"))
    if WRITE:
        EXAMPLES.mkdir(exist_ok=True)
        for name, answer in shown.items():
            (EXAMPLES / name).write_text(answer, encoding="utf-8")
    operations = {
        operation["operationId"] for methods in document()["paths"].values() for operation in methods.values()
    }

    assert {Path(name).stem for name in shown} == operations
    assert shown == {path.name: path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir()}


def document() -> Mapping[str, Any]:
    return create_application(Settings(database_url="sqlite:///absent.db")).openapi()


def first_answers(page: str) -> dict[str, str]:
    """Return the first answer that the page gives for each operation, by the name of the file that keeps it."""
    operations = {
        (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path))): operation["operationId"]
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    }
    found: dict[str, str] = {}
    for exchange in EXCHANGE.finditer(page):
        for (method, path), operation in operations.items():
            if method == exchange["method"] and path.fullmatch(exchange["path"].partition("?")[0]):
                found.setdefault(f"{operation}.{exchange['form']}", exchange["answer"])
    return found


def test_every_kind_of_problem_is_explained() -> None:
    head = (
        "# Kinds of problem\n"
        "Every error is `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)): `type`, `title`,\n"
        "`status`, `detail`, `instance`, `errors` (each with `location`, `name`, `message` and, for a search, `column`) and\n"
        "`request_id`. `type` is the address of a page of the running service that says what stands here.\n"
    )
    kinds = (
        f"\n## `{kind.path}`\n**{kind.status}: {kind.title}.** {kind.meaning}\n\nWhat to do: {kind.remedy}\n"
        for kind in PROBLEM_TYPES.values()
    )
    agrees(DOCS / "errors.md", head + "".join(kinds))


def test_every_setting_is_explained() -> None:
    path = DOCS / "settings.md"
    head = path.read_text(encoding="utf-8").partition("| variable |")[0]
    rows = (
        f"| `PROPOS_{name.upper()}` | {'' if field.default is None else f'`{field.default}`'} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    )
    agrees(path, f"{head}| variable | default | meaning |\n|---|---|---|\n{''.join(rows)}")


def test_what_a_new_user_asks_first(seeded: Service) -> None:
    quotes = seeded.ok("/v1/quotes", speaker="poutine")
    dates = {"date_from": "2023-04-10", "date_to": "2023-04-20"}

    assert [quote["type"] for quote in quotes["items"]] == ["direct", "indirect"]
    assert {quote["speaker"]["actor"]["name"] for quote in quotes["items"]} == {"Vladimir Poutine"}
    assert "presse russe" in quotes["items"][0]["via"]["mention"]["text"]
    assert all(quote["evidence"]["text"] and quote["cue"]["text"] for quote in quotes["items"])
    assert seeded.ok("/v1/articles", **dates)["total"]["value"] == 1
    assert seeded.ok("/v1/articles", **dates, date_match="within")["total"]["value"] == 0
