"""Where the content behind a cue starts: after `que`, at an infinitive, at marks, at a noun phrase, behind a colon."""

from dataclasses import dataclass

from app.extraction.languages.shapes.quotes import Frame
from app.extraction.quotes.cues import Cue, Voice
from app.extraction.quotes.phrases import (
    adverb_from,
    infinitive_at,
    is_determiner,
    is_partitive,
    skip_adverbials,
    skip_adverbs,
)
from app.extraction.quotes.reading import Reading

_REACH = 28
NOUN = 0.75
_LONG = 6
_NEAR = 3


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """Where the content of a cue starts, how sure that is, and the `family` of construction it is of.

    What is `short` (a noun phrase, an infinitive) ends at the next clause.
    """

    start: int
    confidence: float
    family: str = ""

    @property
    def short(self) -> bool:
        """Whether the content ends at the next clause."""
        return self.family in _SHORT_FAMILIES


_SHORT_FAMILIES = frozenset({"infinitive", "of", "to", "attribute", "noun"})


def content_start(reading: Reading, cue: Cue, last: int) -> Opening | None:
    """Return where the content of a cue starts: the nearest verbal content first."""
    verbal = [
        Opening(*found, family)
        for family, rule in (
            ("clause", _clause),
            ("infinitive", _infinitive),
            ("of", _of_infinitive),
            ("to", _to_infinitive),
        )
        if (found := rule(reading, cue, last))
    ]
    if verbal:
        return min(verbal)
    for family, rule in (
        ("qualifies", _qualifying),
        ("attribute", _attribute),
        ("noun", _noun),
        ("marks", _marks),
        ("colon", _colon),
    ):
        found = rule(reading, cue, last)
        if found is not None:
            return Opening(*found, family)
    return None


def _clause(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.CLAUSE not in cue.frames or (cue.negated and cue.verb.lemma not in reading.rules.denying):
        return None
    rules = reading.rules
    told = Frame.OBJECT in cue.frames
    object_at = skip_adverbs(reading, cue.last, last)
    for index in range(cue.last, min(cue.last + _REACH, last)):
        norm = reading.norm(index)
        if norm in rules.that:
            return _that(reading, cue, index)
        if norm in _STOPS or norm in rules.clause_joints or reading.is_mark(index):
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


_STOPS = frozenset({".", ";", ":"})


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
        if norm in _STOPS or _opens_clause(reading, index) or reading.is_mark(index):
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
            near = index - cue.last < _NEAR
            size = marked.last - marked.first
            if is_determiner(reading, index - 1) and near:
                return None
            placed = skip_adverbials(reading, cue.last, index + 1) >= index
            return (index, 0.8) if placed or size > _LONG else None
        if norm in _STOPS or _opens_clause(reading, index):
            return None
    return None


def _qualifying(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    if Frame.QUALIFIES not in cue.frames:
        return None
    for index in range(cue.last, min(cue.last + 22, last)):
        norm = reading.norm(index)
        if norm in (".", ";") or _opens_clause(reading, index):
            return None
        if norm in reading.rules.qualifiers:
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
    if not cue.verb.tail and not is_partitive(reading, start):
        start = _past_insertion(reading, start, last)
        if (
            not is_determiner(reading, start)
            or reading.norm(start + 1) in reading.rules.days
            or reading.norm(start + 2) in reading.rules.days
        ):
            start = skip_adverbials(reading, start, last)
    if not (
        is_partitive(reading, start)
        or reading.norm(start) in reading.rules.quantities
        or is_determiner(reading, start)
        or cue.verb.tail
        or reading.norm(start)[:1].isdigit()
    ):
        return None
    if reading.norm(start) in reading.rules.pointing:
        return None
    return start, NOUN


def _marked_noun(reading: Reading, cue: Cue, last: int) -> tuple[int, float] | None:
    """A noun phrase with marks in it (`condamne ce « crime barbare »`)."""
    if cue.voice not in (Voice.ACTIVE, Voice.GERUND):
        return None
    start = skip_adverbs(reading, cue.last, last)
    for index in range(start, min(start + 5, last)):
        if reading.is_mark(index):
            return start, 0.6
        if (
            reading.norm(index) in _STOPS
            or reading.norm(index) in reading.rules.clause_joints
            or reading.norm(index) == ","
        ):
            return None
    return None


def _opens_clause(reading: Reading, index: int) -> bool:
    return reading.norm(index) in reading.rules.relatives or reading.norm(index) in reading.rules.that
