"""One article, one type of a name; and what the words around a name say of a person that is a place."""

from collections import defaultdict
from pathlib import Path

import pytest

from app.domain.annotations import EntityType, MentionKind
from app.evaluation.corpora import read_corpus
from app.evaluation.recorded import DATA, is_recorded, load_recorded
from tests.extraction.test_entities import names_of, told

ARTICLES = 60


def test_no_name_of_a_real_article_is_typed_two_ways(shared: Path) -> None:
    articles = [article for article in read_corpus(shared).articles[::10] if is_recorded("accurate", [article.text])]
    if not articles:
        pytest.skip(f"no readings of these articles in {DATA}")
    analyse = load_recorded("accurate")
    for article in articles[:ARTICLES]:
        types: dict[str, set[EntityType]] = defaultdict(set)
        for entity in analyse(article.text).entities:
            for mention in entity.mentions:
                if mention.kind is MentionKind.NAME:
                    types[mention.span.of(article.text)].add(entity.type)
        assert {name: found for name, found in types.items() if len(found) > 1} == {}, article.id


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("La maire de Vorel est partie.", 3, 4),
        ("Les habitants de Vorel attendent.", 3, 4),
        ("La région Vorelle attend.", 2, 3),
        ("Ils ont vu le mont Vorel hier.", 4, 6),
        ("Le maire sortant de Vorel attend.", 4, 5),
    ],
)
def test_who_has_a_mayor_or_inhabitants_is_a_place(text: str, first: int, last: int) -> None:
    assert [name.split(" | ")[1] for name in names_of(told(text, (first, last, "PER")))] == ["place"]


def test_a_place_is_one_wherever_the_document_names_it() -> None:
    text = "Vorel attend. Le maire de Vorel est parti. Vorel a fêté Vorel."
    names = names_of(told(text, (0, 1, "PER"), (6, 7, "PER"), (10, 11, "PER"), (13, 14, "PER")))
    assert names == ["Vorel | place"] * 4


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("La ville natale de Paul Vorel attend.", 4, 6),
        ("Le président de la région Zlata Vorel attend.", 5, 7),
        ("Le récit de Vorel est long.", 3, 4),
    ],
)
def test_a_person_stays_one(text: str, first: int, last: int) -> None:
    assert [name.split(" | ")[1] for name in names_of(told(text, (first, last, "PER")))] == ["person"]
