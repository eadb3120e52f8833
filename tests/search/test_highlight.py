from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import QueryError
from app.search.analyser import words
from app.search.highlight import highlight
from tests.search.corpora import article, matches

TEXT = "L’accord de Paris 𝄞 : les États-Unis quittent les accords. M. Poutine et l'Élysée se taisent, dit-il à l’ONU."


def shown(q: str, text: str = TEXT, language: str = "fr") -> list[str]:
    return [span.of(text) for span in highlight(q, text, language)]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("l'accord", ["accord", "accords"]),
        ('"accord"', ["accord"]),
        ("elysees poutine", ["Poutine", "Élysée"]),
        ("états-unis", ["États-Unis"]),
        ("etats unis", ["États", "Unis"]),
        ('"accord de paris"', ["accord de Paris"]),
        ("« les états un* »", ["les États-Unis"]),
        ("pari* -poutine", ["Paris"]),
        ("rome OR onu", ["ONU"]),
        ("(poutine paris) OR rome", ["Paris", "Poutine"]),
        ('accord "accord de" "de paris"', ["accord de Paris", "accords"]),
        ("rome", []),
        ("-rome", []),
        ('"paris les"', ["Paris 𝄞 : les"]),
    ],
)
def test_the_words_that_match(q: str, expected: list[str]) -> None:
    assert shown(q) == expected


def test_the_language_of_the_text_decides_on_inflections() -> None:
    assert shown("accord", "accords", "fr") == ["accords"]
    assert shown("accord", "accords", "xx") == []


def test_an_empty_text_and_an_unreadable_search() -> None:
    assert highlight("accord", "", "fr") == ()
    with pytest.raises(QueryError):
        highlight("...", TEXT, "fr")


pieces = st.sampled_from(["accord", "accords", "accordé", "de", "Paris", "l'", "États-", "Unis", ", ", "« "])


@given(
    st.lists(pieces, max_size=12).map(" ".join),
    st.sampled_from(
        ["accord", "l'accord", "états-unis", '"de Paris"', "acc*", "accord Paris", "unis OR paris", '"etats un*"']
    ),
)
def test_what_matches_is_shown_and_what_is_shown_is_words(text: str, q: str) -> None:
    spans = highlight(q, text, "fr")
    starts, ends = {word.start for word in words(text)}, {word.end for word in words(text)}
    assert all(span.start in starts and span.end in ends for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    if matches(q, article(1, text)):
        assert spans
