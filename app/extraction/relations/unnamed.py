"""Actors without a name: the noun phrases of those who act or are acted upon ("les rebelles", "son avocat", "la justice")."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from app.domain.annotations import ROLE_TYPES, Entity, EntityType, Mention, MentionKind, Modality, RelationType
from app.domain.names import fold
from app.extraction.languages.shapes.names import ActingWords
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.bodies import PROVISIONAL
from app.extraction.relations.claims import DESCRIBING, Claim
from app.extraction.relations.page import Hit, Page
from app.extraction.tokens import TokenKind

PHRASE = PROVISIONAL + "phrase:"
_COMPLEMENTS = 2
_BARE = 2


class Unnamed:
    """Reads the noun phrases of a page whose head is a noun of people or bodies and that no mention covers yet.

    Each stands for the actor of the same name where there is one, else for one of its own, whose id is provisional.
    """

    def __init__(self, page: Page, rules: RelationRules, acting: ActingWords) -> None:
        self._page = page
        self._words = page.words
        self._rules = rules
        self._finite = acting.finite
        self._told: dict[str, list[Mention]] = {}

    def all(self) -> Iterator[Hit]:
        """Yield the phrases in text order; one may lie in another."""
        found = [
            hit
            for number, head in self._page.spots(self._rules.people.keys())
            if head not in self._covered
            for hit in self._around(head, *self._page.sentences[number])
        ]
        nationals = self._nationals(found)
        found = [self._as_national(hit, nationals) for hit in found]
        # made once: a phrase may come as often as there is text
        named = {hit.entity.id: hit.entity for hit in reversed(found)}
        made = {
            key: replace(named[key], mentions=tuple(sorted(mentions, key=lambda mention: mention.span)))
            for key, mentions in self._told.items()
            if key in named
        }
        for hit in found:
            yield replace(hit, entity=made.get(hit.entity.id, hit.entity))

    def _nationals(self, found: Iterable[Hit]) -> dict[str, Entity]:
        """Return the bodies told with a nationality, by their noun where it is of one alone ("l'armée irakienne")."""
        told: dict[str, dict[str, Entity]] = {}
        for hit in found:
            if any(self._page.demonym(word) is not None for word in range(hit.first + 1, hit.last)):
                told.setdefault(self._words[hit.first], {})[hit.entity.id] = hit.entity
        return {noun: next(iter(bodies.values())) for noun, bodies in told.items() if len(bodies) == 1}

    def _as_national(self, hit: Hit, nationals: Mapping[str, Entity]) -> Hit:
        """Return a bare "l'armée" as the one that the text tells with its nationality."""
        body = nationals.get(self._words[hit.last - 1])
        if body is None or hit.entity.type is not EntityType.ORGANIZATION or hit.last - hit.first > _BARE:
            return hit
        if body.id in self._told:
            self._told[body.id].append(Mention(self._page.span(hit.first, hit.last), MentionKind.NOMINAL))
        return replace(hit, entity=body)

    @cached_property
    def _covered(self) -> frozenset[int]:
        """The words that belong to a mention already."""
        return frozenset(word for hit in self._page.all_hits() for word in range(hit.first, hit.last))

    def _around(self, head: int, start: int, end: int) -> Iterator[Hit]:
        first = head - (head > start and self._words[head - 1] in self._rules.determiners)
        plain = self._past_adjectives(head + 1, end)
        last = self._past_complements(plain, end)
        named = self._is_named(last, plain, end) or self._holds_name(head, last) or self._acts_for_state(head, plain)
        if named or not self._is_told_apart(first, head):
            return
        kind = self._rules.people[self._words[head]]
        start = head if self._is_called_bare(kind, first, bare=last == head + 1) else first
        yield Hit(self._actor(kind, start, last), MentionKind.NOMINAL, start, last)

    def _is_told_apart(self, first: int, head: int) -> bool:
        """Whether the word before a noun says that it is known who is meant: a definite article or a possessive."""
        article = self._words[first]
        return first < head and (article in self._rules.definite or article in self._rules.roles.possessives)

    def _past_adjectives(self, word: int, end: int) -> int:
        """Return the word behind the adjectives at `word`, of which a nationality is the last."""
        while word < end and self._is_adjective(word):
            demonym = self._page.demonym(word)
            if demonym is not None:
                return demonym.last
            word += 1
        return word

    def _is_adjective(self, word: int) -> bool:
        if self._page.demonym(word) is not None:
            return True
        surface, phrases = self._words[word], self._rules.phrases
        if self._page.hits(word) or self._page.tokens[word].kind is not TokenKind.WORD or surface in phrases.stops:
            return False
        ending = surface.endswith(phrases.adjective_endings) and surface not in self._finite
        return surface in phrases.noun_adjectives or ending

    def _past_complements(self, word: int, end: int) -> int:
        for _ in range(_COMPLEMENTS):
            past = self._past_complement(word, end)
            if past is None:
                break
            word = past
        return word

    def _past_complement(self, word: int, end: int) -> int | None:
        """Return the word behind "de la police nationale" at `word`, None where no complement stands there."""
        if word + 1 >= end or self._words[word] not in self._rules.roles.complement:
            return None
        if self._words[word + 1] in self._rules.phrases.indefinite:
            return None
        at = self._page.skip(word + 1, end, self._rules.determiners)
        at = self._page.skip(at, end, self._rules.phrases.adjectives)
        if at >= end:
            return None
        name = self._page.name(at)
        if name is not None:
            return self._past_adjectives(name.last, end)
        bare = at == word + 1
        noun = self._is_noun(at) and not (bare and self._words[at].endswith(self._rules.phrases.infinitive_endings))
        return self._past_adjectives(at + 1, end) if noun else None

    def _is_noun(self, word: int) -> bool:
        surface, phrases = self._words[word], self._rules.phrases
        linking = surface in phrases.stops or surface in phrases.prepositions or surface in phrases.contracted
        return self._page.tokens[word].kind is TokenKind.WORD and not linking

    def _is_named(self, last: int, plain: int, end: int) -> bool:
        """Whether a name stands beside the phrase: that is then who is meant."""
        beside = (plain, last, last + 1 if last < end and self._words[last] == "," else last)
        return any(at < end and self._page.name(at) is not None for at in beside)

    def _acts_for_state(self, head: int, plain: int) -> bool:
        """Whether the noun on `head` stands for the state of the adjective behind it ("les dirigeants suédois")."""
        demonyms = (self._page.demonym(word) for word in range(head + 1, plain))
        return self._words[head] in self._rules.phrases.agents and any(hit is not None for hit in demonyms)

    def _holds_name(self, first: int, last: int) -> bool:
        """Whether a phrase has the name of a body or a place in it: that tells more than the phrase ("le club de X")."""
        names = (self._page.name(word) for word in range(first, last))
        return any(hit is not None and hit.entity.type is not EntityType.PERSON for hit in names)

    def _is_called_bare(self, kind: EntityType, first: int, *, bare: bool) -> bool:
        """Whether an actor is called without its determiner: a body told apart by more words, or what an article melts into."""
        article = self._words[first]
        if article in self._rules.phrases.contracted:
            return True
        return kind is EntityType.ORGANIZATION and not bare and article in self._rules.definite

    def _actor(self, kind: EntityType, first: int, last: int) -> Entity:
        span = self._page.span(first, last)
        name = " ".join(span.of(self._page.draft.text).split())
        folded = fold(name)
        known = self._page.by_name.get(folded)
        if known is not None:
            return known
        mention = Mention(span, MentionKind.NOMINAL)
        self._told.setdefault(PHRASE + folded, []).append(mention)
        return Entity(PHRASE + folded, kind, name, (mention,))


def is_resolved(claim: Claim, *, headline: bool) -> bool:
    """Whether it is known between whom a claim is.

    A phrase alone may be one end of what is told as an event of the body; the other end is then somebody known. A bare
    participle ("les rebelles soutenus par Y") only describes whom the phrase means, and who leaves "le tribunal" goes home.
    """
    acts, suffers = (any(actor.id.startswith(PHRASE) for actor in side) for side in (claim.source, claim.target))
    if not acts and not suffers:
        return True
    left = suffers and claim.type is RelationType.RETREAT
    sure = claim.modality is not Modality.HYPOTHETICAL and claim.confidence > DESCRIBING
    return sure and not headline and not left and not (acts and suffers) and claim.type not in ROLE_TYPES
