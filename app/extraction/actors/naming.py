"""From names to actors: which names are those of one and the same person, organization, place or country."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.actors.registry import Actor, Registry
from app.extraction.draft import Name
from app.extraction.languages.shapes.actors import ActorRules

_BEARERS = 50


@dataclass(slots=True)
class NameLinker:
    """Puts the names of a document together, the fullest first."""

    registry: Registry
    rules: ActorRules
    articles: frozenset[str]
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
                self._add(self._person(words), name)
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

    def _person(self, words: tuple[str, ...]) -> Actor:
        known = self._known_person(words)
        if known is not None:
            return known
        actor = self.registry.new(EntityType.PERSON)
        for word in dict.fromkeys(words):
            self.persons[word].append((words, actor))
        return actor

    def _known_person(self, words: tuple[str, ...]) -> Actor | None:
        """Return the person whose fuller name holds `words` in their order, its family name before its given one.

        Of several the one named most often; a given name alone is not enough when two persons bear it.
        """
        known = self.persons.get(words[-1], [])[:_BEARERS]
        bearers = [(full, actor) for full, actor in known if _is_part(words, full)]
        families = [actor for full, actor in bearers if full[-1] == words[-1]]
        if families:
            return max(families, key=lambda actor: actor.names.total())
        distinct = list(dict.fromkeys(actor for _, actor in bearers))
        return distinct[0] if len(distinct) == 1 else None

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
