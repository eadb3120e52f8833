"""The actors of a document while they are being put together."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.annotations import Entity, EntityType, Mention, MentionKind
from app.domain.spans import Span
from app.extraction.languages.shapes.knowledge import KnownActor
from app.extraction.languages.shapes.names import Country

_MEMORY = 60
_STRONG = (MentionKind.NAME, MentionKind.DEMONYM, MentionKind.TITLE, MentionKind.NOMINAL, MentionKind.PRONOUN)


@dataclass(slots=True, eq=False)
class Actor:
    """One actor: its mentions so far, the surfaces of its names, and what its titles say of it.

    `label` names an actor that has no name; `known` is who it is where that is known beforehand; `feminine` is None while nothing tells.
    """

    type: EntityType
    country: str | None = None
    label: str | None = None
    mentions: dict[Span, MentionKind] = field(default_factory=dict[Span, MentionKind])
    names: Counter[str] = field(default_factory=Counter[str])
    titles: list[frozenset[str]] = field(default_factory=list[frozenset[str]])
    feminine: bool | None = None
    merged: "Actor | None" = None
    known: KnownActor | None = None

    def add(self, span: Span, kind: MentionKind) -> None:
        """Add a mention; of two kinds at the same place the more telling one stays."""
        known = self.mentions.get(span)
        if known is None or _STRONG.index(kind) < _STRONG.index(known):
            self.mentions[span] = kind

    @property
    def start(self) -> int:
        """Where its first mention begins."""
        return min(span.start for span in self.mentions)

    def name(self) -> str:
        """Return its fullest name: of a person the commonest full one, of others the longest."""
        if not self.names:
            return self.label or ""
        full = [name for name in self.names if " " in name] or list(self.names)
        if self.type is EntityType.PERSON:
            return min(full, key=lambda name: (-self.names[name], -len(name), name))
        return min(full, key=lambda name: (-len(name.split()), -self.names[name], name))


@dataclass(slots=True)
class Registry:
    """All actors of a document; `ambiguous` are the places of names that several of them bear."""

    text: str
    countries: Mapping[str, Country]
    actors: list[Actor] = field(default_factory=list[Actor])
    ambiguous: set[Span] = field(default_factory=set[Span])
    by_country: dict[str, Actor] = field(default_factory=dict[str, Actor])

    def new(self, type_: EntityType, *, label: str | None = None) -> Actor:
        """Return a new actor."""
        actor = Actor(type_, label=label)
        self.actors.append(actor)
        return actor

    def of_country(self, code: str) -> Actor:
        """Return the actor of the country with the ISO code `code`."""
        if code not in self.by_country:
            actor = self.new(EntityType.COUNTRY, label=self.countries[code].name)
            actor.country = code
            self.by_country[code] = actor
        return self.by_country[code]

    def entities(self) -> tuple[Entity, ...]:
        """Return the actors as entities, numbered by first mention."""
        ordered = sorted((actor for actor in self.actors if actor.mentions), key=_place)
        return tuple(self._entity(actor, number) for number, actor in enumerate(ordered, start=1))

    def _entity(self, actor: Actor, number: int) -> Entity:
        country = self.countries[actor.country] if actor.type is EntityType.COUNTRY and actor.country else None
        mentions = tuple(Mention(span, actor.mentions[span], span in self.ambiguous) for span in sorted(actor.mentions))
        name = country.name if country else " ".join(actor.name().split())
        known = actor.known
        english = country.name_en if country else (known.name_en if known else None)
        wikidata = known.wikidata if known else None
        return Entity(f"e{number}", actor.type, name, mentions, english or None, actor.country, wikidata or None)


def _place(actor: Actor) -> tuple[int, int, str]:
    first = min(actor.mentions)
    return first.start, first.end, actor.name()


class Recency:
    """The places where actors stand, to ask which of them was mentioned last before a place.

    It remembers a bounded number of mentions back, so that a question costs the same in a text of any length.
    """

    def __init__(self, actors: Iterable[Actor], kinds: frozenset[MentionKind]) -> None:
        places = [
            (span.start, n, a) for n, a in enumerate(actors) for span, kind in a.mentions.items() if kind in kinds
        ]
        places.sort(key=lambda place: place[:2])
        self._starts = [place[0] for place in places]
        self._actors = [place[2] for place in places]

    def between(self, start: int, end: int) -> list[Actor]:
        """Return the actors mentioned in `[start, end)`, each once, the last mentioned first."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return list(dict.fromkeys(reversed(self._actors[max(low, high - _MEMORY) : high])))

    def last_of(self, actors: set[Actor], end: int) -> Actor | None:
        """Return whom of `actors` is mentioned last before `end`; None where it is none or too long ago."""
        return next((actor for actor in self.between(0, end) if actor in actors), None)
