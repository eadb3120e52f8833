"""Why a relation of the gold is missed, and what a spurious one is instead: one class of error for each.

Relations that were not paired are compared with one another: what agrees in all but one thing is that error. What is
like nothing on the other side was either never found or is not in the gold.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.annotations import Analysis, Relation
from app.domain.spans import Span
from app.evaluation.gold import GoldRelation

Edges: TypeAlias = frozenset[tuple[str, str]]


class Difference(StrEnum):
    """What stands in the way of a relation; the likeliest to be put right first."""

    TYPE = "another type between the same actors"
    DIRECTION = "the other way round"
    ACTOR = "another actor at one end"
    SENTENCE = "another sentence"
    AGAIN = "told once more"
    STRANGER = "an end is nobody of the gold"
    UNKNOWN_END = "an end is no actor"
    ABSENT_END = "an end has no mention in the sentence"
    NO_TRIGGER = "both ends stand there, nothing is found"
    NO_RELATION = "there is no such relation"


@dataclass(frozen=True, slots=True)
class Sided:
    """A relation with the pairs of gold actors that it joins."""

    relation: GoldRelation | Relation
    edges: Edges

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The sentences that prove it."""
        told = self.relation.evidence
        return (told,) if isinstance(told, Span) else told


def why_missed(
    gold: Sided, spurious: Iterable[Sided], analysis: Analysis, known: Mapping[str, frozenset[str]]
) -> Difference:
    """Return why `gold` is not among what was found; `known` are the gold actors that each entity is."""
    nearest = _nearest(gold, spurious)
    if nearest is not None:
        return nearest
    ends = {actor for edge in gold.edges for actor in edge}
    if not ends <= {actor for actors in known.values() for actor in actors}:
        return Difference.UNKNOWN_END
    here = {
        actor
        for entity in analysis.entities
        if any(mention.span.overlaps(place) for mention in entity.mentions for place in gold.evidence)
        for actor in known[entity.id]
    }
    return Difference.NO_TRIGGER if any(set(edge) <= here for edge in gold.edges) else Difference.ABSENT_END


def why_spurious(found: Sided, missed: Iterable[Sided]) -> Difference:
    """Return what `found` is instead of a relation of the gold."""
    nearest = _nearest(found, missed)
    if nearest is not None:
        return nearest
    return Difference.NO_RELATION if found.edges else Difference.STRANGER


def confusions(missed: Iterable[Sided], spurious: Iterable[Sided]) -> Counter[tuple[str, str]]:
    """Count the types of relations that join the same actors in the same sentence, each found one with one of the gold."""
    left = list(spurious)
    counts: Counter[tuple[str, str]] = Counter()
    for gold in missed:
        taken = next((found for found in left if _difference(gold, found) is Difference.TYPE), None)
        if taken is not None:
            left.remove(taken)
        counts[gold.relation.type, taken.relation.type if taken else ""] += 1
    counts.update(("", found.relation.type) for found in left)
    return counts


def _nearest(one: Sided, others: Iterable[Sided]) -> Difference | None:
    """Return in what `one` differs from the relation most like it."""
    kinds = {_difference(one, other) for other in others}
    return next((kind for kind in Difference if kind in kinds), None)


def _difference(one: Sided, other: Sided) -> Difference | None:
    """Return the one thing in which the two differ; None where it is more than one."""
    here = any(a.overlaps(b) for a in one.evidence for b in other.evidence)
    same_type, same_edges = one.relation.type is other.relation.type, bool(one.edges & other.edges)
    if here and same_edges:
        return Difference.AGAIN if same_type else Difference.TYPE
    if same_type and same_edges:
        return Difference.SENTENCE
    if not (here and same_type):
        return None
    turned = any((target, source) in other.edges for source, target in one.edges)
    return Difference.DIRECTION if turned else Difference.ACTOR
