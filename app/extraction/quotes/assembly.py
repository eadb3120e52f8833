"""From what rules and tagger propose to quotes: the likeliest that do not overlap, in text order, with spans in the text."""

from dataclasses import replace

from app.domain.annotations import Quote, Reference
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.quotes import ChoiceWeights
from app.extraction.quotes.attribution import Attributed, attribute
from app.extraction.quotes.candidates import Candidate, Scene, gathered, ranked
from app.extraction.quotes.choice import choose
from app.extraction.quotes.constructions import find_constructions
from app.extraction.quotes.contents import Cues, Found, type_of
from app.extraction.quotes.cues import find_cues
from app.extraction.quotes.leftovers import find_leftovers
from app.extraction.quotes.reading import Reading


def find_quotes(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its quotes; their speakers are mentions, not yet actors.

    The confidence of a quote is that of its content alone: how often a quote with its score is one.
    """
    scene = _scene(draft, pack)
    weights = _weights(draft, pack)
    found = _by_rank(scene) if weights is None else _by_choice(scene, weights)
    ordered = sorted(found, key=lambda found: found.first)
    return replace(draft, quotes=tuple(_quote(scene.reading, found, n) for n, found in enumerate(ordered, start=1)))


def propose(draft: Draft, pack: LanguagePack) -> tuple[Scene, list[Candidate]]:
    """Return the text as the choice sees it and the candidates that it chooses among, in text order."""
    scene = _scene(draft, pack)
    return scene, gathered(scene, find_constructions(scene.reading, scene.cues))


def _scene(draft: Draft, pack: LanguagePack) -> Scene:
    reading = Reading(draft, pack.quotes)
    return Scene(reading, Cues(list(find_cues(reading))), draft.tagged)


def _weights(draft: Draft, pack: LanguagePack) -> ChoiceWeights | None:
    learned = pack.quotes.weights
    if learned is None:
        return None
    return learned.plain if draft.tagged is None else learned.tagged


def _by_rank(scene: Scene) -> list[Found]:
    founds = find_constructions(scene.reading, scene.cues)
    chosen = ranked(found for found in founds if found.certain)
    return [*chosen, *find_leftovers(scene.reading, scene.cues, chosen)]


def _by_choice(scene: Scene, weights: ChoiceWeights) -> list[Found]:
    candidates = gathered(scene, find_constructions(scene.reading, scene.cues))
    quotes = attribute(scene, choose(scene, candidates, weights))
    return [_confident(one, weights) for one in quotes]


def _confident(quote: Attributed, weights: ChoiceWeights) -> Found:
    return replace(quote.found, confidence=weights.found.calibrated(quote.score))


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
