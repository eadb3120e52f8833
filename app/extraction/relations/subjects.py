"""Subjects: the actors that a verb is said of, over what may stand between the two."""

from bisect import bisect_right
from collections.abc import Set as AbstractSet

from app.domain.annotations import ROLE_TYPES, Entity, EntityType, MentionKind
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.page import Page, distinct
from app.extraction.relations.phrases import Phrase, Phrases
from app.extraction.relations.verbs import VerbGroup, VerbReader
from app.extraction.tokens import TokenKind

_INSERTION_REACH = 30
_LINKS_BACK = 3
_CLAUSE_REACH = 40
_SENTENCE_REACH = 80


class Subjects:
    """Finds the subjects of the verbs of a page."""

    def __init__(self, page: Page, rules: RelationRules, verbs: VerbReader) -> None:
        self._page = page
        self._words = page.words
        self._all = rules
        self._rules = rules.events
        self._verbs = verbs
        self._sentence_starts = [start for start, _ in page.sentences]

    def of(self, group: VerbGroup, phrases: Phrases, start: int) -> tuple[Entity, ...]:
        """Return the actors of the phrase that the verb is said of."""
        at = group.first
        before = self._words[at - 1] if at > start else ""
        if before in self._all.roles.relatives:
            return self.antecedent(at - 1, phrases, start)
        led_in = group.gerund and before in self._rules.gerund_marks | {","}
        if group.governed or led_in:
            return self.of_clause(at - led_in, phrases)
        if group.bare or group.gerund:
            return self.antecedent(at, phrases, start)
        if before in self._all.conjunctions:
            return self.of_clause(at - 1, phrases)
        if before in self._rules.pronouns:
            return () if group.frame.type in ROLE_TYPES else self._meant(at - 1, start)
        return self._free(at, phrases, start)

    def of_clause(self, at: int, phrases: Phrases) -> tuple[Entity, ...]:
        """Return the actors of the nearest phrase before `at` that a verb follows."""
        for index in range(phrases.index_from(at) - 1, -1, -1):
            phrase = phrases.all[index]
            if at - phrase.first > _CLAUSE_REACH or ";" in self._words[phrase.last : at]:
                break
            if not phrase.link and phrase.last < at and self._heads_a_verb(phrase, at):
                whole = phrases.before(phrase.last)
                return whole.actors if whole is not None else ()
        return ()

    def _heads_a_verb(self, phrase: Phrase, end: int) -> bool:
        """Whether a verb can follow `phrase`: a plain word that opens no new phrase, after a closing comma or none."""
        if phrase.first and self._words[phrase.first - 1] in self._rules.that | {":"} and not phrase.actors:
            return False
        at = phrase.last + (self._words[phrase.last] == "," and self._page.ends.get(phrase.last) is not None)
        at = self._page.skip(at, end, self._rules.clitics - self._all.determiners)
        at = self._verbs.skip_adverbs(at, end)
        if at >= end or self._page.tokens[at].kind is not TokenKind.WORD or at in self._page.inside_names:
            return False
        surface = self._words[at]
        if surface in self._rules.have or surface in self._rules.be or surface in self._rules.modals:
            return True
        links = surface in self._all.phrases.prepositions or surface in self._all.phrases.contracted
        return not links and surface not in self._all.phrases.stops and surface not in self._all.determiners

    def antecedent(self, at: int, phrases: Phrases, start: int) -> tuple[Entity, ...]:
        """Return the actors right before a relative or a participle, over a comma or what stands in brackets."""
        at = self._before_insertion(at, phrases, start) if at > start and self._words[at - 1] == ")" else at
        comma = at > start and self._words[at - 1] == ","
        phrase = phrases.before(self._before_insertion(at - comma, phrases, start))
        if comma and (phrase is None or phrase.link):
            outer = self._before_insertion(at, phrases, start)
            phrase = phrases.before(outer) if outer != at else phrase
        return phrase.actors if phrase is not None else ()

    def _free(self, at: int, phrases: Phrases, start: int) -> tuple[Entity, ...]:
        """Return the actors of the subject that ends at `at`, over insertions and phrases of place between."""
        named = self._apposed(at, phrases, start)
        if named is not None:
            return named.actors
        at = self._before_insertion(at, phrases, start)
        for _ in range(_LINKS_BACK):
            phrase = phrases.before(at)
            if phrase is None:
                return ()
            if not phrase.link:
                return phrase.actors
            at = phrase.first
            if phrase.link in self._rules.by and at > start:
                at -= 1  # "la coalition menée par X a frappé": the participle before its agent
            at = self._before_insertion(at, phrases, start)
        return ()

    def _meant(self, word: int, start: int) -> tuple[Entity, ...]:
        """Return whom a pronoun means: the one person named before it in its sentence, else in the sentence before."""
        told = [hit.entity for hit in self._page.hits(word) if hit.kind is MentionKind.PRONOUN]
        if told:
            return tuple(told)
        number = bisect_right(self._sentence_starts, start) - 1
        here = self._persons(max(start, word - _CLAUSE_REACH), word)
        if here or not number or not self._page.in_one_paragraph(number - 1, number):
            return here if len(here) == 1 else ()
        first, last = self._page.sentences[number - 1]
        before = self._persons(first, min(last, first + _SENTENCE_REACH))
        return before if len(before) == 1 else ()

    def meant_beside(self, word: int, start: int, subject: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Return whom a pronoun on `word` means that is no `subject`: the one other person before it, here or in the sentence before."""
        number = bisect_right(self._sentence_starts, start) - 1
        said = {actor.id for actor in subject}
        here = self._others(max(start, word - _CLAUSE_REACH), word, said)
        if here or not number or not self._page.in_one_paragraph(number - 1, number):
            return here if len(here) == 1 else ()
        first, last = self._page.sentences[number - 1]
        before = self._others(first, min(last, first + _SENTENCE_REACH), said)
        return before if len(before) == 1 else ()

    def _others(self, first: int, last: int, said: AbstractSet[str]) -> tuple[Entity, ...]:
        return tuple(actor for actor in self._persons(first, last) if actor.id not in said)

    def _persons(self, first: int, last: int) -> tuple[Entity, ...]:
        hits = (hit for word in range(first, last) for hit in self._page.hits(word))
        return distinct(hit.entity for hit in hits if hit.entity.type is EntityType.PERSON)

    def _apposed(self, at: int, phrases: Phrases, start: int) -> Phrase | None:
        """Return the phrase of a title whose holder stands in commas before `at` ("le président, Alan Quispe, accuse")."""
        phrase = phrases.before(at - 1) if at > start and self._words[at - 1] == "," else None
        holds = phrase is not None and not phrase.link and "," in self._words[phrase.first : phrase.last]
        return phrase if holds else None

    def _before_insertion(self, at: int, phrases: Phrases, start: int) -> int:
        """Return where the words before ", ...," or "(...)" end, `at` itself where there is no insertion."""
        closing = self._words[at - 1] if at > start else ""
        if closing not in (",", ")"):
            return at
        opening = "(" if closing == ")" else ","
        for word in range(at - 2, max(start, at - _INSERTION_REACH), -1):
            if self._words[word] == opening:
                phrase = phrases.before(word)
                return word if phrase is not None and phrase.actors and not phrase.link else at
        return at
