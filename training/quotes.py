"""Learns the choice among candidates of quotes, with tagger and choice both kept from the articles they are scored on.

Every article is read by the rules and by a tagger that was not trained on it; each candidate is compared with the gold.
Two logistic models are learned: whether a candidate is near a quote (word Dice of 0.3), and whether it is one to the word.
The weights of a fold are learned from the articles of the others; what they choose on that fold calibrates the confidence.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import orjson
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from app.evaluation.corpora import read_corpus
from app.evaluation.gold import Article
from app.evaluation.quotes import units_of
from app.evaluation.recorded import weights_path
from app.evaluation.words import Words, dice, pair_up, words_in
from app.extraction.actors import link_actors
from app.extraction.draft import Draft
from app.extraction.entities import find_names
from app.extraction.languages import PACKS
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.quotes import ChoiceWeights
from app.extraction.quotes.assembly import propose
from app.extraction.quotes.candidates import Candidate, Scene
from app.extraction.quotes.choice import choose, rivals_of
from app.extraction.quotes.evidence import features
from app.extraction.tagger import Tagger
from training.corpus import segmented
from training.folds import FOLDS, folds

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Json: TypeAlias = dict[str, Any]

SHIPPED = Path(__file__).parents[1] / "app" / "extraction" / "languages" / "fr" / "weights" / "quotes.json"
_ALIKE = 0.3
_FEWEST_WORDS = 3
_STRENGTH = 0.1
"""How much the data count against the wish for small weights."""
_LEAST = 0.4
_COST = 0.2
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
)
_FEWEST = 4
"""A feature seen less often is not learned."""


_CALIBRATED = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Example:
    """An article read by rules and tagger: its candidates with their features, and the words of every quote of the gold."""

    article: Article
    fold: int
    scene: Scene
    candidates: Sequence[Candidate]
    features: Sequence[Mapping[str, float]]
    likeness: Sequence[float]
    """Of each candidate, the word Dice with the gold's quote most like it."""
    gold: Sequence[Words]

    @classmethod
    def of(cls, article: Article, fold: int, draft: Draft, pack: LanguagePack) -> "Example":
        """Return the candidates of an article whose `draft` is read as far as its actors."""
        scene, candidates = propose(draft, pack)
        gold = [unit.words for unit in units_of(article.text, article.gold.quotes)] if article.gold else []
        spans = [scene.reading.span(one.first, one.last) for one in candidates]
        return cls(
            article,
            fold,
            scene,
            candidates,
            [features(scene, one, rivals) for one, rivals in zip(candidates, rivals_of(candidates), strict=True)],
            [max((dice(words_in(article.text, span), words) for words in gold), default=0.0) for span in spans],
            gold,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A stretch that was chosen: its probability, and whether it is near a quote of the gold that no other is nearer to."""

    score: float
    right: bool


def outcomes(example: Example, weights: ChoiceWeights) -> tuple[list[Outcome], int]:
    """Return what `weights` choose in an article, parts under three words left out, and how many are right to the word."""
    chosen = choose(example.scene, example.candidates, weights)
    spans = [example.scene.reading.span(one.candidate.first, one.candidate.last) for one in chosen]
    found = [(one.score, words_in(example.article.text, span)) for one, span in zip(chosen, spans, strict=True)]
    found = [one for one in found if len(one[1]) >= _FEWEST_WORDS]
    likeness = ((dice(g, words), i, j) for i, g in enumerate(example.gold) for j, (_, words) in enumerate(found))
    pairs = pair_up(one for one in likeness if one[0] >= _ALIKE)
    paired = {j for _, j in pairs}
    exact = sum(example.gold[i] == found[j][1] for i, j in pairs)
    return [Outcome(score, j in paired) for j, (score, _) in enumerate(found)], exact


def fit(examples: Iterable[Example]) -> Json:
    """Return the choice learned from `examples` as `ChoiceWeights.read` takes it, not yet calibrated."""
    rows = [(row, alike) for one in examples for row, alike in zip(one.features, one.likeness, strict=True)]
    return {
        "found": fit_scorer([row for row, _ in rows], [alike >= _ALIKE for _, alike in rows]),
        "exact": fit_scorer([row for row, _ in rows], [alike == 1.0 for _, alike in rows]),
        "least": _LEAST,
        "cost": _COST,
    }


def fit_scorer(rows: Sequence[Mapping[str, float]], right: Sequence[bool]) -> Json:
    """Return a logistic model of features as `LogisticScorer.read` takes it."""
    vectorizer = DictVectorizer()
    matrix: csr_matrix = vectorizer.fit_transform([_expanded(row) for row in rows])
    seen = np.flatnonzero(np.asarray((matrix != 0).sum(axis=0)).ravel() >= _FEWEST)
    model = LogisticRegression(C=_STRENGTH, max_iter=3000, tol=1e-5)
    model.fit(matrix[:, seen], right)
    names = vectorizer.get_feature_names_out()[seen]
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


def calibration(found: Sequence[Outcome]) -> Json:
    """Return how often what was chosen with a given score is right, as a rising line."""
    scores, right = np.array([one.score for one in found]), np.array([float(one.right) for one in found])
    line = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, right)
    heights: list[float] = line.predict(np.array(_CALIBRATED)).tolist()
    # Neighbours are averaged: steps of few cases say more than they know.
    smooth = [sum(part) / len(part) for n in range(len(heights)) if (part := heights[max(0, n - 1) : n + 2])]
    return {"knots": list(_CALIBRATED), "heights": [round(height, 3) for height in smooth]}


@dataclass(frozen=True, slots=True)
class Learned:
    """The choice learned from all articles and those learned without each fold, as JSON, and how good these were there."""

    everything: Json
    without: Mapping[int, Json]
    report: str


def learn(examples: Sequence[Example]) -> Learned:
    """Learn the choice from `examples`."""
    without = {fold: fit(one for one in examples if one.fold != fold) for fold in range(FOLDS)}
    weights = {fold: ChoiceWeights.read(record) for fold, record in without.items()}
    seen = [outcomes(one, weights[one.fold]) for one in examples]
    found, gold = [one for each, _ in seen for one in each], sum(len(one.gold) for one in examples)
    curve = calibration(found)
    everything = fit(examples)
    for record in (everything, *without.values()):
        record["found"]["calibration"] = curve
    right, exact = sum(one.right for one in found), sum(count for _, count in seen)
    report = f"quotes: o30 {_f1(right, len(found), gold)} exact {_f1(exact, len(found), gold)} on articles not seen"
    return Learned(everything, without, report)


def _f1(right: int, found: int, gold: int) -> str:
    return f"{200 * right / max(1, found + gold):.1f}"


def examples_of(shared: Path, tagger: Tagger) -> Iterator[Example]:
    """Yield every article that was read for quotes, with what `tagger` says of it."""
    dealt, pack = folds(shared), PACKS["fr"]
    for article in read_corpus(shared).articles:
        if article.gold is None:
            continue
        draft = segmented(article.text)
        draft = replace(draft, tagged=tagger.tag(draft))
        yield Example.of(article, dealt[article.id], link_actors(find_names(draft, pack), pack), pack)


def write_weights(shared: Path, readings: Tagger, *, shipped: Path = SHIPPED) -> list[str]:
    """Learn from the articles with their readings, write the weights to ship and those of each fold.

    Where no tagger reads, the order of the rules decides: nothing is learned for that.

    Returns:
        what to say of how good they were on articles not seen.
    """
    learned = learn(list(examples_of(shared, readings)))
    _write(shipped, {"tagged": learned.everything})
    for fold in range(FOLDS):
        _write(weights_path("quotes", fold), {"tagged": learned.without[fold]})
    return [learned.report]


def _write(path: Path, record: Json) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
