"""The walk over a document's quotes that gives each its actor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.annotations import MentionKind, Quote, Reference
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.scoring import LogisticScorer
from app.extraction.speakers.candidates import Candidate, CandidateReader, named
from app.extraction.speakers.cast import Cast
from app.extraction.speakers.features import FeatureReader
from app.extraction.speakers.ranking import Choice, choose, choose_by_rules
from app.extraction.speakers.scene import Scene
from app.extraction.speakers.slots import SlotKind

_DECIMALS = 2
_LEAST = 0.25
"""A speaker less likely than this stays unresolved: no guess."""
_KINDS = {SlotKind.PRONOUN: MentionKind.PRONOUN, SlotKind.PHRASE: MentionKind.NOMINAL}


def resolve_speakers(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with the actor of every speaker and channel that can be identified.

    Actors known by a phrase alone (`la police`, `le procureur de Paris`) are added; pronouns and phrases become mentions.
    The confidence of a quote is multiplied by that of its speaker.
    """
    if not draft.quotes:
        return draft
    walk = Walk.of(draft, pack)
    quotes = tuple(walk.resolved(quote) for quote in draft.quotes)
    return replace(draft, quotes=quotes, entities=walk.cast.entities)


@dataclass(frozen=True, slots=True)
class Walk:
    """The way through the quotes of one draft, in text order: what one quote settles helps with the next."""

    cast: Cast
    scene: Scene
    candidates: CandidateReader
    features: FeatureReader
    scorer: LogisticScorer | None

    @classmethod
    def of(cls, draft: Draft, pack: LanguagePack) -> "Walk":
        """Return the way through `draft`, at its beginning."""
        cast, scene = Cast(draft, pack.speakers), Scene(draft)
        readers = CandidateReader.of(draft, cast, scene), FeatureReader.of(draft, cast, scene)
        weights = pack.speakers.weights
        scorer = None if weights is None or draft.tagged is None else weights.tagged
        return cls(cast, scene, *readers, scorer)

    def resolved(self, quote: Quote) -> Quote:
        """Return `quote` with its speaker and its channel, and go on behind it."""
        listed = self.candidates.candidates(quote)
        return self.settled(quote, self.choice(quote, listed))

    def choice(self, quote: Quote, listed: Sequence[Candidate]) -> Choice:
        """Return who of the candidates of `quote` speaks."""
        if self.scorer is None:
            return choose_by_rules(listed)
        return choose(self.features, self.scorer, quote, listed)

    def settled(self, quote: Quote, choice: Choice) -> Quote:
        """Return `quote` with the candidate chosen for its speaker; a likely one becomes known to the quotes that follow."""
        span = choice.candidate.slot.span
        key = self._actor(choice.candidate) if choice.confidence >= _LEAST else None
        if key is not None:
            self.scene.speaks(key, span.start if span is not None else quote.parts[0].start)
        return replace(
            quote,
            speaker=Reference(span, key) if span or key else None,
            via=self._via(quote),
            confidence=round(quote.confidence * choice.confidence, _DECIMALS),
        )

    def _actor(self, candidate: Candidate) -> str | None:
        span = candidate.slot.span
        if candidate.made is not None and span is not None:
            return self.cast.add_actor(*candidate.made, span)
        if candidate.key is not None and span is not None and candidate.path != "named":
            self.cast.add_mention(candidate.key, span, _KINDS.get(candidate.slot.kind, MentionKind.NOMINAL))
        return candidate.key

    def _via(self, quote: Quote) -> Reference | None:
        via = quote.via
        if via is None or via.span is None:
            return via
        return Reference(via.span, next(iter(named(self.cast, via.span)), None))
