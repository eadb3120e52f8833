"""Where content ends, what is trimmed off its edges, and which type the marks in it make it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.annotations import QuoteType
from app.domain.spans import Span
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.phrases import infinitive_at, is_adverb
from app.extraction.quotes.reading import Reading

_EDGES = frozenset('.,;:–—-…«»“”„"')
_ASIDE_REACH = 14


@dataclass(frozen=True, slots=True)
class Found:
    """A quote on tokens: `parts` and `cue` are token ranges, end exclusive."""

    parts: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    speaker: Span | None
    confidence: float
    via: Span | None = None
    rank: int = 0

    @property
    def first(self) -> int:
        """The first token of the content."""
        return self.parts[0][0]


class Cues:
    """The cues of a text in order, asked by position."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.all = cues
        self._firsts = [cue.first for cue in cues]

    def between(self, first: int, last: int) -> Sequence[Cue]:
        """Return the cues that start in `[first, last)`."""
        return self.all[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def before(self, index: int, floor: int) -> Cue | None:
        """Return the nearest cue that ends at or before `index` and starts at or after `floor`."""
        position = bisect_right(self._firsts, index) - 1
        while position >= 0 and self.all[position].last > index:
            position -= 1
        if position < 0 or self.all[position].first < floor:
            return None
        return self.all[position]


def clause_end(reading: Reading, cues: Cues, first: int, last: int) -> int:
    """Return where the clause that starts at `first` ends: at a joined cue, a colon before marks, an aside, or `last`."""
    joined = next(
        (cut for cue in cues.between(first + 1, last) if (cut := _join(reading, cue, first)) is not None), last
    )
    index = first
    while index < joined:
        marked = reading.marked_at(index)
        if marked is not None and marked.closer is not None and marked.start >= first:
            index = marked.end
            continue
        if _is_cut(reading, index, first):
            return index
        index += 1
    return joined


def _join(reading: Reading, cue: Cue, floor: int) -> int | None:
    """Return where a clause is cut by a cue joined to the verb that governs it (`, et précise que`, `en ajoutant que`)."""
    if not has_content(reading, cue):
        return None
    index = cue.first - 1
    while index > floor and is_adverb(reading, index):
        index -= 1
    norm = reading.norm(index)
    if cue.voice is Voice.GERUND:
        return index if norm == "," else cue.first
    if cue.voice is not Voice.ACTIVE or cue.inverted is not None:
        return None
    if norm in reading.rules.coordinators:
        return index - 1 if reading.norm(index - 1) == "," else index
    return None


def has_content(reading: Reading, cue: Cue) -> bool:
    """Whether a clause, an infinitive or marks follow a cue closely."""
    rules = reading.rules
    for index in range(cue.last, min(cue.last + 6, len(reading.norms))):
        norm = reading.norm(index)
        if norm in rules.that or reading.is_mark(index):
            return True
        if norm in (",", ".", ";"):
            return False
    return infinitive_at(reading, cue.last) is not None


def _is_cut(reading: Reading, index: int, first: int) -> bool:
    norm = reading.norm(index)
    if norm == ":":
        return reading.is_mark(index + 1)
    if norm == ";":
        return (
            reading.norm(index + 1) in reading.rules.weak_sources or (reading.norm(index + 1),) in reading.rules.sources
        )
    if norm == "," and index > first:
        following = reading.norm(index + 1)
        if following in reading.rules.asides and reading.norm(index + 2) in ("qui", "que", "qu'"):
            return True
    return False


def trimmed(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """Return `[first, last)` without marks and punctuation at its edges, None when no word is left."""
    while first < last and reading.norm(first) in _EDGES:
        first += 1
    while last > first and reading.norm(last - 1) in _EDGES:
        last -= 1
    if last > first and reading.norm(last - 1) in "!?" and not reading.is_mark(last):
        last -= 1
    return (first, last) if any(reading.is_word(i) for i in range(first, last)) else None


def type_of(reading: Reading, parts: Sequence[tuple[int, int]]) -> QuoteType:
    """Return the type that the marks around and inside the parts make of a quote."""
    whole, some = True, False
    for first, last in parts:
        marked = reading.marked_at(first)
        if marked is not None and marked.first <= first and last <= marked.last:
            some = True
            continue
        whole = False
        some = some or bool(reading.marked_in(first, last)) or marked is not None
    if whole:
        return QuoteType.DIRECT
    return QuoteType.MIXED if some else QuoteType.INDIRECT


def words(reading: Reading, first: int, last: int) -> int:
    """Return how many words and numbers stand in `[first, last)`."""
    return sum(1 for index in range(first, last) if reading.is_word(index))
