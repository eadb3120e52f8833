"""Nouns: what a noun states between its complements ("la visite de X à Moscou", "l'accord entre A et B")."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.annotations import Entity, EntityType, MentionKind, Modality, Polarity, RelationType
from app.extraction.languages.shapes.relations import NounFrame, RelationRules
from app.extraction.relations.claims import Claim
from app.extraction.relations.finder import Finder
from app.extraction.relations.page import Page, have_common
from app.extraction.relations.phrases import Phrase, Phrases, Titled
from app.extraction.relations.quoted import QuotedStretches
from app.extraction.relations.subjects import Subjects
from app.extraction.relations.verbs import VerbReader, is_condition

_ADJECTIVES = 3
_COMPLEMENTS = 4
_SIDE_REACH = 40
_OCCASION_REACH = 7
_DENIAL_REACH = 4
_VERB_REACH = 4
_PARTED_REACH = 9
_STEM = 5
_REMEMBERED = 4


@dataclass(slots=True)
class _Ends:
    """The two ends of a noun as they are gathered, and where its phrase ends."""

    last: int
    source: tuple[Entity, ...] = ()
    target: tuple[Entity, ...] = ()
    adjectives: list[Entity] = field(default_factory=list[Entity])

    @property
    def complete(self) -> bool:
        """Whether both ends are known and differ."""
        return bool(self.source and self.target) and not have_common(self.source, self.target)


class NounFinder(Finder):
    """Finds what the nouns of a page state."""

    def __init__(self, page: Page, rules: RelationRules, titled: Mapping[int, Titled]) -> None:
        super().__init__(page, rules, titled)
        self._subjects = Subjects(page, rules, VerbReader(page, rules))
        self._speakers = QuotedStretches(page)
        self._opposed: deque[Claim] = deque(maxlen=_REMEMBERED)
        self._countries = {
            entity.country: entity
            for entity in page.draft.entities
            if entity.type is EntityType.COUNTRY and entity.country
        }

    def find(self) -> Iterator[Claim]:
        """Yield what the nouns of the page state."""
        for number, word in self._page.spots(self._rules.nouns.keys()):
            if word not in self._page.inside_names:
                frames = self._rules.nouns[self._words[word]]
                for claim in self._claims(word, frames, self._page.sentences[number], number):
                    if claim.type is RelationType.TENSION:
                        self._opposed.append(claim)
                    yield claim

    def _claims(
        self, word: int, frames: tuple[NounFrame, ...], within: tuple[int, int], number: int
    ) -> Iterator[Claim]:
        for frame in frames:
            ends = self._gather(frame, word, within)
            if ends.target and not ends.source:
                ends.source = self._owner(frame, word, within) or self._other_side(frame, ends.target, word, number)
            if not ends.complete or not self._followed(frame, ends.last, within[1]):
                continue
            source = tuple(e for e in ends.source if not frame.sources or e.type in frame.sources)
            target = self._seated(frame, ends.target)
            if source and target:
                yield Claim(
                    frame.type,
                    source,
                    target,
                    (word, word + 1),
                    number,
                    mode=frame.mode,
                    symmetric=frame.mutual or frame.ally,
                    polarity=self._polarity(word, within[0]),
                    modality=self._modality(word, ends.last, within),
                    confidence=0.7,
                )
                return

    def _followed(self, frame: NounFrame, last: int, end: int) -> bool:
        """Whether what must follow the noun's phrase follows it ("les relations entre A et B se détériorent")."""
        return not frame.then or any(w in frame.then for w in self._words[last : min(end, last + _VERB_REACH)])

    def _other_side(self, frame: NounFrame, target: tuple[Entity, ...], word: int, number: int) -> tuple[Entity, ...]:
        """Return who is against `target` where the sentence before told the two sides ("la rivalité avec X")."""
        definite = self._words[word - 1] in self._rules.definite if word else False
        if frame.type is not RelationType.TENSION or not definite:
            return ()
        for told in self._opposed:
            if number - told.sentence <= 1 and self._page.in_one_paragraph(told.sentence, number):
                on_left, on_right = have_common(told.source, target), have_common(told.target, target)
                if on_left != on_right:
                    return told.target if on_left else told.source
        return ()

    def _owner(self, frame: NounFrame, word: int, within: tuple[int, int]) -> tuple[Entity, ...]:
        """Return whose the noun is where its own phrase does not say so: a subject that carries or owns it."""
        start = within[0]
        first = max(start, word - _SIDE_REACH)
        phrases = Phrases(self._page, self._all, self._titled, (first, word))
        if frame.ally:
            return self._allied(word, phrases, start)
        before = self._words[max(start, word - _OCCASION_REACH) : word]
        if before and before[-1] in self._rules.manner:
            return self._subjects.antecedent(word - 1, phrases, start) or self._subjects.of_clause(word - 1, phrases)
        carrier = self._carrier(word, start, phrases)
        if carrier is not None:
            return self._subjects.of_clause(carrier, phrases)
        if frame.mutual and any(w in self._rules.occasions for w in before):
            return self._subjects.of_clause(word, phrases)
        return self._possessor(word, before, phrases) or self._speaker(frame, word)

    def _possessor(self, word: int, before: list[str], phrases: Phrases) -> tuple[Entity, ...]:
        """Return the subject of the clause for "son soutien", where no one else in the clause may own it."""
        owned = any(w in self._all.roles.possessives for w in before[-2:])
        if not owned or any(w in self._rules.ending for w in before) or (phrases.all and phrases.all[-1].actors):
            return ()
        found = self._subjects.of_clause(word, phrases)
        others = {actor.id for phrase in phrases.all for actor in phrase.actors if not phrase.link}
        return found if others <= {actor.id for actor in found} else ()

    def _speaker(self, frame: NounFrame, word: int) -> tuple[Entity, ...]:
        """Return who speaks of "les négociations avec X" in a quote of theirs: they are the other side."""
        speaker = self._speakers.speaker_at(self._page.span(word, word + 1))
        entity = self._page.by_id.get(speaker) if speaker else None
        definite = word > 0 and self._words[word - 1] in self._rules.definite
        spoken = frame.type is RelationType.CONSULT and frame.mutual
        return (entity,) if spoken and entity is not None and definite else ()

    def _carrier(self, word: int, start: int, phrases: Phrases) -> int | None:
        """Return the verb that only carries the noun ("a lancé une nouvelle attaque"), no actor between the two."""
        for at in range(word - 1, max(start, word - _OCCASION_REACH) - 1, -1):
            if self._words[at] in self._rules.light:
                between = phrases.all[phrases.index_from(at) :]
                return None if any(phrase.actors for phrase in between) else at
            if self._words[at] in (",", ";", ":"):
                return None
        return None

    def _allied(self, word: int, phrases: Phrases, start: int) -> tuple[Entity, ...]:
        """Return the other side of an ally: "X et ses alliés", "X, allié de Y", "X est un allié de Y"."""
        words = self._words
        at = word - 1
        if at > start and words[at] in self._all.roles.possessives:
            if words[at - 1] not in self._all.conjunctions:
                return ()
            phrase = phrases.before(at - 1)
            actors = phrase.actors if phrase is not None else ()
            # "leurs alliés" are told well enough where they are a state's
            states = tuple(actor for actor in actors if actor.type is EntityType.COUNTRY)
            return states if self._group(word) else actors
        at -= at > start and words[at] in self._all.determiners
        if words[at] in self._rules.be:
            return self._subjects.of_clause(at + 1, phrases)
        return self._subjects.antecedent(at + 1, phrases, start) if words[at] == "," else ()

    def _seated(self, frame: NounFrame, target: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Return the target, a capital replaced by its country where that is an actor of the text."""
        found = list(target)
        if frame.seat:
            for at, entity in enumerate(found):
                country = self._rules.capitals.get(entity.name) if entity.type is EntityType.PLACE else None
                found[at] = self._countries.get(country, entity) if country else entity
        return tuple(entity for entity in found if not frame.targets or entity.type in frame.targets)

    def _gather(self, frame: NounFrame, word: int, within: tuple[int, int]) -> _Ends:
        ends = _Ends(word + 1)
        self._read_adjectives(ends, within[1])
        phrases = Phrases(self._page, self._all, self._titled, (ends.last, min(within[1], ends.last + _SIDE_REACH)))
        if frame.mutual and ends.last < within[1] and self._words[ends.last] in self._rules.between:
            self._read_between(ends, phrases, within[1])
            return ends
        if frame.mutual and len(ends.adjectives) > 1:
            ends.source, ends.target = (ends.adjectives[0],), (ends.adjectives[1],)
            return ends
        if frame.ally:
            ends.target = tuple(ends.adjectives) or self._group(word)
        elif frame.adjective and ends.adjectives:
            ends.source = (ends.adjectives[0],)
        if frame.mutual and self._parted(ends, phrases, within[1]):
            return ends
        for _ in range(_COMPLEMENTS):
            phrase = phrases.at(ends.last)
            if phrase is None or not phrase.link or not self._take(frame, ends, phrase):
                break
            ends.last = phrase.last
        return ends

    def _parted(self, ends: _Ends, phrases: Phrases, end: int) -> bool:
        """Read "un conflit a éclaté entre A et B": a few words without actors before the two ends."""
        for at in range(ends.last, min(end, ends.last + _PARTED_REACH)):
            if self._words[at] in self._rules.between:
                parted = _Ends(at)
                self._read_between(parted, phrases, end)
                if parted.complete:
                    ends.source, ends.target, ends.last = parted.source, parted.target, parted.last
                return parted.complete
            if (
                self._words[at] in (",", ";", ":")
                or self._page.hits(at)
                or self._words[at] in self._rules.subordinators
            ):
                break
        return False

    def _group(self, word: int) -> tuple[Entity, ...]:
        """Return the actor that the phrase "leurs alliés" itself is."""
        hit = self._page.phrase(word - 1) if word else None
        return (hit.entity,) if hit is not None and hit.last == word + 1 else ()

    def _take(self, frame: NounFrame, ends: _Ends, phrase: Phrase) -> bool:
        """Take a complement as an end; whether the reading goes on behind it."""
        if not phrase.actors:
            return phrase.link not in frame.source and phrase.link not in frame.target
        if phrase.link in frame.source and not ends.source:
            ends.source = phrase.actors
        elif phrase.link in frame.target and not ends.target:
            ends.target = phrase.actors
        else:
            return False
        return True

    def _read_adjectives(self, ends: _Ends, end: int) -> None:
        page = self._page
        for _ in range(_ADJECTIVES):
            word = ends.last
            if word >= end or page.name(word) is not None:
                return
            demonyms = [hit for hit in page.hits(word) if hit.kind is MentionKind.DEMONYM]
            if demonyms:
                ends.adjectives += [hit.entity for hit in demonyms]
                ends.last = demonyms[0].last
            elif self._is_adjective(word):
                ends.last += 1
            else:
                return

    def _is_adjective(self, word: int) -> bool:
        phrases = self._all.phrases
        surface = self._words[word]
        if surface in phrases.noun_adjectives:
            return True
        ending = len(surface) > _STEM and surface.endswith(phrases.adjective_endings)
        return ending and surface not in self._rules.light and surface not in phrases.stops

    def _read_between(self, ends: _Ends, phrases: Phrases, end: int) -> None:
        """Read "entre A et B", and the two sides of "entre, d'un côté, A et B, et de l'autre, C et D"."""
        first = self._side(ends.last + 1, end, self._rules.sides)
        if first is not None:
            self._read_sides(ends, phrases, first, end)
            return
        phrase = phrases.at(ends.last)
        if phrase is not None and len(phrase.actors) > 1:
            ends.source, ends.target, ends.last = phrase.actors[:1], phrase.actors[1:], phrase.last

    def _side(self, word: int, end: int, words: tuple[str, ...]) -> int | None:
        """Return where what follows the fixed words ("d'un côté") begins, commas around them skipped."""
        word += word < end and self._words[word] == ","
        if not words or tuple(self._words[word : word + len(words)]) != words:
            return None
        word += len(words)
        return word + (word < end and self._words[word] == ",")

    def _read_sides(self, ends: _Ends, phrases: Phrases, word: int, end: int) -> None:
        left = phrases.at(word)
        if left is None:
            return
        for at in range(left.last, min(end, left.last + _VERB_REACH * 2)):
            if self._words[at] in self._rules.other_sides:
                comma = at + 1 < end and self._words[at + 1] == ","
                right = phrases.at(at + 1 + comma)
                if right is not None:
                    ends.source, ends.target, ends.last = left.actors, right.actors, right.last
                return

    def _polarity(self, word: int, start: int) -> Polarity:
        before = self._words[max(start, word - _DENIAL_REACH) : word]
        denied = any(w in self._rules.denying for w in before) or bool(before and before[-1] in self._rules.none)
        return Polarity.NEGATED if denied else Polarity.AFFIRMED

    def _modality(self, word: int, last: int, within: tuple[int, int]) -> Modality:
        """Return the time of the verb whose subject the noun is, or of the conditional that stands before it."""
        if word > within[0] and self._words[word - 1] in self._all.roles.coming:
            return Modality.FUTURE
        for at in range(last, min(within[1], last + _VERB_REACH)):
            surface = self._words[at]
            known = self._rules.modals.get(surface) or self._rules.be.get(surface) or self._rules.have.get(surface)
            if known is not None:
                return known
            if surface.endswith(self._rules.conditional_endings):
                return Modality.HYPOTHETICAL
            if surface in (",", ";", ":") or surface in self._rules.subordinators:
                break
        return self._time_before(word, within[0])

    def _time_before(self, word: int, start: int) -> Modality:
        for at in range(word - 1, max(start, word - _SIDE_REACH) - 1, -1):
            surface = self._words[at]
            if surface in (",", ";", ":") or surface in self._rules.subordinators:
                break
            feared = any(frame.loose for frame, _ in self._rules.verbs.get(surface, ()))
            if (
                feared
                or is_condition(self._words, at, self._rules)
                or surface.endswith(self._rules.conditional_endings)
            ):
                return Modality.HYPOTHETICAL
            known = self._rules.modals.get(surface) or self._rules.be.get(surface) or self._rules.have.get(surface)
            if known is Modality.HYPOTHETICAL or known is Modality.FUTURE:
                return known
        return Modality.ACTUAL
