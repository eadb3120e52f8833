"""Work done instead of time spent: the same on every machine, however busy."""

import sys
from collections.abc import Callable
from types import FrameType

_STARTS = frozenset({"call", "c_call"})


def calls_of(function: Callable[[], object]) -> int:
    """Return how many calls, of Python and of built-in functions, running `function` takes."""
    count = 0

    def watch(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in _STARTS

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


def grows_with_length_alone(run: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether twice the text is about twice the work, from `size` on; `run(size)` prepares and returns what is counted."""
    run(size)()  # what is made once is not counted
    return calls_of(run(4 * size)) <= 2.5 * calls_of(run(2 * size)) <= 2.5 * 2.5 * calls_of(run(size))
