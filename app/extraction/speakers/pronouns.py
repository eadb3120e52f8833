"""Pronouns: the actor a pronoun in a speaker's place stands for, by number, gender, place in its sentence and distance."""

from dataclasses import dataclass

from app.domain.annotations import EntityType, MentionKind
from app.domain.spans import Span
from app.extraction.languages.shapes.speakers import Gender
from app.extraction.speakers.cast import Cast, Place, is_inside
from app.extraction.speakers.scene import Scene

_REACH = 40
_FAR = 1_500
_MOST = 8
_CHAIN = 6
_OPENING = 5
_SINGLE = frozenset({EntityType.PERSON})


@dataclass(frozen=True, slots=True)
class _Wanted:
    plural: bool
    gender: Gender | None
    latest: bool


def is_pronoun(cast: Cast, span: Span, text: str) -> bool:
    """Whether a speaker's mention is a pronoun."""
    words = span.of(text).lower().split()
    rules = cast.rules
    return words[-1] in rules.singular | rules.plural and (len(words) == 1 or words[-1] in rules.latest)


def antecedents(cast: Cast, scene: Scene, span: Span, text: str) -> list[tuple[str, float]]:
    """Return the actors that the pronoun at `span` may stand for, each with how well it suits, the best first."""
    wanted = _wanted(cast, span, text)
    best: dict[str, float] = {}
    for place in cast.before(span.start, _REACH):
        if span.start - place.span.end > _FAR:
            break
        score = _score(cast, scene, place, span, wanted)
        if score is not None and score > best.get(place.entity, score - 1):
            best[place.entity] = score
    spoken = scene.last_speaker(span.start)
    if spoken is not None:
        score = _score_speaker(cast, scene, spoken, span, wanted)
        if score is not None and score > best.get(spoken[0], score - 1):
            best[spoken[0]] = score
    return sorted(best.items(), key=lambda one: -one[1])[:_MOST]


def topic(cast: Cast, scene: Scene, span: Span, text: str) -> str | None:
    """Return the actor that opens the nearest sentence before a pronoun which no pronoun of the same kind opens."""
    word = span.of(text).lower().split()[-1].rpartition("-")[2]
    for sentence in scene.before(span.start, _CHAIN):
        first, last = cast.token_range(sentence)
        opening = [cast.norm(index) for index in range(first, min(last, first + _OPENING))]
        if word in opening:
            continue
        for place in cast.inside(cast.span(first, min(last, first + _OPENING))):
            if scene.opens(cast, place.span) and place.kind is not MentionKind.DEMONYM:
                return place.entity
        return None
    return None


def _wanted(cast: Cast, span: Span, text: str) -> _Wanted:
    word = span.of(text).lower().split()[-1]
    rules = cast.rules
    gender = Gender.FEMININE if word in rules.feminine else Gender.MASCULINE
    return _Wanted(word in rules.plural, gender, word in rules.latest)


def agreement(cast: Cast, key: str, span: Span, text: str) -> str:
    """Return how an actor agrees with the pronoun at `span` in gender: `agrees`, `unknown` or `differs`."""
    gender = cast.gender(key)
    if gender is None:
        return "unknown"
    return "agrees" if gender is _wanted(cast, span, text).gender else "differs"


def _fits(cast: Cast, key: str, wanted: _Wanted) -> float | None:
    """Return how well an actor agrees with a pronoun, None where it cannot be meant."""
    actor = cast[key]
    if wanted.plural:
        return {EntityType.GROUP: 1.0, EntityType.ORGANIZATION: 0.0, EntityType.COUNTRY: -1.0}.get(actor.type)
    if actor.type in _SINGLE:
        gender = cast.gender(key)
        if gender is not None and gender is not wanted.gender:
            return None
        return 1.0 if gender is not None else 0.5
    if actor.type is EntityType.ORGANIZATION:
        gender = cast.gender(key)
        if gender is not None and gender is not wanted.gender:
            return None
        return 0.0 if gender is not None else -1.5
    return -2.0 if actor.type is EntityType.COUNTRY else None


def _score(cast: Cast, scene: Scene, place: Place, span: Span, wanted: _Wanted) -> float | None:
    fit = _fits(cast, place.entity, wanted)
    if fit is None or place.kind is MentionKind.DEMONYM:
        return None
    distance = scene.sentences_between(place.span.start, span.start)
    if wanted.latest:
        return fit - distance - 0.01 * scene.order(place.span.start, span.start)
    salience = 1.6 if scene.is_subject(cast, place.span) else 0.0
    if is_inside(scene.contents, place.span.start):
        salience -= 1.5
    return fit + salience - 0.6 * distance


def _score_speaker(cast: Cast, scene: Scene, spoken: tuple[str, int], span: Span, wanted: _Wanted) -> float | None:
    key, position = spoken
    fit = _fits(cast, key, wanted)
    if fit is None:
        return None
    return fit + 1.5 - 0.4 * scene.sentences_between(position, span.start)
