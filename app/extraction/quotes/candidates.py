"""What may be a quote: every stretch that a rule, the tagger or a pair of marks proposes, whoever disagrees."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter

from app.extraction.quotes.contents import Cues, Found, trimmed
from app.extraction.quotes.cues import Cue
from app.extraction.quotes.leftovers import find_leftovers
from app.extraction.quotes.marks import Marked
from app.extraction.quotes.reading import Reading
from app.extraction.tagged import Tagged, TaggedSpan

_FEWEST_WORDS = 2
_SNAP = 3
_LONGEST_LABEL = 7
_LONGEST = 400


class Source(StrEnum):
    """Who proposes a candidate."""

    RULE = "rule"
    TAGGER = "tagger"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One contiguous stretch of tokens `[first, last)` that may be (a part of) a quote.

    `found` is the whole quote that a rule read there, of which this is the part number `part`; `ranked` says whether the
    rules by themselves would keep it.
    """

    first: int
    last: int
    source: Source
    found: Found | None = None
    part: int = 0
    ranked: bool = False

    def shares(self, other: "Candidate") -> float:
        """Return how alike two stretches are: the Dice of their tokens, from 0 to 1."""
        common = min(self.last, other.last) - max(self.first, other.first)
        return 2 * common / (self.last - self.first + other.last - other.first) if common > 0 else 0.0

    def overlaps(self, other: "Candidate") -> bool:
        """Whether both hold some token."""
        return self.first < other.last and other.first < self.last


class Scene:
    """A text as the choice sees it: the reading of the rules, their cues, and what the tagger says of each token."""

    def __init__(self, reading: Reading, cues: Cues, tagged: Tagged | None) -> None:
        self.reading = reading
        self.cues = cues
        self.cue_at = {cue.first: cue for cue in cues.all}
        self.tagged = tagged
        self.contents: Sequence[TaggedSpan] = tagged.spans("content") if tagged is not None else ()
        self.said: Sequence[TaggedSpan] = tagged.spans("cue") if tagged is not None else ()
        self.speaking: Sequence[TaggedSpan] = tagged.spans("speaker") if tagged is not None else ()
        self.inside: Sequence[float] = tagged.inside("content") if tagged is not None else ()
        self.begins: Sequence[float] = tagged.content_starts if tagged is not None else ()
        self._sums = list(accumulate(self.inside, initial=0.0))

    def content(self, index: int) -> float:
        """Return the tagger's probability that a token is said, 0 outside the text."""
        return self.inside[index] if 0 <= index < len(self.inside) else 0.0

    def mean(self, first: int, last: int) -> float:
        """Return the mean of that probability over `[first, last)`."""
        return (self._sums[last] - self._sums[first]) / (last - first) if last > first else 0.0

    def cue(self, found: Found | None) -> Cue | None:
        """Return the verb group that a rule read a quote by, None for a source word or no cue."""
        return None if found is None or found.cue is None else self.cue_at.get(found.cue[0])


def ranked(candidates: Iterable[Found]) -> list[Found]:
    """Return the quotes of rules that overlap no better one: a higher rank first, then the earlier."""
    taken: list[tuple[int, int]] = []
    used: dict[tuple[int, int], int] = {}
    chosen: list[Found] = []
    for found in sorted(candidates, key=lambda found: (-found.rank, found.cue or (found.first, 0), found.first)):
        stretches = list(found.parts)
        if found.cue is not None:
            stretches.append(found.cue)
        if any(_overlaps(taken, *part) for part in stretches):
            continue
        if found.cue is not None and used.setdefault(found.cue, found.rank) != found.rank:
            continue
        for part in found.parts:
            insort(taken, part)
        chosen.append(found)
    return chosen


def _overlaps(taken: list[tuple[int, int]], first: int, last: int) -> bool:
    position = bisect_left(taken, (first, last))
    return any(start < last and first < end for start, end in taken[max(position - 1, 0) : position + 1])


def gathered(scene: Scene, founds: Sequence[Found]) -> list[Candidate]:
    """Return all candidates in text order; of equal stretches the rules' come first, then the tagger's."""
    kept = ranked(found for found in founds if found.certain)
    kept += find_leftovers(scene.reading, scene.cues, kept)
    own = {id(found) for found in kept}
    candidates = [
        Candidate(*part, Source.RULE, found, number, id(found) in own)
        for found in (*kept, *(found for found in founds if id(found) not in own))
        for number, part in enumerate(found.parts)
    ]
    if scene.tagged is not None:
        candidates += (
            Candidate(*stretch, Source.TAGGER) for span in scene.contents for stretch in _stretches(scene, span)
        )
        candidates += (Candidate(*part, Source.MARKS) for part in _marked(scene.reading))
    return _distinct([one for one in candidates if _may_be_said(scene.reading, one)])


def _may_be_said(reading: Reading, candidate: Candidate) -> bool:
    """Whether a stretch is no longer than what is said without marks: sentences without an end would overlap again and again."""
    if candidate.last - candidate.first <= _LONGEST:
        return True
    marked = reading.marked_at(candidate.first)
    return marked is not None and candidate.last <= marked.end


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out marks alone where another proposes the same stretch, and a rule's stretch proposed twice."""
    known: dict[tuple[int, int], set[Source]] = {}
    kept: list[Candidate] = []
    for one in candidates:
        sources = known.setdefault((one.first, one.last), set())
        if one.source in sources or (one.source is Source.MARKS and sources):
            continue
        sources.add(one.source)
        kept.append(one)
    return sorted(kept, key=lambda one: (one.first, one.last))


def _stretches(scene: Scene, span: TaggedSpan) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a span of the tagger, with its edges drawn to marks that stand next to them."""
    part = trimmed(scene.reading, span.first, span.last)
    if part is None:
        return
    snapped = snap(scene.reading, *part)
    if scene.reading.words(*snapped) >= _FEWEST_WORDS:
        yield snapped


def snap(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Draw the edges of a stretch to the marks that it misses or passes by a few tokens."""
    opened, closed = reading.marked_at(first), reading.marked_at(last - 1)
    if opened is not None and opened.start <= first <= opened.first + _SNAP and last >= opened.last - _SNAP:
        first = opened.first
    if closed is not None and closed.last - _SNAP <= last <= closed.end and first <= closed.first + _SNAP:
        last = closed.last
    return trimmed(reading, first, last) or (first, last)


def _marked(reading: Reading) -> Iterator[tuple[int, int]]:
    for marked in reading.marked:
        if _may_speak(reading, marked):
            part = trimmed(reading, marked.first, marked.last)
            if part is not None:
                yield part


def _may_speak(reading: Reading, marked: Marked) -> bool:
    return marked.last - marked.first > _LONGEST_LABEL or reading.words(marked.first, marked.last) > _FEWEST_WORDS


def nearest(spans: Sequence[TaggedSpan], first: int, last: int) -> TaggedSpan | None:
    """Return the span nearest to `[first, last)` and not inside it, the earlier of two as near; `spans` are in order."""
    if not spans:
        return None
    position = bisect_right(spans, first, key=_FIRST)
    around = [span for span in spans[max(position - 2, 0) : position + 4] if not first <= span.first < last]
    return min(around, key=lambda span: max(first - span.last, span.first - last), default=None)


_FIRST = attrgetter("first")
