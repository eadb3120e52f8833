"""Who says a chosen stretch, by which cue and through which channel: as a rule read it, else as the tagger sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.spans import Span
from app.extraction.quotes.candidates import Candidate, Scene, nearest
from app.extraction.quotes.channels import channel, heading_via
from app.extraction.quotes.choice import Chosen, lending
from app.extraction.quotes.contents import Found, type_of
from app.extraction.quotes.cues import Cue
from app.extraction.quotes.reported import cue_speaker

_REACH = 25
_INCISE = 20


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quote on tokens with what was read around it; `score` is the least of its parts'."""

    found: Found
    score: float


def attribute(scene: Scene, chosen: Sequence[Chosen]) -> list[Attributed]:
    """Return the quotes that chosen stretches make, in text order; the parts that one rule read are one quote."""
    quotes: list[Attributed] = []
    places: dict[int, int] = {}
    for one in chosen:
        lender = _lender(one.candidate, one.rivals)
        part = (one.candidate.first, one.candidate.last)
        if lender is None or lender.found is None:
            _append(scene, quotes, Attributed(replace(_as_tagged(scene, *part), confidence=one.score), one.score))
            continue
        found = lender.found
        known = places.get(id(found))
        if known is not None and len(quotes[known].found.parts) < len(found.parts):
            quotes[known] = _with_part(quotes[known], part, one.score)
            continue
        places[id(found)] = len(quotes)
        quotes.append(Attributed(replace(found, parts=(part,)), one.score))
    return quotes


def _lender(candidate: Candidate, rivals: Sequence[Candidate]) -> Candidate | None:
    """Return the rule's candidate whose cue and speaker a chosen one takes: its own, else those of the most alike."""
    if candidate.found is not None:
        return candidate
    read = [one for one in lending(candidate, rivals) if one.found is not None]
    return max(read, key=lambda one: (one.ranked, one.shares(candidate)), default=None)


def _with_part(quote: Attributed, part: tuple[int, int], score: float) -> Attributed:
    return Attributed(replace(quote.found, parts=(*quote.found.parts, part)), min(quote.score, score))


def _append(scene: Scene, quotes: list[Attributed], quote: Attributed) -> None:
    """Add a quote, or join it to the one before where an incise with the cue of both stands between them."""
    before, cue = (quotes[-1] if quotes else None), quote.found.cue
    part = quote.found.parts[0]
    if before is None or cue is None or before.found.cue != cue:
        quotes.append(quote)
        return
    last = before.found.parts[-1]
    between = last[1] <= cue[0] and cue[1] <= part[0] and part[0] - last[1] <= _INCISE
    if between and type_of(scene.reading, (last,)) is type_of(scene.reading, (part,)):
        quotes[-1] = _with_part(before, part, quote.score)
    else:
        quotes.append(quote)


def _as_tagged(scene: Scene, first: int, last: int) -> Found:
    """Read the cue and the speaker nearest to a stretch that no rule proposes."""
    reading = scene.reading
    near = nearest(scene.said, first, last)
    cue = (near.first, near.last) if near is not None and _is_near(scene, near.first, first, last) else None
    if cue is None:
        return Found(
            ((first, last),), None, _speaker(scene, (first, last), first, last), 0.0, heading_via(reading, first)
        )
    read = next((one for one in scene.cues.between(cue[0] - 2, cue[1]) if one.last > cue[0]), None)
    if read is not None:
        cue = (read.first, read.last)
    via = channel(reading, cue[1], first if cue[1] <= first else reading.unit(cue[0])[1])
    via = via or heading_via(reading, reading.sentence(cue[0])[0])
    return Found(((first, last),), cue, _speaker(scene, cue, first, last) or _subject(scene, read), 0.0, via)


def _is_near(scene: Scene, place: int, first: int, last: int) -> bool:
    if first - _REACH <= place < last + _REACH:
        around = scene.reading.unit(first)[0], scene.reading.unit(last - 1)[1]
        return around[0] <= place < around[1]
    return False


def _speaker(scene: Scene, around: tuple[int, int], first: int, last: int) -> Span | None:
    """Return the mention of a speaker that the tagger sees nearest to the cue and outside the content."""
    outside = [span for span in scene.speaking if not first <= span.first < last]
    near = nearest(outside, *around)
    inside = next((span for span in outside if around[0] <= span.first < around[1]), None)
    span = inside or near
    if span is None or not _is_near(scene, span.first, first, last):
        return None
    return scene.reading.span(span.first, span.last)


def _subject(scene: Scene, cue: Cue | None) -> Span | None:
    return None if cue is None else cue_speaker(scene.reading, scene.cues, cue, {})
