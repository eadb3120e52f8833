"""Rulings: what somebody has decided about actors. They come after every rule and win over it.

A ruling speaks of actors by their keys and of guises by their names, never by ids, so that it means the same whenever and
in whatever order articles come. Rulings are carried out one after the other, in the order in which they were made: the
actors are a function of the corpus and the rulings. One that finds nothing to decide waits for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.names import fold
from app.resolution.groups import Weights
from app.resolution.guises import Guise
from app.resolution.keys import keys_of
from app.resolution.partition import Membership, Reason, partition_of

_ADDED = re.compile(r"(?: \([A-Z+]+\))?(?:; .*)?$")
"""What stands behind the own key in that of an actor: the countries of one of several namesakes, the name it was split by."""


class Verdict(StrEnum):
    """What a ruling does."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision about the actor whose key is `actor`.

    `told` are, for a merge, the keys of the actors that are this one as well; for a split the folded names of those that
    are somebody else, or, where `article` is the identity of an article, the keys that set them apart in it alone; for a
    rename the name.
    """

    number: int
    verdict: Verdict
    actor: str
    told: tuple[str, ...]
    article: str = ""

    @property
    def mark(self) -> str:
        """What is told of a guise that it decides."""
        return f"ruling {self.number}"

    @property
    def keys(self) -> frozenset[str]:
        """The own keys of all guises that it ties together."""
        if self.article:
            return frozenset(self.told)
        named = (self.actor, *self.told) if self.verdict is Verdict.MERGE else (self.actor,)
        return frozenset(own_key(key) for key in named)


@dataclass(frozen=True, slots=True)
class Decided:
    """Who is who after the rulings, the names given by hand by the keys of the actors, and what each ruling did."""

    members: Mapping[Guise, Membership]
    names: Mapping[str, str]
    effects: Mapping[int, int]
    """In how many articles each ruling decided something, by its number."""


def own_key(actor: str) -> str:
    """Return the own key of the guises from which the actor with the key `actor` has it."""
    return _ADDED.sub("", actor)


def linked(keys: Iterable[str], rulings: Iterable[Ruling]) -> set[str]:
    """Return the keys that rulings tie to one of `keys`."""
    asked = frozenset(keys)
    return {key for ruling in rulings if ruling.keys & asked for key in ruling.keys}


def in_article(guises: Mapping[str, Guise], article: str, rulings: Iterable[Ruling]) -> dict[str, Guise]:
    """Return the guises of an article; those that were split off in it alone are somebody of this article alone."""
    told = {key for ruling in rulings if ruling.article == article for key in ruling.told}
    alone = {entity: replace(guise, scope=article) for entity, guise in guises.items()} if told else {}
    return dict(guises) | {entity: guise for entity, guise in alone.items() if keys_of(guise).own in told}


def decide(weights: Weights, rulings: Iterable[Ruling]) -> Decided:
    """Return the actor of every guise of a corpus, by the rules and then by the rulings."""
    bench = _Bench.over(weights)
    for ruling in sorted(rulings, key=lambda one: one.number):
        match ruling.verdict:
            case Verdict.MERGE:
                bench.merge(ruling)
            case Verdict.SPLIT if ruling.article:
                bench.set_apart(ruling)
            case Verdict.SPLIT:
                bench.split(ruling)
            case Verdict.RENAME:
                bench.rename(ruling)
    return Decided(bench.members, bench.names, bench.effects)


@dataclass(slots=True)
class _Bench:
    """Where rulings are carried out."""

    weights: Weights
    members: dict[Guise, Membership]
    groups: dict[Guise, str]
    by_group: defaultdict[str, set[Guise]]
    by_actor: defaultdict[str, set[Guise]]
    names: dict[str, str] = field(default_factory=dict[str, str])
    renamed: dict[str, int] = field(default_factory=dict[str, int])
    effects: dict[int, int] = field(default_factory=dict[int, int])

    @classmethod
    def over(cls, weights: Weights) -> "_Bench":
        found = partition_of(weights)
        groups = {guise: group.key for group in found.groups.values() for guise in group.guises}
        members = {guise: found.membership(guise, found.groups[key]) for guise, key in groups.items()}
        by_actor = _gathered((one.actor, guise) for guise, one in members.items())
        return cls(weights, members, groups, _gathered((key, guise) for guise, key in groups.items()), by_actor)

    def merge(self, ruling: Ruling) -> None:
        """Bring the others' guises to the actor; where the others are no actors any more, those that bear their names."""
        into = self._now(ruling.actor)
        for key in ruling.told:
            if key == into:
                continue
            for guise in sorted(self.by_actor.get(key) or self.by_group.get(key, ())):
                self._move(guise, into, ruling)

    def split(self, ruling: Ruling) -> None:
        """Send the actor's guises of certain names away: to the actor of their own name, else to one that is made for them."""
        actor = self._now(ruling.actor)
        for guise in sorted(self.by_actor.get(actor, ())):
            name = fold(guise.name)
            if name in ruling.told:
                own = self.groups[guise]
                self._move(guise, f"{own}; {name}" if own == actor else own, ruling)

    def set_apart(self, ruling: Ruling) -> None:
        """Say of the guises that `in_article` has set apart who did it."""
        for key in ruling.told:
            for guise in sorted(self.by_group.get(key, ())):
                self._move(guise, key, ruling)

    def rename(self, ruling: Ruling) -> None:
        """Give the actor a name while there is one of its key."""
        if bearing := self.by_actor.get(ruling.actor):
            [self.names[ruling.actor]] = ruling.told
            self.effects.pop(self.renamed.get(ruling.actor, 0), None)
            self.renamed[ruling.actor] = ruling.number
            self.effects[ruling.number] = sum(self.weights[guise] for guise in bearing)

    def _now(self, key: str) -> str:
        """Return the actor of a key: of one that the rules have joined to another since, that other."""
        joined = {self.members[guise].actor for guise in self.by_group.get(key, ())}
        return key if self.by_actor.get(key) or len(joined) != 1 else joined.pop()

    def _move(self, guise: Guise, actor: str, ruling: Ruling) -> None:
        before = self.members[guise]
        self.by_actor[before.actor].discard(guise)
        self.by_actor[actor].add(guise)
        self.members[guise] = Membership(actor, Reason.HAND, ruling.mark)
        self.effects[ruling.number] = self.effects.get(ruling.number, 0) + self.weights[guise]


def _gathered(pairs: Iterable[tuple[str, Guise]]) -> defaultdict[str, set[Guise]]:
    found: defaultdict[str, set[Guise]] = defaultdict(set[Guise])
    for key, guise in pairs:
        found[key].add(guise)
    return found
