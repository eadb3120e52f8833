"""The pictures in docs/img, made anew: python -m tests.screenshots

The pages over the articles of `seeds/` and `tests/gazette`, as wide as a desk and as wide as a phone.
"""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from app.storage.database import Database
from tests.api.browsing import ROOT, browsing, ingest_published, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = ROOT / "docs/img"
SIZES = {"desktop": (1280, 960), "phone": (390, 844)}


def addresses(address: str) -> dict[str, str]:
    """Return what each picture shows."""
    delmas, vasseur = (
        httpx.get(f"{address}/v1/actors", params={"name": name}).json()["items"][0]["id"]
        for name in ("Delmas", "Vasseur")
    )
    quote = httpx.get(f"{address}/v1/quotes", params={"q": '"mémoire courte"'}).json()["items"][0]
    return {
        "search": "/?q=vasseur",
        "article": f"/articles/{quote['article']['id']}",
        "quote": f"/articles/{quote['article']['id']}#q{quote['id']}",
        "actor": f"/actors/{delmas}",
        "network": f"/actors/{delmas}#network",
        "compare": f"/compare?a={vasseur}&b={delmas}",
    }


def take(browser: "Browser", address: str) -> None:
    """Take every picture in every size; the search in the dark as well."""
    for name, path in addresses(address).items():
        for size, (width, height) in SIZES.items():
            _take(browser, address + path, f"{name}-{size}", (width, height))
    _take(browser, f"{address}/", "search-dark", SIZES["desktop"], "dark")


def _take(browser: "Browser", address: str, name: str, size: tuple[int, int], scheme: str = "light") -> None:
    dark = "dark" if scheme == "dark" else "light"
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="fr-FR", color_scheme=dark, reduced_motion="reduce"
    )
    page: Page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def main() -> None:
    """Fill a database, serve it, and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'gazette.db'}"
        database = Database.open(url)
        database.migrate()
        ingest_published(database)
        database.close()
        with serving(url, Path(folder) / "index") as address, browsing() as browser:
            take(browser, address)


if __name__ == "__main__":
    sys.exit(main())
