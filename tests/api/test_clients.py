"""Clients: `openapi.json` is what the service says, and the generators of Python and TypeScript make clients of it that type-check.

`make clients` installs the generator of Python, which wants an environment of its own; that of TypeScript comes through npx, pinned
here. Where one of them cannot be had, its test is skipped with the reason.
"""

import asyncio
import difflib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.api.application import create_application
from app.settings import Settings
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import fill, newsroom

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "openapi.json"
GENERATORS = ROOT / ".venv-clients" / "bin"
OPENAPI_TYPESCRIPT = "openapi-typescript@7.13.0"
TYPESCRIPT = "typescript@5.9.3"
NO_REGISTRY = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "E404", "E403", "ENOTCACHED")
SHOWN = 80


def document() -> str:
    told = create_application(Settings(database_url="sqlite:///absent.db")).openapi()
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_openapi_json_is_what_the_service_says() -> None:
    told = document()
    if os.environ.get("PROPOS_WRITE_DOCS") == "1":
        DOCUMENT.write_text(told, encoding="utf-8")
    written = DOCUMENT.read_text(encoding="utf-8")
    if told != written:
        changes = difflib.unified_diff(
            written.splitlines(), told.splitlines(), "openapi.json", "the service", lineterm=""
        )
        shown = "\n".join(line for line, _ in zip(changes, range(SHOWN), strict=False))
        pytest.fail(
            f"openapi.json is out of date; `make docs` writes it anew. What has changed:\n{shown}", pytrace=False
        )


@pytest.fixture(scope="module")
def client_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the generated Python package `propos_client`."""
    generator = GENERATORS / "openapi-python-client"
    if not generator.exists():
        pytest.skip("no openapi-python-client in .venv-clients: `make clients` installs it")
    folder = tmp_path_factory.mktemp("python")
    told = ["--path", str(DOCUMENT), "--output-path", "propos_client", "--meta", "none", "--fail-on-warning"]
    path = f"{GENERATORS}{os.pathsep}{os.environ['PATH']}"  # it formats what it makes
    ended = run([generator, "generate", *told], folder, PATH=path)
    assert ended.returncode == 0, ended.stdout
    assert "warning" not in ended.stdout.lower(), ended.stdout
    return folder


def test_the_python_client_type_checks(client_folder: Path) -> None:
    # The generator's own client.py, which is the same for every document, hands `object` to what wants exceptions.
    settings = {
        "include": ["propos_client"],
        "ignore": ["propos_client/client.py"],
        "typeCheckingMode": "standard",
        "pythonVersion": "3.11",
    }
    (client_folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    checker = Path(sys.executable).with_name("basedpyright")
    ended = run([checker, "--pythonpath", GENERATORS / "python"], client_folder)

    assert ended.returncode == 0, ended.stdout


def test_the_python_client_asks_and_understands(
    client_folder: Path, sqlite_database: Database, make_service: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_database, *newsroom())
    service = make_service(sqlite_database)
    monkeypatch.setattr(sys, "path", [str(client_folder), *sys.path])
    clients: Any = import_module("propos_client")
    list_quotes: Any = import_module("propos_client.api.quotes.list_quotes")
    export_actors: Any = import_module("propos_client.api.exports.export_actors")
    transport = {"transport": httpx.ASGITransport(service.app)}
    client = clients.Client("http://propos.test", httpx_args=transport)
    found = asyncio.run(list_quotes.asyncio(client=client, speaker=["Ada Byron"], limit=5))

    assert [quote.speaker.actor.name for quote in found.items] == ["Ada Byron"] * 5
    assert found.total.value == len(list(service.walk("/v1/quotes", speaker="Ada Byron")))
    assert found.items[0].evidence.text
    problem = asyncio.run(list_quotes.asyncio(client=clients.Client("http://propos.test", httpx_args=transport), q="'"))
    assert problem.type_ == "/problems/bad-query"
    file = asyncio.run(
        export_actors.asyncio_detailed(client=clients.Client("http://propos.test", httpx_args=transport))
    )
    assert file.content == service.get("/v1/export/actors").content


def test_the_types_of_typescript_type_check(tmp_path: Path) -> None:
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("no npx: Node brings it")
    shutil.copyfile(DOCUMENT, tmp_path / "openapi.json")
    (tmp_path / "use.ts").write_text(USE, encoding="utf-8")
    made = npm(npx, OPENAPI_TYPESCRIPT, ["openapi-typescript", "openapi.json", "-o", "schema.ts"], tmp_path)
    assert made.returncode == 0, made.stdout
    assert "⚠" not in made.stdout, made.stdout
    checked = npm(
        npx, TYPESCRIPT, ["tsc", "--noEmit", "--strict", "--target", "es2022", "schema.ts", "use.ts"], tmp_path
    )
    assert checked.returncode == 0, checked.stdout


USE = """
import type { components, operations } from "./schema";

export function said(page: components["schemas"]["QuoteListing"]): string[] {
  return page.items.map((quote) => `${quote.speaker?.actor?.name ?? "?"}: ${quote.evidence.text}`);
}
export const asked: operations["listQuotes"]["parameters"]["query"] = { speaker: ["poutine"], limit: 5 };
"""


def npm(npx: str, package: str, command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of a package; skip where the package cannot be fetched."""
    ended = run([npx, "--yes", "--package", package, "--", *command], folder)
    if ended.returncode and any(f"npm error code {code}" in ended.stdout for code in NO_REGISTRY):
        pytest.skip(f"{package} cannot be fetched: {ended.stdout.splitlines()[-1]}")
    return ended
