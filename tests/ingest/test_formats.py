"""Readers of what others make: tables, feeds, web pages, archives."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError, TooLargeError
from app.ingest.feed import Feed, Manner
from app.ingest.fragments import text_of
from app.ingest.pages import PAGES, Pages
from app.ingest.reader import Source
from app.ingest.registry import reader_for, reader_of, readers

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Deux écoles fermeront - L’Écho</title>
<link rel="canonical" href="https://echo.example/a1"><meta property="og:site_name" content="L’Écho">
<meta property="article:published_time" content="2016-08-09T10:00:00+02:00"></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>Deux écoles fermeront</h1>
<p>Le maire a déclaré : « Nous fermerons deux écoles. » Il parlait mardi devant le conseil municipal de la ville.</p>
<p>Selon la préfecture, les travaux dureront deux ans et coûteront douze millions d’euros à la commune.</p></article>
<footer>Mentions légales</footer></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>L’Écho</title>
<item><title>Deux écoles</title><link>https://echo.example/a1</link><guid>a1</guid>
<pubDate>Tue, 09 Aug 2016 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Le maire a parlé.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;Il a dit &lt;b&gt;non&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Rien</title><guid>a2</guid><description></description></item></channel></rss>"""


def source(name: str, data: bytes | str, encoding: str | None = None, max_bytes: int = 100_000) -> Source:
    return Source(f"/news/{name}", io.BytesIO(data.encode() if isinstance(data, str) else data), max_bytes, encoding)


def read(given: Source) -> list[Document | Rejected | Source]:
    reader = reader_of(given.path)
    assert reader is not None
    return list(reader.read(given))


def one(given: Source) -> Document:
    [document] = read(given)
    assert isinstance(document, Document)
    return document


def fed(path: Path, *, max_bytes: int = 1_000_000) -> list[Document | Rejected]:
    return list(Feed([str(path)], Manner(max_bytes=max_bytes)))


def packed(path: Path, files: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_table_names_its_columns_in_either_language() -> None:
    english = one(
        source("a.csv", 'id,title,date,text,url\n7,Un titre,2016-08-09,"Il dit ""non"", hier.",https://e.example/7\n')
    )
    french = one(
        source(
            "a.csv",
            'Identifiant;Titre;Publié le;Texte;Lien\n7;Un titre;2016-08-09;"Il dit ""non"", hier.";https://e.example/7\n',
        )
    )
    assert english == french
    assert english.text == 'Il dit "non", hier.'
    assert (english.key, english.record, english.date) == ("id:7", 1, PartialDate(2016, 8, 9))


def test_tabs_bars_line_breaks_in_quotes_and_old_encodings() -> None:
    assert one(source("a.tsv", "texte\ttitre\nUn été.\tT\n")).title == "T"
    assert one(source("a.csv", 'titre|texte\nT|"Un.\n\nDeux."\n')).text == "Un.\n\nDeux."
    assert one(source("a.csv", "texte\nUn été.\n".encode("cp1252"), "cp1252")).text == "Un été."
    assert one(source("a.csv", b"\xef\xbb\xbf" + "texte\nUn été.\n".encode())).text == "Un été."


def test_a_row_that_cannot_be_used_is_refused_and_the_next_is_read() -> None:
    first, second, third = read(source("a.csv", "texte,date\n,2016\nUn mot.,2016-13\nDeux mots.,2016-08-09 12:30:00\n"))
    assert isinstance(first, Rejected)
    assert first.record == 1
    assert isinstance(second, Rejected)
    assert "2016-13" in second.reason
    assert isinstance(third, Document)
    assert third.date == PartialDate(2016, 8, 9)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("titre,auteur\nUn,Deux\n", "no column is the text"),
        ("", "no column is the text"),
        ('texte\n"sans fin\n', "line 2"),
        (b"texte\n\xe9t\xe9\n", "cp1252"),
        ("texte\n" + "x" * 100, "over 50"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(data: bytes | str, reason: str) -> None:
    with pytest.raises(AppError, match=reason):
        read(source("a.csv", data, max_bytes=50))


def test_a_page_is_its_article_with_what_it_tells_of_itself() -> None:
    document = one(source("a.html", PAGE))
    assert document.title == "Deux écoles fermeront"
    assert document.date == PartialDate(2016, 8, 9)
    assert (document.source, document.url) == ("L’Écho", "https://echo.example/a1")
    assert "« Nous fermerons deux écoles. »" in document.text
    assert "Mentions" not in document.text
    assert "Sport" not in document.text
    assert "\n\n" in document.text


def test_a_page_tells_its_encoding() -> None:
    old = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("’", "'")
    assert "déclaré" in one(source("a.html", old.encode("iso-8859-1"))).text


@pytest.mark.parametrize("page", [b"", b"<html><body></body></html>", b"\x00\x01\x02" * 50, b"<" * 5_000])
def test_a_page_without_an_article_is_refused(page: bytes) -> None:
    with pytest.raises(DocumentError):
        one(source("a.html", page))


def test_a_page_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    hurried = Pages(seconds=0.0)
    try:
        with pytest.raises(DocumentError, match="within 0 s"):
            hurried.article(PAGE.encode())
        hurried.seconds = 20.0
        assert hurried.article(PAGE.encode())["title"] == "Deux écoles fermeront"
    finally:
        hurried.close()


def test_a_process_that_dies_costs_one_page() -> None:
    PAGES.article(PAGE.encode())
    PAGES.close()
    assert PAGES.article(PAGE.encode())["title"]


def test_an_item_of_a_feed_is_a_document_known_by_its_id() -> None:
    told, empty = read(source("echo.rss", FEED))
    assert isinstance(told, Document)
    assert (told.key, told.title, told.text) == ("id:a1", "Deux écoles", "Le maire a parlé.\n\nIl a dit non.")
    assert (told.date, told.url, told.source) == (PartialDate(2016, 8, 9), "https://echo.example/a1", "L’Écho")
    assert isinstance(empty, Rejected)
    assert empty.record == 2


def test_a_feed_with_entities_of_its_own_is_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel/></rss>'
    )
    with pytest.raises(DocumentError, match="entities"):
        read(source("a.rss", bomb))


@pytest.mark.parametrize(
    ("data", "reason"), [("<html></html>", "neither RSS nor Atom"), ("rien", "neither"), ("", "neither")]
)
def test_what_is_no_feed_is_refused(data: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(source("a.xml", data))


def test_text_of_a_fragment_keeps_paragraphs_and_words() -> None:
    assert text_of("Un &amp; deux<br>trois <i>qua</i>tre<style>p{}</style>") == "Un & deux\n\ntrois quatre"
    assert text_of("a < b") == "a < b"


def test_an_archive_is_read_as_a_folder_would_be(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "jour.zip",
        {
            "b/page.html": PAGE,
            "a.txt": "Un texte.",
            "c.csv": "texte\nUn.\nDeux.\n",
            "image.png": b"\x89PNG",
            ".git/x.txt": "x",
        },
    )
    found = fed(path)
    assert all(isinstance(item, Document) for item in found)
    assert [item.path.partition("!/")[2] for item in found] == ["a.txt", "b/page.html", "c.csv", "c.csv"]
    assert next(item.key for item in found if isinstance(item, Document)) == f"{path}!/a.txt"


def test_what_an_archive_must_not_hold_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"x.txt": "x"}).read_bytes()
    found = fed(
        packed(
            tmp_path / "jour.zip",
            {"../fuite.txt": "Un texte.", "inner.zip": inner, "vide.txt": "", "z.txt": "Un texte."},
        )
    )
    reasons = {item.path.rpartition("/")[2]: item.reason for item in found if isinstance(item, Rejected)}
    assert "leads out" in reasons["fuite.txt"]
    assert "archive in an archive" in reasons["inner.zip"]
    assert "empty" in reasons["vide.txt"]
    assert [item.path.rpartition("/")[2] for item in found if isinstance(item, Document)] == ["z.txt"]


def test_a_bomb_in_an_archive_is_refused(tmp_path: Path) -> None:
    found = fed(packed(tmp_path / "jour.zip", {"a.txt": b"a" * 70_000_000, "b.txt": "Un texte."}), max_bytes=80_000_000)
    assert [type(item) for item in found] == [Rejected, Document]
    assert isinstance(found[0], Rejected)
    assert "expands" in found[0].reason


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"not an archive"])
def test_a_broken_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    [refused] = fed(path)
    assert isinstance(refused, Rejected)
    assert "not a ZIP archive" in refused.reason


def test_a_parquet_table_is_read_by_its_columns(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from datetime import UTC, datetime

    table = pa.table(
        {
            "Titre": ["Un", None],
            "texte": ["Un texte.", None],
            "date": [datetime(2016, 8, 9, 12, tzinfo=UTC), None],
            "autre": [1, 2],
        }
    )
    __import__("pyarrow.parquet").parquet.write_table(table, tmp_path / "a.parquet")
    document, refused = fed(tmp_path / "a.parquet")
    assert isinstance(document, Document)
    assert (document.title, document.text, document.date) == ("Un", "Un texte.", PartialDate(2016, 8, 9))
    assert isinstance(refused, Rejected)
    assert refused.record == 2


def warc(*responses: tuple[str, str, str, str]) -> bytes:
    """Return a WARC file of responses: address, status line, type, body."""
    parts: list[bytes] = []
    for url, status, kind, body in responses:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2016-08-10T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        parts.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(parts)


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_the_pages_of_a_crawl_are_read(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("fastwarc")
    bare = PAGE.replace('<link rel="canonical" href="https://echo.example/a1">', "")
    bare = bare.replace('content="2016-08-09T10:00:00+02:00"', "")
    data = warc(
        ("https://echo.example/a1?x=1", "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://echo.example/logo", "200 OK", "image/png", "x"),
        ("https://echo.example/gone", "404 Not Found", "text/html", PAGE),
        ("https://echo.example/a2", "200 OK", "text/html", bare),
    )
    path = tmp_path / f"crawl{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    told, fetched = fed(path)
    assert isinstance(told, Document)
    assert isinstance(fetched, Document)
    assert (told.record, told.url, told.date) == (1, "https://echo.example/a1", PartialDate(2016, 8, 9))
    assert (fetched.record, fetched.url, fetched.date) == (4, "https://echo.example/a2", PartialDate(2016, 8, 10))


def test_a_file_that_is_no_crawl_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    (tmp_path / "a.warc").write_text("rien")
    [refused] = fed(tmp_path / "a.warc")
    assert isinstance(refused, Rejected)
    assert "no WARC" in refused.reason


def test_a_file_without_a_telling_name_is_known_by_its_first_bytes() -> None:
    assert reader_for(PAGE.encode()).name == "html"
    assert reader_for(FEED.encode()).name == "rss"
    assert reader_for(b"WARC/1.0\r\n").name == "warc"
    assert reader_for(b"PAR1....").name == "parquet"


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="over 100 bytes"):
        one(source("a.html", PAGE, max_bytes=100))


def test_every_reader_is_told_of_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ingest.md").read_text(encoding="utf-8")
    assert all(f"| {name} |" in page for name in readers())
