"""Sentences and tokens of texts of our own, and what holds for every text."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.heading import read_heading
from app.extraction.languages.fr import PACK
from app.extraction.segmentation import segment, tokenize
from tests.extraction.work import grows_with_length_alone

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "fr" / "text.toml").read_text(encoding="utf-8"))["case"]
FRENCH = st.text(alphabet="aé L'’\"«»“”.!?…,-\n\t 12éÀœ:;()M\u00a0\u202f😀", max_size=200)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    draft = segment(Draft(text), PACK.text)

    assert [span.of(text) for span in draft.sentences] == case["sentences"]
    if "tokens" in case:
        assert [token.norm for token in draft.tokens] == case["tokens"]


@given(FRENCH)
def test_every_visible_character_is_in_one_token_of_one_sentence(text: str) -> None:
    draft = segment(Draft(text), PACK.text)

    covered = [position for token in draft.tokens for position in range(token.start, token.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, char in enumerate(text) if not char.isspace()} <= set(covered)
    assert all(any(sentence.contains(token.span) for sentence in draft.sentences) for token in draft.tokens)
    assert all(a.end <= b.start for a, b in zip(draft.sentences, draft.sentences[1:], strict=False))
    assert all(any(paragraph.contains(s) for paragraph in draft.paragraphs) for s in draft.sentences)


@given(FRENCH)
def test_a_text_with_a_head_is_cut_without_its_date(text: str) -> None:
    stamped = "date 2023-04 " + text
    draft = segment(read_heading(Draft(stamped), PACK.text), PACK.text)

    assert all(not sentence.overlaps(Span(0, 12)) for sentence in draft.sentences)


def test_tokens_of_a_part_keep_the_offsets_of_the_whole() -> None:
    text = "Avant. L'eau monte."
    assert [token.span.of(text) for token in tokenize(text, Span(7, 19), PACK.text)] == ["L'", "eau", "monte", "."]


@pytest.mark.parametrize("unit", ["+", "a.1", "a-", "l'", "1.", "x@", "w"])
def test_work_grows_with_length_alone(unit: str) -> None:
    def run(size: int) -> Callable[[], object]:
        text = (unit * size)[:size]
        return lambda: segment(Draft(text), PACK.text)

    assert grows_with_length_alone(run, 10_000)


def test_the_index_tells_where_words_stand() -> None:
    index = segment(Draft("Il dort. « Elle dort », dit-il à Paris."), PACK.text).index

    assert index.where({"dort", "paris"}) == [1, 5, 11]
    assert [index.surface(number) for number in range(len(index)) if index.is_capital(number)] == [
        "Il",
        "Elle",
        "Paris",
    ]
    assert [index.surface(number) for number in range(len(index)) if index.opens[number]] == ["Il", "«", "Elle"]
