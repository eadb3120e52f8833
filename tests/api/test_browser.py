"""The documentation in a real browser without a network: nothing from elsewhere, no errors, and "Try it out" works."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from app.api.application import create_application
from app.settings import Settings
from app.storage.database import Database
from tests.api.service import fill, newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
pytestmark = pytest.mark.browser


@dataclass
class Seen:
    """What a page did."""

    foreign: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])


@pytest.fixture(scope="module")
def browser() -> Generator["Browser"]:
    path = os.environ.get("PROPOS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no browser: install Debian's chromium, or name one in PROPOS_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """Serve the newsroom on a port of this machine, beside the browser's own event loop."""
    folder = tmp_path_factory.mktemp("pages")
    told = f"sqlite:///{shutil.copyfile(sqlite_template, folder / 'pages.db')}"
    database = Database.open(told)
    fill(database, *newsroom())
    database.close()
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_application(Settings(database_url=told, index_dir=folder / "index"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def watched(browser: "Browser", address: str) -> tuple["Page", Seen]:
    """Return a page that notes every request to elsewhere and everything the console complains about."""
    page, seen = browser.new_page(), Seen()
    own = (address, "data:", "blob:")

    def note(told: "ConsoleMessage") -> None:
        if told.type in {"error", "warning"}:
            seen.complaints.append(told.text)

    page.on("request", lambda request: seen.foreign.extend([request.url] * (not request.url.startswith(own))))
    page.on("console", note)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return page, seen


def test_the_documentation_works_and_can_be_tried_out(browser: "Browser", address: str) -> None:
    page, seen = watched(browser, address)
    page.goto(f"{address}/docs")
    page.wait_for_selector("#operations-quotes-listQuotes")
    block = page.locator("#operations-quotes-listQuotes")
    block.locator(".opblock-summary-control").click()
    block.locator(".try-out__btn").click()
    block.locator("tr[data-param-name=q] input").fill("oui")
    block.locator(".execute").click()
    status = block.locator(".live-responses-table tbody .response-col_status").first

    assert status.inner_text().split()[0] == "200"
    assert "/v1/quotes?q=oui" in block.locator(".request-url").inner_text()
    assert seen == Seen()
    page.close()


def test_an_extraction_can_be_tried_out(browser: "Browser", address: str) -> None:
    page, seen = watched(browser, address)
    page.goto(f"{address}/docs")
    block = page.locator("#operations-extraction-extract")
    block.locator(".opblock-summary-control").click()
    block.locator(".try-out__btn").click()
    block.locator(".execute").click()
    status = block.locator(".live-responses-table tbody .response-col_status").first

    assert status.inner_text(timeout=60_000).split()[0] == "200"
    assert seen == Seen()
    page.close()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/redoc", "Download OpenAPI specification"),
        ("/problems", "Kinds of problem"),
        ("/problems/bad-cursor", "What to do"),
    ],
)
def test_other_pages_work_too(browser: "Browser", address: str, path: str, shown: str) -> None:
    page, seen = watched(browser, address)
    page.goto(f"{address}{path}")

    page.get_by_text(shown).first.wait_for()
    page.wait_for_load_state("networkidle")
    assert seen == Seen()
    page.close()
