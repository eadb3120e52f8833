"""The tagger: one reading of a text that says of every token what it may be part of."""

from functools import cache
from threading import Lock
from typing import Protocol

from app.extraction.draft import Draft
from app.extraction.tagged import Tagged
from app.extraction.tagger.artefact import Artefact


class Tagger(Protocol):
    """Reads a text whose tokens are known; safe to share between threads."""

    def tag(self, draft: Draft) -> Tagged:
        """Return what every token of `draft` may be part of."""
        ...


class Deferred:
    """A tagger that is loaded with the first text."""

    def __init__(self, artefact: Artefact) -> None:
        """Take what is loaded when it is needed."""
        self._artefact = artefact
        self._tagger: Tagger | None = None
        self._lock = Lock()

    def tag(self, draft: Draft) -> Tagged:
        """Return what every token of `draft` may be part of.

        Raises:
            UnavailableError: the model's files are missing or broken.
        """
        with self._lock:
            if self._tagger is None:
                self._tagger = self._artefact.tagger()
        return self._tagger.tag(draft)


@cache
def load_tagger(model: str) -> Tagger:
    """Return the tagger of the installed model of that name, the same at each call.

    Raises:
        UnavailableError: there is no such model.
    """
    return Deferred(Artefact.open(model))
