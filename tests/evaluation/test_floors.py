from pathlib import Path

import pytest

from app.errors import InputError
from app.evaluation.floors import Floors
from app.evaluation.scores import Score, Sheet


def sheet(**hits: int) -> Sheet:
    """Return a sheet where each measure has these hits in a thousand; `__` stands for the slash of its key."""
    made = Sheet()
    for key, count in hits.items():
        made.score(key.replace("__", "/"), Score.of(count, 1000, 1000))
    return made


def test_floors_are_what_was_reached_rounded_down(tmp_path: Path) -> None:
    made = Sheet()
    made.score("quotes/o30", Score.of(2, 3, 3))
    Floors.reached("abc", made).write(tmp_path / "floors.json")
    floors = Floors.read(tmp_path / "floors.json")
    assert floors is not None
    assert floors.corpus == "abc"
    assert dict(floors.floors) == {"quotes/o30": 66.6}


def test_under_a_floor_is_told_with_both_figures() -> None:
    floors = Floors.reached("abc", sheet(quotes__o30=700, names__all=800))
    (below,) = floors.below(sheet(quotes__o30=690, names__all=800))
    assert (below.measure, below.floor, round(below.reached, 1)) == ("quotes/o30", 70.0, 69.0)


def test_a_hair_under_a_floor_and_a_measure_not_taken_are_forgiven() -> None:
    floors = Floors.reached("abc", sheet(quotes__o30=700, names__all=800))
    assert floors.below(sheet(quotes__o30=699)) == []


def test_lowering_or_dropping_a_floor_is_seen() -> None:
    floors = Floors.reached("abc", sheet(quotes__o30=700, names__all=800))
    assert floors.lowered(Floors.reached("abc", sheet(quotes__o30=690, names__all=810))) == ["quotes/o30"]
    assert floors.lowered(Floors.reached("abc", sheet(quotes__o30=700))) == ["names/all"]


def test_breakdowns_have_no_floor() -> None:
    assert dict(Floors.reached("abc", sheet(relations__type__LEADS=500)).floors) == {}


def test_no_file_is_no_floors_and_a_broken_file_is_refused(tmp_path: Path) -> None:
    assert Floors.read(tmp_path / "none.json") is None
    for content in ("", "[]", '{"corpus": "a"}', '{"corpus": "a", "floors": {"x": "high"}}'):
        (tmp_path / "floors.json").write_text(content)
        with pytest.raises(InputError, match="no file of floors"):
            Floors.read(tmp_path / "floors.json")
