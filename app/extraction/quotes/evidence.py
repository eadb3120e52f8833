"""What speaks for and against a candidate, as numbers with names: the features of the learned choice."""

from collections.abc import Sequence
from functools import cache
from math import log

from app.domain.annotations import QuoteType
from app.extraction.languages.shapes.quotes import QuoteRules
from app.extraction.quotes.candidates import Candidate, Scene, Source, nearest
from app.extraction.quotes.contents import type_of
from app.extraction.quotes.phrases import has_verb, infinitive_at, is_determiner
from app.extraction.quotes.reading import Reading
from app.extraction.tagged import TaggedSpan

_FAR = 40
_SHORT = 4
_MEDIUM = 8
_VERB_REACH = 30
_SURE = 0.001
_LOWEST = log(_SURE / (1 - _SURE))
_HIGHEST = log((1 - _SURE) / (1 - (1 - _SURE)))
_SPOKEN = 0.5
_AROUND = 3


def features(scene: Scene, candidate: Candidate, rivals: Sequence[Candidate]) -> dict[str, float]:
    """Return the features of a candidate; `rivals` are the candidates that overlap it."""
    found: dict[str, float] = {}
    kind = type_of(scene.reading, ((candidate.first, candidate.last),))
    _of_place(scene, candidate, kind, found)
    _of_rule(scene, candidate, found)
    _of_rivals(candidate, rivals, found)
    if scene.tagged is not None:
        _of_tagger(scene, candidate, kind, found)
        _of_neighbours(scene, candidate, found)
    return found


def logit(probability: float) -> float:
    """Return the log odds of a probability, cut where the tagger's numbers say no more."""
    if probability <= _SURE:
        return _LOWEST
    if probability >= 1 - _SURE:
        return _HIGHEST
    return log(probability / (1 - probability))


def _of_place(scene: Scene, candidate: Candidate, kind: QuoteType, found: dict[str, float]) -> None:
    """How it looks: its size, its marks, what stands at its edges."""
    reading, first, last = scene.reading, candidate.first, candidate.last
    size = reading.words(first, last)
    found["words"] = size
    found[f"type={kind}"] = 1.0
    found[f"words:{kind}"] = size
    found[f"before={edge_class(reading, first - 1)}"] = 1.0
    found[f"after={edge_class(reading, last)}"] = 1.0
    found[f"opens={_opening(reading, first)}"] = 1.0
    if has_verb(reading, first, min(last, first + _VERB_REACH)):
        found["verb"] = 1.0
    begin, end = reading.sentence(first)
    if end < last:
        found["crosses"] = 1.0
    if begin == 0 or first == 0:
        found["title"] = 1.0
    found["covers"] = (last - first) / max(end - begin, last - first)
    marked = reading.marked_at(first)
    if marked is not None:
        if not marked.is_whole:
            found["mark missing"] = 1.0
        if marked.first == first and marked.last == last:
            found["marks alone"] = 1.0
            if reading.is_capital(first):
                found["marks alone, capital"] = 1.0


def edge_class(reading: Reading, index: int) -> str:
    """Return what kind of token stands beside a candidate."""
    norm, rules = reading.norm(index), reading.rules
    if not norm:
        return "nothing"
    if norm in rules.that:
        return "that"
    if reading.is_mark(index):
        return "mark"
    if not reading.is_word(index):
        return norm if norm in _PUNCTUATION else "punctuation"
    return _small_words(rules).get(norm, "word")


@cache
def _small_words(rules: QuoteRules) -> dict[str, str]:
    """Return the kind of every small word; of several the first."""
    found: dict[str, str] = {}
    for name, kinds in (
        ("of", rules.of),
        ("to", rules.to),
        ("relative", rules.relatives),
        ("coordinator", rules.coordinators),
        ("like", rules.like),
        ("subordinator", rules.subordinators),
        ("preposition", rules.prepositions),
        ("determiner", rules.determiners),
    ):
        for word in kinds:
            found.setdefault(word, name)
    return found


_PUNCTUATION = frozenset(".,:;()—–-!?…")


def _opening(reading: Reading, first: int) -> str:
    norm, rules = reading.norm(first), reading.rules
    if norm in rules.pronouns:
        return "pronoun"
    if is_determiner(reading, first):
        return "determiner"
    if norm[:1].isdigit():
        return "number"
    if infinitive_at(reading, first) is not None:
        return "infinitive"
    if norm in rules.prepositions:
        return "preposition"
    return "capital" if reading.is_capital(first) else "word"


def _of_rule(scene: Scene, candidate: Candidate, found: dict[str, float]) -> None:
    """Which rule proposes it, by which cue, and who is said to speak."""
    found[f"source={candidate.source}"] = 1.0
    read = candidate.found
    if read is None:
        return
    if candidate.ranked:
        found["ranked"] = 1.0
    found[f"rule={read.family}"] = 1.0
    found["rule sure"] = read.confidence
    if not read.certain:
        found["uncertain"] = 1.0
    if candidate.part:
        found["later part"] = 1.0
    found[f"speaker={_speaker(scene.reading, read.speaker.of(scene.reading.text) if read.speaker else None)}"] = 1.0
    if read.cue is None:
        return
    found["gap"] = max(candidate.first - read.cue[1], read.cue[0] - candidate.last, 0)
    found["cue before" if read.cue[0] < candidate.first else "cue behind"] = 1.0
    cue = scene.cue(read)
    if cue is None:
        found[f"by={scene.reading.norm(read.cue[0])}"] = 1.0
        return
    found[f"cue={cue.verb.lemma}"] = 1.0
    found[f"voice={cue.voice.name}"] = 1.0
    if cue.negated:
        found["negated"] = 1.0


def _speaker(reading: Reading, words: str | None) -> str:
    if words is None:
        return "nobody"
    if words.lower().strip("-") in reading.rules.pronouns:
        return "pronoun"
    return "name" if words[:1].isupper() else "phrase"


def _of_rivals(candidate: Candidate, rivals: Sequence[Candidate], found: dict[str, float]) -> None:
    """Whether another source proposes the same, and what stands in the way."""
    by_source: dict[Source, list[Candidate]] = {source: [] for source in _SOURCES}
    for one in rivals:
        if one is not candidate:
            by_source[one.source].append(one)
    first, last = candidate.first, candidate.last
    for source, (alone, like, begins, ends) in _SOURCES.items():
        others = by_source[source]
        if not others:
            found[alone] = 1.0
            continue
        found[like] = max(map(candidate.shares, others))
        if first in [one.first for one in others]:
            found[begins] = 1.0
        if last in [one.last for one in others]:
            found[ends] = 1.0
    if candidate.source is not Source.RULE and True in [one.ranked for one in rivals]:
        found["against the ranked"] = 1.0


_SOURCES = {
    source: (f"alone among {source}", f"like {source}", f"begins like {source}", f"ends like {source}")
    for source in Source
}


def _of_tagger(scene: Scene, candidate: Candidate, kind: QuoteType, found: dict[str, float]) -> None:
    """What the tagger says of its tokens and of those around it."""
    first, last = candidate.first, candidate.last
    inside = scene.inside[first:last]
    mean = logit(scene.mean(first, last))
    found["mean"] = mean
    found[f"mean:{candidate.source}"] = mean
    found[f"mean:{kind}"] = mean
    found["least"] = logit(sum(sorted(inside)[:2]) / min(2, len(inside)))
    found["most"] = logit(max(inside))
    found["first"] = logit(inside[0])
    found["last"] = logit(inside[-1])
    found["begins"] = logit(max(scene.begins[max(first - 1, 0) : first + 2]))
    found["begins again"] = logit(max(scene.begins[first + 2 : last], default=0.0))
    before, after = outer(scene, first, last)
    found["before"] = logit(before)
    found["after"] = logit(after)
    found["said"] = len([p for p in inside if p > _SPOKEN]) / len(inside)


def outer(scene: Scene, first: int, last: int) -> tuple[float, float]:
    """Return what the tagger says of the nearest word before and the nearest behind, 0 beyond the sentences."""
    reading = scene.reading
    before, after = first - 1, last
    while before >= 0 and first - before < _AROUND and not reading.is_word(before):
        before -= 1
    while after - last < _AROUND - 1 and after < len(reading.tokens) and not reading.is_word(after):
        after += 1
    return scene.content(before), scene.content(after)


def _of_neighbours(scene: Scene, candidate: Candidate, found: dict[str, float]) -> None:
    """How sure the tagger is of a cue and a speaker, and how near they are."""
    for name, spans in (("cue", scene.said), ("speaker", scene.speaking)):
        span = nearest(spans, candidate.first, candidate.last)
        far = _FAR if span is None else _distance(span, candidate)
        found[f"{name} far"] = min(far, _FAR)
        if span is not None and far < _FAR:
            found[f"{name} sure"] = span.confidence
    if candidate.found is not None and candidate.found.cue is not None and scene.tagged is not None:
        first, last = candidate.found.cue
        found["own cue"] = logit(max(scene.tagged.cue(i) for i in range(first, last)))


def _distance(span: TaggedSpan, candidate: Candidate) -> int:
    return max(candidate.first - span.last, span.first - candidate.last, 0)
