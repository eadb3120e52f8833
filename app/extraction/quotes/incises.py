"""Cues behind or inside their content: `« ... », a déclaré X`, `..., a indiqué X.`, `« ... », dit-il, « ... »`, `comme l'indique X`."""

from collections.abc import Iterator

from app.domain.spans import Span
from app.extraction.languages.shapes.quotes import Frame
from app.extraction.quotes.channels import channel, channel_at, heading_via
from app.extraction.quotes.contents import Cues, Found, body_start, clause_end, is_label, speech_end, trimmed
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.marks import Marked
from app.extraction.quotes.nouns import naming, phrase_after
from app.extraction.quotes.phrases import has_verb, is_adverb
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.sources import source_at
from app.extraction.quotes.subjects import behind_aside, can_speak, heads_speaker, pronoun_behind, subject_behind

_NEAR = 60
_SPEECH = 6
_SHORTEST = 4
_Parts = tuple[tuple[int, int], ...]


def find_incises(reading: Reading, cues: Cues) -> Iterator[Found]:
    """Yield the quotes whose cue stands behind their content or cuts it."""
    for cue in cues.all:
        if cue.voice is not Voice.ACTIVE or not cue.frames & {Frame.SPEECH, Frame.CLAUSE}:
            continue
        first, last = reading.unit(cue.first)
        placed = _place(reading, cue, first)
        if placed is None:
            yield from _headed(reading, cues, cue, first, last)
            yield from _unmarked(reading, cue, first, last)
            continue
        speaker, end = _speaker(reading, cue, last)
        if speaker is None or not _fits(reading, cue, placed, speaker):
            continue
        parts = _parts(reading, placed, first, end, last)
        if parts:
            yield Found(
                parts,
                (cue.first, cue.last),
                speaker,
                _confidence(reading, cue, placed),
                _via(reading, cue.last, end, last) or heading_via(reading, first),
                rank=9,
                family="incise" if _closing(reading, placed) is not None else "incise-plain",
            )


def _place(reading: Reading, cue: Cue, first: int) -> int | None:
    """Return the token after the content before an incise, None where the cue is no incise."""
    index = cue.first
    while index > first and reading.norm(index - 1) in reading.rules.like:
        index -= 1
    before = reading.norm(index - 1)
    if index <= first:
        return None
    opened = reading.marked_at(cue.first)
    unclosed = (
        opened is not None and opened.closer is None and Frame.NOUN not in cue.frames and cue.last - cue.first > 1
    )
    if (
        before == ","
        or unclosed
        or _closing(reading, index) is not None
        or cue.inverted is not None
        or index < cue.first
    ):
        if reading.norm(cue.last) in reading.rules.that:
            return None
        return index
    return None


def _unmarked(reading: Reading, cue: Cue, first: int, last: int) -> Iterator[Found]:
    """An incise without its comma at the end of a sentence (`Le pont rouvrira lundi a indiqué la mairie.`)."""
    if Frame.SPEECH not in cue.frames or cue.first - first < _SHORTEST or _is_led(reading, cue.first - 1):
        return
    found = subject_behind(reading, cue.last, last)
    if found is None or reading.is_word(found[1]) or not heads_speaker(reading, found[0]):
        return
    part = trimmed(reading, body_start(reading, first, cue.first), cue.first)
    if part is not None:
        verbal = cue.last - cue.first > 1 or reading.norm(cue.first) not in reading.rules.homographs
        clear = verbal and Frame.NOUN not in cue.frames and has_verb(reading, *part) and found[1] >= last - 1
        yield Found((part,), (cue.first, cue.last), found[0], 0.6, rank=6, family="incise-bare", certain=clear)


def _is_led(reading: Reading, index: int) -> bool:
    """Whether a verb stands right behind what makes it no incise: a relative, a pronoun, a conjunction, a comma."""
    norm, rules = reading.norm(index), reading.rules
    led = norm in rules.relatives or norm in rules.other_relatives or norm in rules.pronouns
    return led or norm in rules.coordinators or norm in rules.subordinators or not reading.is_word(index)


def _headed(reading: Reading, cues: Cues, cue: Cue, first: int, last: int) -> Iterator[Found]:
    """`Comme l'indique X, ...`: the content follows the speaker."""
    if cue.first == first or reading.norm(cue.first - 1) not in reading.rules.like or cue.first - 1 != first:
        return
    speaker, end = _speaker(reading, cue, last)
    comma = next((i for i in range(end, min(end + 30, last)) if reading.norm(i) == ","), None)
    if speaker is None or comma is None or not can_speak(reading, speaker):
        return
    start = comma + 1
    part = trimmed(reading, start, speech_end(reading, start, clause_end(reading, cues, start, last)))
    if part is not None:
        yield Found((part,), (cue.first, cue.last), speaker, 0.75, rank=9, family="headed")


def _closing(reading: Reading, end: int) -> Marked | None:
    """Return the marked stretch that ends right before `end`, punctuation aside."""
    index = end - 1
    while index > 0 and reading.norm(index) in (",", "."):
        index -= 1
    marked = reading.marked_at(index)
    return marked if marked is not None and marked.end == index + 1 else None


def _speaker(reading: Reading, cue: Cue, last: int) -> tuple[Span | None, int]:
    behind = pronoun_behind(reading, cue)
    if behind is not None:
        end = cue.last
        while end < last and is_adverb(reading, end):
            end += 1
        return behind, end
    found = subject_behind(reading, behind_aside(reading, cue.last, last), last)
    return found if found is not None else (None, cue.last)


def _fits(reading: Reading, cue: Cue, end: int, speaker: Span) -> bool:
    """Whether an incise is one: after marks always, after plain text only with a speaker that can speak."""
    marked = _closing(reading, end)
    if cue.inverted is not None or (marked is not None and not is_label(reading, marked)):
        return True
    if marked is not None:
        return can_speak(reading, speaker)
    if Frame.SPEECH not in cue.frames:
        return False
    return heads_speaker(reading, speaker) if Frame.NOUN in cue.frames else can_speak(reading, speaker)


def _parts(reading: Reading, end: int, first: int, behind: int, last: int) -> _Parts:
    marked = _closing(reading, end)
    opened = reading.marked_at(end - 1)
    if opened is not None and opened.closer is None and opened.opener is not None and opened.end >= end:
        part = trimmed(reading, opened.first, end)
        return (part,) if part else ()
    if marked is None:
        head = trimmed(reading, body_start(reading, first, end), end)
        if head is None:
            return ()
        rest = None if has_verb(reading, *head) else _plain_rest(reading, behind, last)
        return (head, rest) if rest else (head,)
    head = _marked_head(reading, marked, first)
    if head is None:
        return ()
    rest = _marked_rest(reading, behind, last)
    return (head, *rest)


def _marked_head(reading: Reading, marked: Marked, first: int) -> tuple[int, int] | None:
    """The content that ends with marks: the marks alone at the head of the sentence or behind a colon, else the sentence."""
    before = reading.norm(marked.start - 1)
    if marked.start <= first or before in (":", ".", "—", "–", "-") or marked.opener is None:
        return trimmed(reading, marked.first, marked.last)
    colon = next(
        (i for i in range(marked.start - 1, max(first, marked.start - _NEAR), -1) if reading.norm(i) in (":", ";")),
        None,
    )
    start = body_start(reading, first, marked.start) if colon is None else colon + 1
    if marked.last - marked.first > _SPEECH and not has_verb(reading, start, marked.start):
        return (
            trimmed(reading, marked.first, marked.last)
            if marked.start - start <= 1
            else trimmed(reading, start, marked.end)
        )
    return trimmed(reading, start, marked.end)


def _marked_rest(reading: Reading, behind: int, last: int) -> Iterator[tuple[int, int]]:
    """What a quote goes on with behind its incise: marks after a comma or a colon."""
    index = behind
    while index < min(behind + 2, last) and reading.norm(index) in (",", ":"):
        index += 1
    marked = reading.marked_at(index)
    if marked is not None and marked.start == index:
        part = trimmed(reading, marked.first, marked.last)
        if part is not None:
            yield part


def _plain_rest(reading: Reading, behind: int, last: int) -> tuple[int, int] | None:
    if reading.norm(behind) != "," or last - behind < _SHORTEST:
        return None
    return trimmed(reading, behind + 1, last)


def _via(reading: Reading, cued: int, behind: int, last: int) -> Span | None:
    size = source_at(reading, behind) if behind < last else 0
    if not size:
        medium = channel_at(reading, cued, last)
        return reading.span(*medium) if medium is not None else channel(reading, behind, last)
    phrase = phrase_after(reading, behind + size, last)
    return naming(reading, *phrase) if phrase else None


def _confidence(reading: Reading, cue: Cue, end: int) -> float:
    if _closing(reading, end) is not None:
        return 0.95
    return 0.8 if cue.inverted is not None else 0.7
