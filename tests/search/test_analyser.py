import unicodedata
from hashlib import sha256
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import fold
from app.search.analyser import LONGEST_WORD, fields, forms, query_stems, words
from app.search.schema import FORMAT

ACCENTS = {"a": "aàâ", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oô", "u": "uùûü"}
french_words = st.text("aàâbcçdeéèêëfghiîïjklmnoôpqrstuùûüvwxyzœæ", min_size=1, max_size=14)


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def test_words_stand_where_they_are_written() -> None:
    text = "L’Élysée dit\u00a0: « Les États-Unis… »"
    assert [text[word.start : word.end] for word in words(text)] == ["L", "Élysée", "dit", "Les", "États", "Unis"]
    assert folded(text) == ["l", "elysee", "dit", "les", "etats", "unis"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'accord", ["l", "accord"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ("rendez-vous", ["rendez", "vous"]),
        ("russo-chinois", ["russo", "chinois"]),
        ("290.000", ["290", "000"]),
        ("O.N.U.", ["onu"]),
        ("l'U.R.S.S, dit-il", ["l", "urss", "dit", "il"]),
        ("M.Poutine", ["m", "poutine"]),
        ("C++ et C#", ["c", "et", "c"]),
        ("cœur ﬁn Œuvre", ["coeur", "fin", "oeuvre"]),
        ("m² et ½", ["m2", "et", "1", "2"]),
        ("snake_case", ["snake", "case"]),
        ("pré\u00adsi\u200bdent", ["president"]),
        (unicodedata.normalize("NFD", "Élysée"), ["elysee"]),
        ("Путин и Си", ["путин", "и", "си"]),
        ("… – « » *", []),
    ],
)
def test_words_of_ordinary_writing(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


def test_elided_words_lean_on_the_next_one() -> None:
    assert [word.folded for word in words("l'accord qu’il jusqu'à aujourd'hui d'O.N.U. l.") if word.elided] == [
        "l",
        "qu",
        "jusqu",
        "d",
    ]


def test_inflections_meet_in_their_stem() -> None:
    stems = [word.stem for word in words("accord accords manifeste manifestent manifestants élysée Élysées", "fr")]
    assert len(set(stems)) == 4
    assert {word.stem for word in words("nation nations Nation's", "en")} == {"nation:en", "s:en"}


def test_languages_do_not_share_stems() -> None:
    (french,), (english,), (other,) = (tuple(words("nations", code)) for code in ("fr", "en", "sw"))
    assert {french.stem, english.stem, other.stem} == {"nation:fr", "nation:en", "nations:"}
    assert {french.stem, english.stem, other.stem} <= query_stems("nations")


@given(french_words, st.sampled_from(["fr", "en", "de", ""]))
def test_a_word_is_indexed_where_its_folded_form_looks(word: str, language: str) -> None:
    for form, stem in forms(word, language):
        assert stem in query_stems(form)


@given(st.text("acehmnprstuiol", min_size=1, max_size=9))
def test_every_accentuation_is_found_by_every_other(plain: str) -> None:
    """The accent trap: whatever accents a text and a query put on the same letters, they meet."""
    spellings = ["".join(letters) for letters in product(*(ACCENTS.get(letter, letter) for letter in plain[-4:]))]
    indexed = {stem for spelling in spellings for _, stem in forms(plain[:-4] + spelling, "fr")}
    assert indexed <= query_stems(plain)
    assert {fold(plain[:-4] + spelling) for spelling in spellings} == {plain}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("arrivee", "arriver"),
        ("elysees", "Élysée"),
        ("universites", "université"),
        ("premieres", "première"),
        ("declarerent", "déclarer"),
        ("decedes", "décédée"),
    ],
)
def test_unaccented_words_find_inflections(typed: str, written: str) -> None:
    ((_, stem),) = forms(written, "fr")
    assert stem in query_stems(typed)


@given(st.text(max_size=60))
def test_any_text_has_words_with_honest_places(text: str) -> None:
    found = list(words(text, "fr"))
    assert all(0 <= word.start < word.end <= len(text) and word.folded for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert all(fold(word.folded) == word.folded and " " not in word.folded for word in found)
    assert fields(text, "fr") == ([word.folded for word in found], [word.stem for word in found])


def test_a_word_without_end_is_cut() -> None:
    ((form, _),) = forms("a" * 10_000, "fr")
    assert len(form) == LONGEST_WORD


def test_a_change_of_analysis_asks_for_a_new_format() -> None:
    """When this fails because words are read differently: raise FORMAT, so that old indexes are made anew, and repeat it here."""
    text = (
        "L’accord russo-chinois d’O.N.U. : 290.000 réfugiés arrivèrent à l’Élysée, ½ cœur, aujourd'hui. Connaît Hawaï."
    )
    told = [fields(text, language) for language in ("fr", "en", "")]
    assert (FORMAT, sha256(repr(told).encode()).hexdigest()[:16]) == (4, "d56287e8e810505a")
