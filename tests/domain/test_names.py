"""Folding makes names equal whatever their accents, case and typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("États-Unis", "etats unis"),
        ("L’Élysée", "l elysee"),
        ("  Œuvre\u00a0d'ÆSIR ", "oeuvre d aesir"),
        ("Erdoğan, Szydło", "erdogan szydlo"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("Ǿrsted, Ǽthel", "orsted aethel"),
        ("« … »", ""),
        ("un «_mot_», deux", "un mot deux"),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
