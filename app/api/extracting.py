"""Extraction on request: loaded when first asked for, one text at a time, beside the other requests."""

import threading
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from app.domain.annotations import Analysis
from app.domain.dates import PartialDate
from app.errors import BusyError

if TYPE_CHECKING:
    from pathlib import Path

    from app.extraction.analyser import Analyser

MAX_WAITING = 16
"""Extractions that may wait; a further one is told to come back later."""


class ExtractionDesk:
    """The extraction, behind a queue: it is costly, and two at once would only slow each other down."""

    def __init__(self, model: str, knowledge: "Path | None" = None) -> None:
        """Take the name of the tagger."""
        self._model = model
        self._knowledge = knowledge
        self._analyser: Analyser | None = None
        self._loading = threading.Lock()
        self._limiter: CapacityLimiter | None = None

    async def analyse(self, text: str, language: str | None, date: PartialDate | None) -> Analysis:
        """Return the analysis of `text`.

        Raises:
            BusyError: too many texts wait already.
        """
        if self._limiter is None:
            self._limiter = CapacityLimiter(1)
        if self._limiter.statistics().tasks_waiting >= MAX_WAITING:
            raise BusyError("too many extractions wait: try again later")
        return await to_thread.run_sync(self._analyse, text, language, date, limiter=self._limiter)

    def _analyse(self, text: str, language: str | None, date: PartialDate | None) -> Analysis:
        return self._loaded().analyse(text, language=language, date=date)

    def _loaded(self) -> "Analyser":
        with self._loading:
            if self._analyser is None:
                from app.extraction.analyser import Analyser  # noqa: PLC0415 (most servers never need it)

                self._analyser = Analyser.load(self._model, self._knowledge)
            return self._analyser
