"""Definite phrases: the actors that `le ministre`, `la police`, `le groupe` or `les autorités turques` may stand for."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.speakers.cast import Cast

_REACH = 60
_FEW = 3
Referents: TypeAlias = Iterator[tuple[str, float]]
Rule: TypeAlias = Callable[[Cast, Span, list[str], str], Referents]
"""Yields ids of actors, each with how much of the phrase the rule explains (0 to 1), the best first."""


def referents(cast: Cast, span: Span, text: str, spoken: str | None) -> Iterator[tuple[str, str, float]]:
    """Yield the ids of the actors in the document that a phrase may stand for, each with the rule that says so and how well.

    A bare `le texte` or `le communiqué` goes on with `spoken`, who spoke last.
    """
    words = content(cast, span)
    if not words:
        return
    bare = len(words) == 1 and cast.norms(span)[0] in cast.rules.definite
    if bare and words[0] in cast.rules.works and spoken is not None:
        yield spoken, "work", 1.0
    for name, rule in _RULES:
        for key, suits in rule(cast, span, words, text):
            yield key, name, suits


def content(cast: Cast, span: Span) -> list[str]:
    """Return the words of a phrase that tell it from others."""
    return [norm for norm in cast.norms(span) if norm not in cast.rules.plain and norm.isascii() | norm.isalpha()]


def _same_phrase(cast: Cast, span: Span, words: list[str], text: str) -> Referents:
    del words, text
    wanted = cast.folded(span)
    for place in cast.before(span.start, _REACH):
        if place.kind is MentionKind.NOMINAL and cast.folded(place.span) == wanted:
            yield place.entity, 1.0
            return


def _member(cast: Cast, span: Span, words: list[str], text: str) -> Referents:
    """A spokesman, a member, a report of a body named in the phrase, or told by a shorter phrase in it: the body."""
    rules = cast.rules
    if not any(word in rules.members or word in rules.works for word in words[:2]):
        return
    kinds = (EntityType.ORGANIZATION, EntityType.COUNTRY)
    named = [place for place in cast.inside(span) if cast[place.entity].type in kinds]
    if named:
        yield named[0].entity, 1.0
        return
    inner = _inner(cast, span)
    if inner is not None:
        within = content(cast, inner)
        for rule in (_same_phrase, _government, _same_head, _role, _body) if within else ():
            for key, suits in rule(cast, inner, within, text):
                yield key, 0.5 * suits


def _inner(cast: Cast, span: Span) -> Span | None:
    """Return the definite phrase behind a preposition in a phrase (`un responsable de la compagnie`)."""
    rules = cast.rules
    first, last = cast.token_range(span)
    for index in range(first + 1, last - 1):
        norm = cast.norm(index)
        melted = norm in rules.prepositions and norm in rules.articles
        if norm in rules.definite and cast.norm(index - 1) in rules.prepositions:
            return cast.span(index, last)
        if melted and index > first + 1:
            return cast.span(index + 1, last)
    return None


def _same_head(cast: Cast, span: Span, words: list[str], text: str) -> Referents:
    """A bare definite phrase stands for whoever an earlier, longer phrase with its noun stood for."""
    del text
    if len(words) > 1:
        return
    for place in cast.before(span.start, _REACH):
        if place.kind is MentionKind.NOMINAL and content(cast, place.span)[:1] == words:
            yield place.entity, 1.0
            return


def _government(cast: Cast, span: Span, words: list[str], text: str) -> Referents:
    """The government or authorities of a country: the country named in the phrase, else the one the text is about."""
    del text
    if words[0] not in cast.rules.governments:
        return
    named = [p for p in cast.inside(span) if cast[p.entity].type is EntityType.COUNTRY]
    if named:
        yield named[0].entity, 1.0
    elif len(words) == 1:
        main = _main_country(cast, span)
        if main is not None:
            yield main, 0.5


def _main_country(cast: Cast, span: Span) -> str | None:
    counts: dict[str, float] = {}
    for rank, place in enumerate(cast.before(span.start, _REACH)):
        if cast[place.entity].type is EntityType.COUNTRY:
            counts[place.entity] = counts.get(place.entity, 0) + 1 / (1 + 0.1 * rank)
    return max(counts, key=lambda key: counts[key]) if counts else None


def _role(cast: Cast, span: Span, words: list[str], text: str) -> Referents:
    """A person whose name stands beside the same noun elsewhere in the text, the likest, then the nearest before."""
    del text
    within = {place.entity for place in cast.inside(span) if place.kind is MentionKind.NAME}
    ranked: dict[str, tuple[float, int, float]] = {}
    for key, beside in cast.persons_beside(words[0]):
        if key in within:
            continue
        likeness = sum(word in beside for word in words) / len(words)
        before = cast[key].mentions[0].span.end <= span.start
        near = max((m.span.start for m in cast[key].mentions[:_REACH] if m.span.end <= span.start), default=-1)
        rank = (likeness + (0.3 if before else -0.3), near, likeness)
        ranked[key] = max(rank, ranked.get(key, rank))
    best = sorted(ranked, key=lambda key: (*ranked[key], key), reverse=True)
    yield from ((key, ranked[key][2]) for key in best[:_FEW])


def _body(cast: Cast, span: Span, words: list[str], text: str) -> Referents:
    """An organization named before: those whose name holds the noun, else the nearest for a noun that says no more."""
    del text
    if words[0] not in cast.rules.bodies:
        return
    nearest: dict[str, float] = {}
    for place in cast.before(span.start, _REACH):
        if cast[place.entity].type is not EntityType.ORGANIZATION or place.kind is MentionKind.NOMINAL:
            continue
        name = cast.folded_name(cast[place.entity]).split()
        if fold(words[0]) in name and all(fold(word) in name for word in words):
            yield place.entity, 1.0
            return
        nearest.setdefault(place.entity, 0.5)
    if len(words) == 1 and words[0] not in cast.rules.own_bodies:
        yield from list(nearest.items())[:_FEW]


_RULES: tuple[tuple[str, Rule], ...] = (
    ("same phrase", _same_phrase),
    ("member", _member),
    ("same head", _same_head),
    ("government", _government),
    ("role", _role),
    ("body", _body),
)


def namesakes(cast: Cast, span: Span, text: str) -> list[str]:
    """Return the actors whose name is `span`, or ends with it, though the name was not read there."""
    bare = _bare(cast, span)
    if not text[bare.start].isupper():
        return []
    return cast.called(fold(bare.of(text)))


def _bare(cast: Cast, span: Span) -> Span:
    """Return a phrase without its determiner."""
    first, last = cast.token_range(span)
    return cast.span(first + 1, last) if cast.norm(first) in cast.rules.articles and last - first > 1 else span


def new_actor(cast: Cast, span: Span, text: str) -> tuple[str, EntityType, str] | None:
    """Return name and type of the actor that a phrase makes, and how it is told; None for sources nobody can identify.

    It is called by the phrase as it stands, but a body with a name or a country in it (`la police de Lyon`) without the article.
    """
    words = content(cast, span)
    norms = cast.norms(span)
    rules = cast.rules
    if not words or words[0] in rules.unnamed | rules.works:
        return None
    bare = _bare(cast, span)
    shown = " ".join(span.of(text).split())
    if norms[0] in rules.definite:
        named = words[0] in rules.bodies and _tells_which(cast, bare, text)
        return " ".join((bare if named else span).of(text).split()), _kind(cast, words[0], norms[0]), "definite"
    if norms[0] in rules.articles:
        return (shown, _kind(cast, words[0], norms[0]), "indefinite") if len(words) > 1 else None
    if text[span.start].isupper() or cast.norm(cast.token_range(span)[0] - 1) in rules.definite | rules.prepositions:
        return shown, _named_kind(cast, span, words, text), "name"
    return None


def _tells_which(cast: Cast, bare: Span, text: str) -> bool:
    """Whether a name or a demonym behind the noun tells which body is meant."""
    capital = any(word[:1].isupper() for word in bare.of(text).split()[1:])
    return capital or any(place.kind is MentionKind.DEMONYM for place in cast.inside(bare))


def _kind(cast: Cast, noun: str, article: str = "") -> EntityType:
    rules = cast.rules
    if article in rules.plural_articles:
        return EntityType.GROUP
    if noun in rules.bodies or noun in rules.governments:
        return EntityType.ORGANIZATION
    return EntityType.GROUP if noun in rules.crowds else EntityType.PERSON


def _named_kind(cast: Cast, span: Span, words: list[str], text: str) -> EntityType:
    """A name behind an article or of capitals alone is a body's."""
    first, _ = cast.token_range(span)
    if cast.norm(first - 1) in cast.rules.articles or span.of(text).isupper():
        return EntityType.ORGANIZATION
    return _kind(cast, words[0])
