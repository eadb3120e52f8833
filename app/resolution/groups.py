"""Groups: the guises of one own key, with all that they offer and tell together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.annotations import EntityType
from app.resolution.guises import Guise
from app.resolution.homonyms import apart, countries_of, facts_of
from app.resolution.keys import Strength, keys_of, name_key, words_of

Weights = Mapping[Guise, int]
"""In how many articles each guise stands."""


@dataclass(slots=True)
class Group:
    """Guises that are one actor by themselves."""

    key: str
    own: str
    guises: list[Guise]
    is_rest: bool = False
    """Whether namesakes were set apart and these are none of them."""
    weight: int = 0
    names: set[str] = field(default_factory=set[str])
    offers: dict[str, Strength] = field(default_factory=dict[str, Strength])
    uses: defaultdict[str, defaultdict[int, int]] = field(
        default_factory=lambda: defaultdict[str, defaultdict[int, int]](lambda: defaultdict[int, int](int))
    )
    """In how many articles of each year a name stands beside a full one."""
    facts: set[str] = field(default_factory=set[str])
    countries: set[str] = field(default_factory=set[str])

    @property
    def type(self) -> EntityType:
        """What it is."""
        return self.guises[0].type

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its name."""
        return words_of(self.type, self.guises[0].name)

    @property
    def is_known(self) -> bool:
        """Whether an id or a country's code says who it is."""
        first = self.guises[0]
        return bool(first.wikidata) or (first.type is EntityType.COUNTRY and bool(first.country))

    @property
    def is_description(self) -> bool:
        """Whether it is known by no name."""
        return bool(self.guises[0].scope)

    def take(self, guise: Guise, weight: int) -> None:
        """Learn what a guise offers and tells."""
        keys = keys_of(guise)
        self.weight += weight
        self.names |= keys.names
        self.facts |= facts_of(guise)
        self.countries |= countries_of(guise)
        for key, strength in keys.offers:
            self.offers[key] = max(strength, self.offers.get(key, strength))
        for key in {name_key(guise.type, form) for form in guise.forms} - keys.names:
            self.uses[key][guise.year] += weight


def groups_of(weights: Weights) -> dict[str, Group]:
    """Return the groups of a corpus by their keys, namesakes apart."""
    owned: defaultdict[str, list[Guise]] = defaultdict(list)
    for guise in sorted(weights):
        owned[keys_of(guise).own].append(guise)
    groups: dict[str, Group] = {}
    for own, guises in owned.items():
        for place, kept in _parts(guises, weights).items():
            key = f"{own} ({place})" if place else own
            group = groups[key] = Group(key, own, kept)
            for guise in kept:
                group.take(guise, weights[guise])
        groups_here = [group for group in groups.values() if group.own == own]
        if len(groups_here) > 1 and own in groups:
            groups[own].is_rest = True
    return groups


def _parts(guises: Iterable[Guise], weights: Weights) -> Mapping[str, list[Guise]]:
    listed = list(guises)
    known = listed[0].wikidata or listed[0].scope or listed[0].type is EntityType.COUNTRY
    return {"": listed} if known else apart(listed, weights)
