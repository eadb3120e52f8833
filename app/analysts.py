"""Who analyses documents: this process, or several workers. What is wrong with one document stops nothing."""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Protocol

from app.domain.annotations import Analysis
from app.domain.dates import PartialDate
from app.domain.documents import Document, Rejected
from app.domain.emergence import EmergentName
from app.errors import AppError, UnavailableError
from app.extraction.analyser import Analyser


class TextAnalyser(Protocol):
    """What makes an analysis of a text; `app.extraction.analyser.Analyser` is one."""

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        """Return the analysis of `text`."""
        ...


class Analysts(Protocol):
    """Who analyses: this process or several workers; the answers come in the order of the documents."""

    @property
    def ahead(self) -> int:
        """Batches to hand out before the first one is asked back."""
        ...

    def submit(self, documents: Sequence[Document]) -> Iterator[Analysis | Rejected]:
        """Start on `documents`."""
        ...


@dataclass(frozen=True, slots=True)
class Alone:
    """Analyses in this process, each document when its turn comes."""

    analyser: TextAnalyser
    ahead: int = 0

    def submit(self, documents: Sequence[Document]) -> Iterator[Analysis | Rejected]:
        """Analyse `documents` one after the other as they are asked for."""
        return (_attempt(self.analyser, document) for document in documents)


@dataclass(frozen=True, slots=True)
class Workers:
    """Analyses in worker processes, one batch ahead of the writing."""

    pool: ProcessPoolExecutor
    ahead: int = 1

    def submit(self, documents: Sequence[Document]) -> Iterator[Analysis | Rejected]:
        """Hand `documents` out to the workers."""
        return self.pool.map(_attempt_in_worker, documents)


def loading(
    model: str, knowledge: Path | None = None, names: tuple[EmergentName, ...] = ()
) -> Callable[[], TextAnalyser]:
    """Return what loads the analyser, here or in another process.

    It has the tagger `model`, a file of known actors, and the `names` that have emerged from the stored texts.
    """
    return partial(Analyser.load, model, knowledge, names)


@contextmanager
def analysts(jobs: int, load: Callable[[], TextAnalyser] = Analyser.load) -> Generator[Analysts]:
    """Give analysts: this process for one job, else that many workers; `load` makes the analyser, in each of them.

    Raises:
        UnavailableError: a worker died.
    """
    if jobs == 1:
        yield Alone(load())
        return
    # A forked worker would inherit the locks and connections of the database's pools.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(load,)
    ) as pool:
        try:
            yield Workers(pool)
        except BrokenProcessPool as error:
            raise UnavailableError(
                "a worker died, perhaps for want of memory: run again to go on, with fewer --jobs"
            ) from error


def _attempt(analyser: TextAnalyser, document: Document) -> Analysis | Rejected:
    try:
        return analyser.analyse(document.text, language=document.language, date=document.date)
    except UnavailableError:
        raise  # no fault of the document
    except AppError as error:
        return document.refused(str(error))
    except Exception as error:  # noqa: BLE001 (the edge of one document: whatever is wrong with it, the others go on)
        return document.refused(f"the analysis failed, please report it: {type(error).__name__}: {error}")


_workers_own: list[TextAnalyser] = []


def _start_worker(load: Callable[[], TextAnalyser]) -> None:
    """Make the analyser of a worker process, once; an interruption from the keyboard is the parent's to answer."""
    signal(SIGINT, SIG_IGN)
    _workers_own.append(load())


def _attempt_in_worker(document: Document) -> Analysis | Rejected:
    return _attempt(_workers_own[0], document)
