"""From names to actors: which names are those of one and the same person, organization, place or country."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.actors.registry import Actor, Registry
from app.extraction.draft import Name
from app.extraction.languages.shapes.actors import ActorRules
from app.extraction.languages.shapes.names import NameRules

_BEARERS = 50
_REACH = 30


@dataclass(slots=True)
class NameLinker:
    """Puts the names of a document together, the fullest first."""

    registry: Registry
    rules: ActorRules
    articles: frozenset[str]
    given_names: frozenset[str]
    persons: dict[str, list[tuple[tuple[str, ...], Actor]]] = field(
        default_factory=lambda: defaultdict[str, list[tuple[tuple[str, ...], Actor]]](list)
    )
    others: dict[tuple[EntityType, str], Actor] = field(default_factory=dict[tuple[EntityType, str], Actor])

    def link(self, names: Iterable[Name]) -> None:
        """Give every name to an actor."""
        listed = list(names)
        for name in listed:
            if name.country is not None:
                self._country(name)
        named = [(words, name) for name in listed if name.country is None and (words := self._words(name))]
        for words, name in sorted(named, key=lambda pair: (-len(pair[0]), pair[1].span)):
            if name.type is EntityType.PERSON:
                self._add(self._person(words, self._office_before(name)), name)
                if self._is_shared(words):
                    self.registry.ambiguous.add(name.span)
            else:
                self._add(self._other(name, words), name)

    def _surface(self, span: Span) -> str:
        return span.of(self.registry.text)

    def _words(self, name: Name) -> tuple[str, ...]:
        return tuple(fold(self._surface(name.span)).split())

    def _add(self, actor: Actor, name: Name) -> None:
        actor.add(name.span, name.kind)
        actor.names[" ".join(self._surface(name.span).split())] += 1

    def _country(self, name: Name) -> None:
        actor = self.registry.of_country(name.country or "")
        actor.add(name.span, name.kind)
        if name.kind is MentionKind.NAME and not name.metonym:
            actor.names[self._surface(name.span)] += 1

    def _office_before(self, name: Name) -> str:
        """Return the folded office right before a name ("pape"), or nothing."""
        before = self.registry.text[max(0, name.span.start - _REACH) : name.span.start].split()
        return fold(before[-1]) if before and before[-1].lower() in self.rules.titles else ""

    def _person(self, words: tuple[str, ...], office: str) -> Actor:
        if len(words) == 1 and words[0] in self.given_names and office:
            return self._bearer_of_office((office, *words))
        known = self._known_person(words)
        if known is not None:
            return known
        actor = self.registry.new(EntityType.PERSON)
        for word in dict.fromkeys(words):
            self.persons[word].append((words, actor))
        return actor

    def _bearer_of_office(self, words: tuple[str, ...]) -> Actor:
        """Return who is called by an office and a given name alone, like a pope; nobody else of that given name."""
        key = (EntityType.PERSON, " ".join(words))
        if key not in self.others:
            self.others[key] = self.registry.new(EntityType.PERSON)
        return self.others[key]

    def _known_person(self, words: tuple[str, ...]) -> Actor | None:
        """Return the person whose fuller name holds `words` in their order, its family name before its given one.

        Of several the one named most often; a given name alone is not enough when two persons bear it.
        """
        known = self.persons.get(words[-1], [])[:_BEARERS]
        bearers = [(full, actor) for full, actor in known if self._is_same(words, full)]
        families = [actor for full, actor in bearers if full[-1] == words[-1]]
        if families:
            return max(families, key=lambda actor: actor.names.total())
        distinct = list(dict.fromkeys(actor for _, actor in bearers))
        return distinct[0] if len(distinct) == 1 else None

    def _is_shared(self, words: tuple[str, ...]) -> bool:
        """Whether `words` are the family name of several persons of the document, none of whom is called so in full."""
        size = len(words)
        known = self.persons.get(words[-1], [])[:_BEARERS]
        bearers = {id(actor) for full, actor in known if len(full) > size and full[-size:] == words}
        return len(bearers) > 1 and all(full != words for full, _ in known)

    def _is_same(self, words: tuple[str, ...], full: tuple[str, ...]) -> bool:
        """Whether `words` may be a shorter form of a full name: not with another given name ("Anna Lee", "Mary Anna Lee")."""
        other_given = len(words) > 1 and words[0] != full[0] and words[0] in self.given_names
        return _is_part(words, full) and not other_given

    def _other(self, name: Name, words: tuple[str, ...]) -> Actor:
        key = (name.type, self._key(words))
        if key not in self.others:
            self.others[key] = self.registry.new(name.type)
        return self.others[key]

    def _key(self, words: tuple[str, ...]) -> str:
        return " ".join(words[1:] if len(words) > 1 and words[0] in self.articles else words)


def _is_part(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `words` stand in `full` in their order; a single letter stands for any word it begins."""
    rest = iter(full)
    return all(any(one == word or (len(word) == 1 and one.startswith(word)) for one in rest) for word in words)


@cache
def folded_given_names(rules: NameRules) -> frozenset[str]:
    """Return the given names of a language, folded."""
    return frozenset(map(fold, rules.given_names))
