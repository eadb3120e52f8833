"""Names nearly as they are typed."""

from pathlib import Path

import pytest

from app.domain.names import fold
from app.domain.queries import NearName
from app.domain.views import IndexChange, IndexedName
from app.search.index import SearchIndex
from tests.search.corpora import article

NAMES = [
    "Vladimir Poutine",
    "Poutine",
    "Emmanuel Macron",
    "Xi Jinping",
    "Banque centrale européenne",
    "Mācron",
    "Élysée",
]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    index = SearchIndex.open(tmp_path / "index")
    names = tuple(IndexedName(fold(name), len(name)) for name in NAMES)
    index.apply([IndexChange(1, article(1, "Des noms."), (), names)], 1)
    return index


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("poutnie", NearName("vladimir poutine", 1, is_whole=True)),
        ("Poutin", NearName("vladimir poutine", 1, is_whole=True)),
        ("macorn", NearName("emmanuel macron", 1, is_whole=True)),
        ("emanuel macorn", NearName("emmanuel macron", 1, is_whole=True)),
        ("vladmir pout", NearName("vladimir poutine", 1, is_whole=False)),
        ("poutine vladimir", NearName("vladimir poutine", 0, is_whole=True)),
        ("poutine vla", NearName("vladimir poutine", 0, is_whole=False)),
        ("xi jimping", NearName("xi jinping", 1, is_whole=True)),
        ("eropénne", NearName("banque centrale europeenne", 2, is_whole=True)),
        ("elisee", NearName("elysee", 1, is_whole=True)),
    ],
)
def test_a_slip_is_forgiven(index: SearchIndex, typed: str, nearest: NearName) -> None:
    assert index.names(typed)[0] == nearest


@pytest.mark.parametrize(
    "typed", ["xo", "ptn", "merkel", "vladimir merkel", "", "…", "\x00", "\ud800abcd", "a " * 60, "x" * 200]
)
def test_nothing_is_made_out_of_nothing(index: SearchIndex, typed: str) -> None:
    assert index.names(typed) == []


def test_names_are_told_once_and_go_with_a_rebuild(index: SearchIndex) -> None:
    again = IndexChange(2, article(2, "Encore."), (), (IndexedName("poutine", 3),))
    index.apply([again], 2)
    assert [found.folded for found in index.names("poutnie")] == ["vladimir poutine", "poutine"]
    index.rebuild([again], 3)
    assert [found.folded for found in index.names("poutnie")] == ["poutine"]
