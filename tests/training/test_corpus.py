from pathlib import Path

import pytest

from app.errors import InputError
from training.corpus import LABELS, build, lessons, read_labels
from training.folds import FOLDS, folds

TEXT = "Ana Roca et Luc Petit vivent à Port-Lune.\n"
NAMES = "T1\tPerson 0 8\tAna Roca\nT2\tLocation 31 40\tPort-Lune\nT3\tEvent 0 8\tAna Roca\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora/winer_fr/2020/01"
    folder.mkdir(parents=True)
    for number in range(7):
        (folder / f"2020_01_01-00{number}.txt").write_text(TEXT)
        (folder / f"2020_01_01-00{number}.ann").write_text(NAMES)
    return tmp_path


def test_articles_are_dealt_in_the_order_of_their_paths(shared: Path) -> None:
    assert list(folds(shared).values()) == [0, 1, 2, 3, 4, 0, 1]


def test_labels_are_places_without_text(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    told = build(shared, path)
    assert told == "7 articles, 0 of them read: 7 LOC, 7 PER, 0 cue, 0 speaker; 0 labels cut a token"
    assert b"Ana" not in path.read_bytes()
    found = list(lessons(shared, path))
    assert [one.labels.fold for one in found] == [0, 1, 2, 3, 4, 0, 1]
    assert [one.span.of(found[0].draft.text) for one in found[0].labels.names] == ["Ana Roca", "Port-Lune"]


def test_another_text_is_refused(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    build(shared, path)
    (shared / "corpora/winer_fr/2020/01/2020_01_01-003.txt").write_text(TEXT + "Fin.")
    with pytest.raises(InputError, match="2020_01_01-003 is not the one that was labelled"):
        list(lessons(shared, path))


def test_without_the_corpus_it_is_said_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--shared"):
        build(tmp_path / "nowhere", tmp_path / "labels.jsonl")


def test_the_labels_of_the_repository_hold_every_article_once() -> None:
    labels = read_labels(LABELS)
    assert len({one.id for one in labels}) == len(labels) == 964
    assert {one.fold for one in labels} == set(range(FOLDS))
