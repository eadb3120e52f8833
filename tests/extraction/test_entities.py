import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.domain.annotations import EntityType, MentionKind
from app.errors import UnavailableError
from app.extraction.draft import Draft, Name
from app.extraction.entities import find_names, names_in
from app.extraction.entities.spacy_tagger import load_tagger
from app.extraction.entities.tagging import Piece, Tag
from app.extraction.languages.fr import PACK
from app.extraction.segmentation import segment
from tests.extraction.work import grows_with_length_alone

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/fr/names.toml").read_text(encoding="utf-8"))["case"]


class Told:
    """A tagger that tags the words it was told, wherever they stand."""

    def __init__(self, **labels: str) -> None:
        self.labels = labels

    def tag(self, pieces: Sequence[Piece]) -> list[list[Tag]]:
        return [
            [Tag(n, n + 1, self.labels[word]) for n, word in enumerate(piece.words) if word in self.labels]
            for piece in pieces
        ]


def draft_of(text: str) -> Draft:
    return segment(Draft(text, language="fr"), PACK.text)


def shown(text: str, name: Name) -> str:
    told = [name.span.of(text), name.type.value]
    told += ["demonym"] if name.kind is MentionKind.DEMONYM else []
    told += ["metonym"] if name.metonym else []
    return " | ".join((*told, name.country) if name.country else told)


def told_names(text: str, **labels: str) -> list[str]:
    return [shown(text, name) for name in names_in(draft_of(text), PACK.names, Told(**labels))]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_kind_of_name(case: dict[str, Any]) -> None:
    found = find_names(draft_of(case["text"]), PACK).names
    assert [shown(case["text"], name) for name in found] == case["names"]


def test_a_name_found_once_is_found_everywhere_with_one_type() -> None:
    class Once(Told):
        def tag(self, pieces: Sequence[Piece]) -> list[list[Tag]]:
            told = [[Tag(0, 2, "PER")], [Tag(3, 4, "LOC")], list[Tag]()]
            return told[: len(pieces)]

    text = "Irma Veltri parle.\n\nIl pleut sur Veltri aujourd'hui.\n\nEnfin Veltri sort."
    found = names_in(draft_of(text), PACK.names, Once())
    assert [shown(text, name) for name in found] == ["Irma Veltri | person", "Veltri | person", "Veltri | person"]


def test_a_known_place_is_no_person_whatever_the_tagger_says() -> None:
    assert told_names("Il habite Marseille.", Marseille="PER") == ["Marseille | place"]


def test_a_common_word_with_a_chance_capital_is_no_name() -> None:
    assert told_names("Hangars vendus. Les hangars sont vides.", Hangars="LOC") == []


def test_marks_and_articles_are_cut_from_the_edges() -> None:
    class Wide(Told):
        def tag(self, pieces: Sequence[Piece]) -> list[list[Tag]]:
            return [[Tag(2, 7, "PER")] for _ in pieces]

    text = "Hier, « le président Ugo Sand » est venu."
    found = names_in(draft_of(text), PACK.names, Wide())
    assert [name.span.of(text) for name in found] == ["Ugo Sand"]


def test_every_country_has_names_in_both_languages_and_demonyms() -> None:
    countries = PACK.names.countries
    assert len({country.code for country in countries}) == len(countries) >= 197
    assert all(country.name and country.name_en and country.demonyms for country in countries)


@pytest.mark.parametrize("country", PACK.names.countries, ids=lambda country: country.code)
def test_every_country_is_found_by_name_and_demonym(country: Any) -> None:
    text = f"Voici : {country.names[0] if country.names else 'la ' + country.guarded[0]}, {country.demonyms[0]}."
    found = names_in(draft_of(text), PACK.names, Told())
    codes = {name.country for name in found if name.type is EntityType.COUNTRY}
    shared = {other.code for other in PACK.names.countries if country.demonyms[0] in other.demonyms}
    assert country.code in codes <= shared | {country.code}


def test_a_model_of_another_version_is_refused_with_the_remedy() -> None:
    with pytest.raises(UnavailableError, match=r"not 0\.0\.1: run `make install`"):
        load_tagger("fr_core_news_md", "0.0.1")
    with pytest.raises(UnavailableError, match="is not installed: run `make install`"):
        load_tagger("no_such_model", "1.0.0")


def made(kind: str, size: int) -> str:
    pieces = {
        "commas": ",",
        "one word": "a",
        "capitals": "Xo Ru ",
        "persons": "le ministre Xo Ru, ",
        "heads": "Conseil de la de la ",
        "compounds": "franco-russo-",
    }
    return (pieces[kind] * size)[:size]


@pytest.mark.parametrize("kind", ["commas", "one word", "capitals", "persons", "heads", "compounds"])
def test_work_grows_with_length_alone(kind: str) -> None:
    def run(size: int) -> Callable[[], object]:
        draft = draft_of(made(kind, size))
        return lambda: names_in(draft, PACK.names, Told(Xo="PER"))

    assert grows_with_length_alone(run, 4_000)
