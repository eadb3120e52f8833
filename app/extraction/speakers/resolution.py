"""The walk over a document's quotes that gives each its actor."""

from dataclasses import replace

from app.domain.annotations import EntityType, MentionKind, Quote, Reference
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.speakers.cast import Cast, Place
from app.extraction.speakers.nominals import new_actor, referent
from app.extraction.speakers.pronouns import antecedent, is_pronoun
from app.extraction.speakers.scene import Scene

_SURE = 1.0
_LESS = 0.9
_SPOKEN = frozenset(
    {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.COUNTRY, EntityType.PLACE}
)


def resolve_speakers(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with the actor of every speaker and channel that can be identified.

    Actors known by a phrase alone (`la police`, `le procureur de Paris`) are added; pronouns and phrases become mentions.
    """
    cast = Cast(draft, pack.speakers)
    scene = Scene(draft)
    quotes = tuple(_resolved(draft, cast, scene, quote) for quote in draft.quotes)
    return replace(draft, quotes=quotes, entities=cast.entities)


def _resolved(draft: Draft, cast: Cast, scene: Scene, quote: Quote) -> Quote:
    slot = quote.speaker or Reference(None, None)
    span = slot.span
    key = _carried(scene, quote) if span is None else _actor(draft, cast, scene, span)
    if key is not None:
        scene.speaks(key, span.start if span is not None else quote.parts[0].start)
    via = quote.via
    if via is not None and via.span is not None:
        via = Reference(via.span, _named(cast, via.span))
    return replace(quote, speaker=Reference(span, key) if span or key else None, via=via)


def _carried(scene: Scene, quote: Quote) -> str | None:
    """A quote without a speaker of its own goes on with the last one, in the same or the next paragraph."""
    start = quote.parts[0].start
    spoken = scene.last_speaker(start)
    if spoken is None or scene.paragraphs_between(spoken[1], start) > _NEAR:
        return None
    return spoken[0]


_NEAR = 2


def _actor(draft: Draft, cast: Cast, scene: Scene, span: Span) -> str | None:
    text = draft.text
    if is_pronoun(cast, span, text):
        key = antecedent(cast, scene, span, text)
        if key is not None:
            cast.add_mention(key, span, MentionKind.PRONOUN)
        return key
    group = _group(cast, span, text)
    if group is not None:
        return group
    key = _named(cast, span)
    if key is not None:
        return key
    last = scene.last_speaker(span.start)
    key = referent(cast, span, text, last[0] if last else None)
    if key is None:
        made = new_actor(cast, span, text)
        return cast.add_actor(*made, span) if made is not None else None
    cast.add_mention(key, span, MentionKind.NOMINAL)
    return key


def _named(cast: Cast, span: Span) -> str | None:
    """Return the actor whose mention the span is: one that no preposition inside the span governs, the longest."""
    found = [place for place in cast.inside(span) if place.kind is not MentionKind.DEMONYM]
    found = [place for place in found if place.span.start <= span.start or not _is_governed(cast, span, place.span)]
    if not found:
        return None
    best = max(found, key=lambda place: (place.kind is MentionKind.NAME, _common(place, span), -place.span.start))
    return best.entity


def _group(cast: Cast, span: Span, text: str) -> str | None:
    """Two names joined by a conjunction speak together: a group of that name."""
    names = [place for place in cast.inside(span) if place.kind is MentionKind.NAME]
    if len(names) < _TWO or names[0].span.start > span.start or names[-1].span.end < span.end:
        return None
    joined = cast.norms(Span(names[0].span.end, names[-1].span.start))
    if len({place.entity for place in names}) < _TWO or not cast.rules.conjunctions & set(joined):
        return None
    return cast.add_actor(span.of(text), EntityType.GROUP, span)


_TWO = 2


def _is_governed(cast: Cast, span: Span, name: Span) -> bool:
    between = cast.norms(Span(span.start, name.start))
    while between and between[-1] in cast.rules.articles and between[-1] not in cast.rules.prepositions:
        between.pop()
    return bool(between) and between[-1] in cast.rules.prepositions


def _common(place: Place, span: Span) -> int:
    return min(place.span.end, span.end) - max(place.span.start, span.start)
