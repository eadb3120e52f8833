"""What the whole spaCy pipeline takes for the same texts: the yardstick of our speed."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from time import process_time
from typing import Protocol, cast

from app.evaluation.gold import Article
from app.evaluation.scores import Cost

MODEL = "fr_core_news_md"
_SAMPLE = 200


class _Pipeline(Protocol):
    def __call__(self, text: str) -> object: ...

    def pipe(self, texts: Iterable[str]) -> Iterator[object]: ...


def baseline_cost(articles: Sequence[Article]) -> Cost:
    """Return what the whole pipeline takes for the first articles, in a process of its own; loading is not timed."""
    texts = [article.text for article in articles[:_SAMPLE]]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        seconds = pool.submit(_seconds, texts).result()
    return Cost(len(texts), sum(len(text.split()) for text in texts), seconds)


def _seconds(texts: Sequence[str]) -> float:
    pipeline = cast("_Pipeline", import_module(MODEL).load())
    pipeline("Le maire de Paris a parlé.")
    start = process_time()
    for _ in pipeline.pipe(texts):
        pass
    return process_time() - start
