"""From what the rules found to quotes: the better of two that overlap, in text order, with spans in the text."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace

from app.domain.annotations import Quote, Reference
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.quotes.constructions import find_constructions
from app.extraction.quotes.contents import Cues, Found, type_of
from app.extraction.quotes.cues import find_cues
from app.extraction.quotes.leftovers import find_leftovers
from app.extraction.quotes.reading import Reading


def find_quotes(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its quotes; their speakers are mentions, not yet actors."""
    reading = Reading(draft, pack.quotes)
    cues = Cues(list(find_cues(reading)))
    candidates = find_constructions(reading, cues)
    chosen = _chosen(found for found in candidates if found.certain)
    chosen += find_leftovers(reading, cues, chosen)
    ordered = sorted(chosen, key=lambda found: found.first)
    return replace(draft, quotes=tuple(_quote(reading, found, n) for n, found in enumerate(ordered, start=1)))


def _chosen(candidates: Iterable[Found]) -> list[Found]:
    """Return the candidates that overlap no better one: a higher rank first, then the earlier."""
    taken: list[tuple[int, int]] = []
    used: dict[tuple[int, int], int] = {}
    chosen: list[Found] = []
    for found in sorted(candidates, key=lambda found: (-found.rank, found.cue or (found.first, 0), found.first)):
        stretches = list(found.parts)
        if found.cue is not None:
            stretches.append(found.cue)
        if any(_overlaps(taken, *part) for part in stretches):
            continue
        if found.cue is not None and used.setdefault(found.cue, found.rank) != found.rank:
            continue
        for part in found.parts:
            insort(taken, part)
        chosen.append(found)
    return chosen


def _overlaps(taken: list[tuple[int, int]], first: int, last: int) -> bool:
    position = bisect_left(taken, (first, last))
    return any(start < last and first < end for start, end in taken[max(position - 1, 0) : position + 1])


def _quote(reading: Reading, found: Found, number: int) -> Quote:
    return Quote(
        id=f"q{number}",
        type=type_of(reading, found.parts),
        parts=tuple(reading.span(*part) for part in found.parts),
        cue=None if found.cue is None else reading.span(*found.cue),
        speaker=Reference(found.speaker, None),
        via=None if found.via is None else Reference(found.via, None),
        confidence=round(found.confidence, 2),
    )
