"""What the whole spaCy pipeline takes for the same texts: the yardstick of our speed.

spaCy is no part of the program: `make baseline` installs it beside, for this comparison alone.
"""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from time import process_time
from typing import Protocol, cast

from app.errors import UnavailableError
from app.evaluation.gold import Article
from app.evaluation.scores import Cost

MODEL = "fr_core_news_md"
_SAMPLE = 200


class Pipeline(Protocol):
    """What is used of a spaCy pipeline."""

    def __call__(self, text: str) -> object:
        """Read one text."""
        ...

    def pipe(self, texts: Iterable[str]) -> Iterator[object]:
        """Read texts in batches."""
        ...


def is_installed() -> bool:
    """Whether spaCy and its French pipeline can be imported."""
    return all(find_spec(name) is not None for name in ("spacy", MODEL))


def check_installed() -> None:
    """Return only when the pipeline can be loaded.

    Raises:
        UnavailableError: it is not installed; the message says what to run.
    """
    if not is_installed():
        raise UnavailableError(f"spaCy and {MODEL} are not installed: `make baseline` installs them")


def load_pipeline() -> Pipeline:
    """Return the whole pipeline as it comes.

    Raises:
        UnavailableError: it is not installed.
    """
    check_installed()
    return cast("Pipeline", import_module(MODEL).load())


def baseline_cost(articles: Sequence[Article]) -> Cost:
    """Return what the whole pipeline takes for the first articles, in a process of its own; loading is not timed.

    Raises:
        UnavailableError: it is not installed.
    """
    texts = [article.text for article in articles[:_SAMPLE]]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        seconds = pool.submit(_seconds, texts).result()
    return Cost(len(texts), sum(len(text.split()) for text in texts), seconds)


def _seconds(texts: Sequence[str]) -> float:
    pipeline = load_pipeline()
    pipeline("Le maire de Paris a parlé.")
    start = process_time()
    for _ in pipeline.pipe(texts):
        pass
    return process_time() - start
