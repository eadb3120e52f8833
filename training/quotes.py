"""Learns the choice among candidates of quotes from the readings, with tagger and choice both kept from what they are scored on.

Every article is read by the rules and by a tagger that was not trained on it; what both propose is compared with the
gold. `fit` learns from any articles; the weights of fold k are learned from the articles of all other folds.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import csr_matrix  # pyright: ignore[reportMissingTypeStubs]
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from app.evaluation.gold import Article
from app.evaluation.quotes import units_of
from app.evaluation.words import Words, dice, pair_up, words_in
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.quotes import ChoiceWeights
from app.extraction.quotes.assembly import propose
from app.extraction.quotes.candidates import Candidate, Scene
from app.extraction.quotes.choice import Chosen, choose, lending, rivals_of
from app.extraction.quotes.evidence import edge_features, features
from app.extraction.scoring import LogisticScorer

Json: TypeAlias = dict[str, Any]
Edge: TypeAlias = Callable[[Candidate], int]

_ALIKE = 0.3
_NEARLY_BEST = 0.8
"""A candidate is right when no other is much more like the gold: halves of a quote are wrong beside the whole."""
_LOG_ODDS = (-7.0, -4.0, -2.5, -1.0, 0.0, 1.0, 2.5, 4.0, 7.0)
_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
_COUNTS = (1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 25.0, 50.0, 100.0)
_KNOTS: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("words", _COUNTS),
    ("gap", (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 40.0)),
    ("covers", _SHARES),
    ("like ", _SHARES),
    ("rule sure", (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)),
    ("mean", _LOG_ODDS),
    ("least", _LOG_ODDS),
    ("most", _LOG_ODDS),
    ("first", _LOG_ODDS),
    ("last", _LOG_ODDS),
    ("begins like", ()),
    ("ends like", ()),
    ("begins", _LOG_ODDS),
    ("before=", ()),
    ("after=", ()),
    ("before", _LOG_ODDS),
    ("after", _LOG_ODDS),
    ("said", _SHARES),
    ("cue far", (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 40.0)),
    ("speaker far", (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 40.0)),
    ("cue sure", _SHARES),
    ("speaker sure", _SHARES),
    ("own cue", _LOG_ODDS),
    ("here ", _LOG_ODDS),
    ("word ", _LOG_ODDS),
    ("turn", (-1.0, -0.5, -0.1, 0.1, 0.5, 1.0)),
)
_FEWEST = 4
"""A feature seen less often is not learned."""


@dataclass(frozen=True, slots=True)
class Example:
    """An article read by rules and tagger, and what the gold says is quoted in it: words, and tokens `[first, last)`."""

    article: Article
    fold: int
    scene: Scene
    candidates: Sequence[Candidate]
    rivals: Sequence[Sequence[Candidate]]
    gold: Sequence[Words]
    gold_tokens: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, article: Article, fold: int, draft: Draft, pack: LanguagePack) -> "Example":
        """Return the candidates of an article whose `draft` is read as far as its actors."""
        scene, candidates = propose(draft, pack)
        units = units_of(article.text, article.gold.quotes) if article.gold else []
        starts = [token.start for token in draft.tokens]
        return cls(
            article,
            fold,
            scene,
            candidates,
            rivals_of(candidates),
            [unit.words for unit in units],
            [(bisect_left(starts, unit.span.start), bisect_left(starts, unit.span.end)) for unit in units],
        )

    def words(self, first: int, last: int) -> Words:
        """Return the words of a stretch of tokens."""
        return words_in(self.article.text, self.scene.reading.span(first, last))


@dataclass(frozen=True, slots=True)
class Sample:
    """Features and whether what they tell of is right."""

    features: Mapping[str, float]
    right: bool


def found_samples(example: Example) -> list[Sample]:
    """Return every candidate of three words or more with whether it is right."""
    likeness = [[dice(example.words(one.first, one.last), gold) for gold in example.gold] for one in example.candidates]
    best = [max(column) for column in zip(*likeness, strict=True)]
    return [
        Sample(
            features(example.scene, one, rivals),
            any(d >= _ALIKE and d >= _NEARLY_BEST * b for d, b in zip(row, best, strict=True)),
        )
        for one, rivals, row in zip(example.candidates, example.rivals, likeness, strict=True)
    ]


def edge_samples(example: Example, edge: Edge, gold_edges: Sequence[int]) -> list[Sample]:
    """Return the places that an edge of a right candidate may stand at, where it is among them."""
    samples: list[Sample] = []
    for one, rivals in zip(example.candidates, example.rivals, strict=True):
        places = sorted({edge(rival) for rival in lending(one, rivals)})
        likeness = [dice(example.words(one.first, one.last), gold) for gold in example.gold]
        if len(places) < 2 or max(likeness, default=0.0) < _ALIKE:  # noqa: PLR2004 (nothing to choose)
            continue
        right = gold_edges[likeness.index(max(likeness))]
        if right in places:
            samples += (
                Sample(edge_features(example.scene, one, rivals, place, edge), place == right) for place in places
            )
    return samples


def fit_scorer(samples: Sequence[Sample], strength: float) -> Json:
    """Return a logistic model of `samples` as `LogisticScorer.read` takes it; `strength` is that of the data against the prior."""
    vectorizer = DictVectorizer()
    matrix: csr_matrix = vectorizer.fit_transform([_expanded(one.features) for one in samples])
    seen = np.asarray((matrix != 0).sum(axis=0)).ravel() >= _FEWEST
    names = vectorizer.get_feature_names_out()[seen]
    model = LogisticRegression(C=strength, max_iter=2000, tol=1e-5)
    model.fit(matrix[:, np.flatnonzero(seen)], [one.right for one in samples])
    return _record(float(model.intercept_[0]), dict(zip(names.tolist(), model.coef_[0].tolist(), strict=True)))


def _knots(name: str) -> tuple[float, ...]:
    return next((knots for prefix, knots in _KNOTS if name.startswith(prefix)), ())


def _expanded(found: Mapping[str, float]) -> dict[str, float]:
    """Write each number that has a curve as its shares of the two knots around it."""
    expanded: dict[str, float] = {}
    for name, number in found.items():
        knots = _knots(name)
        if not knots:
            expanded[name] = number
            continue
        kept = min(max(number, knots[0]), knots[-1])
        position = min(bisect_left(knots, kept), len(knots) - 1)
        if position == 0:
            expanded[f"{name}\t0"] = 1.0
            continue
        share = (kept - knots[position - 1]) / (knots[position] - knots[position - 1])
        expanded[f"{name}\t{position}"] = share
        expanded[f"{name}\t{position - 1}"] = 1.0 - share
    return expanded


def _record(bias: float, learned: Mapping[str, float]) -> Json:
    weights: dict[str, float] = {}
    heights: dict[str, dict[int, float]] = {}
    for key, weight in learned.items():
        name, _, position = key.partition("\t")
        if position:
            heights.setdefault(name, {})[int(position)] = round(weight, 3)
        else:
            weights[name] = round(weight, 3)
    curves = {
        name: {"knots": list(_knots(name)), "heights": [at.get(i, 0.0) for i in range(len(_knots(name)))]}
        for name, at in sorted(heights.items())
    }
    return {"bias": round(bias, 3), "weights": dict(sorted(weights.items())), "curves": curves}
