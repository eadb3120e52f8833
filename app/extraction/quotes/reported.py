"""Content behind its cue: `X a déclaré que ...`, `affirme vouloir ...`, `promet de ...`, `annonce la ...`, `a dit : « ... »`."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.spans import Span
from app.extraction.languages.shapes.quotes import Frame
from app.extraction.quotes.contents import Cues, Found, clause_end, shares_auxiliary, speech_end, trimmed
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.phrases import (
    adverb_from,
    adverb_until,
    has_verb,
    infinitive_at,
    is_determiner,
    skip_adverbials,
    skip_adverbs,
)
from app.extraction.quotes.nouns import naming
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.subjects import (
    agent,
    can_speak,
    is_subjectless,
    pronoun_behind,
    subject_before,
    subject_behind,
)

_REACH = 28
_NOUN = 0.5
_LONG = 6
_FAR = 120
_NEAR = 3


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
        if cue.voice is Voice.PARTICIPLE and _joined_participle(reading, cues, cue):
            cue = replace(cue, voice=Voice.ACTIVE)
        if cue.voice in (Voice.PASSIVE, Voice.PARTICIPLE):
            found = agent(reading, cue.last, last)
            if found is None:
                continue
            speaker = found[0]
        for start, end, confidence in _contents(reading, cues, cue, last):
            part = trimmed(reading, start, end)
            if part is not None and _is_said(reading, cue, speaker, confidence):
                reached = part[1] if part[1] - part[0] > _FAR else reached
                yield Found((part,), (cue.first, cue.last), speaker, confidence, rank=5)


def _joined_participle(reading: Reading, cues: Cues, cue: Cue) -> bool:
    """Whether a participle shares the auxiliary of a cue before it (`a exprimé ... et salué ...`)."""
    index = cue.first
    while index and (size := adverb_until(reading, index)):
        index -= size
    return reading.norm(index - 1) in reading.rules.coordinators and shares_auxiliary(reading, cues, cue)


def _is_said(reading: Reading, cue: Cue, speaker: Span | None, confidence: float) -> bool:
    """Whether somebody says it: a personal subject for a noun phrase, any but an impersonal one for a clause."""
    if speaker is None:
        return False
    if confidence <= _NOUN and reading.norm(cue.last - 1).endswith(reading.rules.future_endings):
        return False
    words = [norm.lower() for norm in speaker.of(reading.text).split()]
    if words[0] in reading.rules.impersonal and len(words) == 1:
        return False
    return confidence > _NOUN or can_speak(reading, speaker)


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
            follower = subject_behind(reading, cue.last, last) if _stands_inverted(reading, cue, first) else None
            if follower is not None:
                return follower[0]
    if cue.voice is Voice.GERUND and reading.is_word(cue.first - 1) and reading.norm(cue.first) != reading.rules.gerund:
        adjacent = subject_before(reading, cue, first)
        if adjacent is not None and can_speak(reading, adjacent):
            return adjacent
    carried = _carried(reading, cues, cue, known, first)
    return carried if carried is not None else _later_subject(reading, cue, last)


def _stands_inverted(reading: Reading, cue: Cue, first: int) -> bool:
    return cue.first == first or reading.norm(cue.first - 1) in (",", "comme", "que", "»")


def _carried(reading: Reading, cues: Cues, cue: Cue, known: dict[int, Span | None], first: int) -> Span | None:
    before = cues.between(max(first, cue.first - _FAR), cue.first)
    for earlier in reversed(before):
        if known.get(earlier.first) is not None:
            return known[earlier.first]
    return clause_subject(reading, max(first, cue.first - _FAR), cue.first)


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
        if norm in reading.rules.prepositions and not _partitive(reading, index):
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
    if reading.norm(first + 1) not in reading.rules.animate:
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


def _contents(reading: Reading, cues: Cues, cue: Cue, last: int) -> Iterator[tuple[int, int, float]]:
    """Yield what a cue holds: its content, and the marked speech behind a colon that goes on with it."""
    found = _start(reading, cue, last)
    if found is None:
        return
    start, confidence, short = found
    end = clause_end(reading, cues, start, last, short=short)
    if cue.voice is Voice.PASSIVE:
        end = next((i for i in range(start, end) if reading.norm(i) in reading.rules.by), end)
    closed = speech_end(reading, start, end)
    yield start, closed, confidence
    if reading.norm(end) == ":" and reading.is_mark(end + 1):
        yield end + 1, speech_end(reading, end + 1, last), 0.85
    elif (
        closed < end
        and reading.norm(closed) in reading.rules.coordinators
        and reading.norm(closed + 1) in reading.rules.that
    ):
        yield closed + 2, end, 0.8


def _start(reading: Reading, cue: Cue, last: int) -> tuple[int, float, bool] | None:
    """Return where the content of a cue starts, with confidence and whether it is short: the nearest verbal content first."""
    verbal = [
        (found, rule is not _clause)
        for rule in (_clause, _infinitive, _of_infinitive, _to_infinitive)
        if (found := rule(reading, cue, last))
    ]
    if verbal:
        (start, confidence), short = min(verbal)
        return start, confidence, short
    for rule in (_qualifying, _attribute, _noun, _marks, _colon):
        found = rule(reading, cue, last)
        if found is not None:
            return *found, rule in (_attribute, _noun)
    return None


def _clause(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.CLAUSE not in cue.frames or (cue.negated and cue.verb.lemma != "nier"):
        return None
    rules = reading.rules
    told = Frame.OBJECT in cue.frames
    object_at = skip_adverbs(reading, cue.last, last)
    for index in range(cue.last, min(cue.last + _REACH, last)):
        norm = reading.norm(index)
        if norm in rules.that:
            return _that(reading, cue, index)
        if norm in _STOPS or reading.is_mark(index):
            return None
        if index == object_at and is_determiner(reading, index) and not told and norm not in rules.of_this:
            return None
    return None


def _that(reading: Reading, cue: Cue, index: int) -> tuple[int, float] | None:
    """Take the complementiser at `index` unless it compares, joins or opens a relative clause."""
    rules = reading.rules
    near = skip_adverbs(reading, cue.last, index + 1) >= index
    if near:
        return index + 1, 0.92
    before = reading.norm(index - 1)
    if before in rules.of_this:
        return (index + 1, 0.85) if reading.norm(index - 2) in rules.prepositions else None
    if before in rules.comparing and index - cue.last > 1:
        return None
    if any(reading.norm(i) in rules.degrees for i in range(cue.last, index)):
        return None
    if Frame.OBJECT in cue.frames or before == ",":
        return index + 1, 0.8
    reached = skip_adverbials(reading, cue.last, index)
    return (index + 1, 0.8 if reached >= index - 2 else 0.7)


_STOPS = frozenset({".", ";", ":", "qui", "dont", "et", "mais"})


def _infinitive(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.BARE not in cue.frames or cue.negated:
        return None
    index = _past_insertion(reading, cue.last, last)
    verb = infinitive_at(reading, index)
    if verb is None:
        index = skip_adverbials(reading, index, min(index + 12, last))
        verb = infinitive_at(reading, index)
        if verb is None or reading.norm(verb) not in reading.rules.infinitive_auxiliaries:
            return None
    return (index, 0.8) if verb < last else None


def _past_insertion(reading: Reading, index: int, last: int) -> int:
    """Skip adverbs and one insertion between commas."""
    index = skip_adverbs(reading, index, last)
    if reading.norm(index) == ",":
        closing = next((i for i in range(index + 1, min(index + 20, last)) if reading.norm(i) == ","), None)
        if closing is not None:
            return closing + 1
    return index


def _of_infinitive(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    return _joined_infinitive(reading, cue, last, Frame.OF_VERB, reading.rules.of)


def _to_infinitive(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    return _joined_infinitive(reading, cue, last, Frame.TO_VERB, reading.rules.to)


def _joined_infinitive(
    reading: Reading, cue: Cue, last: int, frame: Frame, joins: frozenset[str]
) -> tuple[int, float] | None:
    if frame not in cue.frames or cue.negated:
        return None
    for index in range(cue.last, min(cue.last + 18, last)):
        norm = reading.norm(index)
        if norm in joins:
            start = index + 1
            verb = infinitive_at(reading, start)
            if verb is not None and verb < last:
                return start, 0.75
            marked = reading.marked_at(start)
            if marked is not None and marked.start == start and infinitive_at(reading, marked.first) is not None:
                return start, 0.8
        if norm in (".", ";", ":", "qui", "que", "qu'") or reading.is_mark(index):
            return None
    return None


def _colon(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if not cue.frames & {Frame.SPEECH, Frame.CLAUSE}:
        return None
    for index in range(cue.last, min(cue.last + _REACH, last)):
        norm = reading.norm(index)
        if norm == ":":
            if reading.is_mark(index + 1):
                return index + 1, 0.92
            plain = reading.is_word(index + 1) and index - cue.last <= _NEAR and Frame.SPEECH in cue.frames
            return (index + 1, 0.55) if plain and cue.voice is Voice.ACTIVE else None
        if norm in (".", ";") or reading.is_mark(index):
            return None
    return None


def _marks(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if not cue.frames & {Frame.SPEECH, Frame.CLAUSE, Frame.NOUN}:
        return None
    for index in range(cue.last, min(cue.last + 14, last)):
        norm = reading.norm(index)
        marked = reading.marked_at(index)
        if marked is not None:
            if marked.start != index:
                return None
            near = index - cue.last < 3
            size = marked.last - marked.first
            if is_determiner(reading, index - 1) and near:
                return None
            placed = skip_adverbials(reading, cue.last, index + 1) >= index
            return (index, 0.8) if placed or size > _LONG else None
        if norm in (".", ";", ":", "que", "qu'", "qui"):
            return None
    return None


def _qualifying(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.QUALIFIES not in cue.frames:
        return None
    for index in range(cue.last, min(cue.last + 22, last)):
        norm = reading.norm(index)
        if norm in (".", ";", "qui", "que", "qu'"):
            return None
        if norm in ("de", "d'", "comme", "des", "du", "à"):
            start = index + 1
            if is_determiner(reading, start):
                start += 1
            if reading.is_mark(start):
                return index + 1, 0.7
    return None


def _attribute(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.ATTRIBUTE not in cue.frames or cue.negated:
        return None
    start = cue.last
    while (
        start < last
        and not reading.norm(start).endswith(reading.rules.adverb_endings)
        and (size := adverb_from(reading, start))
    ):
        start += size
    norm = reading.norm(start)
    if norm in (",", ".", ";") or not (reading.is_word(start) or reading.is_mark(start)):
        return None
    if is_determiner(reading, start) or norm in reading.rules.prepositions:
        return None
    return start, 0.55


def _noun(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.QUALIFIES in cue.frames:
        return _marked_noun(reading, cue, last)
    if Frame.NOUN not in cue.frames or cue.negated or (cue.voice is not Voice.ACTIVE and cue.voice is not Voice.GERUND):
        return None
    start = cue.last
    if not cue.verb.tail and not _partitive(reading, start):
        start = _past_insertion(reading, start, last)
        if (
            not is_determiner(reading, start)
            or reading.norm(start + 1) in reading.rules.days
            or reading.norm(start + 2) in reading.rules.days
        ):
            start = skip_adverbials(reading, start, last)
    if not (
        _partitive(reading, start)
        or is_determiner(reading, start)
        or cue.verb.tail
        or reading.norm(start)[:1].isdigit()
    ):
        return None
    if reading.norm(start) in reading.rules.pointing:
        return None
    return start, _NOUN


def _partitive(reading: Reading, index: int) -> bool:
    """Whether `des` or `de nombreux` opens a noun phrase."""
    norm, rules = reading.norm(index), reading.rules
    plural = norm in rules.contracted and norm in rules.determiners and norm in rules.prepositions
    return plural or (norm in rules.of and reading.norm(index + 1) in rules.partitives)


def _marked_noun(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    """A noun phrase with marks in it (`condamne ce « crime barbare »`)."""
    if cue.voice not in (Voice.ACTIVE, Voice.GERUND):
        return None
    start = skip_adverbs(reading, cue.last, last)
    for index in range(start, min(start + 5, last)):
        if reading.is_mark(index):
            return start, 0.6
        if reading.norm(index) in _STOPS or reading.norm(index) == ",":
            return None
    return None
