"""Speech that goes on without a cue: blocks signed below, and sentences with a marked fragment in them, which are only proposed."""

from collections.abc import Iterator
from itertools import pairwise

from app.extraction.quotes.contents import Cues, Found, body_start, trimmed
from app.extraction.quotes.marks import Marked
from app.extraction.quotes.nouns import naming, phrase_after, phrase_before
from app.extraction.quotes.phrases import is_determiner
from app.extraction.quotes.reading import Reading

_FEWEST_WORDS = 2
_LONGEST = 120
_SIGNATURE = 20
_BACK = 30
_DASHES = frozenset({"—", "–", "--"})
_STOPS = frozenset({".", "!", "?", "…"})
_BREAKS = frozenset({",", ";", ":", "(", "–", "—"})


def find_fragments(reading: Reading, cues: Cues) -> Iterator[Found]:
    """Yield signed blocks without marks and, not certain, what may be said around a marked fragment."""
    yield from _blocks(reading)
    for marked in reading.marked:
        if reading.words(marked.first, marked.last) < _FEWEST_WORDS:
            continue
        yield from _around(reading, marked)
        yield from _subject(reading, cues, marked)


def _blocks(reading: Reading) -> Iterator[Found]:
    """A paragraph without marks whose next one is a dash and a name; it is surely theirs in the first person."""
    blocks = reading.paragraphs
    for number, (block, below) in enumerate(pairwise(blocks)):
        if not block or len(below) > _SIGNATURE or reading.norm(below.start) not in _DASHES:
            continue
        phrase = phrase_after(reading, below.start + 1, below.stop)
        if phrase is None or not reading.is_capital(phrase[0]) or reading.marked_in(block.start, block.stop):
            continue
        own = _is_own(reading, block)
        above = blocks[number - 1] if number else block
        start = (
            above.start
            if own and _is_own(reading, above) and not reading.marked_in(above.start, above.stop)
            else block.start
        )
        part = trimmed(reading, start, block.stop)
        if part is not None and reading.norm(block.stop - 1) in _STOPS:
            yield Found((part,), None, naming(reading, *phrase), 0.6, family="signed-block", certain=own)


def _is_own(reading: Reading, block: range) -> bool:
    return any(norm in reading.rules.own for norm in reading.norms[block.start : block.stop])


def _around(reading: Reading, marked: Marked) -> Iterator[Found]:
    """The whole sentence around a fragment, the clause that leads to it, and the phrase that holds it."""
    first, last = reading.unit(marked.first)
    if last - first > _LONGEST:
        return
    stop = next((i for i in range(marked.end, last) if reading.norm(i) in _BREAKS), last)
    clause = next((i + 1 for i in range(marked.start - 1, first, -1) if _opens(reading, i)), first)
    phrase = next(
        (i for i in range(marked.start - 1, max(first, marked.start - _BACK), -1) if is_determiner(reading, i)), None
    )
    stretches = {
        (body_start(reading, first, last), last): "sentence",
        (clause, marked.end): "clause",
        (clause, stop): "clause",
        (body_start(reading, first, last), marked.end): "sentence",
        (marked.first, stop): "marks",
    }
    if phrase is not None:
        stretches.setdefault((phrase, marked.end), "phrase")
        stretches.setdefault((phrase, stop), "phrase")
    for (start, end), family in stretches.items():
        part = trimmed(reading, start, end)
        if part is not None and reading.words(*part) > _FEWEST_WORDS:
            yield Found((part,), None, None, 0.3, family=f"fragment-{family}", certain=False)


def _opens(reading: Reading, index: int) -> bool:
    norm = reading.norm(index)
    return norm in _BREAKS or norm in reading.rules.that or norm in reading.rules.joining


def _subject(reading: Reading, cues: Cues, marked: Marked) -> Iterator[Found]:
    """`Le pape « s'associe à la douleur »`: marks that hold the verb of the subject in front of them."""
    first, _ = reading.sentence(marked.start)
    phrase = phrase_before(reading, marked.start, first)
    if phrase is None or cues.before(marked.start, max(first, marked.start - _BACK)) is not None:
        return
    part = trimmed(reading, marked.first, marked.last)
    if part is not None and reading.words(*part) > _FEWEST_WORDS:
        yield Found((part,), None, naming(reading, *phrase), 0.4, family="fragment-verb", certain=False)
