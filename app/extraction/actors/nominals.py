"""Nominal phrases as mentions: whom "le président russe", "la police", "le gouvernement", "les deux dirigeants" stand for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.extraction.acting import acts
from app.extraction.actors.allies import AllyReader
from app.extraction.actors.phrases import Determiner, Phrase, span_of, words_of
from app.extraction.actors.registry import Actor, Recency, Registry
from app.extraction.draft import Draft, Name
from app.extraction.indexing import TokenIndex, fold_word
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.actors import ActorRules
from app.extraction.languages.shapes.names import ActingWords

_COUNTED = frozenset({MentionKind.NAME, MentionKind.DEMONYM})
_PAIR = 2
_CLEARLY = 2
_NEAR = 4
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE})

_SEARCHED = 40

ByHead: TypeAlias = dict[str, list[tuple[frozenset[str], Actor]]]
"""Actors by the folded noun that they are known by, with all the folded words that are said of them."""


@dataclass(slots=True)
class NominalLinker:
    """Gives nominal phrases to actors, and makes actors of those that act and stand for nobody named."""

    draft: Draft
    index: TokenIndex
    rules: ActorRules
    acting: ActingWords
    registry: Registry
    allies: AllyReader
    named: Recency
    by_title: ByHead
    by_head: ByHead
    main_country: str | None
    by_number: Mapping[int, Phrase] = field(default_factory=dict[int, Phrase])
    unnamed: ByHead = field(default_factory=dict[str, list[tuple[frozenset[str], Actor]]])

    @classmethod
    def of(cls, draft: Draft, index: TokenIndex, pack: LanguagePack, registry: Registry) -> "NominalLinker":
        """Return a linker that knows the named actors of `registry` and their titles."""
        return cls(
            draft=draft,
            index=index,
            rules=pack.actors,
            acting=pack.names.acting,
            registry=registry,
            allies=AllyReader(index, pack.actors, registry),
            named=Recency(registry.actors, _COUNTED),
            by_title=persons_by_title(registry),
            by_head=organizations_by_head(registry),
            main_country=main_country(draft, registry),
        )

    def link(self, phrases: Iterable[Phrase], by_number: Mapping[int, Phrase]) -> None:
        """Add `phrases` as mentions to whom they stand for, where that can be told; `by_number` are all by their noun."""
        self.by_number = by_number
        open_phrases = [phrase for phrase in phrases if not self._add(phrase, self._stands_for(phrase))]
        for phrase in open_phrases:
            known = self._known(phrase)
            if known is not None and phrase.determiner is Determiner.DEFINITE and not phrase.two:
                self._add(phrase, [known])

    def _add(self, phrase: Phrase, actors: list[Actor]) -> bool:
        for actor in actors:
            actor.add(
                span_of(self.index, phrase, determined=phrase.determiner is not Determiner.NONE), MentionKind.NOMINAL
            )
        return bool(actors)

    def _stands_for(self, phrase: Phrase) -> list[Actor]:
        head = self.index.norm(phrase.head)
        member = self._body_of_member(phrase, head)
        if member is not None:
            return [member]
        if phrase.determiner not in {Determiner.DEFINITE, Determiner.POSSESSIVE}:
            return []
        if phrase.two:
            return self._pair(phrase, head)
        if head in self.rules.allies and phrase.determiner is Determiner.POSSESSIVE:
            ally = self.allies.group(phrase, self._recent(phrase, 0))
            return [ally] if ally else []
        rules = self.rules
        for kinds, resolve in (
            ((rules.governments,), self._government),
            ((rules.lands,), self._land),
            ((rules.persons,), self._person),
            ((rules.firms, rules.bodies), self._firm_or_body),
            ((rules.press, rules.crowds), self._crowd),
        ):
            if any(head in nouns for nouns in kinds):
                actor = resolve(phrase)
                return [actor] if actor else []
        return []

    def _acts(self, phrase: Phrase) -> bool:
        return acts(self.index, self.acting, phrase.first, phrase.last)

    def _start(self, phrase: Phrase) -> int:
        return self.index.starts[phrase.first]

    def _recent(self, phrase: Phrase, sentences: int) -> list[Actor]:
        """Return the named actors before `phrase`, in its own and the `sentences` before it, the last mentioned first."""
        sentence = self.index.sentence_of[phrase.first]
        begin = self.draft.sentences[max(0, sentence - sentences)].start
        return self.named.between(begin, self._start(phrase))

    def _body_of_member(self, phrase: Phrase, head: str) -> Actor | None:
        """Return the body in whose name "un porte-parole de X" or "un officier de police" speaks."""
        if head not in self.rules.members:
            return None
        nested = next((self.by_number[n] for n in range(phrase.head + 1, phrase.last) if n in self.by_number), None)
        noun = self.index.norm(nested.head) if nested else ""
        if nested is not None and (noun in self.rules.bodies or noun in self.rules.firms):
            known = self._firm_or_body(replace(nested, determiner=Determiner.DEFINITE), acting=self._acts(phrase))
            if known is not None:
                return known
        return self._named_at(phrase.names[0]) if phrase.names else None

    def _named_at(self, name: Name) -> Actor | None:
        """Return the body that bears `name`."""
        at = self.named.between(name.span.start, name.span.start + 1)
        return next((actor for actor in at if actor.type in _BODIES), None)

    def _pair(self, phrase: Phrase, head: str) -> list[Actor]:
        """Return the two persons or countries that "les deux ..." stands for: the only two in the last sentences."""
        for reach in range(_PAIR + 1):
            found = [actor for actor in self._recent(phrase, reach) if self._fits_pair(actor, head)]
            if len(found) >= _PAIR:
                return found if len(found) == _PAIR else []
        return []

    def _fits_pair(self, actor: Actor, head: str) -> bool:
        """Whether `actor` can be one of "les deux présidents", "les deux hommes", "les deux pays"."""
        titles = self.rules.person_pairs.get(head)
        if titles is None:
            return head in self.rules.land_pairs and actor.type is EntityType.COUNTRY
        leads = head in self.rules.leader_pairs and actor.known is not None and actor.known.has_led
        return actor.type is EntityType.PERSON and (leads or not titles or any(titles & t for t in actor.titles))

    def _government(self, phrase: Phrase) -> Actor | None:
        if phrase.countries:
            return self.registry.of_country(phrase.countries[0])
        of_somebody = any(name.type is EntityType.PERSON for name in phrase.names)
        bare = phrase.last == phrase.head + 1 and phrase.determiner is Determiner.DEFINITE
        if (bare or of_somebody) and self.main_country is not None:
            return self.registry.of_country(self.main_country)
        return self._unnamed(phrase, EntityType.ORGANIZATION)

    def _land(self, phrase: Phrase) -> Actor | None:
        if phrase.last > phrase.head + 1 or self.main_country is None:
            return None
        return self.registry.of_country(self.main_country)

    def _person(self, phrase: Phrase) -> Actor | None:
        titled = self._bearers(phrase, self.by_title)
        if titled:
            return self._nearest(phrase, titled)
        known = self._known(phrase)
        if known is None and self.index.norm(phrase.head) in self.rules.descriptive and self._acts(phrase):
            known = self._only(phrase, EntityType.PERSON)
        return known or self._unnamed(phrase, EntityType.PERSON)

    def _bearers(self, phrase: Phrase, listed: ByHead) -> list[Actor]:
        """Return the actors known by the noun of `phrase` of whom all its words are said."""
        words = words_of(self.index, phrase)
        known = listed.get(fold_word(self.index.norm(phrase.head)), [])
        return [actor for said, actor in (*known[:_SEARCHED], *known[_SEARCHED:][-_SEARCHED:]) if words <= said]

    def _nearest(self, phrase: Phrase, actors: list[Actor]) -> Actor:
        """Return whom of `actors` stands last before `phrase`, or the first of all where none does."""
        return self.named.last_of(set(actors), self._start(phrase)) or actors[0]

    def _only(self, phrase: Phrase, type_: EntityType) -> Actor | None:
        """Return the one actor of a type that is named in the nearest sentence before `phrase` that names any."""
        for reach in range(_NEAR):
            found = [actor for actor in self._recent(phrase, reach) if actor.type is type_]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _firm_or_body(self, phrase: Phrase, *, acting: bool | None = None) -> Actor | None:
        """Return the organization that bears the name beside or with the noun, else for a firm the one named before."""
        apposed = phrase.names[0] if phrase.names and self.index.norm(phrase.head) in self.rules.firms else None
        reach = 2 if phrase.countries else 1  # "le quotidien suisse Le Temps"
        beside = self.index.starts[phrase.head + 1 : phrase.head + 1 + reach]
        if apposed is not None and apposed.span.start in beside:
            return self._named_at(apposed)
        known = self._known(phrase) or self._named_with(phrase)
        bare = not phrase.names and not phrase.countries
        if known is None and bare and self.index.norm(phrase.head) in self.rules.firms:
            known = self._only(phrase, EntityType.ORGANIZATION)
        return known or self._unnamed(phrase, EntityType.ORGANIZATION, acting=acting)

    def _named_with(self, phrase: Phrase) -> Actor | None:
        """Return the organization whose name begins with the noun and holds the words of `phrase` ("l'armée turque")."""
        found = self._bearers(phrase, self.by_head)
        return self._nearest(phrase, found) if found else None

    def _crowd(self, phrase: Phrase) -> Actor | None:
        return self._unnamed(phrase, EntityType.GROUP)

    def _known(self, phrase: Phrase) -> Actor | None:
        """Return the actor made of an earlier phrase with the same noun that says at least as much."""
        same = self._bearers(phrase, self.unnamed)
        return same[-1] if same else None

    def _unnamed(self, phrase: Phrase, type_: EntityType, *, acting: bool | None = None) -> Actor | None:
        """Return the actor of a phrase without a name: an earlier one, or a new one where it acts."""
        known = self._known(phrase)
        if known is not None or not (self._acts(phrase) if acting is None else acting):
            return known
        actor = self.registry.new(type_, label=self._label(phrase))
        self.unnamed.setdefault(fold_word(self.index.norm(phrase.head)), []).append(
            (words_of(self.index, phrase), actor)
        )
        return actor

    def _label(self, phrase: Phrase) -> str:
        """Return how an actor without a name is called: the phrase with its article, one melted into "du" set free.

        A body with a name or a country in it needs no article ("police de Lyon", "armée nigériane").
        """
        words = span_of(self.index, phrase, determined=False).of(self.index.text)
        body = self.index.norm(phrase.head) in self.rules.bodies | self.rules.firms
        if (body and (phrase.names or phrase.countries)) or phrase.first == phrase.core:
            return " ".join(words.split())
        determiner = self.index.norm(phrase.first)
        plural = phrase.determiner is Determiner.DEFINITE and determiner in self.rules.indefinite
        article = determiner if plural else self.rules.unfused.get(determiner, determiner)
        return " ".join((article + ("" if article.endswith("'") else " ") + words).split())


def main_country(draft: Draft, registry: Registry) -> str | None:
    """Return the country the document is about: the one its title begins with, else one named clearly most often.

    A territory has no government of its own here.
    """
    countries = [name for name in draft.names if name.country and not registry.countries[name.country].sovereign]
    title = draft.heading.title
    if title is not None:
        for name in countries:
            if name.kind is MentionKind.NAME and name.span.start == title.start:
                return name.country
    ranked = Counter(name.country for name in countries).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
        return None
    return ranked[0][0]


def persons_by_title(registry: Registry) -> ByHead:
    """Return the persons by each word of each of their titles."""
    found: ByHead = {}
    for actor in registry.actors:
        for title in set(actor.titles):
            for word in title:
                found.setdefault(word, []).append((title, actor))
    return found


def organizations_by_head(registry: Registry) -> ByHead:
    """Return the named organizations by the first word of each of their names, folded, with all its words."""
    found: ByHead = {}
    for actor in registry.actors:
        if actor.type is EntityType.ORGANIZATION:
            for name in actor.names:
                words = fold(name).split()
                if len(words) > 1:
                    found.setdefault(words[0], []).append((frozenset(words), actor))
    return found
