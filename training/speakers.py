"""Learns to rank the candidates for the speaker of a quote, and how sure the answer is.

An example is one quote of the extraction that pairs with one of the gold, with the features of all its candidates, and which
of them are right. The model is a conditional logit: the log-odds of a candidate are a weighted sum of its features, the
share of an actor what its candidates have of all odds. Quotes whose right speaker is not among the candidates teach nothing
about ranking, but count in the calibration.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.isotonic import IsotonicRegression

from app.domain.annotations import MentionKind, Quote
from app.domain.names import fold as folded
from app.domain.spans import Span
from app.evaluation.corpora import read_corpus
from app.evaluation.gold import Article, GoldEntity, GoldSlot, family_name
from app.evaluation.quotes import same_words, units_of
from app.evaluation.recorded import DATA, packs_without, weights_path
from app.evaluation.words import dice, pair_up
from app.extraction.actors import link_actors
from app.extraction.draft import Draft
from app.extraction.entities import find_names
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.speakers import SpeakerWeights
from app.extraction.quotes import find_quotes
from app.extraction.scoring import Curve, LogisticScorer
from app.extraction.speakers.candidates import Candidate
from app.extraction.speakers.ranking import identity
from app.extraction.speakers.resolution import Walk
from app.extraction.tagger import Tagger
from training.corpus import segmented
from training.folds import FOLDS, folds

Json: TypeAlias = dict[str, Any]
SHIPPED = Path(__file__).parents[1] / "app/extraction/languages/fr/weights/speakers.json"
_ROUNDS = 2
_ALIKE = 0.3
_PENALTY = 3.0
_AGAIN = 0.4
_KNOTS = tuple(n / 10 for n in range(11))


@dataclass(frozen=True, slots=True)
class Example:
    """One quote: the features of its candidates, what each is worth (1 right, 0 wrong), which are one actor, and its article."""

    article: str
    features: tuple[dict[str, float], ...]
    worth: tuple[float, ...]
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
    numbers: dict[object, int] = {}
    right = [_is_right(article, walk, one, gold) for one in listed]
    worth = list(map(float, right))
    if any(good and one.key is not None for good, one in zip(right, listed, strict=True)):
        # Who is known already had better not be made again of a phrase, although the gold lists the phrase among its names.
        worth = [
            _AGAIN if good and one.made is not None else value
            for good, one, value in zip(right, listed, worth, strict=True)
        ]
    return Example(
        article.id,
        tuple(walk.features.all_features(quote, listed)),
        tuple(worth),
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
    return folded(name) in actor.keys or (bool(actor.families) and family_name(name) in actor.families)


def answer(scorer: LogisticScorer, example: Example) -> tuple[bool, float]:
    """Return whether the actor that `scorer` chooses for an example is right, and its share of the odds."""
    scores = np.array([scorer.log_odds(one) for one in example.features])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    actors: dict[int, float] = {}
    for actor, share in zip(example.actors, shares.tolist(), strict=True):
        actors[actor] = actors.get(actor, 0.0) + share
    best = max(range(len(scores)), key=lambda n: (actors[example.actors[n]], shares[n]))
    return example.worth[best] > 0, actors[example.actors[best]]


def fit(examples: Iterable[Example], *, penalty: float = _PENALTY, least: int = 4) -> LogisticScorer:
    """Return the ranking learned from `examples`; features seen in fewer than `least` of them get no weight."""
    useful = [one for one in examples if any(one.worth) and not all(one.worth)]
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
    weights = {name: round(float(weight), 3) for name, weight in zip(names, best.x, strict=True)}
    return LogisticScorer(0.0, weights, {})


def _sizes(starts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    return np.diff(np.append(starts, total))


def _table(
    examples: Sequence[Example], columns: dict[str, int]
) -> tuple[csr_matrix, NDArray[np.int64], NDArray[np.float64]]:
    """Return the features of all candidates as rows, the row where each example starts, and what each row is worth."""
    values: list[float] = []
    where: list[int] = []
    bounds = [0]
    starts: list[int] = []
    right: list[float] = []
    for one in examples:
        starts.append(len(right))
        for features, worth in zip(one.features, one.worth, strict=True):
            known = [(columns[name], number) for name, number in features.items() if name in columns]
            where += [column for column, _ in known]
            values += [number for _, number in known]
            bounds.append(len(values))
            right.append(worth)
    table = csr_matrix((values, where, bounds), shape=(len(right), len(columns)))
    return table, np.array(starts), np.array(right)


@dataclass(frozen=True, slots=True)
class Learned:
    """The scorer learned from all articles, those learned without each fold, and how often these were right on their fold."""

    everything: LogisticScorer
    without: Mapping[int, LogisticScorer]
    right: float


Drafts: TypeAlias = Sequence[tuple[Article, int, Draft]]
"""Articles with their fold and the draft that is read as far as its quotes by what has not seen them."""


def learn(drafts: Drafts, pack: LanguagePack) -> Learned:
    """Learn the ranking in two rounds: who speaks next hangs on who is thought to have spoken before."""
    ranked: Mapping[int, LogisticScorer | None] = dict.fromkeys(range(FOLDS))
    dealt: list[tuple[int, Example]] = []
    for _ in range(_ROUNDS):
        dealt = [
            (fold, example)
            for article, fold, draft in drafts
            for example in examples_of(article, draft, _ranked_by(pack, ranked[fold]))
        ]
        ranked = {fold: fit(one for other, one in dealt if other != fold) for fold in range(FOLDS)}
    without = {fold: scorer for fold, scorer in ranked.items() if scorer is not None}
    answers = [answer(without[fold], example) for fold, example in dealt]
    curve = calibration(answers)
    return Learned(
        replace(fit(one for _, one in dealt), calibration=curve),
        {fold: replace(scorer, calibration=curve) for fold, scorer in without.items()},
        sum(right for right, _ in answers) / max(1, len(answers)),
    )


def _ranked_by(pack: LanguagePack, scorer: LogisticScorer | None) -> LanguagePack:
    return replace(pack, speakers=replace(pack.speakers, weights=SpeakerWeights(scorer)))


def calibration(answers: Sequence[tuple[bool, float]]) -> Curve:
    """Return how often answers with a given share of the odds are right: a rising line through tenths, the emptiest left out."""
    shares = np.array([share for _, share in answers])
    right = np.array([float(one) for one, _ in answers])
    line = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(shares, right)
    heights = line.predict(np.array(_KNOTS)).tolist()
    smooth = [float(np.mean(heights[max(0, n - 1) : n + 2])) for n in range(len(heights))]
    return Curve(_KNOTS, tuple(round(height, 3) for height in smooth))


def record_of(scorer: LogisticScorer | None) -> Json | None:
    """Return a scorer as `LogisticScorer.read` takes it."""
    if scorer is None:
        return None
    curve = scorer.calibration
    calibrated = None if curve is None else {"knots": list(curve.knots), "heights": list(curve.heights)}
    weights = dict(sorted(scorer.weights.items()))
    return {"bias": scorer.bias, "weights": weights, "curves": {}, "calibration": calibrated}


def drafts_of(
    articles: Iterable[Article], dealt: Mapping[str, int], packs: Callable[[int], LanguagePack], tagger: Tagger
) -> Drafts:
    """Read the articles of the gold as far as their quotes, by the weights of quotes learned without their fold."""
    found: list[tuple[Article, int, Draft]] = []
    for article in articles:
        if article.gold is not None:
            fold = dealt[article.id]
            draft = segmented(article.text)
            draft = replace(draft, tagged=tagger.tag(draft))
            for stage in (find_names, link_actors, find_quotes):
                draft = stage(draft, packs(fold))
            found.append((article, fold, draft))
    return found


def write_weights(shared: Path, readings: Tagger, *, shipped: Path = SHIPPED, data: Path = DATA) -> list[str]:
    """Learn from the articles with their readings, write all weights, and return what to say of it."""
    articles, dealt = read_corpus(shared).articles, folds(shared)

    @cache
    def pack_without(fold: int) -> LanguagePack:
        return packs_without(fold, data)["fr"]

    learned = learn(drafts_of(articles, dealt, pack_without, readings), pack_without(0))
    _write(shipped, {"tagged": record_of(learned.everything)})
    for fold in range(FOLDS):
        _write(weights_path("speakers", fold, data), {"tagged": record_of(learned.without[fold])})
    return [f"speakers: {100 * learned.right:.1f} % right on articles not seen"]


def _write(path: Path, record: Json) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
