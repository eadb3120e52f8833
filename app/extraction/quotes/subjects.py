"""Who a verb of saying belongs to: the subject before it, behind it, or carried from a verb it is joined to."""

from bisect import bisect_left

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.quotes.channels import channel_at
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.nouns import naming, phrase_after, phrase_before
from app.extraction.quotes.phrases import is_adverb, is_animate, is_determiner
from app.extraction.quotes.reading import Reading

_DEEPEST = 4
_SHORT = 8
_ASIDE = 8


def pronoun_behind(reading: Reading, cue: Cue) -> Span | None:
    """Return the pronoun of an inverted verb group, without its hyphens."""
    if cue.inverted is None:
        return None
    token = reading.tokens[cue.inverted]
    length = len(token.norm.rpartition("-")[2])
    return Span(token.end - length, token.end)


def subject_before(reading: Reading, cue: Cue, floor: int) -> Span | None:
    """Return the subject before a verb group, None where the verb is joined to another or has none."""
    end = cue.first
    while (
        end > floor
        and is_adverb(reading, end - 1)
        and reading.name_over(end - 1) is None
        and not _is_pronoun(reading, end - 1)
    ):
        end -= 1
    return _subject(reading, end, floor, depth=0)


def _is_pronoun(reading: Reading, index: int) -> bool:
    norm = reading.norm(index)
    return norm in reading.rules.pronouns or norm in reading.rules.demonstratives


def _subject(reading: Reading, end: int, floor: int, depth: int) -> Span | None:
    if end <= floor or depth > _DEEPEST:
        return None
    before = reading.norm(end - 1)
    if _is_pronoun(reading, end - 1):
        return reading.span(end - 1, end)
    if before in _BEYOND:
        return _BEYOND[before](reading, end - 1, floor, depth)
    if before in reading.rules.relatives:
        return _antecedent(reading, end - 1, floor, depth)
    if reading.is_mark(end - 1):
        return _marked_name(reading, end, floor)
    phrase = phrase_before(reading, end, floor)
    return _beyond_adverbial(reading, end, floor, depth) if phrase is None else _joined(reading, *phrase, floor)


def _beyond_brackets(reading: Reading, closing: int, floor: int, depth: int) -> Span | None:
    opening = next((i for i in range(closing, max(floor, closing - 14) - 1, -1) if reading.norm(i) in ("(", "[")), None)
    return None if opening is None else _subject(reading, opening, floor, depth + 1)


def _marked_name(reading: Reading, end: int, floor: int) -> Span | None:
    """A name in marks may be a subject or end one (`l'organisation « État islamique »`)."""
    marked = reading.marked_at(end - 1)
    if marked is None or marked.last - marked.first > _SHORT or marked.start <= floor:
        return None
    phrase = phrase_before(reading, marked.start, floor)
    return reading.span(phrase[0], end) if phrase else reading.span(marked.first, marked.last)


def _beyond_adverbial(reading: Reading, end: int, floor: int, depth: int) -> Span | None:
    """A stretch without a head of its own (`en 2015`, `à Paris`): the subject stands before the comma or relative in front of it."""
    index = end
    while index > floor and index > end - 30:
        norm = reading.norm(index - 1)
        if norm == "," or norm in reading.rules.relatives:
            return _subject(reading, index, floor, depth + 1)
        if norm in reading.rules.boundaries:
            return None
        index -= 1
    return None


def _joined(reading: Reading, first: int, last: int, floor: int) -> Span:
    """Return the naming stretch of a subject; two names joined by a conjunction are one."""
    span = naming(reading, first, last)
    if first - 1 > floor and reading.norm(first - 1) in reading.rules.name_joints and reading.norm(first - 2) != ",":
        other = phrase_before(reading, first - 1, floor)
        if (other is not None and reading.names.get(other[0]) is not None) or (
            other and reading.names.get(other[0] + 1)
        ):
            start = naming(reading, *other)
            return Span(start.start, span.end) if start.start < span.start else span
    return span


def _antecedent(reading: Reading, index: int, floor: int, depth: int) -> Span | None:
    end = index
    if reading.norm(end - 1) == ",":
        end -= 1
    nearest = phrase_before(reading, end, floor, inner=True)
    if nearest is not None:
        return naming(reading, *nearest)
    return _subject(reading, end, floor, depth + 1)


def _beyond_comma(reading: Reading, comma: int, floor: int, depth: int) -> Span | None:
    """The verb follows a comma: an apposition, a relative clause or an adverbial stands between it and its subject."""
    opening = _comma_before(reading, comma, floor)
    inside = phrase_before(reading, comma, opening + 1 if opening is not None else floor)
    if opening is None:
        return _joined(reading, *inside, floor) if inside is not None else None
    if inside is not None and inside[0] <= opening + 2:
        name = _apposed(reading, inside)
        if name is not None:
            return name
    outer = _subject(reading, opening, floor, depth + 1)
    if outer is not None:
        return outer
    return naming(reading, *inside) if inside is not None else None


def _apposed(reading: Reading, phrase: tuple[int, int]) -> Span | None:
    """A person's name between commas right before the verb is the subject (`le ministre, X, a dit`)."""
    first = phrase[0]
    while first < phrase[1] and reading.norm(first) in reading.rules.titles:
        first += 1
    name = reading.names.get(first)
    if name is not None and name.type is EntityType.PERSON and name.last >= phrase[1] - 1:
        return reading.span(name.first, name.last)
    return None


_BEYOND = {",": _beyond_comma, ")": _beyond_brackets, "]": _beyond_brackets}


def _comma_before(reading: Reading, comma: int, floor: int) -> int | None:
    index = comma - 1
    while index >= floor and index > comma - 60:
        norm = reading.norm(index)
        if norm == ",":
            return index
        if norm in (";", ":", "."):
            return None
        index -= 1
    return None


def subject_behind(reading: Reading, first: int, last: int) -> tuple[Span, int] | None:
    """Return the subject that follows an inverted verb, and the token after its phrase."""
    index = first
    while index < last and is_adverb(reading, index) and reading.name_over(index) is None:
        index += 1
    medium = channel_at(reading, index, last)
    if medium is not None and reading.is_word(medium[1]):
        index = medium[1]
    phrase = phrase_after(reading, index, last)
    if phrase is None:
        return None
    end = _cut_phrase(reading, *phrase)
    joined = name_apposed_behind(reading, end, last)
    if joined is not None:
        return joined
    return naming(reading, phrase[0], end), end


def behind_aside(reading: Reading, index: int, last: int) -> int:
    """Return the token behind an aside in commas between a verb and its subject (`souffle, dépité, un député`)."""
    if reading.norm(index) != ",":
        return index
    comma = next((i for i in range(index + 2, min(index + _ASIDE, last)) if not reading.is_word(i)), None)
    return comma + 1 if comma is not None and reading.norm(comma) == "," else index


def _cut_phrase(reading: Reading, first: int, last: int) -> int:
    """End a phrase behind its verb before adverbials of time, place and channel."""
    index = first + 1
    while index < last:
        name = reading.name_over(index)
        if name is not None:
            index = name.last
            continue
        norm = reading.norm(index)
        if norm in reading.rules.adverbial_starts or (
            norm in reading.rules.times
            and not is_determiner(reading, index - 1)
            and reading.norm(index - 1) not in reading.rules.prepositions
        ):
            return index
        if is_determiner(reading, index) and _is_time(reading, index + 1):
            return index
        index += 1
    return last


def _is_time(reading: Reading, index: int) -> bool:
    norm = reading.norm(index)
    return norm in reading.rules.times or norm.isdigit()


def name_apposed_behind(reading: Reading, end: int, last: int) -> tuple[Span, int] | None:
    """`a déclaré le ministre, X`: a person's name right behind the comma is the speaker."""
    if reading.norm(end) != "," or end + 1 >= last:
        return None
    name = reading.names.get(end + 1)
    if name is None or name.type is not EntityType.PERSON:
        return None
    return reading.span(name.first, name.last), name.last


def agent(reading: Reading, first: int, last: int) -> tuple[Span, int] | None:
    """Return the agent of a passive (`par X`) in `[first, last)`, and the token after its phrase."""
    for index in range(first, min(last, first + 25)):
        if reading.norm(index) in (",", ";"):
            return None
        if reading.norm(index) in reading.rules.by:
            return subject_behind(reading, index + 1, last)
    return None


def is_subjectless(cue: Cue) -> bool:
    """Whether a verb group takes the subject of the clause it hangs on."""
    return cue.voice in (Voice.GERUND, Voice.INFINITIVE, Voice.PARTICIPLE)


def can_speak(reading: Reading, speaker: Span) -> bool:
    """Whether a mention can be somebody: a pronoun, a name, or a noun of persons and bodies."""
    first = bisect_left(reading.starts, speaker.start)
    last = bisect_left(reading.starts, speaker.end)
    if any(index in reading.names for index in range(first, last)) or _is_pronoun(reading, first):
        return True
    if first < last and reading.is_capital(first) and not is_determiner(reading, first):
        return True
    return any(is_animate(reading, index) for index in range(first, min(last, first + 5)))


def heads_speaker(reading: Reading, speaker: Span) -> bool:
    """Whether the head of a phrase, behind its determiners and titles, is a name or a noun of persons and bodies."""
    index = bisect_left(reading.starts, speaker.start)
    while index < len(reading.norms) and (is_determiner(reading, index) or reading.norm(index) in reading.rules.titles):
        index += 1
    if index in reading.names or is_animate(reading, index):
        return True
    return is_animate(reading, index + 1)
