"""A real browser for tests and pictures: Debian's chromium without a network, over a service of this machine."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from app.analysts import analysts
from app.api.application import create_application
from app.extraction.analyser import Analyser
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from app.settings import Settings
from app.storage.database import Database

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

ROOT = Path(__file__).parents[2]
PUBLISHED = (ROOT / "seeds", ROOT / "tests/gazette/articles.jsonl")
"""Articles that may be shown to anybody."""
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """Return where the browser is: as named in PROPOS_CHROMIUM, else Debian's."""
    return os.environ.get("PROPOS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browsing() -> "Generator[Browser]":
    """Start the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def serving(database_url: str, index: Path, **settings: Any) -> Generator[str]:
    """Serve a database on a port of this machine, beside the browser's own event loop, once its index has caught up."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_application(Settings(database_url=database_url, index_dir=index, **settings))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started or not app.state.resources.follower.looks:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def ingest_published(database: Database) -> None:
    """Bring the articles that may be shown into `database`, as `propos ingest` does."""
    analyser = Analyser.load()
    with analysts(1, lambda: analyser) as team:
        report = ingest(
            Feed([str(path) for path in PUBLISHED], Manner()), database, team, Process(64, extractor=analyser.extractor)
        )
    assert not report.failed


@dataclass
class Seen:
    """What a page did."""

    foreign: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])


def watched(browser: "Browser | BrowserContext", address: str) -> tuple["Page", Seen]:
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
