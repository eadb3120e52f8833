"""Emergence: names that no list holds and that the corpus itself gives away, text by text.

What one text tells of a phrase is a `Sighting`; what all of them tell together makes it a name, or not. That is decided
by counts alone, so that neither the order of the articles nor what was learned before makes a difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.annotations import EntityType


class Evidence(StrEnum):
    """What speaks for a phrase being the name of somebody at one place."""

    ACTING = "acting"
    """It says or decides something: "les X ont annoncé", "selon les X"."""
    BELONGING = "belonging"
    """Somebody or something is of it as of a body: "le porte-parole des X", "la manifestation des X"."""
    MARKED = "marked"
    """It stands between quotation marks behind an article, or has a capital that its place does not ask for."""
    TITLED = "titled"
    """A noun for a body stands right before it: "le mouvement X"."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A phrase as one text has it: its folded words, how it is written there, and what speaks for it, if anything."""

    key: str
    surface: str
    type: EntityType
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True, slots=True)
class Sightings:
    """What one text tells: its phrases, and how often it has each first word behind an article of the plural."""

    phrases: tuple[Sighting, ...] = ()
    heads: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, order=True)
class EmergentName:
    """A name that has emerged: how it is written, what bears it, and in how many articles something speaks for it."""

    name: str
    type: EntityType
    articles: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a phrase is a name.

    In so many `articles` something speaks for it. In a share of them that is `agency` it acts, or something is of it; in
    `marked` of them it is told from common words by marks or a capital, or titled. Of all places with its first word in the
    plural at least `cohesion` have the rest too: "gilets" are hardly ever other than "jaunes".
    """

    articles: int = 4
    agency: float = 0.05
    marked: float = 0.1
    cohesion: float = 0.6


@dataclass(slots=True)
class Tally:
    """The sums over all texts; texts may come in any order."""

    articles: Counter[str] = field(default_factory=Counter[str])
    evidence: dict[str, Counter[Evidence]] = field(default_factory=lambda: defaultdict[str, Counter[Evidence]](Counter))
    types: dict[str, Counter[EntityType]] = field(
        default_factory=lambda: defaultdict[str, Counter[EntityType]](Counter)
    )
    surfaces: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict[str, Counter[str]](Counter))
    places: Counter[str] = field(default_factory=Counter[str])
    heads: Counter[str] = field(default_factory=Counter[str])

    def add(self, text: Sightings) -> None:
        """Add what one text tells."""
        self.heads.update(text.heads)
        told: dict[str, set[Evidence]] = defaultdict(set)
        for sighting in text.phrases:
            self.surfaces[sighting.key][sighting.surface] += 1
            self.types[sighting.key][sighting.type] += 1
            self.places[sighting.key] += 1
            told[sighting.key] |= sighting.evidence
        for key, evidence in told.items():
            self.articles[key] += bool(evidence)
            self.evidence[key].update(evidence)

    def names(self, wanted: Thresholds = Thresholds()) -> tuple[EmergentName, ...]:
        """Return the names that have emerged, in order of the alphabet."""
        found = (self._name(key) for key in self.articles if self._is_name(key, wanted))
        return tuple(sorted(found))

    def _name(self, key: str) -> EmergentName:
        surface = min(self.surfaces[key].items(), key=lambda one: (-one[1], one[0]))[0]
        type_ = min(self.types[key].items(), key=lambda one: (-one[1], one[0]))[0]
        return EmergentName(surface, type_, self.articles[key])

    def _is_name(self, key: str, wanted: Thresholds) -> bool:
        articles, evidence = self.articles[key], self.evidence[key]
        acting = evidence[Evidence.ACTING] + evidence[Evidence.BELONGING]
        marked = evidence[Evidence.MARKED] + evidence[Evidence.TITLED]
        if articles < wanted.articles or acting < wanted.agency * articles or marked < wanted.marked * articles:
            return False
        return self._is_titled(key) or self.places[key] >= wanted.cohesion * self.heads[key.partition(" ")[0]]

    def _is_titled(self, key: str) -> bool:
        return 2 * self.evidence[key][Evidence.TITLED] > self.articles[key]


def emerged(texts: Iterable[Sightings], wanted: Thresholds = Thresholds()) -> tuple[EmergentName, ...]:
    """Return the names that `texts` give away together, whatever their order."""
    tally = Tally()
    for text in texts:
        tally.add(text)
    return tally.names(wanted)
