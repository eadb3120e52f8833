"""Definite phrases: the actor that `le ministre`, `la police`, `le groupe` or `les autorités turques` stands for."""

from collections.abc import Iterator

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.speakers.cast import Cast, Place

_REACH = 60


def referents(cast: Cast, span: Span, text: str, spoken: str | None) -> Iterator[tuple[str, str]]:
    """Yield the ids of the actors in the document that a phrase may stand for, each with the rule that says so.

    A bare `le texte` or `le communiqué` goes on with `spoken`, who spoke last.
    """
    words = content(cast, span)
    if not words:
        return
    if (
        len(words) == 1
        and words[0] in cast.rules.works
        and cast.norms(span)[0] in cast.rules.definite
        and spoken is not None
    ):
        yield spoken, "work"
    for rule in (_same_phrase, _member_of_named, _same_head, _government, _role, _body):
        found = rule(cast, span, words, text)
        if found is not None:
            yield found, rule.__name__.strip("_")


def content(cast: Cast, span: Span) -> list[str]:
    """Return the words of a phrase that tell it from others."""
    return [norm for norm in cast.norms(span) if norm not in cast.rules.plain and norm.isascii() | norm.isalpha()]


def _same_phrase(cast: Cast, span: Span, words: list[str], text: str) -> str | None:
    del words
    wanted = fold(span.of(text))
    for place in cast.before(span.start, _REACH):
        if place.kind is MentionKind.NOMINAL and fold(place.span.of(text)) == wanted:
            return place.entity
    return None


def _member_of_named(cast: Cast, span: Span, words: list[str], text: str) -> str | None:
    """A spokesman, a member, a report of a body named in the phrase: the body."""
    del text
    rules = cast.rules
    if words[0] not in rules.members and words[0] not in rules.works:
        return None
    kinds = (EntityType.ORGANIZATION, EntityType.COUNTRY)
    named = [place for place in cast.inside(span) if cast[place.entity].type in kinds]
    return named[0].entity if named else None


def _same_head(cast: Cast, span: Span, words: list[str], text: str) -> str | None:
    """A bare definite phrase stands for whoever an earlier, longer phrase with its noun stood for."""
    del text
    if len(words) > 1 or cast.norms(span)[0] not in cast.rules.definite:
        return None
    for place in cast.before(span.start, _REACH):
        if place.kind is MentionKind.NOMINAL and content(cast, place.span)[:1] == words:
            return place.entity
    return None


def _government(cast: Cast, span: Span, words: list[str], text: str) -> str | None:
    """The government or authorities of a country: the country named in the phrase, else the one the text is about."""
    del text
    rules = cast.rules
    if words[0] not in rules.governments:
        return None
    named = [p for p in cast.inside(span) if cast[p.entity].type is EntityType.COUNTRY]
    if named:
        return named[0].entity
    if len(words) > 1:
        return None
    return _main_country(cast, span)


def _main_country(cast: Cast, span: Span) -> str | None:
    counts: dict[str, float] = {}
    for rank, place in enumerate(cast.before(span.start, _REACH)):
        if cast[place.entity].type is EntityType.COUNTRY:
            counts[place.entity] = counts.get(place.entity, 0) + 1 / (1 + 0.1 * rank)
    return max(counts, key=lambda key: counts[key]) if counts else None


def _role(cast: Cast, span: Span, words: list[str], text: str) -> str | None:
    """A person whose name stands beside the same noun elsewhere in the text, the likest, then the nearest before."""
    del text
    within = {place.entity for place in cast.inside(span) if place.kind is MentionKind.NAME}
    best: tuple[float, int, str] | None = None
    for key, beside in cast.persons_beside(words[0]):
        if key in within:
            continue
        likeness = sum(word in beside for word in words) / len(words)
        before = cast[key].mentions[0].span.end <= span.start
        near = max((m.span.start for m in cast[key].mentions[:_REACH] if m.span.end <= span.start), default=-1)
        rank = (likeness + (0.3 if before else -0.3), near, key)
        if best is None or rank > best:
            best = rank
    return best[2] if best else None


def _body(cast: Cast, span: Span, words: list[str], text: str) -> str | None:
    """An organization named before: one whose name holds the noun, else the nearest for a noun that says no more."""
    if words[0] not in cast.rules.bodies:
        return None
    nearest: Place | None = None
    for place in cast.before(span.start, _REACH):
        if cast[place.entity].type is not EntityType.ORGANIZATION or place.kind is MentionKind.NOMINAL:
            continue
        name = fold(cast[place.entity].name).split()
        if fold(words[0]) in name and all(fold(word) in name for word in words):
            return place.entity
        nearest = nearest or place
    del text
    if len(words) > 1 or nearest is None or words[0] in cast.rules.own_bodies:
        return None
    return nearest.entity


def new_actor(cast: Cast, span: Span, text: str) -> tuple[str, EntityType] | None:
    """Return name and type of an actor that a definite phrase makes, None for sources that nobody can identify."""
    words = content(cast, span)
    norms = cast.norms(span)
    rules = cast.rules
    if not words or norms[0] not in rules.definite or words[0] in rules.unnamed | rules.works:
        return None
    kind = _kind(cast, words[0])
    return None if kind is None else (span.of(text), kind)


def _kind(cast: Cast, noun: str) -> EntityType | None:
    rules = cast.rules
    if noun in rules.bodies or noun in rules.governments:
        return EntityType.ORGANIZATION
    if noun in rules.crowds:
        return EntityType.GROUP
    return EntityType.PERSON if noun in rules.people else None
