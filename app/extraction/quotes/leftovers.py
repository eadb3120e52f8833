"""Marked speech without a cue beside it: after a colon, signed blocks, whole paragraphs in marks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from app.domain.spans import Span
from app.extraction.quotes.channels import channel
from app.extraction.quotes.contents import Cues, Found, trimmed
from app.extraction.quotes.marks import Marked
from app.extraction.quotes.nouns import naming, phrase_after
from app.extraction.quotes.phrases import has_verb
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.reported import clause_subject

_SHORTEST = 3
_SENTENCE = 5
_LONG = 12


def find_leftovers(reading: Reading, cues: Cues, chosen: Sequence[Found]) -> Iterator[Found]:
    """Yield the marked stretches that are speech although no cue claims them."""
    del cues
    by_cue = sorted(((found.cue, found.speaker) for found in chosen if found.cue is not None), key=lambda pair: pair[0])
    taken = sorted(part for found in chosen for part in found.parts)
    for marked in reading.marked:
        if _is_taken(taken, marked) or reading.words(marked.first, marked.last) < _SHORTEST:
            continue
        found = _signed(reading, marked) or _after_colon(reading, marked, by_cue) or _alone(reading, marked)
        if found is not None:
            yield found


def _is_taken(taken: list[tuple[int, int]], marked: Marked) -> bool:
    position = bisect_left(taken, (marked.start, marked.end))
    near = taken[max(position - 1, 0) : position + 1]
    return any(first < marked.end and marked.start < last for first, last in near)


def _signed(reading: Reading, marked: Marked) -> Found | None:
    """A block in marks with a dash and a name under it."""
    index = marked.end
    while index < marked.end + 2 and reading.norm(index) in (".", ","):
        index += 1
    if reading.norm(index) not in ("—", "–", "-", "--"):
        return None
    phrase = phrase_after(reading, index + 1, min(reading.paragraph(index).stop, index + 20))
    part = trimmed(reading, marked.first, marked.last)
    if phrase is None or part is None:
        return None
    return Found((part,), None, naming(reading, *phrase), 0.9, family="signed")


def _after_colon(reading: Reading, marked: Marked, by_cue: list[tuple[tuple[int, int], Span | None]]) -> Found | None:
    """Marks behind a colon go on with the nearest cue of their sentence; without one, its subject speaks."""
    if reading.norm(marked.start - 1) != ":":
        return None
    part = trimmed(reading, marked.first, marked.last)
    if part is None:
        return None
    first, _ = reading.sentence(marked.start - 1)
    position = bisect_left(by_cue, (marked.start, 0), key=lambda pair: pair[0]) - 1
    if position >= 0 and by_cue[position][0][0] >= first:
        return Found((part,), by_cue[position][0], by_cue[position][1], 0.8, family="goes-on")
    via = channel(reading, first, marked.start)
    return Found((part,), None, clause_subject(reading, first, marked.start), 0.65, via, family="after-colon")


def _alone(reading: Reading, marked: Marked) -> Found | None:
    """Marks around a whole sentence or more."""
    first, last = reading.unit(marked.first)
    part = trimmed(reading, marked.first, marked.last)
    if part is None:
        return None
    if marked.opener is None:
        return _unopened(reading, marked, part)
    opens = marked.start <= first
    closes = all(not reading.is_word(i) for i in range(marked.end, last))
    long = part[1] - part[0]
    if opens and closes and long >= _SENTENCE and has_verb(reading, *part):
        return Found((part,), None, None, 0.7, family="alone")
    if long >= _LONG and has_verb(reading, *part):
        return Found((part,), None, clause_subject(reading, first, marked.start), 0.8, family="long-marks")
    return None


def _unopened(reading: Reading, marked: Marked, part: tuple[int, int]) -> Found | None:
    """A whole paragraph in the first person that only closes with a mark."""
    paragraph = reading.paragraph(marked.first)
    closes = all(not reading.is_word(i) for i in range(marked.end, paragraph.stop))
    own = any(norm in reading.rules.own for norm in reading.norms[marked.first : marked.last])
    if not closes or not own or marked.first > paragraph.start or part[1] - part[0] < _SENTENCE:
        return None
    return Found((part,), None, None, 0.6, family="alone")
