"""Content behind its cue: `X a déclaré que ...`, `affirme vouloir ...`, `promet de ...`, `annonce la ...`, `a dit : « ... »`."""

from collections.abc import Iterator

from app.domain.spans import Span
from app.extraction.languages.shapes.quotes import Frame
from app.extraction.quotes.contents import Cues, Found, clause_end, trimmed
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.phrases import infinitive_at, is_adverb, is_determiner, skip_adverbs
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.subjects import agent, is_subjectless, pronoun_behind, subject_before, subject_behind

_REACH = 28


def find_reported(reading: Reading, cues: Cues) -> Iterator[Found]:
    """Yield the quotes whose content follows their cue."""
    speakers: dict[int, Span | None] = {}
    for cue in cues.all:
        first, last = reading.unit(cue.first)
        speaker = cue_speaker(reading, cues, cue, speakers)
        speakers[cue.first] = speaker
        content = _content(reading, cues, cue, last)
        if content is None:
            continue
        start, end, confidence = content
        if cue.voice in (Voice.PASSIVE, Voice.PARTICIPLE):
            found = agent(reading, cue.last, last)
            if found is None and cue.voice is Voice.PARTICIPLE:
                continue
            speaker = found[0] if found else None
        if speaker is None and cue.voice is Voice.ACTIVE:
            confidence -= 0.2
        part = trimmed(reading, start, end)
        if part is not None:
            yield Found((part,), (cue.first, cue.last), speaker, confidence, rank=5)


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
    return _carried(reading, cues, cue, known, first)


def _stands_inverted(reading: Reading, cue: Cue, first: int) -> bool:
    return cue.first == first or reading.norm(cue.first - 1) in (",", "comme", "que", "»")


def _carried(reading: Reading, cues: Cues, cue: Cue, known: dict[int, Span | None], first: int) -> Span | None:
    before = cues.between(first, cue.first)
    for earlier in reversed(before):
        if known.get(earlier.first) is not None:
            return known[earlier.first]
    return clause_subject(reading, first, cue.first)


def clause_subject(reading: Reading, first: int, last: int) -> Span | None:
    """Return the likely subject of a clause without a cue: its first phrase that no preposition governs."""
    index = first
    governed = False
    while index < last:
        name = reading.names.get(index)
        norm = reading.norm(index)
        if norm in reading.rules.prepositions:
            governed = True
        elif norm in reading.rules.pronouns:
            return reading.span(index, index + 1)
        elif name is not None:
            if not governed:
                return reading.span(name.first, name.last)
            governed = False
            index = name.last
            continue
        elif norm == "," or not is_determiner(reading, index):
            governed = False
        index += 1
    return None


def _content(reading: Reading, cues: Cues, cue: Cue, last: int) -> tuple[int, int, float] | None:
    for rule in (_clause, _infinitive, _of_infinitive, _to_infinitive, _colon, _marks, _qualifying, _attribute, _noun):
        found = rule(reading, cue, last)
        if found is not None:
            start, confidence = found
            end = clause_end(reading, cues, start, last)
            return start, _marks_end(reading, start, end, rule in (_colon, _marks, _qualifying)), confidence
    return None


def _marks_end(reading: Reading, start: int, end: int, marks_only: bool) -> int:
    """A content that opens with marks by rule ends with them."""
    marked = reading.marked_at(start)
    if marks_only and marked is not None and marked.start == start:
        return marked.end
    return end


def _clause(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.CLAUSE not in cue.frames or (cue.negated and cue.verb.lemma != "nier"):
        return None
    rules = reading.rules
    for index in range(cue.last, min(cue.last + _REACH, last)):
        norm = reading.norm(index)
        if norm in rules.that:
            if (
                index > cue.last
                and reading.norm(index - 1)
                in ("ce", "à", "de", "pour", "afin", "alors", "tandis", "plus", "moins", "parce", "bien", "ainsi")
                and not (reading.norm(index - 1) == "ce" and reading.norm(index - 2) in ("à", "de"))
            ):
                return None
            return index + 1, 0.9 if index - cue.last < 4 else 0.75
        if norm in (".", ";", ":") or reading.is_mark(index):
            return None
        if (
            index == cue.last
            and is_determiner(reading, index)
            and Frame.OBJECT not in cue.frames
            and norm not in ("ce",)
        ):
            return None
        if norm in ("qui", "dont", "et", "mais"):
            return None
    return None


def _infinitive(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.BARE not in cue.frames or cue.negated:
        return None
    index = _past_insertion(reading, cue.last, last)
    verb = infinitive_at(reading, index)
    return (index, 0.8) if verb is not None and verb < last else None


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
            return (index + 1, 0.55) if reading.is_word(index + 1) else None
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
            return (index, 0.8) if near or size > 6 else None
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
    while start < last and is_adverb(reading, start) and not reading.norm(start).endswith("ment"):
        start += 1
    norm = reading.norm(start)
    if norm in (",", ".", ";") or not (reading.is_word(start) or reading.is_mark(start)):
        return None
    if is_determiner(reading, start) or norm in reading.rules.prepositions:
        return None
    return start, 0.55


def _noun(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.NOUN not in cue.frames or cue.negated or (cue.voice is not Voice.ACTIVE and cue.voice is not Voice.GERUND):
        return None
    start = _past_insertion(reading, cue.last, last)
    if reading.norm(start) in ("de", "d'") and cue.verb.tail:
        start += 1
    fixed = cue.verb.tail
    if not (is_determiner(reading, start) or fixed or reading.norm(start)[:1].isdigit()):
        return None
    return start, 0.5
