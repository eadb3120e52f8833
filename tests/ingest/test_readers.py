"""Readers: plain text is one document, JSONL one a line."""

import io
from pathlib import Path

import orjson
import pytest

from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected
from app.errors import AppError, DocumentError
from app.ingest import registry
from app.ingest.feed import Feed, Manner
from app.ingest.reader import Source
from app.ingest.readers import jsonl, text
from app.ingest.registry import reader_for, reader_of, readers, stem

ARTICLE = "Un titre\n\n9 août 2016 . –\nLe corps de l’article.\n"


def lines_of(*lines: bytes | dict[str, object]) -> Source:
    data = b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines)
    return Source("/news/day.jsonl", io.BytesIO(data), max_bytes=1_000)


def read_one(record: bytes | dict[str, object]) -> Document | Rejected:
    return next(iter(jsonl.read(lines_of(record))))


def reason_of(record: bytes | dict[str, object]) -> str:
    refused = read_one(record)
    assert isinstance(refused, Rejected)
    return refused.reason


def test_a_text_file_is_one_document_known_by_its_path() -> None:
    [document] = text.READER.read(Source("/news/a.txt", io.BytesIO(ARTICLE.encode()), max_bytes=1_000))
    assert document == Document(key="/news/a.txt", text=ARTICLE, path="/news/a.txt")


def test_a_text_without_a_place_is_known_by_its_content() -> None:
    [first] = text.READER.read(Source("-", io.BytesIO(b"un mot"), max_bytes=1_000))
    [second] = text.READER.read(Source("-", io.BytesIO(b"un autre"), max_bytes=1_000))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.key.startswith("sha256:")
    assert first.key != second.key


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(AppError, match="over 10 bytes"):
        list(text.READER.read(Source("/news/a.txt", io.BytesIO(b"onze octets"), max_bytes=10)))


def test_a_jsonl_record_tells_everything_it_knows() -> None:
    record: dict[str, object] = {
        "id": "a1",
        "title": " Un titre ",
        "date": "2023-04",
        "text": "Le corps.",
        "url": "https://exemple.fr/a1",
        "source": "L’Exemple",
        "lang": "fr-FR",
        "unknown": [1],
    }
    assert read_one(record) == Document(
        key="id:a1",
        text="Le corps.",
        path="/news/day.jsonl",
        record=1,
        title="Un titre",
        date=PartialDate(2023, 4),
        url="https://exemple.fr/a1",
        source="L’Exemple",
        language="fr",
    )


def test_a_record_without_id_is_known_by_its_file_and_line() -> None:
    document = read_one({"text": "Le corps.", "title": None, "date": "", "url": " "})
    assert document == Document(key="/news/day.jsonl#1", text="Le corps.", path="/news/day.jsonl", record=1)


def test_a_number_is_an_id_too() -> None:
    document = read_one({"id": 42, "text": "mot"})
    assert isinstance(document, Document)
    assert document.key == "id:42"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object but list"),
        (b"12", "not a JSON object but int"),
        (b'{"text": NaN}', "not JSON"),
        (b'{"text": "\\ud800"}', "not JSON"),
        (b'{"text": "a\\u0000b"}', "NUL character at offset 1"),
        (b'{"text": "\xe9"}', "not UTF-8 at byte 10"),
        (b"[" * 900 + b"]" * 90, "not JSON"),
        (b'{"text": "' + b"a" * 1_000 + b'"}', "a line over 1,000 bytes"),
        ({"id": "a"}, 'no "text"'),
        ({"text": 3}, 'no "text"'),
        ({"text": " "}, "no word"),
        ({"text": "mot", "date": "2023-13"}, "2023-13"),
        ({"text": "mot", "date": "hier"}, "'hier' is not a date"),
        ({"text": "mot", "date": 2023}, '"date" is no string but int'),
        ({"text": "mot", "title": ["a"]}, '"title" is no string but list'),
        ({"text": "mot", "url": "https://a\n"}, None),
        ({"text": "mot", "url": "https://a\nb"}, "control character at offset 9"),
        ({"text": "mot", "lang": "français"}, "not a language code"),
        ({"text": "mot", "id": True}, '"id" is no string but bool'),
    ],
)
def test_a_line_that_cannot_be_used_says_why(record: bytes | dict[str, object], reason: str | None) -> None:
    if reason is None:
        assert isinstance(read_one(record), Document)
    else:
        assert reason in reason_of(record)


def test_a_bad_line_is_counted_and_the_rest_goes_on() -> None:
    source = lines_of(
        b"\xef\xbb\xbf" + orjson.dumps({"text": "un"}), b"", b"{oops}", b"x" * 5_000, b" \r", {"text": "deux"}
    )
    found = list(jsonl.READER.read(source))
    assert [item.record for item in found] == [1, 3, 4, 6]
    assert [isinstance(item, Document) for item in found] == [True, False, False, True]


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"\n \n", "empty"), (b"\xff\xfe{\0}\0", "UTF-16")])
def test_a_file_without_a_record_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        list(jsonl.READER.read(Source("/news/day.jsonl", io.BytesIO(data), max_bytes=1_000)))


def test_the_end_of_an_export_is_no_document_and_shows_a_cut() -> None:
    article: dict[str, object] = {"id": 7, "text": "un mot", "language": "fr"}
    whole = list(jsonl.read(lines_of(article, {"closing": {"kind": "articles", "count": 1}})))
    [document, cut] = jsonl.read(lines_of(article, {"closing": {"kind": "articles", "count": 2}}))

    assert whole == [document]
    assert isinstance(document, Document)
    assert document.language == "fr"
    assert isinstance(cut, Rejected)
    assert cut.reason == "the end of an export of 2 records, but 1 stand before it: export it again"


def test_a_file_that_is_no_jsonl_at_all_is_given_up() -> None:
    source = Source("/news/day.jsonl", io.BytesIO(b"prose\n" * 5_000), max_bytes=1_000)
    found: list[Document | Rejected] = []
    with pytest.raises(DocumentError, match="no JSONL"):
        found.extend(jsonl.read(source))
    assert len(found) < 5_000


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("a.txt", "text"),
        ("A.TXT", "text"),
        ("a.jsonl.gz", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.ann", None),
        ("txt", None),
    ],
)
def test_a_reader_is_found_by_the_suffix(name: str, reader: str | None) -> None:
    found = reader_of(name)
    assert (found.name if found else None) == reader


@pytest.mark.parametrize(
    ("head", "reader"),
    [(b' \n{"text"', "jsonl"), (b'\xef\xbb\xbf{"text"', "jsonl"), (b"Le titre", "text"), (b"", "text")],
)
def test_without_a_suffix_the_first_bytes_tell(head: bytes, reader: str) -> None:
    assert reader_for(head).name == reader


def test_every_module_of_the_folder_is_a_reader() -> None:
    assert set(readers()) >= {"jsonl", "text"}


def test_an_article_is_called_by_its_file_name() -> None:
    assert stem("/a/2016_01_01-001.txt.gz") == "2016_01_01-001"


def test_a_further_reader_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shouted.py").write_text(
        "from app.domain.documents import Document\n"
        "from app.ingest.reader import Reader\n"
        "def read(source):\n"
        "    yield Document(key=source.path, text=source.stream.read().decode().lower(), path=source.path)\n"
        "READER = Reader('shouted', ('.shout',), read)\n",
        encoding="utf-8",
    )
    (tmp_path / "a.shout").write_text("UN MOT", encoding="utf-8")
    monkeypatch.setattr(registry.folder, "__path__", [*registry.folder.__path__, str(tmp_path)])
    readers.cache_clear()
    try:
        [document] = Feed([str(tmp_path)], Manner())
        assert isinstance(document, Document)
        assert document.text == "un mot"
        assert "shouted" in readers()
    finally:
        readers.cache_clear()
