"""Learns to rank the candidates for the speaker of a quote, and how sure the answer is.

An example is one quote of the extraction that pairs with one of the gold, with the features of all its candidates, and which
of them are right. The model is a conditional logit: the log-odds of a candidate are a weighted sum of its features, the
share of an actor what its candidates have of all odds. Quotes whose right speaker is not among the candidates teach nothing
about ranking, but count in the calibration.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from app.domain.annotations import MentionKind, Quote
from app.domain.names import fold
from app.domain.spans import Span
from app.evaluation.gold import Article, GoldEntity, GoldSlot, family_name
from app.evaluation.quotes import same_words, units_of
from app.evaluation.words import dice, pair_up
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.speakers.candidates import Candidate
from app.extraction.speakers.ranking import identity
from app.extraction.speakers.resolution import Walk

_ALIKE = 0.3
_PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One quote: the features of its candidates, which are right, which are one actor, and its article."""

    article: str
    features: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    actors: tuple[int, ...]


def examples_of(article: Article, draft: Draft, pack: LanguagePack) -> list[Example]:
    """Return the examples of one article whose quotes are found but whose speakers are not yet resolved."""
    gold = _gold_slots(article, draft)
    walk = Walk.of(draft, pack)
    found: list[Example] = []
    for quote in draft.quotes:
        listed = walk.candidates.candidates(quote)
        if quote.id in gold:
            found.append(_example(article, walk, quote, listed, gold[quote.id]))
        walk.settled(quote, walk.choice(quote, listed))
    return found


def _gold_slots(article: Article, draft: Draft) -> dict[str, GoldSlot]:
    """Return the gold's speakers by the id of the quote that was found for theirs."""
    gold = units_of(article.text, article.gold.quotes) if article.gold else []
    found = units_of(article.text, draft.quotes)
    likeness = ((dice(g.words, f.words), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    pairs = pair_up(one for one in likeness if one[0] >= _ALIKE)
    return {found[j].quote.id: gold[i].quote.speaker for i, j in reversed(pairs)}


def _example(article: Article, walk: Walk, quote: Quote, listed: Sequence[Candidate], gold: GoldSlot) -> Example:
    slots = len({one.slot for one in listed}) - 1
    numbers: dict[object, int] = {}
    return Example(
        article.id,
        tuple(walk.features.features(quote, one, slots) for one in listed),
        tuple(_is_right(article, walk, one, gold) for one in listed),
        tuple(numbers.setdefault(identity(one), len(numbers)) for one in listed),
    )


def _is_right(article: Article, walk: Walk, candidate: Candidate, gold: GoldSlot) -> bool:
    """Whether a candidate is the gold's speaker; where the gold knows no actor, nobody in the same place is."""
    actor = article.gold.actor(gold.entity) if article.gold else None
    if actor is None:
        if candidate.key is not None and _has_name(walk, candidate.key):
            return False
        return candidate.slot.span is None if gold.span is None else _same(article.text, gold.span, candidate.slot.span)
    if candidate.key is not None:
        return actor.is_same(walk.cast[candidate.key])
    return candidate.made is not None and _is_named(actor, candidate.made[0])


def _has_name(walk: Walk, key: str) -> bool:
    return any(mention.kind is not MentionKind.NOMINAL for mention in walk.cast[key].mentions)


def _same(text: str, one: Span, other: Span | None) -> bool:
    return same_words(text, one, other)


def _is_named(actor: GoldEntity, name: str) -> bool:
    return fold(name) in actor.keys or (bool(actor.families) and family_name(name) in actor.families)


class Ranking:
    """Weights by feature name; scores a candidate by their sum."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights

    def score(self, features: dict[str, float]) -> float:
        """Return the log-odds of a candidate."""
        return sum(self.weights.get(name, 0.0) * number for name, number in features.items())

    def calibrated(self, score: float) -> float:
        """Return the share as it is."""
        return score

    def answer(self, example: Example) -> tuple[bool, float]:
        """Return whether the actor chosen for an example is right, and its share of the odds."""
        scores = np.array([self.score(one) for one in example.features])
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        actors: dict[int, float] = {}
        for actor, share in zip(example.actors, shares.tolist(), strict=True):
            actors[actor] = actors.get(actor, 0.0) + share
        best = max(range(len(scores)), key=lambda n: (actors[example.actors[n]], shares[n]))
        return example.right[best], actors[example.actors[best]]


def fit(examples: Iterable[Example], *, penalty: float = _PENALTY, least: int = 4) -> Ranking:
    """Return the ranking learned from `examples`; features seen in fewer than `least` of them get no weight."""
    useful = [one for one in examples if any(one.right) and not all(one.right)]
    seen: dict[str, int] = {}
    for one in useful:
        for name in {name for features in one.features for name in features}:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, count in seen.items() if count >= least)
    table, starts, right = _table(useful, {name: n for n, name in enumerate(names)})

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights
        top = np.maximum.reduceat(scores, starts)
        odds = np.exp(scores - np.repeat(top, _sizes(starts, len(scores))))
        everybody = np.add.reduceat(odds, starts)
        chosen = np.add.reduceat(odds * right, starts)
        every = odds / np.repeat(everybody, _sizes(starts, len(scores)))
        good = odds * right / np.repeat(chosen, _sizes(starts, len(scores)))
        value = float(np.log(everybody / chosen).sum()) + 0.5 * penalty * float(weights @ weights)
        return value, table.T @ (every - good) + penalty * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return Ranking({name: float(weight) for name, weight in zip(names, best.x, strict=True)})


def _sizes(starts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    return np.diff(np.append(starts, total))


def _table(
    examples: Sequence[Example], columns: dict[str, int]
) -> tuple[csr_matrix, NDArray[np.int64], NDArray[np.float64]]:
    """Return the features of all candidates as rows, the row where each example starts, and which rows are right."""
    values: list[float] = []
    where: list[int] = []
    bounds = [0]
    starts: list[int] = []
    right: list[float] = []
    for one in examples:
        starts.append(len(right))
        for features, is_right in zip(one.features, one.right, strict=True):
            known = [(columns[name], number) for name, number in features.items() if name in columns]
            where += [column for column, _ in known]
            values += [number for _, number in known]
            bounds.append(len(values))
            right.append(float(is_right))
    table = csr_matrix((values, where, bounds), shape=(len(right), len(columns)))
    return table, np.array(starts), np.array(right)
