"""The documentation in a real browser without a network: nothing from elsewhere, no errors, and "Try it out" works."""

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.storage.database import Database
from tests.api.browsing import Seen, serving, watched
from tests.api.service import fill, newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """Serve the newsroom."""
    folder = tmp_path_factory.mktemp("pages")
    told = f"sqlite:///{shutil.copyfile(sqlite_template, folder / 'pages.db')}"
    database = Database.open(told)
    fill(database, *newsroom())
    database.close()
    with serving(told, folder / "index") as address:
        yield address


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
