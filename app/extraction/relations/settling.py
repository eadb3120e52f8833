"""Settling: claims become relations; doubles go, claims inside a quote are attributed to it, ids are given."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from app.domain.annotations import ROLE_TYPES, Relation, RelationType
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.relations.claims import Claim
from app.extraction.relations.page import Page

_ARTICLE = "article"
_PLAIN = 0.8
_Fact = tuple[RelationType, frozenset[str], frozenset[str], int]


def settle(page: Page, claims: Iterable[Claim]) -> Draft:
    """Return the page's draft with one relation per fact, in text order.

    A role holds through the text, so it is given once, with the sentence that states it most plainly (the first of
    the body where several do); an event once per sentence.
    """
    facts: dict[_Fact, Claim] = {}
    for claim in sorted(
        claims, key=lambda claim: (_in_headline(page, claim), claim.confidence < _PLAIN, claim.trigger)
    ):
        facts.setdefault(_fact(claim), claim)
    told = {_fact(claim)[:3] for claim in facts.values() if not _in_headline(page, claim)}
    facts = {key: claim for key, claim in facts.items() if key[:3] not in told or not _in_headline(page, claim)}
    quoted = _QuotedStretches(page)
    in_order = sorted(facts.values(), key=lambda claim: (claim.sentence, claim.trigger))
    found = (_relation(page, quoted, claim, number) for number, claim in enumerate(in_order, 1))
    return replace(page.draft, relations=tuple(found))


def _in_headline(page: Page, claim: Claim) -> bool:
    title = page.draft.heading.title
    return title is not None and title.overlaps(page.draft.sentences[claim.sentence])


def _fact(claim: Claim) -> _Fact:
    source, target = (frozenset(entity.id for entity in side) for side in (claim.source, claim.target))
    if claim.symmetric:
        source, target = source | target, frozenset[str]()
    return claim.type, source, target, -1 if claim.type in ROLE_TYPES else claim.sentence


def _relation(page: Page, quoted: "_QuotedStretches", claim: Claim, number: int) -> Relation:
    trigger = page.span(*claim.trigger)
    return Relation(
        id=f"r{number}",
        type=claim.type,
        source=tuple(entity.id for entity in claim.source),
        target=tuple(entity.id for entity in claim.target),
        trigger=trigger,
        evidence=page.draft.sentences[claim.sentence],
        mode=claim.mode,
        symmetric=claim.symmetric,
        polarity=claim.polarity,
        modality=claim.modality,
        attribution=quoted.holding(trigger) or _ARTICLE,
        confidence=claim.confidence,
    )


class _QuotedStretches:
    """The parts of all quotes, to be asked which quote holds a span."""

    def __init__(self, page: Page) -> None:
        parts = [(part, quote.id) for quote in page.draft.quotes for part in quote.parts]
        self._parts = sorted(parts, key=lambda pair: pair[0])
        self._starts = [part.start for part, _ in self._parts]

    def holding(self, span: Span) -> str | None:
        """Return the id of the quote whose content holds the start of `span`."""
        at = bisect_right(self._starts, span.start)
        if not at:
            return None
        part, quote = self._parts[at - 1]
        return quote if span.start < part.end else None
