"""The choice among candidates: the set of stretches that do not overlap and are likeliest to be quotes from edge to edge."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from app.extraction.languages.shapes.quotes import ChoiceWeights
from app.extraction.quotes.candidates import Candidate, Scene
from app.extraction.quotes.evidence import features

_ALIKE = 0.4
"""How alike a rule's candidate must be to lend its cue and speaker."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate that was chosen among its rivals, with the probability that it is (nearly) a quote."""

    candidate: Candidate
    rivals: Sequence[Candidate]
    score: float


def choose(scene: Scene, candidates: Sequence[Candidate], weights: ChoiceWeights) -> list[Chosen]:
    """Return what is likely said, in text order: no two stretches overlap. `candidates` are in text order.

    Whether a stretch is taken at all depends on its being somewhere near a quote; which of several that overlap, on its
    edges being right, so that neither half of a quote nor a quote with what stands beside it wins over the quote.
    """
    rivals = rivals_of(candidates)
    scores: list[float] = []
    values: list[float] = []
    for one, others in zip(candidates, rivals, strict=True):
        evidence = features(scene, one, others)
        scores.append(weights.found.score(evidence))
        likely = scores[-1] >= weights.least
        values.append(weights.exact.score(evidence) - weights.cost if likely else -1.0)
    return [Chosen(candidates[i], rivals[i], scores[i]) for i in best_apart(candidates, values)]


def rivals_of(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return for each candidate those that overlap it, itself among them; `candidates` are in order of their first tokens."""
    found: list[list[Candidate]] = [[one] for one in candidates]
    for position, one in enumerate(candidates):
        for later in range(position + 1, len(candidates)):
            if candidates[later].first >= one.last:
                break
            found[position].append(candidates[later])
            found[later].append(one)
    return found


def best_apart(candidates: Sequence[Candidate], values: Sequence[float]) -> list[int]:
    """Return the candidates, by number, that together are worth most and do not overlap, in text order."""
    order = sorted(
        (i for i in range(len(candidates)) if values[i] > 0), key=lambda i: (candidates[i].last, -candidates[i].first)
    )
    lasts = [candidates[i].last for i in order]
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    for position, i in enumerate(order):
        before = bisect_left(lasts, candidates[i].first + 1, 0, position)
        worth = best[before][0] + values[i]
        taken = worth > best[position][0]
        best.append((worth, before, True) if taken else (best[position][0], position, False))
    kept: list[int] = []
    position = len(order)
    while position:
        _, before, taken = best[position]
        if taken:
            kept.append(order[position - 1])
        position = before
    return kept[::-1]


def lending(candidate: Candidate, rivals: Sequence[Candidate]) -> list[Candidate]:
    """Return the rivals whose reading a candidate may take."""
    return [one for one in rivals if one.shares(candidate) >= _ALIKE]
