"""The partition: which actor each guise is, and why. A pure function of how often each guise stands in the corpus.

Guises of one own key are a *group*, one actor, unless countries set namesakes apart. Then groups join, each step looking
only at what was joined before it:

1. a name is the known actor that bears it;
2. an organization is the one whose name ends with its name and that shares an acronym with it;
3. a shorter name is the actor that offers it. If several do, what the article tells of it decides (a country or an
   organization in common), else what the name means where articles give the full name as well; else it is nobody's, and
   said to be ambiguous.

A name of several words joins as a whole, a short one guise by guise.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.annotations import EntityType
from app.resolution.groups import Group, Weights, groups_of
from app.resolution.guises import Guise
from app.resolution.homonyms import countries_of, facts_of
from app.resolution.keys import Strength

_LEAST_BESIDE = 2
_SHARE_BESIDE = 0.2
_LEAST_USES = 5
_SHARE_OF_USES = 0.9
_YEARS = 2
_TIMES = 3


class Reason(StrEnum):
    """Why a guise is the actor that it is."""

    NAME = "name"
    KNOWLEDGE = "knowledge"
    DESCRIPTION = "description"
    PART = "part_of_name"
    OTHER = "other_name"
    INITIALS = "initials"
    TIES = "shared_ties"
    USAGE = "usage"
    HAND = "by_hand"


_BY_STRENGTH = {
    Strength.PART: (Reason.PART, "the only actor of whose name this is a part or the acronym"),
    Strength.BESIDE: (Reason.OTHER, "articles give both names to one actor"),
    Strength.INITIALS: (Reason.INITIALS, "the only name with these initials"),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """The actor of a guise: its key, why it is this one, and whether the name may be another's."""

    actor: str
    reason: Reason
    detail: str = ""
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen among the actors that a name may be: none where nothing decides between several."""

    group: str | None
    reason: Reason = Reason.NAME
    detail: str = ""
    is_ambiguous: bool = False


@dataclass(slots=True)
class Partition:
    """Groups that may have to do with each other, and how they were joined."""

    weights: Weights
    groups: dict[str, Group]
    parents: dict[str, str] = field(default_factory=dict[str, str])
    choices: dict[str, _Choice] = field(default_factory=dict[str, _Choice])
    """Why each group joined another, or that it is ambiguous."""
    apart: dict[Guise, _Choice] = field(default_factory=dict[Guise, _Choice])
    """Guises that decided for themselves."""

    def root(self, key: str) -> str:
        """Return the group that stands for all that `key` was joined to."""
        while key in self.parents:
            key = self.parents[key]
        return key

    def join(self, key: str, choice: _Choice) -> None:
        """Carry a choice out: what it names stands for both groups from now on."""
        self.choices[key] = choice
        if choice.group is None or self.root(choice.group) == self.root(key):
            return
        here, there = self.root(key), self.root(choice.group)
        self.parents[here] = there
        group, other = self.groups[there], self.groups[here]
        group.weight += other.weight
        group.names |= other.names
        group.facts |= other.facts
        group.countries |= other.countries
        for offered, strength in other.offers.items():
            group.offers[offered] = max(strength, group.offers.get(offered, strength))
        for name, years in other.uses.items():
            for year, count in years.items():
                group.uses[name][year] += count

    def membership(self, guise: Guise, group: Group) -> Membership:
        """Return what became of a guise of `group`."""
        choice = self.apart.get(guise) or self.choices.get(group.key, _Choice(None))
        actor = self.root(choice.group or group.key)
        reason, detail = choice.reason, choice.detail
        if choice.group is None and not detail:
            reason = Reason.DESCRIPTION if group.is_description else Reason.NAME
            reason = Reason.KNOWLEDGE if group.is_known else reason
        return Membership(actor, reason, detail, choice.is_ambiguous or (group.is_rest and choice.group is None))


def partition_of(weights: Weights) -> Partition:
    """Return the groups of a corpus, joined as far as the rules go."""
    found = Partition(weights, groups_of(weights))
    _know(found)
    _same_acronym(found)
    _shorter(found)
    return found


def resolve(weights: Weights) -> dict[Guise, Membership]:
    """Return the actor of every guise of a corpus by the rules alone (`rulings.decide`: by rulings as well)."""
    found = partition_of(weights)
    return {guise: found.membership(guise, group) for group in found.groups.values() for guise in group.guises}


def _in_order(found: Partition, wanted: Callable[[Group], bool]) -> list[Group]:
    """Return groups, those with the longest names first, which nothing but their names decides."""
    return sorted(filter(wanted, found.groups.values()), key=lambda group: (-len(group.words), group.key))


def _know(found: Partition) -> None:
    """Join names to the known actor that bears them."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for group in found.groups.values():
        if group.is_known:
            for name in group.names:
                bearers[name].add(group.key)
    for group in _in_order(found, lambda one: not one.is_known and not one.is_description):
        candidates = [found.groups[key] for key in sorted(bearers[group.own])]
        if candidates:
            joined = dict.fromkeys((one.key for one in candidates), Strength.PART)
            choice = _choose(found, (group.facts, group.countries), joined, (group.own, 0))
            found.join(
                group.key, _Choice(choice.group, Reason.KNOWLEDGE, "a known actor of this name", choice.is_ambiguous)
            )


def _same_acronym(found: Partition) -> None:
    """Join organizations that share an acronym and of whose names one ends with the other."""
    sharing: defaultdict[str, list[Group]] = defaultdict(list)
    for group in _in_order(found, lambda one: one.type is EntityType.ORGANIZATION and len(one.words) > 1):
        for key, strength in group.offers.items():
            if strength is Strength.PART:
                sharing[key].append(group)
    for key in sorted(sharing):
        for index, group in enumerate(sharing[key]):
            for longer in sharing[key][:index]:
                if longer.words[-len(group.words) :] == group.words and not _differ(group.countries, longer.countries):
                    detail = "one name ends with the other, and articles give both the same acronym"
                    found.join(group.key, _Choice(longer.key, Reason.OTHER, detail))


def _shorter(found: Partition) -> None:
    """Join shorter names to the actors that offer them, the longest of them first."""
    offering: defaultdict[str, set[str]] = defaultdict(set)
    for group in found.groups.values():
        for key in group.offers:
            offering[key].add(group.key)
    for group in _in_order(found, lambda one: not one.is_known and not one.is_description):
        if group.key in found.parents or not offering[group.own]:
            continue
        candidates = _candidates(found, group, offering[group.own])
        if len(group.words) > 1:
            found.join(group.key, _choose(found, (group.facts, group.countries), candidates, (group.own, 0)))
            continue
        for guise in group.guises:
            about = (set(facts_of(guise)), set(countries_of(guise)))
            found.apart[guise] = _choose(found, about, candidates, (group.own, guise.year))


def _candidates(found: Partition, group: Group, offering: Iterable[str]) -> dict[str, Strength]:
    """Return the actors that a name may be with how well they offer it: the best alone.

    A name of several words that is far more frequent than a longer one is no short form of it.
    """
    offered: dict[str, Strength] = {}
    here = found.root(group.key)
    for key in sorted(offering):
        root = found.root(key)
        strength = found.groups[root].offers.get(group.own)
        if root == here or strength is None or not _offers_enough(found.groups[root], group, strength):
            continue
        if len(group.words) == 1 or _TIMES * found.groups[root].weight >= group.weight:
            offered[root] = strength
    strongest = max(offered.values(), default=Strength.PART)
    return {key: strength for key, strength in offered.items() if strength is strongest}


def _offers_enough(candidate: Group, group: Group, strength: Strength) -> bool:
    if strength is Strength.BESIDE:
        beside = sum(candidate.uses[group.own].values())
        return beside >= max(_LEAST_BESIDE, _SHARE_BESIDE * group.weight)
    return strength is Strength.PART or any(_is_initials(guise) for guise in group.guises)


def _is_initials(guise: Guise) -> bool:
    return guise.name.isupper()


def _choose(
    found: Partition, about: tuple[set[str], set[str]], candidates: Mapping[str, Strength], asked: tuple[str, int]
) -> _Choice:
    """Choose among `candidates` by what is told: facts and countries, then by what the name means in articles of the time."""
    facts, countries = about
    fitting = [key for key in candidates if not _differ(countries, found.groups[key].countries)]
    if not fitting:
        return _Choice(None)
    if len(fitting) == 1:
        reason, detail = _BY_STRENGTH[candidates[fitting[0]]]
        return _Choice(fitting[0], reason, detail)
    tied = [key for key in fitting if facts & found.groups[key].facts]
    if len(tied) == 1:
        shared = ", ".join(sorted(facts & found.groups[tied[0]].facts))
        return _Choice(tied[0], Reason.TIES, f"has this in common: {shared}")
    return _by_usage(found, tied or fitting, asked)


def _by_usage(found: Partition, candidates: Sequence[str], asked: tuple[str, int]) -> _Choice:
    name, year = asked
    uses = {key: _uses(found.groups[key], name, year) for key in candidates}
    total, most = sum(uses.values()), max(uses.values())
    if total >= _LEAST_USES and most >= _SHARE_OF_USES * total:
        best = min(key for key, count in uses.items() if count == most)
        detail = f"in {most} of {total} articles that give a full name as well, the short one means this actor"
        return _Choice(best, Reason.USAGE, detail)
    return _Choice(None, Reason.NAME, f"{len(candidates)} actors may be called so", is_ambiguous=True)


def _uses(group: Group, name: str, year: int) -> int:
    years: dict[int, int] = dict(group.uses.get(name) or {})
    near = sum(count for one, count in years.items() if year and one and abs(one - year) <= _YEARS)
    return near if year else sum(years.values())


def _differ(countries: set[str], others: set[str]) -> bool:
    return bool(countries and others) and not countries & others
