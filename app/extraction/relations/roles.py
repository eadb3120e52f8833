"""Roles: who holds a title, and of what ("le président russe, X", "X, PDG de Y", "X est porte-parole de Y")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.domain.annotations import Entity, EntityType, MentionKind, Modality, Polarity, RelationType
from app.extraction.languages.shapes.relations import RelationRules, RoleRules
from app.extraction.relations.bodies import Bodies
from app.extraction.relations.claims import Claim
from app.extraction.relations.evident import EvidentActors
from app.extraction.relations.offices import TitlePhrase
from app.extraction.relations.page import Hit, Page
from app.extraction.relations.tenure import Tenures
from app.extraction.relations.titles import TitleReader

_CLOSING = frozenset((",", ".", ")", "]", "»", "”", '"', ":", ";", "–", "—", "-", "!", "?", "(", "…"))
_BRACKET_REACH = 12
_OPENING_REACH = 6
_UNNAMED = 0.7
"""How sure an office is that the text gives without a name."""
_AGE = (",", "41", "ans")
_OFTEN = 2
_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Held:
    """A title phrase with its holders, and how sure the construction is."""

    phrase: TitlePhrase
    holders: tuple[Entity, ...]
    confidence: float
    modality: Modality
    polarity: Polarity = Polarity.AFFIRMED
    last: int = 0

    @property
    def beside(self) -> bool:
        """Whether the holder stands after the title, at the end of one phrase with it."""
        return self.last > 0


def find_holders(page: Page, rules: RelationRules) -> list[Held]:
    """Return the titles of `page` that have a holder."""
    return list(_HolderFinder(page, rules).find())


def claim_roles(page: Page, held: Sequence[Held], tenures: Tenures) -> list[Claim]:
    """Return the roles that `held` titles state; those that are known to be over are of the past."""
    evident = EvidentActors(page, held, tenures)
    return [_dated(claim, tenures) for one in held for claim in _claims(one, evident)]


def _dated(claim: Claim, tenures: Tenures) -> Claim:
    over = all(tenures.is_over(holder, claim.type, claim.target[0]) for holder in claim.source)
    return replace(claim, modality=Modality.HISTORICAL) if over and claim.modality is Modality.ACTUAL else claim


def _claims(held: Held, evident: EvidentActors) -> Iterator[Claim]:
    phrase = held.phrase
    told = bool(phrase.offices)
    groups = [held.holders] if held.beside else [(holder,) for holder in held.holders]
    for holders in groups:
        surely = told or held.confidence > _UNNAMED
        for office in phrase.offices or (evident.of(holders[0], phrase) if surely else ()):
            if office.entity not in holders:
                yield Claim(
                    office.relation,
                    holders,
                    (office.entity,),
                    (phrase.core, phrase.trigger),
                    phrase.sentence,
                    polarity=held.polarity,
                    modality=held.modality,
                    confidence=held.confidence if told else held.confidence - 0.15,
                )


class _HolderFinder:
    """Joins title phrases to the persons that hold them."""

    def __init__(self, page: Page, rules: RelationRules) -> None:
        self._page = page
        self._words = page.words
        self._rules: RoleRules = rules.roles
        self._all = rules
        self._reader = TitleReader(page, rules)
        # known once: an actor may be met as often as it is mentioned
        self._named_ids = frozenset(entity.id for entity in page.draft.entities if _is_named(entity))

    def find(self) -> Iterator[Held]:
        """Yield the title phrases that have a holder."""
        before: Held | None = None
        for phrase in self._reader.read():
            start, end = self._page.sentences[phrase.sentence]
            held = self._held(phrase, start, end) or self._chained(phrase, before)
            if held is not None:
                yield held
            before = held

    def _held(self, phrase: TitlePhrase, start: int, end: int) -> Held | None:
        beside = self._beside(phrase, end)
        if beside is not None or phrase.nested:
            return beside
        return (
            self._apposed_before(phrase, start, end)
            or self._touching(phrase, start)
            or self._copula(phrase, start)
            or self._opening(phrase, start, end)
            or self._apposed_after(phrase, end)
            or self._unnamed(phrase)
        )

    def _beside(self, phrase: TitlePhrase, end: int) -> Held | None:
        """Read "le président russe Vladimir Poutine", "les députés A et B"."""
        holders, last = self._persons(phrase.last, end, many=phrase.title.plural)
        return Held(phrase, holders, 0.95, phrase.modality, last=last) if holders else None

    def _apposed_before(self, phrase: TitlePhrase, start: int, end: int) -> Held | None:
        """Read "Angela Merkel, chancelière allemande", "X (président de Y)", "— X, président de Y"."""
        mark = phrase.first - 1
        if mark <= start or self._words[mark] not in (",", "(") or phrase.owned:
            return None
        holder = self._name_before(mark, start)
        if holder is None:
            return None
        if phrase.articled and (not self._closed(phrase, end) or self._follows_name(phrase, end)):
            return None
        return Held(phrase, (holder.entity,), 0.92, phrase.modality)

    def _touching(self, phrase: TitlePhrase, start: int) -> Held | None:
        """Read "a déclaré X porte-parole de Y": a name with its title and no comma between."""
        if phrase.first == start or not phrase.offices or phrase.owned:
            return None
        holder = self._name_before(phrase.first, start)
        return Held(phrase, (holder.entity,), 0.85, phrase.modality) if holder is not None else None

    def _opening(self, phrase: TitlePhrase, start: int, end: int) -> Held | None:
        """Read "Président de la Colombie depuis 2010, il a ...": a title that opens the sentence for its subject."""
        if phrase.first != start or phrase.articled:
            return None
        for word in range(phrase.last, min(end - 1, phrase.last + _OPENING_REACH)):
            if self._words[word] == ",":
                hit = self._named(word + 1, end) or self._pronoun(word + 1)
                held = hit is not None and hit.entity.type is EntityType.PERSON
                return Held(phrase, (hit.entity,), 0.85, phrase.modality) if hit is not None and held else None
        return None

    def _closed(self, phrase: TitlePhrase, end: int) -> bool:
        if phrase.last >= end:
            return True
        after = self._words[phrase.last]
        return (
            after in _CLOSING
            or after in self._all.conjunctions
            or (bool(phrase.offices) and after in self._rules.place)
        )

    def _follows_name(self, phrase: TitlePhrase, end: int) -> bool:
        """Whether an article-led title is followed by a comma and a person's name: then it is theirs."""
        comma = phrase.last + 1 < end and self._words[phrase.last] == ","
        return comma and self._named(phrase.last + 1, end) is not None

    def _name_before(self, mark: int, start: int) -> Hit | None:
        """Return the person's name that ends before `mark`, over a bracket or an age ("X (PS), maire de Y", "X, 41 ans, PDG")."""
        if mark - start > len(_AGE) and self._is_age(mark - len(_AGE)):
            mark -= len(_AGE)
        if self._words[mark - 1] == ")":
            at = mark - 2
            while at > start and self._words[at] != "(" and mark - at < _BRACKET_REACH:
                at -= 1
            mark = at
        hit = self._page.ends.get(mark)
        return hit if hit is not None and hit.entity.type is EntityType.PERSON else None

    def _is_age(self, word: int) -> bool:
        """Whether ", 41 ans" stands at `word`."""
        comma, number, years = self._words[word : word + len(_AGE)]
        return comma == "," and number.isdigit() and years in self._rules.years

    def _apposed_after(self, phrase: TitlePhrase, end: int) -> Held | None:
        """Read "le président russe, Vladimir Poutine", "plusieurs ministres, dont A et B"."""
        if phrase.last + 1 >= end or self._words[phrase.last] != ",":
            return None
        listing = self._words[phrase.last + 1] in self._rules.listing
        many = phrase.title.plural
        if listing and not many:
            return None
        holders, last = self._persons(phrase.last + 1 + listing, end, many=many)
        return Held(phrase, holders, 0.92, phrase.modality, last=last) if holders else None

    def _copula(self, phrase: TitlePhrase, start: int) -> Held | None:
        """Read "X est président de Y", "X a été élu maire de Y", "X, qui est porte-parole de Y"."""
        at = phrase.first - 1
        while at > start and (self._words[at] in self._rules.becoming or self._is_date(at)):
            at -= 1
        modality = self._rules.being.get(self._words[at]) if at > start else None
        if modality is None and at > start and self._words[at] in self._rules.having and at < phrase.first - 1:
            modality = Modality.ACTUAL.value
        if modality:
            return self._subject(phrase, at, start, Modality(modality))
        named = at < phrase.first - 1 and self._words[at + 1] in self._rules.chosen
        return self._subject(phrase, at + 1, start, Modality.ACTUAL) if named else None

    def _is_date(self, word: int) -> bool:
        """Whether a word is part of a date ("le dimanche 4 décembre")."""
        dates = self._all.circumstances
        surface = self._words[word]
        if surface in self._all.determiners:
            word += 1
            surface = self._words[word]
        return surface.isdigit() or surface in dates.months or surface in dates.weekdays

    def _subject(self, phrase: TitlePhrase, verb: int, start: int, modality: Modality) -> Held | None:
        at = verb
        polarity = Polarity.AFFIRMED
        if at - 1 > start and self._words[at - 1] in self._all.negations:
            polarity, at = Polarity.NEGATED, at - 1
        if at - 1 > start and self._words[at - 1] in self._rules.relatives:
            at -= 1 + (self._words[at - 2] == ",")
        hit = self._page.ends.get(at) or self._pronoun(at - 1)
        if hit is None or hit.entity.type is not EntityType.PERSON:
            return None
        if phrase.modality is not Modality.ACTUAL:
            modality = phrase.modality
        return Held(phrase, (hit.entity,), 0.88, modality, polarity)

    def _pronoun(self, word: int) -> Hit | None:
        told = next((hit for hit in self._page.hits(word) if hit.last == word + 1), None)
        if told is not None or self._words[word] not in self._all.events.pronouns or self._hero is None:
            return told
        return Hit(self._hero, MentionKind.PRONOUN, word, word + 1)

    @cached_property
    def _hero(self) -> Entity | None:
        """Whom the article is on: the one person of its headline, else the person whose name stands often enough."""
        headed = self._headed
        if len(headed) == 1:
            return headed[0]
        named = {
            entity.id: sum(mention.kind is MentionKind.NAME for mention in entity.mentions)
            for entity in self._page.persons_in_document
        }
        best = max(named, key=lambda key: named[key], default=None)
        if best is None or named[best] < _OFTEN or named[best] < _SHARE * sum(named.values()):
            return None
        return self._page.by_id[best]

    @property
    def _headed(self) -> list[Entity]:
        """The persons that the headline names."""
        title = self._page.draft.heading.title
        if title is None:
            return []
        persons = self._page.persons_in_document
        return [one for one in persons if any(title.contains(mention.span) for mention in one.mentions)]

    def _chained(self, phrase: TitlePhrase, before: Held | None) -> Held | None:
        """Read "X, vice-présidente de Y et maire de Z": a title that follows a held title."""
        if before is None or before.phrase.sentence != phrase.sentence or phrase.articled or before.beside:
            return None
        between = self._words[before.phrase.last : phrase.first]
        joined = all(
            word in self._all.conjunctions or word in self._rules.linking or word in self._rules.since or word.isdigit()
            for word in between
        )
        if not between or not joined:
            return None
        return replace(before, phrase=phrase, modality=phrase.modality, confidence=before.confidence - 0.05, last=0)

    def _unnamed(self, phrase: TitlePhrase) -> Held | None:
        """Read "le maire d'Orlando", where the text gives the office alone and it is an actor of its own."""
        if phrase.title.plural:
            return None
        for word in range(phrase.first, phrase.core + 1):
            hit = self._page.phrase(word)
            told = phrase.offices or (hit is not None and hit.entity.id in self._named_ids)
            if hit is not None and told and hit.entity.type is EntityType.PERSON and hit.last >= phrase.trigger:
                return Held(phrase, (hit.entity,), _UNNAMED, phrase.modality)
        return None

    def _persons(self, word: int, end: int, *, many: bool) -> tuple[tuple[Entity, ...], int]:
        hit = self._named(word, end)
        found: list[Entity] = []
        last = word
        while hit is not None:
            found.append(hit.entity)
            last = hit.last
            if not many or hit.last >= end or self._words[hit.last] not in (",", *self._all.conjunctions):
                break
            hit = self._named(hit.last + 1, end)
        return tuple(found), last

    def _named(self, word: int, end: int) -> Hit | None:
        """Return the person's name on `word`, over titles of courtesy ("le camarade X")."""
        at = word + (word < end and self._words[word] in self._all.determiners)
        courtesy = self._page.skip(at, end, self._rules.honorifics)
        return self._page.person(courtesy if courtesy > at else word)


def _is_named(entity: Entity) -> bool:
    return any(mention.kind is MentionKind.NAME for mention in entity.mentions)


def find_memberships(page: Page, rules: RelationRules) -> Iterator[Claim]:
    """Yield the memberships told beside a name, in brackets or as its complement."""
    bodies = Bodies(page, rules)
    for sentence, holder in page.persons():
        _, end = page.sentences[sentence]
        if holder.last + 2 >= end:
            continue
        found = _in_brackets(page, bodies, holder.last, end) or _of_body(page, rules, holder, end)
        if found is not None:
            told = (found.first, found.last)
            yield Claim(RelationType.MEMBER_OF, (holder.entity,), (found.entity,), told, sentence, confidence=0.85)


def _in_brackets(page: Page, bodies: Bodies, word: int, end: int) -> Hit | None:
    if page.words[word] != "(":
        return None
    hit = page.name(word + 1)
    if hit is not None and (hit.entity.type is not EntityType.ORGANIZATION or hit.last >= end):
        return None
    if hit is None and page.is_acronym(word + 1):
        hit = Hit(bodies.at(word + 1, word + 2), MentionKind.NAME, word + 1, word + 2)
    return hit if hit is not None and hit.last < end and page.words[hit.last] in (")", ",") else None


def _of_body(page: Page, rules: RelationRules, holder: Hit, end: int) -> Hit | None:
    """Return the body behind "X, de l'université de Y," or, of who is named in full, "X de l'université de Y"."""
    comma = page.words[holder.last] == ","
    after = holder.last + comma
    if page.words[after] not in rules.roles.complement or (not comma and holder.last - holder.first == 1):
        return None
    hit = page.name(page.skip(after + 1, end, rules.determiners))
    if hit is None or hit.entity.type is not EntityType.ORGANIZATION:
        return None
    closed = not comma or hit.last >= end or page.words[hit.last] in _CLOSING
    return hit if closed or page.words[hit.last] in rules.roles.place else None
