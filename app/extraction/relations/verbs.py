"""Verbs: a trigger verb with its auxiliaries, its voice, its time, and whether it is denied."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.domain.annotations import Modality, Polarity
from app.extraction.languages.shapes.relations import EventRules, Form, RelationRules, VerbFrame
from app.extraction.relations.page import Page

_NONE = frozenset[str]()
_INSERTION_REACH = 20
_TIMES = {Form.FUTURE: Modality.FUTURE, Form.CONDITIONAL: Modality.HYPOTHETICAL}


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A trigger verb over the words `[first, last)`; `head` is the trigger itself, `last` is past its fixed tail.

    A `governed` group is an infinitive under another verb, whose subject it shares ("affirme avoir attaqué"). `stood_for` says
    that a pronoun before the verb stands for its object ("l'a accusé").
    """

    frame: VerbFrame
    first: int
    head: int
    last: int
    passive: bool
    modality: Modality
    polarity: Polarity
    bare: bool = False
    gerund: bool = False
    governed: bool = False
    stood_for: bool = False


class VerbReader:
    """Reads the groups of trigger verbs in a page."""

    def __init__(self, page: Page, rules: RelationRules) -> None:
        self._page = page
        self._words = page.words
        self._all = rules
        self._rules = rules.events
        self._leading = _leading(rules)

    def read(self, words: Iterable[int], within: tuple[int, int]) -> Iterator[VerbGroup]:
        """Yield the groups of the verbs on `words` of the sentence `within`, all that one verb may be read as in turn."""
        for word in words:
            if word in self._page.inside_names:
                continue
            for frame, form in self._rules.verbs[self._words[word]]:
                group = self._group(frame, form, word, within)
                if group is not None:
                    yield group

    def _group(self, frame: VerbFrame, form: Form, word: int, within: tuple[int, int]) -> VerbGroup | None:
        last = self._tail(frame, word + 1, within[1])
        if last is None:
            return None
        if form is Form.INFINITIVE:
            return self._infinitive(frame, word, last, within[0])
        if form is Form.PARTICIPLE:
            return self._participle(frame, word, last, within[0])
        first, clitics, negated = self._clitics(word, within[0])
        led = first > within[0] and self._words[first - 1] in self._leading
        if led or not self._fits(frame, clitics):
            return None
        return VerbGroup(
            frame,
            first,
            word,
            last,
            passive=False,
            modality=_TIMES.get(form, Modality.ACTUAL),
            polarity=_polarity(negated),
            stood_for=self._stands_for_object(clitics),
        )

    def _tail(self, frame: VerbFrame, word: int, end: int) -> int | None:
        """Return where the verb's fixed words end, None where they are not there."""
        if not frame.tail:
            return word
        word = self.skip_adverbs(word, end)
        word += word < end and self._words[word] in self._rules.days
        for fixed in frame.tail:
            if word >= end or self._words[word] != fixed:
                return None
            word += 1
        return word

    def _fits(self, frame: VerbFrame, clitics: frozenset[str]) -> bool:
        """Whether the clitics before a verb are those of its frame, one more at most, which may stand for its object."""
        reflexive = bool(clitics & self._rules.reflexives)
        wanted = bool(frame.clitics & self._rules.reflexives)
        if reflexive != wanted:
            return False
        objects = clitics & self._rules.object_clitics
        if objects and (
            len(objects) > 1 or not any(objects <= self._rules.standing.get(link, _NONE) for link in frame.links)
        ):
            return False
        return frame.clitics - self._rules.reflexives <= clitics

    def _stands_for_object(self, clitics: frozenset[str]) -> bool:
        return bool(clitics & self._rules.object_clitics)

    def _clitics(self, word: int, start: int) -> tuple[int, frozenset[str], bool]:
        """Return where the clitics before `word` begin, which they are, and whether one denies."""
        found: set[str] = set()
        negated = False
        while word > start:
            before = self._words[word - 1]
            if before in self._all.negations:
                negated = True
            elif before not in self._rules.clitics or (before in self._all.determiners and not self._clitic(word - 1)):
                break
            found.add(before)
            word -= 1
        return word, frozenset(found), negated

    def _clitic(self, word: int) -> bool:
        """Whether an article-like word is an object pronoun: what precedes it can only precede a verb."""
        return word > 0 and (self._words[word - 1] in self._all.negations or self._page.ends.get(word) is not None)

    def skip_adverbs(self, word: int, end: int) -> int:
        """Return the first word from `word` on that is no adverb."""
        while word < end:
            if self._is_adverb(word):
                word += 1
            elif tuple(self._words[word : min(word + 2, end)]) in self._rules.adverb_phrases:
                word += 2
            else:
                break
        return word

    def _is_adverb(self, word: int) -> bool:
        surface = self._words[word]
        if word in self._page.inside_names:
            return False
        return surface in self._rules.adverbs or (len(surface) > 5 and surface.endswith(self._rules.adverb_endings))  # noqa: PLR2004 (no noun so short)

    def _back_over_adverbs(self, word: int, start: int) -> tuple[int, bool]:
        """Return the last word before `word` that is no adverb, and whether a negative adverb was passed."""
        denied = False
        word -= 1
        while word > start:
            if self._is_adverb(word) or self._words[word] in self._rules.negative_adverbs:
                denied |= self._words[word] in self._rules.negative_adverbs
                word -= 1
            elif (self._words[word - 1], self._words[word]) in self._rules.adverb_phrases:
                word -= 2
            else:
                break
        return word, denied

    def _auxiliary_of(self, word: int, start: int) -> int:
        """Return the word before a participle, over adverbs and what stands in commas ("a, ce mercredi, menacé")."""
        at, _ = self._back_over_adverbs(word, start)
        if at <= start or self._words[at] != ",":
            return at
        for comma in range(at - 1, max(start, at - _INSERTION_REACH), -1):
            if self._words[comma] == ",":
                return comma - 1 if self._is_auxiliary(comma - 1) else at
        return at

    def _is_auxiliary(self, word: int) -> bool:
        return any(self._words[word] in words for words in (self._rules.have, self._rules.be, self._rules.been))

    def _participle(self, frame: VerbFrame, word: int, last: int, start: int) -> VerbGroup | None:
        at = self._auxiliary_of(word, start)
        passive = False
        modality = None
        auxiliary = self._words[at] if at >= start else ""
        if auxiliary in self._rules.been:
            at, _ = self._back_over_adverbs(at, start)
            auxiliary = self._words[at] if at >= start else ""
            passive = True
            modality = self._rules.have.get(auxiliary)
            if modality is None:
                return None
        elif auxiliary in self._rules.have:
            modality = self._rules.have[auxiliary]
        elif auxiliary in self._rules.be:
            modality = self._rules.be[auxiliary]
            passive = True
        if modality is None:
            return self._bare(frame, word, last)
        governed = auxiliary in self._rules.having
        if governed and at > start and self._words[at - 1] in self._rules.complementing:
            return None
        first, clitics, negated = self._clitics(at, start)
        if clitics & self._rules.reflexives:
            passive = False
        if not self._fits(frame, clitics) or (passive and ("" not in frame.links or self._stands_for_object(clitics))):
            return None
        return VerbGroup(
            frame,
            first,
            word,
            last,
            passive=passive,
            modality=modality,
            polarity=_polarity(negated),
            governed=governed,
            stood_for=self._stands_for_object(clitics),
        )

    def _bare(self, frame: VerbFrame, word: int, last: int) -> VerbGroup | None:
        """Read "X, soutenu par Y": a participle without auxiliary."""
        if "" not in frame.links or frame.clitics or frame.tail:
            return None
        return VerbGroup(
            frame, word, word, last, passive=True, modality=Modality.ACTUAL, polarity=Polarity.AFFIRMED, bare=True
        )

    def _infinitive(self, frame: VerbFrame, word: int, last: int, start: int) -> VerbGroup | None:
        """Read "va rencontrer", "a décidé de quitter", "pourrait attaquer"."""
        at, own, _ = self._clitics(word, start)
        if not self._fits(frame, own):
            return None
        stood_for = self._stands_for_object(own)
        at -= 1
        if at > start and self._words[at] in self._rules.infinitive_marks:
            at -= 1
        purpose = self._rules.purposes.get(self._words[at]) if at > start else None
        if purpose is not None:
            return VerbGroup(
                frame,
                word,
                word,
                last,
                passive=False,
                modality=purpose,
                polarity=Polarity.AFFIRMED,
                governed=True,
                stood_for=stood_for,
            )
        at_modal, _ = self._back_over_adverbs(at + 1, start)
        modality = self._rules.modals.get(self._words[at_modal]) if at_modal >= start else None
        if modality is None:
            return None
        first, denied = self._auxiliary(at_modal, start)
        return VerbGroup(
            frame,
            first,
            word,
            last,
            passive=False,
            modality=modality,
            polarity=_polarity(denied),
            stood_for=stood_for,
        )

    def _auxiliary(self, word: int, start: int) -> tuple[int, bool]:
        """Return where the group of a modal begins, and whether it is denied."""
        at, _ = self._back_over_adverbs(word, start)
        if at >= start and self._words[at] in self._rules.have:
            word = at
        first, _, negated = self._clitics(word, start)
        return first, negated


def is_condition(words: Sequence[str], at: int, rules: EventRules) -> bool:
    """Whether a condition begins on the word `at` ("si", "s'" before "il")."""
    elided = words[at] in rules.elided_conditions and at + 1 < len(words) and words[at + 1] in rules.conditioned
    return elided or words[at] in rules.conditions


@cache
def _leading(rules: RelationRules) -> frozenset[str]:
    """Return the words before which a verb's form is a noun."""
    return rules.determiners | rules.phrases.prepositions - rules.events.gerund_marks


def _polarity(negated: bool) -> Polarity:  # noqa: FBT001 (the one thing asked)
    return Polarity.NEGATED if negated else Polarity.AFFIRMED
