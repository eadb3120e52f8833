"""The feed: documents of many files, completed from beside, each id once; what fails is a line and stops nothing."""

import gzip
import io
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest

from app.domain.documents import Document, Rejected
from app.ingest.addresses import read_addresses
from app.ingest.feed import Feed, Manner


def write(folder: Path, name: str, *records: dict[str, object]) -> Path:
    path = folder / name
    path.write_bytes(b"\n".join(map(orjson.dumps, records)))
    return path


def documents(feed: Feed) -> list[Document]:
    return [item for item in feed if isinstance(item, Document)]


def refusals(feed: Feed) -> list[Rejected]:
    return [item for item in feed if isinstance(item, Rejected)]


def test_files_follow_one_another_and_a_bad_one_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("un", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xff")
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"deux", mtime=0)[:-4])
    write(tmp_path, "d.jsonl", {"text": "trois"}, {"txt": ""}, {"text": "quatre"})
    found = list(Feed([str(tmp_path)], Manner()))
    assert [(Path(item.path).name, item.record, isinstance(item, Document)) for item in found] == [
        ("a.txt", None, True),
        ("b.txt", None, False),
        ("c.txt.gz", None, False),
        ("d.jsonl", 1, True),
        ("d.jsonl", 2, False),
        ("d.jsonl", 3, True),
    ]


def test_the_records_before_the_break_of_a_packed_file_are_kept(tmp_path: Path) -> None:
    lines = b"".join(orjson.dumps({"text": f"article {n} " * 50, "id": n}) + b"\n" for n in range(2_000))
    packed = gzip.compress(lines, mtime=0)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    found = list(Feed([str(tmp_path / "a.jsonl.gz")], Manner()))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Rejected)
    assert "broken gzip" in found[-1].reason


def test_addresses_and_source_complete_what_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "x-1.txt").write_text("un", encoding="utf-8")
    write(
        tmp_path, "d.jsonl", {"id": "x-2", "text": "deux"}, {"id": "x-3", "text": "trois", "url": "u:3", "source": "S"}
    )
    lists = tmp_path / "urls.txt"
    lists.write_text("x-1\thttps://a/1\nx-2\thttps://a/2\n\nx-3\thttps://a/3\noops\n", encoding="utf-8")
    addresses = read_addresses([f"{tmp_path}/url*.txt"])
    feed = Feed([str(tmp_path)], Manner(source="W", addresses=addresses))
    assert [(item.url, item.source) for item in documents(feed)] == [
        ("https://a/2", "W"),
        ("u:3", "S"),
        ("https://a/1", "W"),
    ]
    assert refusals(feed) == [Rejected(str(lists), 5, "not an id, a tab and an address")]


def test_an_address_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read_addresses([str(tmp_path / "none.tsv")]).rejected == (
        Rejected(str(tmp_path / "none.tsv"), None, "matches no address list: check the pattern"),
    )


def test_the_first_content_of_an_id_stands(tmp_path: Path) -> None:
    write(tmp_path, "d.jsonl", {"id": "a", "text": "un"}, {"id": "a", "text": "un"}, {"id": "a", "text": "deux"})
    feed = Feed([str(tmp_path)], Manner())
    assert [type(item) for item in feed] == [Document, Document, Rejected]


def test_a_format_can_be_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "d.txt", {"text": "un"})
    assert [item.text for item in documents(Feed([str(path)], Manner(format="jsonl")))] == ["un"]
    assert [item.text for item in documents(Feed([str(path)], Manner()))] == ['{"text":"un"}']


@pytest.mark.parametrize(
    ("piped", "texts"),
    [
        (b'{"text": "un"}\n{"text": "deux"}\n', ["un", "deux"]),
        (gzip.compress(b'{"text": "un"}', mtime=0), ["un"]),
        (b"Le titre\n", ["Le titre\n"]),
    ],
)
def test_standard_input_is_lines_of_json_or_one_text(
    piped: bytes, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(piped)))
    found = documents(Feed(["-"], Manner()))
    assert [item.text for item in found] == texts
    assert {item.path for item in found} == {"-"}
    assert all(item.key.startswith("sha256:") for item in found)


def test_the_feed_knows_how_far_it_is(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("mot", encoding="utf-8")
    feed = Feed([str(tmp_path)], Manner())
    assert (feed.total_bytes, feed.read_bytes) == (6, 0)
    reading = iter(feed)
    next(reading)
    assert feed.read_bytes == 3
    assert len(list(reading)) == 1
    assert feed.read_bytes == 6


def test_the_french_corpus_is_read_whole_and_every_article_has_its_address(shared: Path) -> None:
    corpus = shared / "corpora" / "winer_fr"
    addresses = read_addresses([f"{corpus}/*/*-urls.txt"])
    found = list(Feed([f"{corpus}/*/*/*.txt"], Manner(addresses=addresses)))
    assert len(found) == 964
    assert all(isinstance(item, Document) and (item.url or "").startswith("https://") for item in found)
