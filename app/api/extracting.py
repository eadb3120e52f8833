"""Extraction while serving: loaded when first asked for, one text at a time, beside the other requests."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from app.analysts import TextAnalyser
from app.domain.annotations import Analysis
from app.domain.dates import PartialDate
from app.errors import AppError, BusyError, ContractError, UnavailableError

MAX_WAITING = 16
"""Extractions that may wait; a further one is told to come back later."""

_log = logging.getLogger("propos.api")


class ExtractionDesk:
    """The extraction, behind a queue: it is costly, and two at once would only slow each other down.

    Requests for an extraction wait their turn with `extract`. Articles that are written are read with `analyse`, one after
    the other, so that texts of both kinds take turns.
    """

    def __init__(self, load: Callable[[], TextAnalyser]) -> None:
        """Take what loads the analyser."""
        self._load = load
        self._analyser: TextAnalyser | None = None
        self._thread = ThreadPoolExecutor(1, "extraction")
        self._waiting = 0

    async def extract(self, text: str, language: str | None, date: PartialDate | None) -> Analysis:
        """Return the analysis of `text`.

        Raises:
            BusyError: too many texts wait already.
        """
        if self._waiting > MAX_WAITING:
            raise BusyError("too many extractions wait: try again later")
        self._waiting += 1
        try:
            return await asyncio.wrap_future(self._submit(text, language, date))
        finally:
            self._waiting -= 1

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        """Return the analysis of `text`; not to be called from the event loop, which it would hold up.

        Raises:
            AppError: the text cannot be used.
            ContractError: the extraction failed; the log has the reason, which is no business of the caller.
            UnavailableError: the service ends.
        """
        try:
            return self._submit(text, language, date).result()
        except AppError:
            raise
        except CancelledError as error:
            raise _closing() from error
        except Exception as error:
            _log.exception("the extraction failed on a text")
            raise ContractError("the extraction failed on this text: the log says why") from error

    def close(self) -> None:
        """Begin nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _submit(self, text: str, language: str | None, date: PartialDate | None) -> Future[Analysis]:
        try:
            return self._thread.submit(self._analyse, text, language, date)
        except RuntimeError as error:  # what the executor says once it is shut down
            raise _closing() from error

    def _analyse(self, text: str, language: str | None, date: PartialDate | None) -> Analysis:
        if self._analyser is None:
            self._analyser = self._load()
        return self._analyser.analyse(text, language=language, date=date)


def _closing() -> UnavailableError:
    return UnavailableError("the service ends: send the request again in a moment")
