"""Content given to a source: `Selon X, ...`, `..., selon X`, `Pour X, ...`, `13 500 personnes selon la police`."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.quotes.channels import channel, heading_channel
from app.extraction.quotes.contents import Cues, Found, body_start, clause_end, has_content, speech_end, trimmed
from app.extraction.quotes.cues import Voice
from app.extraction.quotes.nouns import naming, phrase_after
from app.extraction.quotes.phrases import has_verb, infinitive_at, is_adverb, is_animate, is_determiner
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.subjects import name_apposed_behind

_FIGURE = 8
_LEAD = 4
_SHORTEST = 3
_LONG = 120
_HEAD_REACH = 8
_APPOSED = 12
_AFTER_APPOSED = frozenset({",", "(", ".", "»", "«"})


def find_sources(reading: Reading, cues: Cues) -> Iterator[Found]:
    """Yield the quotes whose speaker stands behind a source word."""
    reached = 0
    rules = reading.rules
    for index in reading.index.where({source[0] for source in rules.sources} | rules.weak_sources):
        size = source_at(reading, index)
        if not size or index < reached:
            continue
        marked = reading.marked_at(index)
        if marked is not None and marked.is_whole:
            continue
        found = _found(reading, cues, index, size)
        if found is not None:
            long = found.parts[-1][1] - found.first > _LONG
            reached = found.parts[-1][1] if long and found.first > index else reached
            yield found
            yield from _other_sides(reading, found)


def source_at(reading: Reading, index: int) -> int:
    """Return how many tokens the source word at `index` has, 0 where there is none."""
    norm = reading.norm(index)
    rules = reading.rules
    for source in rules.sources:
        if norm == source[0] and tuple(reading.norms[index : index + len(source)]) == source:
            return len(source)
    if norm in rules.weak_sources and _at_head(reading, index):
        return 1 if _may_opine(reading, index + 1) else 0
    return 0


def _may_opine(reading: Reading, index: int) -> bool:
    """Whether what follows `pour` can hold an opinion: a person or body, and no purpose, price or time."""
    if infinitive_at(reading, index) is not None:
        return False
    norm = reading.norm(index)
    if norm in reading.rules.opining:
        return True
    name = reading.names.get(index) or reading.names.get(index + 1)
    if name is not None:
        if name.type in (EntityType.COUNTRY, EntityType.PLACE):
            return False
        return reading.norm(name.last) in (",", "(") or reading.is_mark(name.last)
    phrase = phrase_after(reading, index, reading.sentence(index)[1])
    if phrase is None or reading.norm(phrase[1]) != ",":
        return False
    return is_determiner(reading, index) and any(
        is_animate(reading, i) for i in range(index + 1, min(phrase[1], index + 7))
    )


def _at_head(reading: Reading, index: int) -> bool:
    """Whether a source opens its clause: at the head of the sentence, behind a conjunction, `que` or a short lead and a comma."""
    first, _ = reading.sentence(index)
    strong = reading.norm(index) not in reading.rules.weak_sources
    before = index - 2 if reading.norm(index - 1) == "," else index - 1
    if (
        strong
        and before > first
        and (reading.norm(before) in reading.rules.coordinators or reading.norm(before) in reading.rules.that)
    ):
        return True
    while index > first and (
        is_adverb(reading, index - 1)
        or reading.norm(index - 1) in reading.rules.coordinators
        or reading.norm(index - 1) == ","
    ):
        index -= 1
    if index == first or reading.norm(index - 1) in (";", ":"):
        return True
    lead = index - first <= _LEAD and not has_verb(reading, first, index)
    return lead and reading.norm(index) == ","


def _found(reading: Reading, cues: Cues, index: int, size: int) -> Found | None:
    first, last = reading.unit(index)
    phrase = phrase_after(reading, index + size, last)
    if phrase is None:
        return None
    certain = _is_source(reading, *phrase)
    speaker = naming(reading, *_without_head(reading, *phrase))
    cue = (index, index + size)
    apposed = name_apposed_behind(reading, phrase[1], last)
    if apposed is not None and reading.norm(apposed[1]) in _AFTER_APPOSED:
        speaker, phrase = apposed[0], (phrase[0], apposed[1])
    if _at_head(reading, index):
        start = _past_apposition(reading, phrase[1], last)
        part = trimmed(reading, start, speech_end(reading, start, clause_end(reading, cues, start, last)))
        if part is None or _passes_on(reading, cues, first, part):
            return None
        via = _via(reading, index + size, part[0], speaker)
        return Found((part,), cue, speaker, 0.85, via, rank=8, family="source-head", certain=certain)
    parts = _before(reading, index, first, phrase[1], last)
    via = _via(reading, index + size, last, speaker)
    return Found(parts, cue, speaker, 0.8, via, rank=7, family="source-trail", certain=certain) if parts else None


def _other_sides(reading: Reading, found: Found) -> Iterator[Found]:
    """What else a source in its sentence may cover: only what stands before it, or only what stands behind."""
    if found.family != "source-trail" or found.cue is None:
        return
    _, last = reading.unit(found.cue[0])
    phrase = phrase_after(reading, found.cue[1], last)
    sides = [found.parts[0]] if len(found.parts) > 1 else []
    behind = trimmed(reading, phrase[1], last) if phrase is not None and last - phrase[1] < _LONG else None
    if behind is not None and reading.words(*behind) >= _SHORTEST:
        sides.append(behind)
    for part in sides:
        yield replace(found, parts=(part,), family="source-side", certain=False)


def _passes_on(reading: Reading, cues: Cues, first: int, part: tuple[int, int]) -> bool:
    """Whether a medium only carries what somebody else says (`Selon l'AFP, le maire a dit que ...`)."""
    if heading_channel(reading, first) is None:
        return False
    return any(cue.voice is Voice.ACTIVE and has_content(reading, cue) for cue in cues.between(part[0] - 1, part[1]))


def _via(reading: Reading, first: int, last: int, speaker: Span) -> Span | None:
    via = channel(reading, first, last)
    return None if via is None or via.overlaps(speaker) else via


def _is_source(reading: Reading, first: int, last: int) -> bool:
    rules = reading.rules
    index = first
    while index < last and (is_determiner(reading, index) or reading.norm(index) in rules.head_adjectives):
        index += 1
    head = reading.norm(index)
    if reading.is_mark(index) or (reading.norm(first) in rules.of_this and head in rules.relatives):
        return False
    return not (head in rules.that or head in rules.no_sources or (head in rules.source_heads and index == last - 1))


def _without_head(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Skip a noun of saying in front of the speaker (`les dires de X`, `une information révélée par X`)."""
    rules = reading.rules
    index = first
    while index < last and is_determiner(reading, index):
        index += 1
    if reading.norm(index) not in rules.source_heads:
        return first, last
    for joins in (rules.by, rules.of | rules.contracted):
        for position in range(index + 1, min(last - 1, index + _HEAD_REACH)):
            norm = reading.norm(position)
            if norm in joins and reading.norm(position + 1) not in rules.media:
                return position + 1, last
    return first, last


def _past_apposition(reading: Reading, index: int, last: int) -> int:
    """Return where content starts behind a speaker: after an apposition or a relative clause between commas."""
    if reading.norm(index) == "(":
        closing = next((i for i in range(index, min(index + 15, last)) if reading.norm(i) == ")"), None)
        index = closing + 1 if closing is not None else index
    if reading.norm(index) in reading.rules.relatives:
        index = next((i for i in range(index, min(index + 40, last)) if reading.norm(i) == ","), index)
    for _ in range(2):
        if reading.norm(index) != ",":
            break
        closing = next((i for i in range(index + 1, min(index + 40, last)) if reading.norm(i) == ","), None)
        if closing is None or not _is_apposition(reading, index + 1, closing) or _is_apposed(reading, closing):
            break
        index = closing
    return index


def _is_apposed(reading: Reading, comma: int) -> bool:
    """Whether an indefinite apposition and then a verb follow: what stands before is the subject (`l'homme, un élu, a fui`)."""
    if reading.norm(comma + 1) not in reading.rules.indefinite:
        return False
    closing = next((i for i in range(comma + 1, comma + _APPOSED) if reading.norm(i) == ","), None)
    return (
        closing is not None
        and not has_verb(reading, comma + 1, closing)
        and has_verb(reading, closing + 1, min(closing + 3, len(reading.norms)))
    )


def _is_apposition(reading: Reading, first: int, last: int) -> bool:
    norm = reading.norm(first)
    if norm in reading.rules.relatives:
        return True
    if norm in reading.rules.of or norm in reading.rules.contracted or norm.endswith(reading.rules.participle_endings):
        return not has_verb(reading, first, last)
    indefinite = norm in reading.rules.indefinite and not _follows_person(reading, first)
    if reading.is_mark(first) or norm in reading.rules.pronouns or indefinite:
        return False
    if norm in reading.rules.prepositions or is_adverb(reading, first):
        return False
    if has_verb(reading, first, last):
        return False
    follows = last + 1
    return (
        is_determiner(reading, follows)
        or reading.is_mark(follows)
        or reading.is_capital(follows)
        or reading.norm(follows) in reading.rules.pronouns
        or not is_determiner(reading, first)
    )


def _follows_person(reading: Reading, index: int) -> bool:
    name = reading.name_over(index - 2)
    return name is not None and name.type is EntityType.PERSON and name.last == index - 1


def _before(reading: Reading, index: int, first: int, end: int, last: int) -> tuple[tuple[int, int], ...] | None:
    """Return the content before a trailing source, and what goes on behind it."""
    stop = index
    while stop > first and (
        (is_adverb(reading, stop - 1) and reading.norm(stop - 1) in reading.rules.source_adverbs)
        or reading.norm(stop - 1) in (",", "(")
    ):
        stop -= 1
    figure = _figure(reading, first, stop)
    if figure is not None:
        part = trimmed(reading, figure, stop)
        return (part,) if part else None
    head = trimmed(reading, body_start(reading, first, stop), stop)
    if head is None:
        return None
    rest = _rest(reading, head, end, last)
    return (head, rest) if rest else (head,)


def _figure(reading: Reading, first: int, stop: int) -> int | None:
    """A bare figure before a source (`100 000 selon les organisateurs`) is the whole content."""
    for index in range(stop - 1, max(first, stop - _FIGURE), -1):
        if reading.norm(index) == ",":
            return (
                index + 1 if reading.norm(index + 1)[:1].isdigit() and not has_verb(reading, index + 1, stop) else None
            )
    return None


def _rest(reading: Reading, head: tuple[int, int], end: int, last: int) -> tuple[int, int] | None:
    """What follows a source in the middle of a sentence belongs to the content where the head has no verb or a conjunction goes on."""
    start = end
    if reading.norm(start) == ")":
        start += 1
    if reading.norm(start) == ",":
        start += 1
    if last - start < _SHORTEST:
        return None
    norm = reading.norm(start)
    helped = reading.norm(head[1] - 1) in reading.rules.have or reading.norm(head[1] - 1) in reading.rules.be
    goes_on = helped or norm in reading.rules.going_on
    if not goes_on and has_verb(reading, *head):
        return None
    if norm in reading.rules.name_joints and reading.norm(end) != ",":
        start += 1
    return trimmed(reading, start, last)
