"""Cues: the verb groups of saying in a text (`a également indiqué`, `s'est-il dit`, `est accusé`, `en ajoutant`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import TypeAlias

from app.extraction.languages.shapes.quotes import Frame, Mood, Verb
from app.extraction.quotes.phrases import adverb_until, is_adverb, is_inverted
from app.extraction.quotes.reading import Reading

_REACH = 7
_INSERTED = 28
_PHRASED = 7


Verbs: TypeAlias = Mapping[str, tuple[tuple[Verb, Mood], ...]]


NO_VERBS: Verbs = MappingProxyType({})


class Voice(Enum):
    """How a verb group takes its subject."""

    ACTIVE = auto()
    PASSIVE = auto()
    PARTICIPLE = auto()
    GERUND = auto()
    INFINITIVE = auto()


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group of saying on tokens `[first, last)`; `inverted` is the token of a pronoun behind the verb."""

    first: int
    last: int
    verb: Verb
    voice: Voice
    negated: bool = False
    inverted: int | None = None

    @property
    def frames(self) -> frozenset[Frame]:
        """How it takes its content."""
        return self.verb.frames


def find_cues(reading: Reading) -> Iterator[Cue]:
    """Yield the verb groups of saying outside quotation marks, in text order."""
    return _find(reading, reading.rules.verbs)


def find_weak_cues(reading: Reading) -> Iterator[Cue]:
    """Yield what tells of speech now and then, outside quotation marks, in text order: weak verbs, infinitives anywhere."""
    return _find(reading, reading.rules.weak_verbs, anywhere=reading.rules.verbs)


def _find(reading: Reading, verbs: Verbs, anywhere: Verbs = NO_VERBS) -> Iterator[Cue]:
    free = 0
    where = reading.index.where
    for index in sorted({*where(verbs.keys()), *where(anywhere.keys())}):
        marked = reading.marked_at(index)
        if index < free or (marked is not None and marked.is_whole):
            continue
        cue = _cue_at(reading, index, verbs) or _loose_infinitive(reading, index, anywhere)
        if cue is not None:
            yield cue
            free = max(cue.last, index) + 1


def _loose_infinitive(reading: Reading, index: int, verbs: Verbs) -> Cue | None:
    """An infinitive of saying whatever governs it (`lui a permis de dire`, `veut montrer`)."""
    for verb, mood in verbs.get(reading.norm(index), ()):
        if mood is Mood.INFINITIVE and not verb.tail and not verb.reflexive:
            before = reading.norm(index - 1)
            joined = before in reading.rules.of or before in reading.rules.to
            return Cue(index - joined, index + 1, verb, Voice.INFINITIVE)
    return None


def _cue_at(reading: Reading, index: int, verbs: Verbs) -> Cue | None:
    """Return the verb group whose verb of saying stands at `index`; of two readings the one with an auxiliary."""
    readings = verbs.get(reading.norm(index))
    if readings is None:
        return None
    best: Cue | None = None
    if reading.is_capital(index) and index > reading.sentence(index)[0] and reading.marked_at(index) is None:
        return None
    for verb, mood in readings:
        tail = index + 1 + len(verb.tail)
        if verb.tail and tuple(reading.norms[index + 1 : tail]) != verb.tail:
            continue
        found = _GROUPS[mood](reading, index, verb)
        if found is None or _reflexive(reading, found, index) != verb.reflexive:
            continue
        found = _with_pronoun(reading, found, tail)
        if best is None or _rank(found) > _rank(best):
            best = found
    return best


def _rank(cue: Cue) -> tuple[bool, int, bool]:
    """Prefer fixed phrases, then compound forms, then anything to a bare participle."""
    return bool(cue.verb.tail), cue.last - cue.first, cue.voice is not Voice.PARTICIPLE


def _reflexive(reading: Reading, cue: Cue, index: int) -> bool:
    return any(reading.norm(i) in reading.rules.reflexives for i in range(max(cue.first, index - _REACH), index))


def _with_pronoun(reading: Reading, cue: Cue, last: int) -> Cue:
    inverted = next((i for i in range(cue.first, last + 1) if is_inverted(reading, i)), None)
    if inverted is not None and inverted >= last:
        last = inverted + 1
    return Cue(cue.first, last, cue.verb, cue.voice, cue.negated, inverted)


def _finite(reading: Reading, index: int, verb: Verb) -> Cue | None:
    rules = reading.rules
    first = index
    while first and reading.norm(first - 1) in rules.clitics:
        first -= 1
    clitic = reading.norms[first:index]
    if clitic and clitic[0] == rules.gerund and not _introduces(reading, first - 1):
        return None
    before = reading.norm(first - 1)
    if (before in rules.determiners or before in rules.prepositions) and before not in rules.pronouns:
        return None
    if (
        first < index
        and clitic[0] in rules.determiners
        and reading.norm(index) in rules.homographs
        and not _introduces(reading, first - 1)
    ):
        return None
    if is_adverb(reading, first - 1) and reading.norm(first - 2) in rules.have:
        return None
    return Cue(first, index + 1, verb, Voice.ACTIVE, negated=_is_negated(reading, first, index + 1))


def _introduces(reading: Reading, index: int) -> bool:
    """Whether the word before `le`, `la`, `l'` shows that this is a pronoun before a verb."""
    norm, rules = reading.norm(index), reading.rules
    known = (
        norm in rules.pronouns
        or norm in rules.coordinators
        or norm in rules.relatives
        or norm in rules.like
        or norm in rules.negations
    )
    return known or norm in rules.demonstratives or norm in rules.that


def _past(reading: Reading, index: int, verb: Verb) -> Cue | None:
    rules = reading.rules
    passive = False
    position = index - 1
    if (far := _beyond_insertion(reading, index)) is not None:
        return _compound(reading, far, index, verb, Voice.ACTIVE)
    while position >= max(0, index - _REACH):
        if (size := adverb_until(reading, position + 1)) and reading.norm(position) not in rules.have:
            position -= size
            continue
        norm = reading.norm(position)
        if norm in rules.been:
            passive = True
        elif norm in rules.have:
            return _compound(reading, position, index, verb, Voice.PASSIVE if passive else Voice.ACTIVE)
        elif norm in rules.be:
            reflexive = _is_reflexive(reading, position)
            return _compound(reading, position, index, verb, Voice.ACTIVE if reflexive else Voice.PASSIVE)
        elif not is_inverted(reading, position):
            break
        position -= 1
    return Cue(index, index + 1, verb, Voice.PARTICIPLE)


def _beyond_insertion(reading: Reading, index: int) -> int | None:
    """Return the auxiliary in front of an insertion (`a, lors d'un meeting, affirmé`, `a par conséquent annoncé`, `a lui indiqué`).

    Between commas anything may stand; without them a pronoun of emphasis or a short phrase behind a preposition.
    """
    rules = reading.rules
    if reading.norm(index - 1) == ",":
        opening = next((i for i in range(index - 2, max(0, index - _INSERTED), -1) if reading.norm(i) == ","), None)
        while opening is not None and reading.norm(opening - 1) not in rules.have:
            opening = next(
                (i for i in range(opening - 1, max(0, index - _INSERTED), -1) if reading.norm(i) == ","), None
            )
        return None if opening is None else opening - 1
    if reading.norm(index - 1) in rules.emphatic and reading.norm(index - 2) in rules.have:
        return index - 2
    for position in range(index - 2, max(0, index - _PHRASED), -1):
        if not reading.is_word(position) or reading.norm(position) in rules.be:
            return None
        if reading.norm(position) in rules.have:
            return position if reading.norm(position + 1) in rules.prepositions else None
    return None


def _is_reflexive(reading: Reading, index: int) -> bool:
    return any(reading.norm(i) in reading.rules.reflexives for i in (index - 1, index - 2))


def _compound(reading: Reading, auxiliary: int, index: int, verb: Verb, voice: Voice) -> Cue:
    first = auxiliary
    while first and reading.norm(first - 1) in reading.rules.clitics:
        first -= 1
    return Cue(first, index + 1, verb, voice, negated=_is_negated(reading, first, index))


def _is_negated(reading: Reading, first: int, last: int) -> bool:
    """Whether a group is denied: a negation in front and its second half behind the verb, never both for emphasis."""
    rules = reading.rules
    opened = any(reading.norm(i) in rules.negations for i in range(first, last))
    return opened and any(reading.norm(i) in rules.negative_adverbs for i in range(first, last + 2))


def _gerund(reading: Reading, index: int, verb: Verb) -> Cue | None:
    first = index
    while first and reading.norm(first - 1) in reading.rules.clitics:
        first -= 1
    if reading.norm(first - 1) == reading.rules.gerund:
        first -= 1
    return Cue(first, index + 1, verb, Voice.GERUND)


def _infinitive(reading: Reading, index: int, verb: Verb) -> Cue | None:
    rules = reading.rules
    first = index
    while first and (reading.norm(first - 1) in rules.clitics or is_adverb(reading, first - 1)):
        first -= 1
    before = reading.norm(first - 1)
    if before in rules.modals or before in rules.determiners:
        return None
    if before in rules.of or before in rules.to:
        return _after_modal(reading, first, index, verb)
    introduced = before in rules.prepositions or before in rules.speaking_modals
    return Cue(first - 1, index + 1, verb, Voice.INFINITIVE) if introduced else None


def _after_modal(reading: Reading, first: int, index: int, verb: Verb) -> Cue | None:
    """`vient d'annoncer`, `a tenu à souligner` say it; `avant d'ajouter` takes the subject of its clause.

    `Et d'ajouter`, `Avant de conclure` at the head of a sentence go on with who spoke before.
    """
    rules = reading.rules
    modal = first - 2
    leading = reading.norm(modal) in rules.coordinators or reading.norm(modal) in rules.speaking_modals
    if leading and reading.sentence(index)[0] == modal:
        return Cue(modal, index + 1, verb, Voice.INFINITIVE)
    if reading.norm(modal) not in rules.speaking_modals:
        leads = reading.norm(modal) in rules.prepositions or reading.norm(modal) in rules.demonstratives
        return Cue(first - 1, index + 1, verb, Voice.INFINITIVE) if leads else None
    while modal and (reading.norm(modal - 1) in rules.have or reading.norm(modal - 1) in rules.clitics):
        modal -= 1
    return Cue(modal, index + 1, verb, Voice.ACTIVE)


_GROUPS = {
    Mood.FINITE: _finite,
    Mood.PAST: _past,
    Mood.PRESENT: _gerund,
    Mood.INFINITIVE: _infinitive,
}
