"""Feeds and pages given by their addresses: what is fetched, and above all what is not. The sites stand on loopback."""

import gzip
import io
import socket
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import httpcore
import pytest

from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError, TooLargeError
from app.ingest import fetching
from app.ingest.feed import Feed, Manner
from app.ingest.fetching import AGENT, Web, is_public
from app.ingest.online import Online
from app.ingest.reader import Source
from app.ingest.readers.rss import READER
from tests.ingest.test_formats import PAGE

RSS = "application/rss+xml; charset=utf-8"
HTML = "text/html"
ANY = {"application/rss+xml", HTML}
NOT_OURS = "93.184.216.34"  # a public address; nothing is sent to it here
PRIVATE = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.1.1 240.0.0.1 255.255.255.255 192.0.0.192
::1 :: fe80::1 fc00::1 fec0::1 ff0e::1 ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::7f00:1 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1
"""
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class Site:
    """A site on loopback: what it answers to each path, and who asked for what."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def has(self, path: str, body: str | bytes, kind: str = HTML, status: int = 200, **headers: Any) -> str:
        data = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": kind, "Content-Length": str(len(data))}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in told.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(data)

        self.answers[path] = answer
        return self.url(path)

    def leads(self, path: str, target: str) -> str:
        return self.has(path, "", status=302, Location=target)


@pytest.fixture
def site() -> Generator[Site]:
    """Return a site that answers while the test runs."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, self.headers["User-Agent"]))
            try:
                found.answers.get(self.path, lambda request: request.send_error(404))(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Stay silent."""

    with ExitStack() as stack:
        server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        server.daemon_threads = True
        found.port = server.server_address[1]
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        stack.callback(server.shutdown)
        yield found


@pytest.fixture
def web(site: Site) -> Web:
    """Return what may fetch from the site."""
    return Web(max_bytes=100_000, hosts=frozenset({site.host}), seconds=10)


def feed_of(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>L’Écho</title>{"".join(items)}</channel></rss>'


def item(title: str, link: str = "", told: str = "", text: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{told}<description>{text}</description></item>"


def read(web: Web, *urls: str, pages: bool = False) -> list[Document | Rejected]:
    return list(Feed(urls, Manner(max_bytes=web.max_bytes, online=Online(web, pages=pages))))


def refusal(web: Web, url: str) -> str:
    with pytest.raises(AppError) as refused:
        web.fetch(url, ANY)
    return str(refused.value)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let every name have `answers`, one after the other; return the names that are asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        address = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr("app.ingest.fetching.getaddrinfo", resolve)
    return asked


def test_a_feed_is_read_from_its_address(site: Site, web: Web) -> None:
    url = site.has("/feed.xml", feed_of(item("Un", "https://e.example/1", "<guid>g1</guid>", "Un mot.")), RSS)
    [document] = read(web, url)

    assert isinstance(document, Document)
    assert (document.key, document.text, document.url) == ("id:g1", "Un mot.", "https://e.example/1")
    assert (document.path, document.source) == (url, "L’Écho")
    assert site.asked == [("/feed.xml", AGENT)]


def test_a_page_is_read_from_its_address_and_known_by_it(site: Site, web: Web) -> None:
    url = site.has("/a", PAGE.replace('<link rel="canonical" href="https://echo.example/a1">', ""))
    [document] = read(web, url)

    assert isinstance(document, Document)
    assert (document.key, document.url, document.title) == (url, url, "Deux écoles fermeront")


def test_what_is_sent_counts_more_than_what_it_is_called(site: Site, web: Web) -> None:
    feed = feed_of(item("Un", told="<guid>g1</guid>", text="Un mot."))
    urls = [site.has("/called-page", feed, HTML), site.has("/called-text", feed, "text/plain")]

    assert [found.text for found in read(web, *urls) if isinstance(found, Document)] == ["Un mot.", "Un mot."]


def test_an_item_without_an_id_is_known_wherever_it_stands_in_the_feed(site: Site, web: Web) -> None:
    linked, bare = item("Un", "https://e.example/1", text="Un mot."), item("Deux", text="Deux mots.")
    first = read(web, site.has("/feed", feed_of(linked, bare), RSS))
    later = read(web, site.has("/feed", feed_of(item("Neuf", text="Du neuf."), bare, linked), RSS))

    keys = {found.key for found in first if isinstance(found, Document)}
    assert len(keys) == 2
    assert "id:https://e.example/1" in keys
    assert keys < {found.key for found in later if isinstance(found, Document)}


def test_pages_stand_for_what_the_feed_holds(site: Site, web: Web) -> None:
    site.has("/a1", PAGE)
    when = "<guid>g1</guid><pubDate>Tue, 09 Aug 2016 08:00:00 GMT</pubDate>"
    site.has("/feed", feed_of(item("Un", "/a1", when), item("Deux", "/gone")), RSS)
    found, refused = read(web, site.url("/feed"), pages=True)

    assert isinstance(found, Document)
    assert (found.key, found.path, found.date) == ("id:g1", site.url("/a1"), PartialDate(2016, 8, 9))
    assert "« Nous fermerons deux écoles. »" in found.text
    assert isinstance(refused, Rejected)
    assert (refused.path, refused.record) == (site.url("/gone"), None)
    assert "404" in refused.reason


def test_pages_of_a_saved_feed_are_fetched_too(site: Site, web: Web, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(feed_of(item("Un", site.has("/a1", PAGE))), encoding="utf-8")
    [found] = read(web, str(tmp_path / "feed.xml"), pages=True)

    assert isinstance(found, Document)
    assert found.key == f"id:{site.url('/a1')}"


def test_a_site_that_asks_programs_to_stay_away_is_left_alone(site: Site, web: Web) -> None:
    site.has("/robots.txt", "User-agent: *\nDisallow: /private", "text/plain")
    links = item("Un", site.has("/private/1", PAGE)), item("Deux", site.has("/open/2", PAGE))
    away, read_one = read(web, site.has("/feed", feed_of(*links), RSS), pages=True)

    assert isinstance(away, Rejected)
    assert "robots.txt" in away.reason
    assert isinstance(read_one, Document)
    assert [path for path, _ in site.asked] == ["/feed", "/robots.txt", "/open/2"]


def test_an_address_is_a_file_name_where_nothing_may_be_fetched() -> None:
    [refused] = Feed(["https://e.example/feed.xml"], Manner())
    assert isinstance(refused, Rejected)
    assert "no such file" in refused.reason


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", [NOT_OURS, "2606:4700:4700::1111"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_a_host_in_the_private_network_is_refused_however_it_is_written(host: str) -> None:
    assert "PROPOS_FETCH_HOSTS" in refusal(Web(1_000), f"http://{host}/feed.xml")


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in (NOT_OURS, "10.0.0.7")]

    monkeypatch.setattr("app.ingest.fetching.getaddrinfo", resolve)
    assert refusal(Web(1_000), "http://e.example/") == (
        "e.example is at 10.0.0.7, which is no public address: add e.example to PROPOS_FETCH_HOSTS to allow it"
    )


def test_a_name_that_leads_elsewhere_a_moment_later_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = resolving(monkeypatch, NOT_OURS, "127.0.0.1")
    connected: list[str] = []

    def connect(_: httpcore.SyncBackend, host: str, *__: Any) -> None:
        connected.append(host)
        raise httpcore.ConnectError("refused")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    assert "did not answer" in refusal(Web(1_000), "http://rebinding.example/")
    assert (names, connected) == (["rebinding.example"], [NOT_OURS])


def test_a_redirect_to_a_private_address_is_refused(site: Site, web: Web) -> None:
    told = refusal(web, site.leads("/a", "http://169.254.169.254/latest/meta-data/"))
    assert "169.254.169.254, which is no public address" in told


@pytest.mark.parametrize(
    ("target", "reason"),
    [("file:///etc/passwd", "no http"), ("http://u:p@e.example/", "password"), ("http://e.example:22/", "port 22")],
)
def test_a_redirect_is_looked_at_like_any_address(site: Site, web: Web, target: str, reason: str) -> None:
    assert reason in refusal(web, site.leads("/a", target))


def test_redirects_are_followed_and_end(site: Site, web: Web) -> None:
    site.has("/end", PAGE)
    assert web.fetch(site.leads("/start", "/end"), ANY).url == site.url("/end")
    assert "more than 5 redirects" in refusal(web, site.leads("/round", "/round"))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://e.example/feed.xml", "no http"),
        ("http:///feed.xml", "no http"),
        ("http://e.example:port/", "not an address"),
        ("https://ada:secret@e.example/", "password"),
        ("https://e.example:8443/", "port 8443: add e.example:8443 to PROPOS_FETCH_HOSTS"),
        ("http://no-such-host.invalid/", "no host is called"),
    ],
)
def test_addresses_that_are_not_asked(url: str, reason: str) -> None:
    assert reason in refusal(Web(1_000), url)


def test_what_is_neither_a_feed_nor_a_page_is_refused(site: Site, web: Web) -> None:
    assert "it is image/png" in refusal(web, site.has("/a.png", b"\x89PNG", "image/png"))
    assert "packed by 'br'" in refusal(web, site.has("/br", b"xxx", Content_Encoding="br"))
    assert "answered 403" in refusal(web, site.has("/403", "no", status=403))


def test_what_is_too_large_is_given_up_on_the_way(site: Site, web: Web) -> None:
    url = site.has("/large", b"x" * 200_000)
    with pytest.raises(TooLargeError, match="over 100,000 bytes"):
        web.fetch(url, ANY)


@pytest.mark.parametrize("headers", [{"Content_Encoding": "gzip"}, {}])
def test_a_packed_feed_is_unpacked(site: Site, web: Web, headers: dict[str, Any]) -> None:
    feed = gzip.compress(feed_of(item("Un", text="Un mot.")).encode(), mtime=0)
    assert [type(found) for found in read(web, site.has("/feed", feed, RSS, **headers))] == [Document]


def test_a_bomb_does_not_go_off(site: Site, web: Web) -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 50_000_000, mtime=0)
    web = replace(web, max_bytes=1_000_000)
    [refused] = read(web, site.has("/bomb", bomb, RSS, Content_Encoding="gzip"))

    assert isinstance(refused, Rejected)
    assert "over 1,000,000 bytes" in refused.reason


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n"])
def test_a_server_that_drips_is_given_up(site: Site, web: Web, head: bytes) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        sent = (bytes([letter]) for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200)
        for _ in range(200):
            request.wfile.write(next(sent))
            time.sleep(0.05)

    site.answers["/slow"] = drip
    started = time.monotonic()
    assert "did not answer within 0.5 s" in refusal(replace(web, seconds=0.5), site.url("/slow"))
    assert time.monotonic() - started < 5


def test_an_answer_that_breaks_off_is_refused(site: Site, web: Web) -> None:
    url = site.has("/short", "un", Content_Length="99")
    assert "did not answer as it should" in refusal(web, url)


def test_proxies_of_the_environment_are_not_asked(site: Site, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert web.fetch(site.has("/a", PAGE), ANY).body == PAGE.encode()


def test_a_host_that_was_named_is_asked_at_the_ports_that_were_named() -> None:
    web = Web(1_000, frozenset({"feeds.intranet", "news.intranet:8080"}))
    assert web.allows("feeds.intranet", 443)
    assert not web.allows("feeds.intranet", 8080)
    assert web.allows("news.intranet", 8080)
    assert not web.allows("news.intranet", 80)
    with pytest.raises(DocumentError, match="port 9000"):
        web.checked("http://news.intranet:9000/")


def test_a_feed_of_a_thousand_items_holds_one_page_at_a_time() -> None:
    opened: list[str] = []

    def page(url: str) -> io.BytesIO:
        opened.append(url)
        return io.BytesIO()

    feed = feed_of(*(item("Un", f"https://e.example/{n}") for n in range(1_000)))
    reading = READER.read(Source("-", io.BytesIO(feed.encode()), 1_000_000, page=page))
    next(reading)
    assert opened == ["https://e.example/0"]


def test_the_documentation_tells_the_bounds() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ingest.md").read_text(encoding="utf-8")
    told = page.partition("## Feeds and pages by their addresses")[2].partition("\n## ")[0]
    assert f"{fetching.SECONDS:g} seconds" in told
    assert f"{fetching.REDIRECTS} redirects" in told
    assert AGENT.partition("/")[0] in told
    assert all(name in told for name in ("PROPOS_FETCH", "PROPOS_FETCH_HOSTS", "PROPOS_MAX_DOCUMENT_BYTES", "--pages"))
