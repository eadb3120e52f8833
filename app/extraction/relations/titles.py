"""Titles: reading a title of office with what stands around it ("l'ancien ministre russe de la Défense")."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from app.domain.annotations import EntityType, MentionKind, Modality, RelationType
from app.domain.names import fold
from app.extraction.languages.shapes.relations import RelationRules, RoleRules, Title
from app.extraction.relations.bodies import Bodies
from app.extraction.relations.offices import Office, TitlePhrase
from app.extraction.relations.page import Hit, Page
from app.extraction.tokens import TokenKind

_REACH = 8
_PHRASE_REACH = 24
_MARKS = frozenset('«“"')
_BODIES = frozenset((EntityType.ORGANIZATION, EntityType.PLACE))
_UNDER = frozenset((RelationType.HEAD_OF_GOVERNMENT_OF, RelationType.MINISTER_OF))
_OF_STATES = frozenset((RelationType.MINISTER_OF, RelationType.SPEAKS_FOR))


@dataclass(frozen=True, slots=True)
class _Step:
    """How far a reading came and what it found."""

    word: int
    offices: tuple[Office, ...] = ()
    complement: bool = False


class TitleReader:
    """Finds the title phrases of a page."""

    def __init__(self, page: Page, rules: RelationRules) -> None:
        self._page = page
        self._bodies = Bodies(page, rules)
        self._rules: RoleRules = rules.roles
        self._all = rules
        self._openers = rules.determiners | _MARKS
        self._pointers = rules.roles.demonstratives | rules.roles.possessives
        self._longest = _longest(rules.roles)

    def read(self) -> Iterator[TitlePhrase]:
        """Yield the title phrases of the page in text order, none inside another's title words."""
        free = reached = 0
        heads = {word for word in self._page.index.places if self._bare(word)[0] in self._longest}
        for sentence, word in self._page.spots(heads):
            within = self._page.sentences[sentence]
            phrase = self._phrase_at(word, within, sentence, nested=word < reached) if word >= free else None
            if phrase is not None:
                yield phrase
                free, reached = phrase.trigger, max(reached, phrase.last)

    def _phrase_at(self, word: int, within: tuple[int, int], sentence: int, *, nested: bool) -> TitlePhrase | None:
        page = self._page
        if word in page.inside_names and not self._opens_body(word):
            return None
        surface, former = self._bare(page.words[word])
        length = self._match(surface, word, within[1])
        if not length:
            return None
        title = self._rules.titles[(surface, *page.words[word + 1 : word + length])]
        first, modality = self._before(word, within[0])
        leader = page.words[first - 1] if first > within[0] else ""
        after = self._after(title, word + length, within[1])
        if former:
            modality = Modality.HISTORICAL
        elif modality is Modality.ACTUAL and any(
            w in self._rules.elect for w in page.words[word + length : after.word]
        ):
            modality = Modality.FUTURE
        return TitlePhrase(
            title,
            first - (leader in self._all.determiners),
            word,
            after.word,
            word + length,
            after.offices,
            modality,
            sentence,
            bare=not after.offices and (not after.complement or (title.portfolio and after.word > word + length)),
            articled=leader in self._all.determiners,
            owned=leader in self._rules.possessives,
            nested=nested,
            of_kind=() if after.offices else self._kinds_told(title, word + length, after.word),
        )

    def _kinds_told(self, title: Title, word: int, end: int) -> tuple[EntityType, ...]:
        """Return what the complement "de la ville", "du groupe" at `word` says of whom a title is held."""
        words = self._page.words
        if title.plural or word >= end or words[word] not in self._rules.complement:
            return ()
        at = self._page.skip(word + 1, end, self._openers)
        led = at > word + 1 or words[word] not in ("de", "d'")
        if at != end - 1 or not led:
            return ()
        kinds = (
            (EntityType.PLACE, self._rules.place_nouns),
            (EntityType.ORGANIZATION, self._rules.known_bodies),
        )
        return tuple(kind for kind, nouns in kinds if words[at] in nouns and kind in title.of)

    def _opens_body(self, word: int) -> bool:
        """Whether a name that is no person's starts on `word`: a title that was taken for one ("Chancelière allemande")."""
        hit = self._page.name(word)
        return hit is not None and hit.entity.type in _BODIES

    def _bare(self, word: str) -> tuple[str, bool]:
        if not word.startswith(self._rules.former_prefixes):
            return word, False
        prefix = next(prefix for prefix in self._rules.former_prefixes if word.startswith(prefix))
        return word.removeprefix(prefix), True

    def _match(self, surface: str, word: int, end: int) -> int:
        for length in range(self._longest.get(surface, 0), 0, -1):
            words = (surface, *self._page.words[word + 1 : word + length])
            if word + length <= end and words in self._rules.titles:
                return length
        return 0

    def _before(self, word: int, start: int) -> tuple[int, Modality]:
        """Return where the adjectives before a title begin, and the time they give it."""
        modality = Modality.ACTUAL
        while word > start:
            before = self._page.words[word - 1]
            if before in self._rules.former:
                modality = Modality.HISTORICAL
            elif before in self._rules.coming:
                modality = Modality.FUTURE
            elif before not in self._rules.before and not self._is_ordinal(word - 1):
                break
            word -= 1
        return word, modality

    def _is_ordinal(self, word: int) -> bool:
        surface = self._page.words[word]
        numbered = self._page.tokens[word].kind is TokenKind.NUMBER and not surface.isdigit()
        return numbered or surface.endswith(self._rules.ordinal_endings or ("\0",))

    def _after(self, title: Title, word: int, end: int) -> _Step:
        """Read the adjectives and complements after a title."""
        offices: list[Office] = []
        complement = False
        limit = min(end, word + _PHRASE_REACH)
        while word < limit:
            step = self._adjective(title, word) or self._complement(title, word, end)
            if step is None:
                break
            if step.offices and offices and self._page.words[word] in self._rules.place:
                step = replace(step, offices=())  # "l'ambassadeur russe à l'ONU" is Russia's
            elif step.offices and step.complement and not complement:
                # "le président qatarien du PSG" is the club's
                offices = [one for one in offices if one.entity.type is not EntityType.COUNTRY]
            word = step.word
            offices += step.offices
            complement |= step.complement
            word += bool(step.offices) and self._goes_on_with(title, word, limit)
        return _Step(word, tuple(offices), complement or (word < end and self._is_of_more(word)))

    def _goes_on_with(self, title: Title, word: int, end: int) -> bool:
        """Whether a title is held of one more ("président du Tchad et de l'Union africaine")."""
        words = self._page.words
        if (
            word + 2 >= end
            or words[word] not in self._all.conjunctions
            or words[word + 1] not in self._rules.complement
        ):
            return False
        hit = self._page.name(self._page.skip(word + 2, end, self._openers))
        return hit is not None and hit.entity.type in title.of

    def _is_of_more(self, word: int) -> bool:
        """Whether something follows that the title is held of but that names no actor it can be held of."""
        hit = self._page.name(word)
        of = self._page.words[word] in self._rules.complement
        return of or (hit is not None and hit.entity.type is EntityType.ORGANIZATION)

    def _adjective(self, title: Title, word: int) -> _Step | None:
        page = self._page
        demonym = page.demonym(word)
        if demonym is not None:
            relation = title.of.get(demonym.entity.type) if title.demonym else None
            return _Step(demonym.last, (Office(demonym.entity, relation),) if relation else ())
        party = self._party(title, word) or self._bracketed_party(title, word) or self._election(title, word)
        if party is not None:
            return party
        adjective = page.words[word] in self._rules.after or page.words[word] in self._rules.elect
        return _Step(word + 1) if adjective and page.name(word) is None else None

    def _party(self, title: Title, word: int) -> _Step | None:
        """Read the party that stands beside a title without preposition ("la députée LR", "le maire socialiste")."""
        if not title.party:
            return None
        hit = self._page.name(word)
        if hit is not None:
            found = hit.entity.type is EntityType.ORGANIZATION
            return _Step(hit.last, (Office(hit.entity, RelationType.MEMBER_OF),)) if found else None
        names = self._rules.parties.get(self._page.words[word])
        if names is None:
            return None
        known = next((self._page.by_name[fold(name)] for name in names if fold(name) in self._page.by_name), None)
        party = known or self._bodies.named(names[0], word, word + 1)
        return _Step(word + 1, (Office(party, RelationType.MEMBER_OF),))

    def _bracketed_party(self, title: Title, word: int) -> _Step | None:
        """Read "(LR)" after a title that takes a party."""
        words = self._page.words
        if not title.party or words[word] != "(" or word + 2 >= len(words):
            return None
        hit = self._page.name(word + 1)
        if hit is None or hit.last >= len(words) or words[hit.last] != ")":
            return None
        return _Step(hit.last + 1, (Office(hit.entity, RelationType.MEMBER_OF),))

    def _election(self, title: Title, word: int) -> _Step | None:
        """Read "à la présidentielle française" after a title that takes a party: it tells no actor."""
        page = self._page
        if not title.party or page.words[word] not in self._rules.place:
            return None
        at = page.skip(word + 1, min(word + 3, len(page.words)), self._all.determiners)
        if at >= len(page.words) or page.words[at] not in self._rules.elections:
            return None
        while at < len(page.words) and (page.words[at] in self._rules.elections or page.demonym(at) is not None):
            at += 1
        return _Step(at)

    def _complement(self, title: Title, word: int, end: int) -> _Step | None:
        """Read "de X", "de la direction de X", "à X": the words up to the first actor that the title can be held of."""
        page, rules = self._page, self._rules
        seat = page.words[word] in rules.place
        if not seat and page.words[word] not in rules.complement:
            return None
        if word + 1 < end and page.words[word + 1] in self._pointers:
            return None
        named = word + 1 < end and page.name(word + 1) is not None
        start = word + 1 if named else page.skip(word + 1, end, self._openers)
        whole = self._body(title, start, end) or self._under(title, start)
        if whole is not None:
            return whole
        at, reached, limit = start, 0, min(end, start + _REACH)
        nouns: list[str] = []
        while at < limit:
            hit = self._holding(title, at, nouns, seat=seat)
            if hit is not None:
                return _Step(hit.last, (self._office(title, hit, nouns, seat=seat),), complement=True)
            other = page.name(at) or page.demonym(at)
            if other is not None and other.entity.type is EntityType.PERSON:
                break
            if other is None and page.words[at] in rules.complement:
                at = page.skip(at + 1, end, self._all.determiners)
                continue
            if other is None and not self._goes_on(at):
                break
            if other is None:
                nouns.append(page.words[at])
            at = reached = other.last if other is not None else at + 1
        return _Step(reached, complement=True) if reached and (title.portfolio or not seat) else None

    def _office(self, title: Title, hit: Hit, nouns: Sequence[str], *, seat: bool) -> Office:
        """Return what a title is held of: of the whole, or of a part of it ("responsable des programmes de Y")."""
        partly = seat or any(noun not in self._rules.body_nouns for noun in nouns)
        if partly and title.part is not None and hit.entity.type is EntityType.ORGANIZATION:
            return Office(hit.entity, title.part)
        return Office(hit.entity, title.of[hit.entity.type])

    def _under(self, title: Title, word: int) -> _Step | None:
        """Read "le Premier ministre de Charles Rey": that says under whom, not of what."""
        hit = self._page.person(word) if title.evident in _UNDER else None
        return _Step(hit.last) if hit is not None else None

    def _body(self, title: Title, word: int, end: int) -> _Step | None:
        """Read an organization that only the title's complement names ("président de l'association des joueurs")."""
        relation = title.of.get(EntityType.ORGANIZATION)
        if relation is None or title.portfolio:
            return None
        last = self._bodies.end(word, end)
        if last is None:
            return None
        return _Step(last, (Office(self._bodies.at(word, last), relation),), complement=True)

    def _holding(self, title: Title, word: int, nouns: Sequence[str], *, seat: bool) -> Hit | None:
        """Return the actor on `word` that `title` can be held of, where the words before it allow it."""
        before = self._page.words[word - 1]
        led_in = before in self._rules.complement or before in self._all.determiners or before in self._rules.place
        for hit in (*self._page.hits(word), *self._told_before(word)):
            if hit.entity.type not in title.of or not self._reaches(title, hit, nouns):
                continue
            if seat and hit.entity.type is not EntityType.ORGANIZATION:
                continue
            if (
                led_in
                or hit.first < word
                or before in self._rules.body_nouns
                or before in _MARKS
                or hit.kind is MentionKind.DEMONYM
            ):
                return hit
        return None

    def _told_before(self, word: int) -> Iterator[Hit]:
        """Yield the phrases that stand for an actor and begin with the determiner before `word` ("du parti", "la province")."""
        for first in (word - 1, word - 2):
            hit = self._page.phrase(first) if first >= 0 else None
            told = hit is not None and hit.kind is MentionKind.NOMINAL and hit.last > word
            if hit is not None and told and any(one.kind is MentionKind.NAME for one in hit.entity.mentions):
                yield hit

    def _reaches(self, title: Title, hit: Hit, nouns: Sequence[str]) -> bool:
        """Whether a title can be held of an actor that stands behind `nouns` of its complement."""
        kind = hit.entity.type
        if kind is EntityType.COUNTRY:
            if title.of[kind] in _OF_STATES:
                return True
            return hit.kind is not MentionKind.DEMONYM and all(noun in self._rules.state_nouns for noun in nouns)
        if kind is EntityType.PLACE:
            return bool(nouns) if title.portfolio else all(noun in self._rules.place_nouns for noun in nouns)
        return hit.kind is not MentionKind.DEMONYM

    def _goes_on(self, word: int) -> bool:
        page, rules = self._page, self._rules
        surface = page.words[word]
        stops = surface in rules.breaks or surface in rules.place or surface in self._all.determiners
        return surface[0].isalpha() and not stops


@cache
def _longest(rules: RoleRules) -> Mapping[str, int]:
    """Return how many words the longest title has that begins with each word."""
    found: dict[str, int] = {}
    for words in rules.titles:
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found
