"""Candidates: stretches of tokens that may be names, before it is decided which of them are."""

from dataclasses import dataclass
from enum import IntEnum

from app.domain.annotations import EntityType


class Source(IntEnum):
    """What speaks for a candidate, the weakest first."""

    TAGGER = 1
    ECHO = 2
    PHRASE = 3
    LEXICON = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[first, last)` that may be a name; `type` is None for a name of something that is no actor.

    With `by_acting` it stands for its `country`, or for a company where it has none, only where it says or decides.
    """

    first: int
    last: int
    type: EntityType | None
    source: Source
    country: str | None = None
    by_acting: bool = False

    def __len__(self) -> int:
        return self.last - self.first
