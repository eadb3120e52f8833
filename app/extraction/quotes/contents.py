"""Where content ends, what is trimmed off its edges, and which type the marks in it make it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.annotations import QuoteType
from app.domain.spans import Span
from app.extraction.quotes.channels import heading_channel
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.marks import Marked
from app.extraction.quotes.nouns import phrase_before
from app.extraction.quotes.phrases import adverb_from, adverb_until, has_verb, infinitive_at, is_determiner
from app.extraction.quotes.reading import Reading

_EDGES = frozenset('.,;:–—-…«»“”„"')
_ASIDE_WORDS = 3
_LONGEST = 400
_NEAR = 80
_TOPIC = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A quote on tokens: `parts` and `cue` are token ranges, end exclusive.

    `family` names the construction that was read (`clause`, `incise`, `signed`). What is not `certain` is only proposed: it
    needs somebody else's word for it and is left out where the rules decide alone.
    """

    parts: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    speaker: Span | None
    confidence: float
    via: Span | None = None
    rank: int = 0
    family: str = ""
    certain: bool = True

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


def clause_end(reading: Reading, cues: Cues, first: int, last: int, *, short: bool = False) -> int:
    """Return where the content that starts at `first` ends: at a joined cue, a colon before marks, an aside, or `last`.

    A `short` content (a noun phrase, an infinitive) ends at the next clause as well.
    """
    last = min(last, first + _LONGEST)
    joined = next(
        (cut for cue in cues.between(first + 1, last) if (cut := _join(reading, cues, cue, first)) is not None), last
    )
    index = first
    while index < joined:
        marked = reading.marked_at(index)
        if marked is not None and marked.is_whole and marked.start >= first:
            index = marked.end
            continue
        if _is_cut(reading, index, first, short=short):
            return index
        index += 1
    return joined


def _join(reading: Reading, cues: Cues, cue: Cue, floor: int) -> int | None:
    """Return where a clause is cut by a cue joined to the verb that governs it (`, et précise que`, `en ajoutant que`)."""
    index = cue.first
    while index > floor and (size := adverb_until(reading, index)):
        index -= size
    index -= 1
    norm, rules = reading.norm(index), reading.rules
    if cue.voice is Voice.GERUND:
        gerund = index if norm == "," else cue.first
        return gerund if has_content(reading, cue) else None
    if cue.inverted is not None or cue.voice not in (Voice.ACTIVE, Voice.PARTICIPLE):
        return None
    if norm in rules.like or (norm in rules.coordinators and _goes_on(reading, cues, cue)):
        return index - 1 if reading.norm(index - 1) == "," else index
    own = norm not in rules.coordinators and cue.voice is Voice.ACTIVE and has_content(reading, cue)
    return _joined_subject(reading, cue, floor) if own else None


def _goes_on(reading: Reading, cues: Cues, cue: Cue) -> bool:
    """Whether a cue behind a conjunction says something of its own."""
    if cue.voice is Voice.PARTICIPLE and not shares_auxiliary(reading, cues, cue):
        return False
    return has_content(reading, cue) or _has_object(reading, cue)


def shares_auxiliary(reading: Reading, cues: Cues, cue: Cue) -> bool:
    """Whether a compound cue before a bare participle in its sentence lends it its auxiliary (`a exprimé ... et salué ...`)."""
    first, _ = reading.unit(cue.first)
    return any(
        other.voice is Voice.ACTIVE and other.last - other.first > 1
        for other in cues.between(max(first, cue.first - _NEAR), cue.first)
    )


def _has_object(reading: Reading, cue: Cue) -> bool:
    return is_determiner(reading, cue.last) or reading.norm(cue.last) in reading.rules.of


def _joined_subject(reading: Reading, cue: Cue, floor: int) -> int | None:
    """A cue with a subject of its own behind a conjunction (`... et X, président, estime que`) ends the content before."""
    if reading.norm(cue.first - 1) in reading.rules.boundaries:
        return None
    phrase = phrase_before(reading, cue.first, floor)
    if phrase is None and reading.norm(cue.first - 1) == ",":
        comma = next((i for i in range(cue.first - 2, max(floor, cue.first - 16), -1) if reading.norm(i) == ","), None)
        phrase = phrase_before(reading, comma, floor) if comma is not None else None
    if phrase is None:
        return None
    before = phrase[0] - 1
    if before > floor and reading.norm(before) in reading.rules.joining:
        return before - 1 if reading.norm(before - 1) == "," else before
    return None


def has_content(reading: Reading, cue: Cue) -> bool:
    """Whether a clause, an infinitive or marks follow a cue closely."""
    rules = reading.rules
    if infinitive_at(reading, cue.last) is not None:
        return True
    for index in range(cue.last, min(cue.last + 6, len(reading.norms))):
        norm = reading.norm(index)
        if norm in rules.that or reading.is_mark(index):
            return True
        if norm in (",", ".", ";"):
            return False
    return False


def _is_cut(reading: Reading, index: int, first: int, *, short: bool) -> bool:
    norm, following = reading.norm(index), reading.norm(index + 1)
    rules = reading.rules
    if norm == ":":
        return reading.is_mark(index + 1)
    if norm == ";":
        source = following in rules.weak_sources or any(following == words[0] for words in rules.sources)
        return short or source or following in rules.asides
    if index == first:
        return False
    if norm in rules.asides and reading.norm(index + 1) in rules.relatives:
        return not reading.norm(index + 2).endswith(rules.conditional_endings)
    if norm == "," and short:
        return following in rules.contrasts
    return False


def is_label(reading: Reading, marked: Marked) -> bool:
    """Whether marks hold a few words without a verb: a title, a nickname or a term sooner than speech."""
    return marked.last - marked.first < _CLAUSE and not has_verb(reading, marked.first, marked.last)


def speech_end(reading: Reading, start: int, end: int) -> int:
    """A content that opens with marks around a clause of its own ends with them."""
    marked = reading.marked_at(start)
    if marked is None or marked.start != start or marked.end >= end:
        return end if marked is None or marked.start != start else marked.end
    verb = has_verb(reading, marked.first, marked.last) or infinitive_at(reading, marked.first) is not None
    return marked.end if verb and marked.last - marked.first >= _CLAUSE else end


_CLAUSE = 5


def trimmed(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """Return `[first, last)` without marks and punctuation at its edges, None when no word is left."""
    while first < last and reading.norm(first) in _EDGES:
        first += 1
    while last > first and reading.norm(last - 1) in _EDGES:
        last -= 1
    first, last = _without_aside(reading, first, last)
    if last > first and reading.norm(last - 1) in "!?" and not reading.is_mark(last):
        last -= 1
    return (first, last) if reading.words(first, last) else None


def _without_aside(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Cut a parenthesis of several words off the end; an acronym stays."""
    if last <= first or reading.norm(last - 1) not in (")", "]"):
        return first, last
    opening = next((i for i in range(last - 2, max(first, last - _NEAR), -1) if reading.norm(i) in ("(", "[")), None)
    if opening is None or (reading.norm(last - 1) == ")" and reading.words(opening, last) < _ASIDE_WORDS):
        return first, last
    if reading.marked_at(opening) is not None:
        return first, last
    while opening > first and reading.norm(opening - 1) in _EDGES:
        opening -= 1
    return first, opening


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


def body_start(reading: Reading, first: int, last: int) -> int:
    """Return where a sentence starts behind a topic and a colon (`France : ...`), or behind a connector and a comma."""
    index = first
    for position in range(first, min(first + _TOPIC, last)):
        if reading.norm(position) == ":":
            return position + 1
    medium = heading_channel(reading, first)
    if medium is not None and medium[1] < last:
        return medium[1] + 1
    size = adverb_from(reading, index)
    return index + size + 1 if size and reading.norm(index + size) == "," else index
