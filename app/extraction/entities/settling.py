"""Settling: of the candidates that overlap, which is the name."""

from collections.abc import Iterable

from app.domain.annotations import EntityType
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.indexing import TokenIndex


def settle(candidates: Iterable[Candidate], index: TokenIndex) -> list[Candidate]:
    """Return the candidates that stand, in text order, no two of them overlapping.

    A known name beats what the tagger says of the same words; inside a longer name it gives way, unless the longer one
    is a place with common words in it ("nord de la Syrie").
    """
    chosen: list[Candidate] = []
    taken = [False] * len(index)
    for candidate in sorted(candidates, key=lambda c: _order(c, index)):
        if not any(taken[candidate.first : candidate.last]):
            taken[candidate.first : candidate.last] = [True] * len(candidate)
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.first)


def _order(candidate: Candidate, index: TokenIndex) -> tuple[bool, int, int, int]:
    """Return what candidates are taken in the order of: firm before loose, long before short, sure before guessed."""
    loose = candidate.source is Source.TAGGER and _is_loose(candidate, index)
    return loose, -len(candidate), -candidate.source, candidate.first


def _is_loose(candidate: Candidate, index: TokenIndex) -> bool:
    """Whether a place or thing of the tagger has common words in it."""
    if candidate.type is not EntityType.PLACE and candidate.type is not None:
        return False
    return not all(index.capitals(number) for number in range(candidate.first, candidate.last))
