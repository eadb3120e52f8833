"""Content behind its cue: `X a déclaré que ...`, `affirme vouloir ...`, `promet de ...`, `annonce la ...`, `a dit : « ... »`."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.spans import Span
from app.extraction.quotes.channels import channel, heading_via
from app.extraction.quotes.contents import Cues, Found, clause_end, is_label, shares_auxiliary, speech_end, trimmed
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.nouns import naming
from app.extraction.quotes.openings import NOUN, Opening, content_start
from app.extraction.quotes.phrases import (
    adverb_until,
    has_verb,
    infinitive_at,
    is_animate,
    is_determiner,
    is_partitive,
)
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.subjects import (
    agent,
    behind_aside,
    can_speak,
    is_subjectless,
    pronoun_behind,
    subject_before,
    subject_behind,
)

_FAR = 120


def find_reported(reading: Reading, cues: Cues) -> Iterator[Found]:
    """Yield the quotes whose content follows their cue."""
    speakers: dict[int, Span | None] = {}
    reached = 0
    for cue in cues.all:
        _, last = reading.unit(cue.first)
        speaker = cue_speaker(reading, cues, cue, speakers)
        speakers[cue.first] = speaker
        if cue.first < reached:
            continue
        said, speaker = _sayer(reading, cues, cue, speaker, last)
        for found in contents_of(reading, cues, said, speaker):
            reached = found.parts[0][1] if found.certain and found.parts[0][1] - found.first > _FAR else reached
            yield found


def find_weakly_reported(reading: Reading, cues: Cues, weak: Cues) -> Iterator[Found]:
    """Yield what may be the content of verbs that tell of speech now and then; none of it is certain."""
    reached = 0
    for cue in weak.all:
        if cue.first < reached:
            continue
        speaker = cue_speaker(reading, weak, cue, {})
        said, speaker = _sayer(reading, weak, cue, speaker, reading.unit(cue.first)[1])
        for found in contents_of(reading, cues, said, speaker):
            reached = found.parts[0][1] if found.parts[0][1] - found.first > _FAR else reached
            yield replace(found, family=f"weak-{found.family}", certain=False)


def contents_of(reading: Reading, cues: Cues, cue: Cue, speaker: Span | None) -> Iterator[Found]:
    """Yield what stands behind a cue; without anybody who can say it, it is not certain."""
    last = reading.unit(cue.first)[1]
    for opening, end in _contents(reading, cues, cue, last):
        part = trimmed(reading, opening.start, end)
        if part is not None:
            yield Found(
                parts=(part,),
                cue=(cue.first, cue.last),
                speaker=speaker,
                confidence=opening.confidence,
                via=_via(reading, cues, cue, part[0]),
                rank=5,
                family=opening.family,
                certain=speaker is not None and _is_said(reading, cue, speaker, opening),
            )


def _via(reading: Reading, cues: Cues, cue: Cue, start: int) -> Span | None:
    """The channel between a cue and its content, or at the head of its sentence (`Sur Twitter, X a écrit`)."""
    first = reading.sentence(cue.first)[0]
    found = channel(reading, cue.last, start) or channel(reading, first, cue.first)
    found = found or heading_via(reading, first)
    if found is not None or cue.voice is not Voice.GERUND:
        return found
    earlier = cues.before(cue.first, first)
    return None if earlier is None else channel(reading, earlier.last, cue.first)


def _sayer(reading: Reading, cues: Cues, cue: Cue, speaker: Span | None, last: int) -> tuple[Cue, Span | None]:
    """Return a cue as it is to be read and who says it: the agent of a passive, the subject shared by a joined participle."""
    if cue.voice is Voice.PARTICIPLE and _joined_participle(reading, cues, cue):
        return replace(cue, voice=Voice.ACTIVE), speaker
    if cue.voice in (Voice.PASSIVE, Voice.PARTICIPLE):
        found = agent(reading, cue.last, last)
        return cue, found[0] if found is not None else None
    return cue, speaker


def _joined_participle(reading: Reading, cues: Cues, cue: Cue) -> bool:
    """Whether a participle shares the auxiliary of a cue before it (`a exprimé ... et salué ...`)."""
    index = cue.first
    while index and (size := adverb_until(reading, index)):
        index -= size
    return reading.norm(index - 1) in reading.rules.coordinators and shares_auxiliary(reading, cues, cue)


def _is_said(reading: Reading, cue: Cue, speaker: Span, opening: Opening) -> bool:
    """Whether somebody says it: a personal subject for a noun phrase, any but an impersonal one for a clause."""
    confidence = opening.confidence
    if confidence <= NOUN and reading.norm(cue.last - 1).endswith(reading.rules.future_endings):
        return False
    words = [norm.lower() for norm in speaker.of(reading.text).split()]
    if words[0] in reading.rules.impersonal and len(words) == 1:
        return False
    marked = reading.marked_at(opening.start)
    if opening.family == "marks" and marked is not None and is_label(reading, marked):
        return can_speak(reading, speaker)
    return confidence > NOUN or can_speak(reading, speaker)


def cue_speaker(reading: Reading, cues: Cues, cue: Cue, known: dict[int, Span | None]) -> Span | None:
    """Return the speaker of a cue: its pronoun, its subject, or that of the verb it is joined to."""
    first, last = reading.unit(cue.first)
    behind = pronoun_behind(reading, cue)
    if behind is not None:
        return behind
    if not is_subjectless(cue) and cue.voice is Voice.ACTIVE:
        subject = subject_before(reading, cue, first)
        if subject is not None:
            return subject
        if reading.norm(cue.last) not in reading.rules.that:
            at = behind_aside(reading, cue.last, last)
            follower = subject_behind(reading, at, last) if _stands_inverted(reading, cue, first) else None
            if follower is not None:
                return follower[0]
    if cue.voice is Voice.GERUND and reading.is_word(cue.first - 1) and reading.norm(cue.first) != reading.rules.gerund:
        adjacent = subject_before(reading, cue, first)
        if adjacent is not None and can_speak(reading, adjacent):
            return adjacent
    carried = _carried(reading, cues, cue, known, first)
    return carried if carried is not None else _later_subject(reading, cue, last)


def _stands_inverted(reading: Reading, cue: Cue, first: int) -> bool:
    before, rules = reading.norm(cue.first - 1), reading.rules
    return (
        cue.first == first
        or before == ","
        or before in rules.like
        or before in rules.that
        or reading.is_mark(cue.first - 1)
    )


def _carried(reading: Reading, cues: Cues, cue: Cue, known: dict[int, Span | None], first: int) -> Span | None:
    leading = cue.voice is Voice.INFINITIVE and cue.first == first  # "Et d'ajouter" goes on after the sentence before
    first = reading.paragraph(first).start if leading else first
    before = cues.between(max(first, cue.first - _FAR), cue.first)
    for earlier in reversed(before):
        if known.get(earlier.first) is not None:
            return known[earlier.first]
    return None if leading else clause_subject(reading, max(first, cue.first - _FAR), cue.first)


def clause_subject(reading: Reading, first: int, last: int) -> Span | None:
    """Return the likely subject of a clause without a cue: its first name, pronoun or speaking noun that no preposition governs."""
    index = first
    governed = False
    last = min(last, first + _FAR)
    while index < last:
        name = reading.names.get(index)
        norm = reading.norm(index)
        if name is not None:
            if not governed:
                return reading.span(name.first, name.last)
            governed = False
            index = name.last
            continue
        if norm in reading.rules.pronouns:
            return reading.span(index, index + 1)
        if norm in reading.rules.prepositions and not is_partitive(reading, index):
            governed = True
        elif is_determiner(reading, index):
            if not governed and (found := _speaking_phrase(reading, index, last)) is not None:
                return found
        else:
            governed = False
        index += 1
    return None


def _speaking_phrase(reading: Reading, first: int, last: int) -> Span | None:
    """Return the phrase that starts at a determiner when its noun can speak, up to the next verb."""
    if not is_animate(reading, first + 1):
        return None
    end = next(
        (i for i in range(first + 2, min(first + 12, last)) if has_verb(reading, i, i + 1) or reading.norm(i) == ","),
        first + 2,
    )
    return naming(reading, first, end)


def _later_subject(reading: Reading, cue: Cue, last: int) -> Span | None:
    """`Après avoir annoncé ..., X ...`: the subject follows the comma."""
    comma = next((i for i in range(cue.last, min(cue.last + 60, last)) if reading.norm(i) == ","), None)
    return None if comma is None else clause_subject(reading, comma + 1, last)


def _contents(reading: Reading, cues: Cues, cue: Cue, last: int) -> Iterator[tuple[Opening, int]]:
    """Yield what a cue holds with its end: its content, and the marked speech behind a colon that goes on with it."""
    found = content_start(reading, cue, last)
    if found is None:
        return
    start = found.start
    end = clause_end(reading, cues, start, last, short=found.short)
    if cue.voice is Voice.PASSIVE:
        end = next((i for i in range(start, end) if reading.norm(i) in reading.rules.by), end)
    closed = _closed(reading, start, end)
    yield found, closed
    if reading.norm(end) == ":" and reading.is_mark(end + 1):
        yield Opening(end + 1, 0.85, "colon"), speech_end(reading, end + 1, last)
    elif closed < end and (joined := _joined_content(reading, closed, end)) is not None:
        yield joined, end


def _closed(reading: Reading, start: int, end: int) -> int:
    """Return where content ends that opens with marks: with them, unless an infinitive goes on (`« ... » et de limiter ...`)."""
    closed = speech_end(reading, start, end)
    index, rules = closed + 1, reading.rules
    if closed >= end or reading.norm(closed) not in rules.coordinators:
        return closed
    goes_on = infinitive_at(reading, index + (reading.norm(index) in rules.of))
    return end if goes_on is not None and goes_on < end else closed


def _joined_content(reading: Reading, closed: int, end: int) -> Opening | None:
    """A second `que`, or `de` and an infinitive, behind content that ended with its marks (`« ... », et que ...`, `et de ...`)."""
    index, rules = closed + (reading.norm(closed) == ","), reading.rules
    if reading.norm(index) not in rules.coordinators:
        return None
    if reading.norm(index + 1) in rules.that:
        return Opening(index + 2, 0.8, "and-clause")
    start = index + 1 + (reading.norm(index + 1) in rules.of)
    marked = reading.marked_at(start)
    infinitive = infinitive_at(reading, start if marked is None else marked.first)
    return Opening(start, 0.7, "and-infinitive") if infinitive is not None and infinitive < end else None
