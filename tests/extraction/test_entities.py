import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain.annotations import EntityType, MentionKind
from app.extraction.draft import Draft, Name
from app.extraction.entities import find_names
from app.extraction.languages.fr import PACK
from app.extraction.segmentation import segment
from app.extraction.tagged import COLUMNS, HEADS, Tagged
from app.extraction.tagger import Tagger, load_tagger
from tests.extraction.work import grows_with_length_alone

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/fr/names.toml").read_text(encoding="utf-8"))["case"]
NAME = sum(len(labels) for head, labels in HEADS.items() if list(HEADS).index(head) < list(HEADS).index("name"))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger("accurate")


def draft_of(text: str) -> Draft:
    return segment(Draft(text, language="fr"), PACK.text)


def told(text: str, *names: tuple[int, int, str], sure: float = 0.9) -> Draft:
    """A draft of `text` of which a tagger says that tokens `[first, last)` are a name, everything else being none."""
    draft = draft_of(text)
    table = np.zeros((len(draft.tokens), COLUMNS), dtype=np.float32)
    table[:, NAME] = 1.0
    for first, last, label in names:
        for number in range(first, last):
            table[number, NAME] = 1 - sure
            table[number, NAME + HEADS["name"].index(f"{'I' if number > first else 'B'}-{label}")] = sure
    return replace(draft, tagged=Tagged(table))


def shown(text: str, name: Name) -> str:
    parts = [name.span.of(text), name.type.value]
    parts += [] if name.kind is MentionKind.NAME else [name.kind.value]
    parts += ["metonym"] if name.metonym else []
    return " | ".join((*parts, name.country) if name.country else parts)


def names_of(draft: Draft) -> list[str]:
    return [shown(draft.text, name) for name in find_names(draft, PACK).names]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_kind_of_name(case: dict[str, Any], tagger: Tagger) -> None:
    draft = draft_of(case["text"])
    assert names_of(replace(draft, tagged=tagger.tag(draft))) == case["names"]


def test_a_name_found_once_is_found_everywhere_with_one_type() -> None:
    text = "Irma Veltri parle.\n\nIl pleut sur Veltri aujourd'hui.\n\nEnfin Veltri sort."
    found = names_of(told(text, (0, 2, "PER"), (7, 8, "LOC")))
    assert found == ["Irma Veltri | person", "Veltri | person", "Veltri | person"]


def test_what_is_said_of_a_name_is_evened_out_over_its_places() -> None:
    text = "Zorba a signé. Zorba a parlé. Zorba est venu."
    draft = told(text, (0, 1, "ORG"), (4, 5, "ORG"), (8, 9, "LOC"), sure=0.7)
    assert names_of(draft) == ["Zorba | organization"] * 3


def test_a_name_inside_a_longer_one_is_another_name() -> None:
    text = "Zorba est loin. Le Club Zorba a gagné."
    assert names_of(told(text, (0, 1, "LOC"), (5, 7, "ORG"))) == ["Zorba | place", "Club Zorba | organization"]


def test_a_known_place_is_no_person_whatever_the_tagger_says() -> None:
    assert names_of(told("Il habite Marseille.", (2, 3, "PER"))) == ["Marseille | place"]


def test_a_known_organization_is_one_only_where_the_words_around_it_allow_it() -> None:
    text = "Suivez Libération."
    assert names_of(told(text, (1, 2, "ORG"), sure=0.4)) == ["Libération | organization"]
    assert names_of(told(text)) == []


def test_a_common_word_with_a_chance_capital_is_no_name() -> None:
    assert names_of(told("Hangars vendus. Les hangars sont vides.", (0, 1, "LOC"))) == []


def test_a_place_that_the_tagger_denies_is_part_of_something_else() -> None:
    assert names_of(told("Le championnat de France commence.")) == []


def test_a_place_that_a_person_is_called_by_is_the_person() -> None:
    text = "Lewis Hamilton a gagné. Hier, Hamilton a souri."
    assert names_of(told(text, (0, 2, "PER"), (7, 8, "PER"))) == ["Lewis Hamilton | person", "Hamilton | person"]


def test_titles_and_loose_ends_are_cut_off() -> None:
    text = "Hier, M. Ugo Sand de Lyon est venu."
    assert names_of(told(text, (2, 6, "PER"), (6, 7, "LOC"))) == ["Ugo Sand | person", "Lyon | place"]


def test_a_word_for_the_people_of_somewhere_is_no_name() -> None:
    assert names_of(told("La Valtanienne a gagné.", (1, 2, "PER"))) == []


def test_without_a_tagger_known_names_are_found() -> None:
    assert names_of(draft_of("Ugo Sand vit à Marseille.")) == ["Marseille | place"]


def test_every_country_has_names_in_both_languages_and_demonyms() -> None:
    countries = PACK.names.countries
    assert len({country.code for country in countries}) == len(countries) >= 197
    assert all(country.name and country.name_en for country in countries)
    assert all(country.demonyms for country in countries if not country.sovereign and country.code != "HM")


@pytest.mark.parametrize(
    "country", [country for country in PACK.names.countries if country.demonyms], ids=lambda country: country.code
)
def test_every_country_is_found_by_name_and_demonym(country: Any) -> None:
    text = f"Voici : {country.names[0] if country.names else 'la ' + country.guarded[0]}, {country.demonyms[0]}."
    found = find_names(draft_of(text), PACK).names
    codes = {name.country for name in found if name.type is EntityType.COUNTRY}
    shared = {other.code for other in PACK.names.countries if country.demonyms[0] in other.demonyms}
    assert country.code in codes <= shared | {country.code}


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
        text = made(kind, size)
        names = [(n, n + 1, "PER") for n, token in enumerate(draft_of(text).tokens) if token.norm in {"xo", "conseil"}]
        draft = told(text, *names)
        return lambda: find_names(draft, PACK)

    assert grows_with_length_alone(run, 4_000)


def test_a_person_ends_before_a_common_word_and_an_organization_before_its_verb() -> None:
    assert names_of(told("Irma Veltri flanche hier.", (0, 3, "PER"))) == ["Irma Veltri | person"]
    assert names_of(told("Zorba annonce un plan.", (0, 2, "ORG"))) == ["Zorba | organization"]
    assert names_of(told("Irma von der Velt est là.", (0, 4, "PER"))) == ["Irma von der Velt | person"]


def test_two_persons_side_by_side_are_two() -> None:
    text = "Le ministre de François Veltri Manuel Sand est parti."
    assert names_of(told(text, (3, 7, "PER"))) == ["François Veltri | person", "Manuel Sand | person"]
