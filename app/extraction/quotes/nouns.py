"""Noun phrases without a parser: where one starts before a verb or ends behind it, and the words that name its head.

A phrase is bounded by small words and marks; its head is the first determiner or name that no preposition governs. Of a phrase
with a name joined to its head (`le ministre de l'Intérieur Bernard Cazeneuve`) the name is what is kept.
"""

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.quotes.phrases import is_adverb, is_determiner, is_inverted
from app.extraction.quotes.reading import Reading

_LONGEST = 40


def phrase_before(reading: Reading, end: int, floor: int, *, inner: bool = False) -> tuple[int, int] | None:
    """Return the noun phrase that ends before token `end`, not reaching before `floor`: its first and last token (exclusive).

    With `inner` a phrase may itself be governed (`par un militant qui ...`), by anything but `de`.
    """
    while end > floor and (is_adverb(reading, end - 1) and not reading.name_over(end - 1)):
        end -= 1
    first = _boundary(reading, end, max(floor, end - _LONGEST))
    head = _head(reading, first, end, inner=inner)
    return None if head is None else (head, end)


def _boundary(reading: Reading, end: int, floor: int) -> int:
    """Walk left from `end` to the token after the nearest boundary; boundaries inside names do not count."""
    index = end
    while index > floor:
        name = reading.name_over(index - 1)
        if name is not None and name.first >= floor:
            index = name.first
            continue
        norm = reading.norm(index - 1)
        if norm == "," or norm in reading.rules.boundaries or is_inverted(reading, index - 1):
            if norm == ")" and (opening := _parenthesis(reading, index - 1, floor)) is not None:
                index = opening
                continue
            break
        index -= 1
    return index


def _parenthesis(reading: Reading, index: int, floor: int) -> int | None:
    return next((i for i in range(index - 1, max(floor, index - 12) - 1, -1) if reading.norm(i) == "("), None)


def _head(reading: Reading, first: int, end: int, *, inner: bool = False) -> int | None:
    """Return the first token of the phrase in `[first, end)` that no preposition governs; the last one where there are two."""
    found: int | None = None
    index = first
    governed = False
    in_phrase = False
    while index < end:
        norm = reading.norm(index)
        name = reading.name_over(index)
        if norm in reading.rules.of and not in_phrase and reading.norm(index + 1) in reading.rules.partitives:
            found, governed, in_phrase = index, False, True
        elif (
            norm in reading.rules.prepositions
            and not (norm in reading.rules.plural_articles and index == first)
            and name is None
        ):
            governed, in_phrase = _governs(reading, norm, inner=inner), norm in reading.rules.contracted
        elif is_determiner(reading, index) and (name is None or name.first == index):
            if not governed and not _is_time(reading, index, end):
                found = index
            governed, in_phrase = False, True
        elif name is not None or reading.is_capital(index) or norm in reading.rules.titles:
            if not governed and not in_phrase and not _is_time(reading, index, end):
                found = index
            governed, in_phrase = False, True
        elif norm in reading.rules.pronouns or norm in reading.rules.demonstratives:
            found, in_phrase, governed = index, True, False
        else:
            governed = False
        index = name.last if name is not None and name.first >= index else index + 1
    return found


def _governs(reading: Reading, norm: str, *, inner: bool) -> bool:
    return norm in reading.rules.of if inner else norm not in reading.rules.contracted


def _is_time(reading: Reading, index: int, end: int) -> bool:
    return any(reading.norm(i) in reading.rules.times for i in range(index, min(index + 3, end)))


def phrase_after(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """Return the noun phrase that starts at `first`, not reaching `last`: a speaker behind its verb or source word."""
    index = first
    while index < last:
        name = reading.names.get(index)
        if name is not None:
            index = name.last
            continue
        norm = reading.norm(index)
        if norm == "," or (norm in reading.rules.boundaries and not _joins(reading, index)) or reading.is_mark(index):
            break
        if index > first and index - first > _LONGEST:
            break
        index += 1
    return (first, index) if index > first else None


def _joins(reading: Reading, index: int) -> bool:
    """Whether a conjunction joins two names (`Sarkozy et Valls`)."""
    if reading.norm(index) not in reading.rules.name_joints:
        return False
    return is_determiner(reading, index + 1) or index + 1 in reading.names or reading.is_capital(index + 1)


def naming(reading: Reading, first: int, last: int) -> Span:
    """Return the shortest naming stretch of a noun phrase: the joined name where there is one, else the phrase itself."""
    if reading.norm(first) in reading.rules.pronouns or reading.norm(first) in reading.rules.demonstratives:
        return reading.span(first, first + 1)
    joined = _names_of(reading, first, last)
    persons = [name for name in joined if name[2] is EntityType.PERSON]
    if persons:
        return reading.span(persons[0][0], persons[-1][1]) if len(persons) > 1 else reading.span(*persons[0][:2])
    if joined:
        return reading.span(*joined[0][:2])
    capitals = _capitals(reading, first, last)
    if capitals is not None:
        return reading.span(*capitals)
    return reading.span(first, _trimmed(reading, first, _without_agent(reading, first, last)))


def _names_of(reading: Reading, first: int, last: int) -> list[tuple[int, int, EntityType]]:
    """Return the names that a preposition does not govern inside a phrase."""
    found: list[tuple[int, int, EntityType]] = []
    index = first
    while index < last:
        name = reading.names.get(index)
        if name is None or name.last > last:
            if reading.norm(index) in reading.rules.by:
                break
            index += 1
            continue
        before = index - 1
        if before >= first and is_determiner(reading, before):
            before -= 1
        governed = before >= first and reading.norm(before) in reading.rules.prepositions
        if not governed:
            found.append((name.first, name.last, name.type))
        index = name.last
    return found


def _capitals(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """Return the capitalised words that head a phrase or are joined to its head, for names nobody found."""
    start = first
    while start < last and (is_determiner(reading, start) or reading.norm(start) in reading.rules.titles):
        start += 1
    end = start
    while end < last and reading.is_capital(end) and reading.is_word(end):
        end += 1
    closed = end == last or not reading.is_word(end)
    return (start, end) if closed and end > start and (start > first or end > start + 1) else None


def _without_agent(reading: Reading, first: int, last: int) -> int:
    """End a phrase before a participle and its agent (`l'équipe dirigée | par X`)."""
    agent = next((i for i in range(first + 2, last) if reading.norm(i) in reading.rules.by), None)
    return last if agent is None or agent - 1 <= first + 1 else agent - 1


def _trimmed(reading: Reading, first: int, last: int) -> int:
    while last > first + 1 and (not reading.is_word(last - 1) or is_adverb(reading, last - 1)):
        last -= 1
    return last
