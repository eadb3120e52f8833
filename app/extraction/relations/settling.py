"""Settling: claims become relations; doubles go, claims inside a quote are attributed to it, ids are given."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.annotations import ROLE_TYPES, Entity, Modality, Relation, RelationType
from app.extraction.draft import Draft
from app.extraction.relations.bodies import PROVISIONAL
from app.extraction.relations.circumstances import Circumstances
from app.extraction.relations.claims import Claim
from app.extraction.relations.page import Page
from app.extraction.relations.quoted import QuotedStretches

_ARTICLE = "article"
_PLAIN = 0.8
_LASTING = ROLE_TYPES | {RelationType.ALLIED_WITH, RelationType.TENSION, RelationType.CONCERN}
_Fact = tuple[RelationType, frozenset[str], frozenset[str], int]


def settle(page: Page, claims: Iterable[Claim], circumstances: Circumstances) -> Draft:
    """Return the page's draft with one relation per fact, in text order.

    A role holds through the text, so it is given once, with the sentence that states it most plainly (the first of
    the body where several do); an event once per sentence.
    """
    facts: dict[_Fact, Claim] = {}
    for claim in sorted(
        claims, key=lambda claim: (page.is_headline(claim.sentence), claim.confidence < _PLAIN, claim.trigger)
    ):
        facts.setdefault(_fact(claim), claim)
    told = {_fact(claim)[:3] for claim in facts.values() if not page.is_headline(claim.sentence)}
    facts = {key: claim for key, claim in facts.items() if key[:3] not in told or not page.is_headline(claim.sentence)}
    quoted = QuotedStretches(page)
    in_order = sorted(facts.values(), key=lambda claim: (claim.sentence, claim.trigger))
    made = _numbered(page, in_order)
    ids = {old: entity.id for old, entity in made.items()}
    found = [_relation(page, quoted, claim, f"r{number}", ids) for number, claim in enumerate(in_order, 1)]
    placed = (_placed(one, claim, circumstances) for one, claim in zip(found, in_order, strict=True))
    return replace(page.draft, relations=tuple(placed), entities=(*page.draft.entities, *made.values()))


def _numbered(page: Page, claims: Iterable[Claim]) -> dict[str, Entity]:
    """Return the actors that the claims brought into the text, with their final ids, by their provisional ones."""
    made = {
        entity.id: entity
        for claim in claims
        for entity in (*claim.source, *claim.target)
        if entity.id.startswith(PROVISIONAL)
    }
    first = len(page.draft.entities) + 1
    in_order = sorted(made.values(), key=lambda entity: entity.mentions[0].span)
    return {entity.id: replace(entity, id=f"e{number}") for number, entity in enumerate(in_order, first)}


def _fact(claim: Claim) -> _Fact:
    source, target = (frozenset(entity.id for entity in side) for side in (claim.source, claim.target))
    if claim.symmetric:
        source, target = source | target, frozenset[str]()
    return claim.type, source, target, -1 if claim.type in ROLE_TYPES else claim.sentence


def _placed(relation: Relation, claim: Claim, circumstances: Circumstances) -> Relation:
    """Return an event with where and when it happens, long ago being background; a role and a state hold everywhere, unless over."""
    if claim.type in ROLE_TYPES and claim.modality is Modality.ACTUAL and circumstances.is_over(claim):
        return replace(relation, modality=Modality.HISTORICAL)
    if claim.type in _LASTING:
        return relation
    date = circumstances.date(claim)
    modality = Modality.HISTORICAL if circumstances.is_long_past(claim, date) else relation.modality
    return replace(relation, modality=modality, location=circumstances.place(claim), date=date)


def _relation(page: Page, quoted: QuotedStretches, claim: Claim, name: str, ids: Mapping[str, str]) -> Relation:
    trigger = page.span(*claim.trigger)
    return Relation(
        id=name,
        type=claim.type,
        source=tuple(ids.get(entity.id, entity.id) for entity in claim.source),
        target=tuple(ids.get(entity.id, entity.id) for entity in claim.target),
        trigger=trigger,
        evidence=page.draft.sentences[claim.sentence],
        mode=claim.mode,
        symmetric=claim.symmetric,
        polarity=claim.polarity,
        modality=claim.modality,
        attribution=quoted.holding(trigger) or _ARTICLE,
        confidence=claim.confidence,
    )
