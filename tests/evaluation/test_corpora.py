import json
from pathlib import Path

import pytest

from app.domain.annotations import EntityType, RelationType
from app.errors import DocumentError
from app.evaluation.corpora import read_corpus
from tests.evaluation.readings import at

TEXT = "Ana Roca dirige l’Institut Vega.\r\n\r\nElle part."
READING = {
    "id": "2020_01_01-001",
    "date": None,
    "entities": [
        {"id": "e1", "type": "person", "name": "Ana Roca", "forms": ["Ana Roca"], "nominals": ["la directrice"]},
        {"id": "e2", "type": "organization", "name": "Institut Vega", "forms": ["Institut Vega"]},
    ],
    "quotes": [],
    "relations": [
        {
            "type": "LEADS",
            "source": ["e1"],
            "target": ["e2"],
            "symmetric": False,
            "trigger": {"text": "dirige", "start": 9, "end": 15},
            "evidence": {"text": TEXT[:32], "start": 0, "end": 32},
            "polarity": "affirmed",
            "modality": "actual",
            "attribution": "article",
        }
    ],
}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    texts, readings = tmp_path / "corpora/winer_fr/2020/01", tmp_path / "gold/fr_dev"
    texts.mkdir(parents=True)
    readings.mkdir(parents=True)
    for number in (1, 2):
        (texts / f"2020_01_01-00{number}.txt").write_bytes(TEXT.encode())
        (texts / f"2020_01_01-00{number}.ann").write_text("T1\tPerson 0 8\tAna Roca\n")
    (readings / "2020_01_01-001.json").write_text(json.dumps(READING))
    return tmp_path


def test_texts_names_and_readings_come_together(shared: Path) -> None:
    first, second = read_corpus(shared).articles
    assert first.text == TEXT
    assert second.gold is None
    assert first.gold is not None
    assert first.names is not None
    director = first.gold.actor("e1")
    assert director is not None
    assert director.type is EntityType.PERSON
    assert director.keys == {"ana roca", "la directrice"}
    assert first.gold.relations[0].type is RelationType.LEADS
    assert first.gold.relations[0].trigger == at(TEXT, "dirige")


def test_a_part_is_chosen_by_the_beginning_of_its_ids_and_by_number(shared: Path) -> None:
    assert read_corpus(shared, year="2019").articles == ()
    assert len(read_corpus(shared, year="2020").articles) == 2
    assert len(read_corpus(shared, limit=1).articles) == 1


def test_the_digest_tells_one_corpus_from_another(shared: Path) -> None:
    before = read_corpus(shared).digest
    assert read_corpus(shared).digest == before
    assert read_corpus(shared, limit=1).digest != before
    (shared / "corpora/winer_fr/2020/01/2020_01_01-002.ann").write_text("T1\tPerson 0 3\tAna\n")
    assert read_corpus(shared).digest != before


@pytest.mark.parametrize("broken", ["T1\tPerson\n", "T1\n", "T1\tPerson a b\tAna\n"])
def test_a_broken_annotation_is_named(shared: Path, broken: str) -> None:
    (shared / "corpora/winer_fr/2020/01/2020_01_01-002.ann").write_text(broken)
    with pytest.raises(DocumentError, match="2020_01_01-002"):
        read_corpus(shared)


def test_a_broken_reading_is_named(shared: Path) -> None:
    (shared / "gold/fr_dev/2020_01_01-002.json").write_text('{"entities": [{"id": "e1"}]}')
    with pytest.raises(DocumentError, match="2020_01_01-002"):
        read_corpus(shared)
