"""Names nearly as they are typed: other order of words, a letter missing, too many, wrong or exchanged with the next."""

from collections.abc import Iterator

from tantivy import Query

from app.domain.names import fold
from app.domain.queries import NearName
from app.search.engine import Snapshot, all_of
from app.search.schema import COUNT, NAME, WORDS

_ONE_EDIT, _TWO_EDITS = 4, 8
"""Letters of a word from which on it may be mistyped once, and twice."""
_MOST_WORDS = 8
_EACH = 100
"""Names looked at for each degree of nearness, those most often called so first."""


def near_names(typed: str, snapshot: Snapshot) -> list[NearName]:
    """Return the names that hold every word typed, or one like it, the last as a beginning; the nearest first."""
    words = fold(typed).split()
    found: dict[str, NearName] = {}
    if 0 < len(words) <= _MOST_WORDS:
        for edits, whole in _degrees(words):
            before = [_like(word, edits, snapshot) for word in words[:-1]]
            query = all_of([*before, _like(words[-1], edits, snapshot, whole=whole)])
            for name in snapshot.texts(query, NAME, _EACH, COUNT):
                found.setdefault(name, NearName(name, edits, is_whole=whole))
    return list(found.values())


def _degrees(words: list[str]) -> Iterator[tuple[int, bool]]:
    """Yield the degrees of nearness, the nearest first: how many edits a word, and whether the last one is whole.

    One word without edits begins a name, or it is one: the store finds that by itself.
    """
    for edits in range(len(words) == 1, max(map(_allowed, words)) + 1):
        yield edits, True
        yield edits, False


def _allowed(word: str) -> int:
    return (len(word) >= _ONE_EDIT) + (len(word) >= _TWO_EDITS)


def _like(word: str, edits: int, snapshot: Snapshot, *, whole: bool = True) -> Query:
    return snapshot.like(WORDS, word, min(edits, _allowed(word)), is_beginning=not whole)
