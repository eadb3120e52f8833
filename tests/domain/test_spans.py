"""Spans and their UTF-16 counterparts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.spans import Span, Utf16Map, cover_all
from app.errors import ContractError


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ContractError, match=r"\[3, 2\)"):
        Span(3, 2)


def test_overlap_and_containment_are_half_open() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 5).contains(Span(3, 5))
    assert cover_all([Span(4, 5), Span(0, 2)]) == Span(0, 5)


@given(st.text(alphabet="aé€😀𝒳"), st.data())
def test_utf16_offsets_are_those_of_the_encoded_text(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    assert Utf16Map.of(text).offset(position) == len(text[:position].encode("utf-16-le")) // 2
