"""Runs the extraction over annotated articles, in several processes, and adds up the scores."""

import multiprocessing
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from time import process_time
from types import MappingProxyType
from typing import TypeAlias

from app.domain.annotations import Analysis
from app.errors import InputError
from app.evaluation.actors import across, score_actors
from app.evaluation.gold import Article
from app.evaluation.marks import add_variant, varied
from app.evaluation.names import score_names
from app.evaluation.quotes import score_quotes
from app.evaluation.relations import score_relations
from app.evaluation.scores import Cost, Sheet, merged
from app.evaluation.seed import SeedGold, score_seed
from app.extraction.analyser import DEFAULT_MODEL, Analyser

Analyse: TypeAlias = Callable[[str], Analysis]
Metric: TypeAlias = Callable[[Article, Analysis, Sheet], None]


def score_date(article: Article, analysis: Analysis, sheet: Sheet) -> None:
    """Compare the date that the head of the text says."""
    if article.gold is not None and article.gold.date is not None:
        found = str(analysis.date) if analysis.date else None
        sheet.share("head/date", hit=found == article.gold.date)
        if found != article.gold.date:
            sheet.mistake("date wrong", f"gold {article.gold.date}, found {found}: {article.text[:120]!r}")


METRICS: MappingProxyType[str, Metric] = MappingProxyType(
    {
        "head": score_date,
        "names": score_names,
        "quotes": score_quotes,
        "actors": score_actors,
        "relations": score_relations,
    }
)
SECTIONS = (*METRICS, "emergent", "seed")


def check_sections(names: Iterable[str]) -> tuple[str, ...]:
    """Return the sections asked for, all of them when none is.

    Raises:
        InputError: there is no such section.
    """
    asked = tuple(names)
    for name in asked:
        if name not in SECTIONS:
            raise InputError(f"no section {name!r}: choose among {', '.join(SECTIONS)}")
    return asked or SECTIONS


TIMED = 200
"""So many articles are timed where what is scored was read beforehand."""


def load_analyse(model: str = DEFAULT_MODEL) -> Analyse:
    """Return the extraction of the service with the tagger `model`; it has met a text, so that no loading is timed."""
    analyse = Analyser.load(model).analyse
    analyse("Le maire de Paris a parlé.")
    return analyse


@dataclass(frozen=True, slots=True)
class Plan:
    """What to score (names of `SECTIONS`), in how many processes (0: in this one), and how to get the extraction."""

    sections: tuple[str, ...] = SECTIONS
    jobs: int = 2
    load: Callable[[], Analyse] = load_analyse


def evaluate_articles(articles: Sequence[Article], plan: Plan, seen: Callable[[], None] = lambda: None) -> Sheet:
    """Extract from every article and return all scores; `seen` is called after each article."""
    total = merged(_ticking(_sheets(articles, plan), seen))
    if total.links:
        total.score("actors/across", across(total))
    return total


def live_cost(articles: Sequence[Article], plan: Plan, load: Callable[[], Analyse]) -> Sheet:
    """Return what the extraction `load` gives takes for the first articles: time and memory, no scores."""
    return evaluate_articles(articles[:TIMED], replace(plan, sections=(), load=load))


def evaluate_marks(articles: Sequence[Article], plan: Plan, seen: Callable[[], None] = lambda: None) -> Sheet:
    """Return the scores of quotes for every variant of quotation marks."""
    total = Sheet()
    quotes = replace(plan, sections=("quotes",))
    for name, variants in varied(articles).items():
        add_variant(total, name, evaluate_articles(variants, quotes, seen))
    return total


def evaluate_seed(seed: SeedGold, load: Callable[[], Analyse] = load_analyse) -> Sheet:
    """Return the scores of the seed document."""
    sheet = Sheet(seed.article.id)
    score_seed(seed, load()(seed.article.text), sheet)
    return sheet


def score_article(article: Article, analyse: Analyse, sections: Sequence[str]) -> Sheet:
    """Extract from one article and score it; only the extraction is timed."""
    sheet = Sheet(article.id)
    start = process_time()
    analysis = analyse(article.text)
    sheet.cost = Cost(1, len(article.text.split()), process_time() - start)
    for section in sections:
        if section in METRICS:
            METRICS[section](article, analysis, sheet)
    sheet.peak_bytes = peak_bytes()
    return sheet


def peak_bytes() -> int:
    """Return the most memory this process has held so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _ticking(sheets: Iterable[Sheet], seen: Callable[[], None]) -> Iterator[Sheet]:
    for sheet in sheets:
        seen()
        yield sheet


def _sheets(articles: Sequence[Article], plan: Plan) -> Iterator[Sheet]:
    if not articles:
        return
    if plan.jobs == 0:
        analyse = plan.load()
        yield from (score_article(article, analyse, plan.sections) for article in articles)
        return
    # A fresh interpreter for each worker: its peak memory is that of the extraction, and nothing is inherited.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(plan.jobs, mp_context=context, initializer=_start, initargs=(plan.load,)) as pool:
        yield from pool.map(partial(_score_here, sections=plan.sections), articles, chunksize=8)


_worker: dict[str, Analyse] = {}


def _start(load: Callable[[], Analyse]) -> None:
    """Load the extraction of this worker."""
    _worker["analyse"] = load()


def _score_here(article: Article, sections: Sequence[str]) -> Sheet:
    return score_article(article, _worker["analyse"], sections)
