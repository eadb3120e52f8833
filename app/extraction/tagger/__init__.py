"""The tagger: one reading of a text that says of every token what it may be part of."""

from typing import Protocol

from app.extraction.draft import Draft
from app.extraction.tagged import Tagged


class Tagger(Protocol):
    """Reads a text whose tokens are known; safe to share between threads."""

    def tag(self, draft: Draft) -> Tagged:
        """Return what every token of `draft` may be part of."""
        ...


def load_tagger(model: str) -> Tagger | None:
    """Return the tagger of the installed model; None for now: none is installed."""
    del model
    return None
