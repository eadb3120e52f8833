"""The choice among candidates: the likeliest set of stretches that do not overlap, then their likeliest edges."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.extraction.languages.shapes.quotes import ChoiceWeights
from app.extraction.quotes.candidates import Candidate, Scene
from app.extraction.quotes.evidence import edge_features, features
from app.extraction.scoring import LogisticScorer

_ALIKE = 0.4
"""How alike a candidate must be to lend its edges."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate that was chosen among its rivals, on `[first, last)` where its edges were moved to, with its probability."""

    candidate: Candidate
    rivals: Sequence[Candidate]
    first: int
    last: int
    score: float


def choose(scene: Scene, candidates: Sequence[Candidate], weights: ChoiceWeights) -> list[Chosen]:
    """Return what is likely said, in text order: no two stretches overlap. `candidates` are in text order."""
    rivals = rivals_of(candidates)
    scores = [weights.found.score(features(scene, one, others)) for one, others in zip(candidates, rivals, strict=True)]
    kept = best_apart(candidates, [score - weights.least for score in scores])
    limits = [0, *(candidates[i].last for i in kept)]
    ends = [*(candidates[i].first for i in kept), len(scene.reading.tokens)]
    return [
        _edged(scene, weights, (candidates[i], rivals[i], scores[i]), (limits[n], ends[n + 1]))
        for n, i in enumerate(kept)
    ]


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


def _edged(
    scene: Scene,
    weights: ChoiceWeights,
    chosen: tuple[Candidate, Sequence[Candidate], float],
    limits: tuple[int, int],
) -> Chosen:
    candidate, rivals, score = chosen
    first = _best_edge(scene, weights.first, candidate, rivals, lambda one: one.first)
    last = _best_edge(scene, weights.last, candidate, rivals, lambda one: one.last)
    first, last = max(first, limits[0]), min(last, limits[1])
    if first >= last:
        first, last = candidate.first, candidate.last
    return Chosen(candidate, rivals, first, last, score)


def _best_edge(
    scene: Scene,
    scorer: LogisticScorer | None,
    candidate: Candidate,
    rivals: Sequence[Candidate],
    edge: Callable[[Candidate], int],
) -> int:
    places = {edge(one) for one in lending(candidate, rivals)}
    if scorer is None or len(places) < 2:  # noqa: PLR2004 (nothing to choose)
        return edge(candidate)
    return max(sorted(places), key=lambda place: scorer.score(edge_features(scene, candidate, rivals, place, edge)))


def lending(candidate: Candidate, rivals: Sequence[Candidate]) -> list[Candidate]:
    """Return the rivals whose edges a candidate may take."""
    return [one for one in rivals if one.shares(candidate) >= _ALIKE]
