"""Feeds and pages given by their addresses: what is asked of the web, and what is taken for what it is."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Final
from urllib.robotparser import RobotFileParser

from app.errors import AppError, DocumentError
from app.ingest.fetching import AGENT, Fetched, Web
from app.ingest.opening import unpacked
from app.ingest.reader import Reader
from app.ingest.registry import reader_for, readers

_PAGES: Final = {"text/html": "html", "application/xhtml+xml": "html"}
_FEEDS: Final = dict.fromkeys(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"), "rss"
)
_READ: Final = _PAGES | _FEEDS | {"text/plain": "text"}
_ROBOTS_BYTES: Final = 500_000


@dataclass(slots=True)
class Online:
    """The web, as far as `web` lets; with `pages`, the items of a feed are the pages that they link to."""

    web: Web
    pages: bool = False
    _robots: dict[str, RobotFileParser] = field(default_factory=dict[str, RobotFileParser], repr=False)

    def feed(self, url: str) -> Fetched:
        """Return the feed or page at `url`.

        Raises:
            AppError: as `Web.fetch`.
        """
        return self.web.fetch(url, _READ)

    def page(self, url: str) -> BinaryIO:
        """Open the page at `url`, which a feed links to.

        Raises:
            AppError: as `Web.fetch`, or the site asks programs not to read it.
        """
        if not self._rules(url).can_fetch(AGENT, url):
            raise DocumentError("the site's robots.txt asks programs not to read it: save the page to a file")
        return unpacked(BytesIO(self.web.fetch(url, _PAGES).body).read).stream

    def _rules(self, url: str) -> RobotFileParser:
        """Return what the site of `url` asks of programs; one that tells nothing asks nothing."""
        place = str(self.web.checked(url).join("/robots.txt"))
        if place not in self._robots:
            rules = self._robots[place] = RobotFileParser()
            try:
                told = unpacked(BytesIO(self.web.fetch(place, {"text/plain"}).body).read).stream.read(_ROBOTS_BYTES)
            except (AppError, OSError, EOFError):
                told = b""
            rules.parse(told.decode(errors="replace").splitlines())
        return self._robots[place]


def is_address(path: str) -> bool:
    """Whether `path` is an address of the web, no file."""
    return path.lower().startswith(("http://", "https://"))


def reader_of_fetched(kind: str, head: bytes) -> Reader:
    """Return the reader of what was fetched as `kind`; its first bytes count more: feeds are often sent as pages."""
    seen = reader_for(head)
    return seen if seen.name in _READ.values() and seen.recognises else readers()[_READ[kind]]
