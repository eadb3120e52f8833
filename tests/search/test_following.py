"""The index as a follower of the corpus: applied revisions, several processes, crashes, damage, verification."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.domain.queries import ArticleFilter, Page, QuoteFilter
from app.domain.views import IndexChange
from app.errors import SearchIndexError
from app.search import engine, folder
from app.search.index import Drift, SearchIndex
from tests.search.corpora import article, change, gone, quote

WORDS = ("accord", "paix", "trêve", "crise")


def made(id_: int, version: int = 0) -> IndexChange:
    """Return an article with one quote whose words tell its version."""
    of = article(id_, f"accord {WORDS[version % 4]} version{version}", actors=(id_,))
    return change(of, quote(id_ * 10 + version, of, f"paix version{version}"))


def total(index: SearchIndex, q: str) -> int:
    return index.articles(q, ArticleFilter(), Page()).total


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    index = SearchIndex.open(tmp_path / "index")
    assert index.apply([made(1), made(2)], 5)
    return index


def test_a_new_index_is_empty_and_says_so(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "var" / "index")
    assert (index.started_afresh, index.revision, index.counts) == ("there was none", 0, (0, 0))
    assert SearchIndex.open(tmp_path / "var" / "index").started_afresh is None


def test_changes_replace_articles_with_their_quotes(index: SearchIndex) -> None:
    assert (index.revision, index.counts) == (5, (2, 2))
    for _ in range(2):  # twice is as once
        assert index.apply([made(1, version=3), gone(2)], 6, since=index.revision)
        assert (index.revision, index.counts) == (6, (1, 1))
        assert (total(index, "version0"), total(index, "version3"), total(index, "accord")) == (0, 1, 1)
        assert index.quotes("paix", QuoteFilter(), Page()).items[0].id == 13


def test_changes_read_before_another_process_wrote_are_not_applied(index: SearchIndex, tmp_path: Path) -> None:
    other = SearchIndex.open(tmp_path / "index")
    assert other.apply([made(3)], 6)
    assert not index.apply([made(1, version=9)], 6)
    assert (index.revision, total(index, "version9")) == (6, 0)
    assert index.apply([made(1, version=9)], 7)


def test_other_readers_see_a_batch_when_they_reload(index: SearchIndex, tmp_path: Path) -> None:
    reader = SearchIndex.open(tmp_path / "index")
    assert not reader.reload()
    index.apply([made(3)], 6)
    assert (reader.revision, total(reader, "accord")) == (5, 2)
    assert reader.reload()
    assert (reader.revision, total(reader, "accord")) == (6, 3)


def test_a_batch_that_fails_leaves_nothing(index: SearchIndex) -> None:
    def broken() -> Iterator[IndexChange]:
        yield made(3)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.apply(broken(), 6)
    with pytest.raises(RuntimeError, match="went away"):
        index.rebuild(broken(), 6)
    assert (index.revision, index.counts, total(index, "accord")) == (5, (2, 2), 2)
    assert index.apply([made(3)], 6)
    assert index.counts == (3, 3)


def test_a_rebuild_shows_when_it_is_complete(index: SearchIndex, tmp_path: Path) -> None:
    reader = SearchIndex.open(tmp_path / "index")

    def seen_meanwhile() -> Iterator[IndexChange]:
        for id_ in (7, 8, 9):
            reader.reload()
            assert (total(reader, "accord"), total(index, "accord")) == (2, 2)
            yield made(id_)

    index.rebuild(seen_meanwhile(), 8)
    reader.reload()
    assert (total(reader, "accord"), reader.revision, index.revision) == (3, 8, 8)
    index.clear()
    assert (index.revision, index.counts) == (0, (0, 0))


def test_a_second_writer_waits_then_says_what_to_do(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LOCK_SECONDS", 0.1)
    other = SearchIndex.open(index.path)

    def meanwhile() -> Iterator[IndexChange]:
        with pytest.raises(SearchIndexError, match="another process is writing the search index; try again"):
            other.apply([made(4)], 6)
        yield made(3)

    assert index.apply(meanwhile(), 6)
    assert index.counts == (3, 3)


def test_threads_search_while_one_writes(index: SearchIndex) -> None:
    wrong: list[object] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            found = index.articles("accord", ArticleFilter(), Page(limit=200))
            if len(found.items) != found.total or found.total < 2:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for revision in range(6, 16):
        index.apply([made(1, revision), made(revision)], revision)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert index.counts == (12, 12)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the engine's threads can only be counted on Linux")
def test_an_index_that_is_let_go_takes_its_threads_along(tmp_path: Path) -> None:
    def running() -> int:
        return len(list(Path("/proc/self/task").iterdir()))

    before = running()
    for revision in range(1, 6):
        assert SearchIndex.open(tmp_path).apply([made(revision)], revision)
    deadline = time.monotonic() + 10
    while running() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running() <= before


def test_verify_tells_every_difference(index: SearchIndex) -> None:
    assert index.verify([made(1), made(2)], 5).is_none
    other_text = change(replace(made(1).article or article(1, ""), text="autre"), *made(1).quotes)
    assert index.verify([other_text, made(2)], 5) == Drift(changed_articles=(1,))
    other_speaker = change(made(2).article or article(2, ""), replace(made(2).quotes[0], speaker=7))
    assert index.verify([made(1), other_speaker], 5) == Drift(changed_quotes=(20,))
    assert index.verify([made(1), made(3)], 9) == Drift(
        missing_articles=(3,), extra_articles=(2,), missing_quotes=(30,), extra_quotes=(20,), behind=4
    )


def damage(file: Path, how: str) -> None:
    content = file.read_bytes()
    file.unlink()
    if how == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif how == "scrambled":
        file.write_bytes(bytes(byte ^ 0xFF for byte in content))
    elif how == "empty":
        file.write_bytes(b"")


@pytest.mark.parametrize("how", ["gone", "empty", "cut", "scrambled"])
@pytest.mark.parametrize("part", ["articles", "quotes"])
@pytest.mark.parametrize("suffix", ["meta.json", ".idx", ".pos", ".term", ".fast", ".store"])
def test_a_broken_index_is_made_anew(index: SearchIndex, suffix: str, part: str, how: str) -> None:
    for file in folder.folder_of(index.path).joinpath(part).glob(f"*{suffix}"):
        damage(file, how)
    again = SearchIndex.open(index.path)
    assert again.started_afresh
    assert again.revision == 0
    assert again.apply([made(1), made(2)], 5)
    assert again.verify([made(1), made(2)], 5).is_none


def test_a_flipped_bit_is_found_by_its_checksum(index: SearchIndex) -> None:
    (file,) = folder.folder_of(index.path).joinpath("articles").glob("*.fast")
    content = bytearray(file.read_bytes())
    content[10] ^= 1
    file.write_bytes(content)
    damaged = SearchIndex.open(index.path).verify([made(1), made(2)], 5).damaged_files
    assert damaged == (str(file.relative_to(index.path)),)


def test_an_index_that_was_not_finished_is_made_anew(tmp_path: Path) -> None:
    home = folder.folder_of(tmp_path)
    engine.Engine(home / "articles", folder.article_schema())
    assert "not finished" in (SearchIndex.open(tmp_path).started_afresh or "")


def test_an_index_of_another_format_lies_beside_until_a_rebuild(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "FORMAT", folder.FORMAT + 1)
    newer = SearchIndex.open(index.path)
    assert (newer.started_afresh, newer.revision) == ("there was none", 0)
    assert SearchIndex.open(index.path).revision == 0
    assert index.apply([made(3)], 6)
    newer.rebuild([made(1)], 6)
    assert [found.name for found in index.path.glob("v*")] == [f"v{folder.FORMAT}"]


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SearchIndexError, match="cannot be kept in"):
        SearchIndex.open(tmp_path / "file")


@pytest.mark.parametrize("trouble", ["Permission denied (os error 13)", "Too many open files (os error 24)"])
def test_a_trouble_that_passes_is_no_reason_to_throw_the_index_away(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(f"IoError: {trouble}")

    with monkeypatch.context() as patch:
        patch.setattr("app.search.engine.Index", fail)
        with pytest.raises(SearchIndexError, match="cannot be used for now"):
            SearchIndex.open(index.path)
    assert SearchIndex.open(index.path).counts == (2, 2)


def test_an_index_lost_while_open_is_told_with_the_remedy(index: SearchIndex) -> None:
    for file in folder.folder_of(index.path).rglob("*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(SearchIndexError, match="propos index rebuild"):
        index.apply([made(3)], 6)
    again = SearchIndex.open(index.path)
    again.rebuild([made(1), made(2), made(3)], 6)
    assert index.reload()
    assert (index.revision, index.counts) == (6, (3, 3))


ENDLESS = """
import sys
from pathlib import Path
from app.search.index import SearchIndex
from tests.search.test_following import made
index = SearchIndex.open(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    index.apply([made(n, index.revision + 1) for n in range(30)], index.revision + 1)
    print(index.revision, flush=True)
"""


def test_a_killed_writer_leaves_a_whole_index_and_no_lock(tmp_path: Path) -> None:
    for kills in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
        )
        assert writer.stdout is not None
        with writer, writer.stdout:
            for _ in range(2 + kills):
                writer.stdout.readline()
            os.kill(writer.pid, signal.SIGKILL)
        index = SearchIndex.open(tmp_path)
        assert index.started_afresh is None
        assert index.revision >= 1 + kills
        version = index.revision + 1
        assert index.apply([made(n, version) for n in range(30)], version)
        assert index.verify([made(n, version) for n in range(30)], version).is_none


class Follower(RuleBasedStateMachine):
    """Whatever is applied, by whomever, reopened or rebuilt: the index holds what a dictionary holds."""

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(tempfile.mkdtemp(prefix="propos-index-"))
        self.indexes = [SearchIndex.open(self.path) for _ in range(2)]
        self.articles: dict[int, IndexChange] = {}
        self.revision = 0

    def teardown(self) -> None:
        shutil.rmtree(self.path)

    @rule(
        who=st.integers(0, 1),
        ids=st.lists(st.integers(1, 12), max_size=5),
        dead=st.lists(st.integers(1, 12), max_size=2),
        version=st.integers(0, 5),
    )
    def apply(self, who: int, ids: list[int], dead: list[int], version: int) -> None:
        changes = [*(made(id_, version) for id_ in ids), *(gone(id_) for id_ in dead)]
        writer = self.indexes[who]
        if not writer.apply(changes, self.revision + 1):
            assert writer.apply(changes, self.revision + 1)
        self.revision += 1
        for each in changes:
            self.articles.pop(each.article_id, None)
            if each.article is not None:
                self.articles[each.article_id] = each

    @rule(who=st.integers(0, 1))
    def open_again(self, who: int) -> None:
        self.indexes[who] = SearchIndex.open(self.path)

    @rule(who=st.integers(0, 1))
    def rebuild(self, who: int) -> None:
        self.indexes[who].rebuild(self.articles.values(), self.revision)

    @invariant()
    def agrees(self) -> None:
        for index in self.indexes:
            assert index.verify(self.articles.values(), self.revision).is_none
            for q in ("accord", "version1 OR version2"):
                found = {hit.id for hit in index.articles(q, ArticleFilter(), Page()).items}
                assert found == {
                    id_ for id_, each in self.articles.items() if each.article and _says(each.article.text, q)
                }


def _says(text: str, q: str) -> bool:
    return bool(set(text.split()) & set(q.split(" OR ")))


TestFollower = Follower.TestCase
TestFollower.settings = settings(max_examples=6, stateful_step_count=8, deadline=None)
