"""Relations.

A relation is found when one of the same type joins the same actors in the same direction (any, where either is
symmetric) and its evidence overlaps: at least one pair of actors is common to both. Pairing is one to one: relations
whose triggers overlap first, then those with more pairs in common. Relations said twice with the same type, actors and
evidence count once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations, product
from typing import TypeVar

from app.domain.annotations import ROLE_TYPES, Analysis, Relation, RelationType
from app.domain.spans import Span
from app.evaluation.differences import Edges, Sided, confusions, why_missed, why_spurious
from app.evaluation.gold import Article, Gold, GoldRelation
from app.evaluation.scores import Score, Sheet
from app.evaluation.words import excerpt, pair_up

AnyRelation = TypeVar("AnyRelation", Relation, GoldRelation)
CONFUSION = "relations"
_STATES = frozenset({RelationType.ALLIED_WITH, RelationType.TENSION, RelationType.CONCERN})


@dataclass(frozen=True, slots=True)
class Facts:
    """Gold and found relations of one article with their edges between actors of the gold, and how they pair."""

    gold: tuple[GoldRelation, ...]
    found: tuple[Relation, ...]
    pairs: tuple[tuple[GoldRelation, Relation], ...]


def score_relations(article: Article, analysis: Analysis, sheet: Sheet) -> None:
    """Compare the relations of `analysis` with those of the article, where it was read."""
    if article.gold is None:
        return
    facts = compare(article.gold, analysis)
    _score_all(facts, sheet)
    for gold, found in facts.pairs:
        sheet.share("relations/polarity", hit=gold.polarity is found.polarity)
        sheet.share("relations/modality", hit=gold.modality is found.modality)
        sheet.share("relations/attribution", hit=same_claim(article.gold, analysis, gold, found))
    _note(article, analysis, facts, sheet)


def compare(gold: Gold, analysis: Analysis) -> Facts:
    """Pair the relations of `analysis` with those of `gold`."""
    known = actors_of(gold, analysis)
    read, found = _distinct(gold.relations), _distinct(analysis.relations)
    likeness = (
        (_likeness(one, other, known), i, j)
        for i, one in enumerate(read)
        for j, other in enumerate(found)
        if one.type is other.type
    )
    pairs = pair_up(one for one in likeness if one[0] > 0)
    return Facts(read, found, tuple((read[i], found[j]) for i, j in pairs))


def actors_of(gold: Gold, analysis: Analysis) -> dict[str, frozenset[str]]:
    """Return, for each entity of `analysis`, the actors of the gold that it is."""
    return {
        entity.id: frozenset(actor.id for actor in gold.entities if actor.is_same(entity))
        for entity in analysis.entities
    }


def edges(source: Iterable[str], target: Iterable[str], *, symmetric: bool) -> Edges:
    """Return the pairs of actors a relation joins; a symmetric one joins them both ways, or its sources mutually."""
    sources, targets = set(source), set(target)
    if not targets:
        return frozenset(permutations(sources, 2)) if symmetric else frozenset()
    forth = {(one, other) for one, other in product(sources, targets) if one != other}
    return frozenset(forth | {(other, one) for one, other in forth} if symmetric else forth)


def found_edges(relation: Relation, known: dict[str, frozenset[str]], *, symmetric: bool) -> Edges:
    """Return the pairs of gold actors that `relation` joins."""
    joined = edges(relation.source, relation.target, symmetric=symmetric)
    return frozenset((a, b) for one, other in joined for a, b in product(known[one], known[other]) if a != b)


def same_claim(gold: Gold, analysis: Analysis, one: GoldRelation, other: Relation) -> bool:
    """Whether both are told by the article, or claimed in quotes that overlap."""
    if "article" in {one.attribution, other.attribution}:
        return one.attribution == other.attribution
    theirs = [part for quote in gold.quotes if quote.id == one.attribution for part in quote.parts]
    ours = [part for quote in analysis.quotes if quote.id == other.attribution for part in quote.parts]
    return any(a.overlaps(b) for a, b in product(theirs, ours))


def _likeness(gold: GoldRelation, found: Relation, known: dict[str, frozenset[str]]) -> float:
    if not any(found.evidence.overlaps(evidence) for evidence in gold.evidence):
        return 0
    symmetric = gold.symmetric or found.symmetric
    common = edges(gold.source, gold.target, symmetric=symmetric) & found_edges(found, known, symmetric=symmetric)
    return bool(common) * (1000 * found.trigger.overlaps(gold.trigger) + len(common))


def _distinct(relations: Iterable[AnyRelation]) -> tuple[AnyRelation, ...]:
    """Return the relations without those said again with the same type, actors and evidence."""
    first: dict[object, AnyRelation] = {}
    for one in relations:
        evidence = one.evidence if isinstance(one.evidence, Span) else one.evidence[0]
        first.setdefault((one.type, frozenset(one.source), frozenset(one.target), evidence), one)
    return tuple(first.values())


def _score_all(facts: Facts, sheet: Sheet) -> None:
    groups: list[tuple[str, frozenset[RelationType]]] = [
        ("relations/all", frozenset(RelationType)),
        ("relations/roles", ROLE_TYPES),
        ("relations/events", frozenset(RelationType) - ROLE_TYPES - _STATES),
        ("relations/states", _STATES),
        *((f"relations/type/{kind}", frozenset({kind})) for kind in RelationType),
    ]
    for key, kinds in groups:
        hits = sum(gold.type in kinds for gold, _ in facts.pairs)
        found, gold = (sum(one.type in kinds for one in many) for many in (facts.found, facts.gold))
        if found or gold:
            sheet.score(key, Score.of(hits, found, gold))


def _note(article: Article, analysis: Analysis, facts: Facts, sheet: Sheet) -> None:
    reading = article.gold or Gold(None, (), (), ())
    known = actors_of(reading, analysis)
    met = {id(one) for pair in facts.pairs for one in pair}
    missed = [_sided_gold(one) for one in facts.gold if id(one) not in met]
    spurious = [_sided_found(one, known) for one in facts.found if id(one) not in met]
    for gold in missed:
        detail = _shown(gold, {entity.id: entity.name for entity in reading.entities}, article.text)
        sheet.mistake("relation missed", detail, why_missed(gold, spurious, analysis, known))
    for found in spurious:
        detail = _shown(found, {entity.id: entity.name for entity in analysis.entities}, article.text)
        sheet.mistake("relation spurious", detail, why_spurious(found, missed))
    taken = confusions(missed, spurious) + Counter((str(gold.type), str(found.type)) for gold, found in facts.pairs)
    for (theirs, ours), count in taken.items():
        sheet.confusions[CONFUSION, theirs, ours] += count
    for gold, found in facts.pairs:
        for what in ("polarity", "modality"):
            if getattr(gold, what) != getattr(found, what):
                said = f"{gold.type} gold {getattr(gold, what)}, found {getattr(found, what)}"
                sheet.mistake(f"relation {what}", f"{said}: {excerpt(article.text, found.evidence, 0)}")


def _sided_gold(one: GoldRelation) -> Sided:
    return Sided(one, edges(one.source, one.target, symmetric=one.symmetric))


def _sided_found(one: Relation, known: dict[str, frozenset[str]]) -> Sided:
    return Sided(one, found_edges(one, known, symmetric=one.symmetric))


def _shown(one: Sided, names: dict[str, str], text: str) -> str:
    relation = one.relation
    source, target = (", ".join(sorted(names[key] for key in end)) for end in (relation.source, relation.target))
    return (
        f"{relation.type} {source} -> {target} | {relation.trigger.of(text)!r}\n    {excerpt(text, one.evidence[0], 0)}"
    )
