from pathlib import Path

import pytest

from app.errors import InputError
from training.recipes import ALL, recipe_of
from training.workshop import Workshop, inputs_of, once


def test_a_step_is_done_once_for_the_same_inputs(tmp_path: Path) -> None:
    done: list[str] = []
    assert once(tmp_path, "learn", b"one", lambda: done.append("first"))
    assert not once(tmp_path, "learn", b"one", lambda: done.append("second"))
    assert once(tmp_path, "learn", b"two", lambda: done.append("third"))
    assert done == ["first", "third"]


def test_a_step_that_fails_is_not_done(tmp_path: Path) -> None:
    def fails() -> None:
        raise InputError("no")

    with pytest.raises(InputError):
        once(tmp_path, "learn", b"one", fails)
    assert once(tmp_path, "learn", b"one", lambda: None)


def test_another_recipe_is_another_input() -> None:
    assert inputs_of(recipe_of("accurate"), b"0") != inputs_of(recipe_of("accurate-tiny"), b"0")


def test_each_training_has_its_place(tmp_path: Path) -> None:
    workshop = Workshop(Path("shared"), tmp_path)
    assert workshop.place("fast", 3) == tmp_path / "fast/fold3"
    assert workshop.place("fast", ALL) == tmp_path / "fast/all"


def test_there_are_only_these_recipes() -> None:
    with pytest.raises(InputError, match="accurate, fast"):
        recipe_of("slow")
