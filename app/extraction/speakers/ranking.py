"""Choosing the speaker of a quote among candidates: by learned weights, or in the order of the rules where there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from app.domain.annotations import Quote
from app.extraction.scoring import LogisticScorer
from app.extraction.speakers.candidates import Candidate
from app.extraction.speakers.features import FeatureReader

_SURE = 1.0
_GUESSES = frozenset({"before", "after"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen, and the probability that it is right."""

    candidate: Candidate
    confidence: float


def choose_by_rules(candidates: Sequence[Candidate]) -> Choice:
    """Return the first candidate of the slot that the rules gave; whoever only stands around is not one."""
    ruled = (one for one in candidates if one.slot.ruled and one.path not in _GUESSES)
    return Choice(next(ruled), _SURE)


def choose(reader: FeatureReader, scorer: LogisticScorer, quote: Quote, candidates: Sequence[Candidate]) -> Choice:
    """Return the likeliest actor's likeliest candidate; an actor may be a candidate of several slots."""
    scores = list(map(scorer.log_odds, reader.all_features(quote, candidates)))
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    total = sum(shares)
    actors: dict[object, float] = {}
    for one, share in zip(candidates, shares, strict=True):
        actors[identity(one)] = actors.get(identity(one), 0.0) + share / total
    best = max(range(len(candidates)), key=lambda n: (actors[identity(candidates[n])], shares[n]))
    return Choice(candidates[best], scorer.calibrated(actors[identity(candidates[best])]))


def identity(candidate: Candidate) -> object:
    """Return what tells the actor of a candidate from others."""
    return candidate.key or (candidate.slot.span, candidate.made)
