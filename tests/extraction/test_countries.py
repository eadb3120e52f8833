"""Walks the whole list of countries and territories of CLDR: every name and word of nationality leads to its country."""

from typing import TYPE_CHECKING, cast

import pytest
from babel import Locale

from app.domain.annotations import MentionKind
from app.extraction.draft import Draft
from app.extraction.entities import find_names
from app.extraction.languages.fr import PACK
from app.extraction.languages.shapes.names import Country
from app.extraction.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTRIES = PACK.names.countries
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
"""Unions, unknown and invented regions."""


def found(text: str) -> list[tuple[str, str | None, MentionKind]]:
    draft = find_names(segment(Draft(text, language="fr"), PACK.text), PACK)
    return [(name.span.of(text), name.country, name.kind) for name in draft.names]


def test_the_list_is_that_of_cldr() -> None:
    territories = cast("Mapping[str, str]", Locale("fr").territories)
    listed = {code for code in territories if len(code) == 2 and code.isalpha()}
    assert {country.code for country in COUNTRIES} == listed - NO_COUNTRIES


@pytest.mark.parametrize("country", COUNTRIES, ids=[country.code for country in COUNTRIES])
def test_every_name_leads_to_its_country(country: Country) -> None:
    usual = (Locale(language).territories[country.code] for language in ("fr", "en"))
    missed = [
        name
        for name in (*usual, *country.names, *country.guarded)
        if country.code not in {code for _, code, _ in found(f"Une délégation de {name} est arrivée mardi.")}
    ]
    assert not missed


@pytest.mark.parametrize("country", COUNTRIES, ids=[country.code for country in COUNTRIES])
def test_every_word_of_nationality_leads_to_its_country(country: Country) -> None:
    bearers = {word: {c.code for c in COUNTRIES if word in c.demonyms} for word in country.demonyms}
    for word, codes in bearers.items():
        said = [code for _, code, kind in found(f"La délégation {word} est arrivée.") if kind is MentionKind.DEMONYM]
        assert said, word
        assert said[0] in codes


@pytest.mark.parametrize("country", COUNTRIES, ids=[country.code for country in COUNTRIES])
def test_every_prefix_leads_to_its_country(country: Country) -> None:
    for prefix in country.prefixes:
        codes = {code for _, code, _ in found(f"Le sommet {prefix}-albanais est fini.")}
        assert country.code in codes, prefix


@pytest.mark.parametrize("country", COUNTRIES, ids=[country.code for country in COUNTRIES])
def test_capitals_and_seats_stand_for_their_country_where_they_act(country: Country) -> None:
    for name in (*country.capitals, *country.seats, *country.palaces):
        codes = {c.code for c in COUNTRIES if name in (*c.capitals, *c.seats, *c.palaces, *c.names)}
        said = {code for _, code, _ in found(f"{name} a annoncé mardi une réforme.")}
        assert said & codes, name


def test_an_english_word_of_nationality_is_known_by_its_capital() -> None:
    assert ("German", "DE", MentionKind.DEMONYM) in found("La presse cite un German diplomat.")
    assert not found("La presse cite un german.")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La Dominique a signé.", "DM"),
        ("Le président de Maurice est arrivé.", "MU"),
        ("Dominique a signé.", None),
        ("La lettre de Maurice est arrivée.", None),
    ],
)
def test_a_given_name_is_a_country_only_where_the_words_before_say_so(text: str, code: str | None) -> None:
    assert [found_code for _, found_code, _ in found(text)] == ([code] if code else [])
