"""The JSON object of an analysis: what `propos extract` writes and `POST /v1/extract` answers.

Offsets are Unicode code points, half-open, into the text given. A key stands in every object, with null where nothing is
known, except `name_en`, `country` and `wikidata` of an entity and `ambiguous` of a mention, which are left out.
"""

from typing import TypeAlias

from app.domain.annotations import Analysis, Entity, Mention, Quote, Reference, Relation
from app.domain.dates import PartialDate
from app.domain.spans import Span

JsonObject: TypeAlias = dict[str, object]
_DECIMALS = 4


def analysis_object(analysis: Analysis, key: str | float | None = None) -> JsonObject:
    """Return `analysis` as an object of plain JSON values, with the caller's `key` as its `id`."""
    return {
        "id": key,
        "language": analysis.language,
        "date": _date(analysis.date),
        "sentences": [[sentence.start, sentence.end] for sentence in analysis.sentences],
        "entities": [_entity(entity) for entity in analysis.entities],
        "quotes": [_quote(quote) for quote in analysis.quotes],
        "relations": [_relation(relation) for relation in analysis.relations],
        "extractor": {"name": analysis.extractor.name, "version": analysis.extractor.version},
    }


def _date(date: PartialDate | None) -> JsonObject | None:
    if date is None:
        return None
    first, last = date.first.isoformat(), date.last.isoformat()
    return {"value": str(date), "precision": date.precision.value, "start": first, "end": last}


def _entity(entity: Entity) -> JsonObject:
    told = {"name_en": entity.name_en, "country": entity.country, "wikidata": entity.wikidata}
    return {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        **{field: value for field, value in told.items() if value is not None},
        "mentions": [_mention(mention) for mention in entity.mentions],
    }


def _mention(mention: Mention) -> JsonObject:
    flag: JsonObject = {"ambiguous": True} if mention.is_ambiguous else {}
    return {**_place(mention.span), "kind": mention.kind.value, **flag}


def _quote(quote: Quote) -> JsonObject:
    return {
        "id": quote.id,
        "type": quote.type.value,
        "parts": [_place(part) for part in quote.parts],
        "cue": _place(quote.cue) if quote.cue else None,
        "speaker": _slot(quote.speaker),
        "via": _slot(quote.via),
        "about": list(quote.about),
        "confidence": round(quote.confidence, _DECIMALS),
    }


def _relation(relation: Relation) -> JsonObject:
    return {
        "id": relation.id,
        "type": relation.type.value,
        "mode": relation.mode,
        "source": list(relation.source),
        "target": list(relation.target),
        "symmetric": relation.symmetric,
        "polarity": relation.polarity.value,
        "modality": relation.modality.value,
        "attribution": relation.attribution,
        "trigger": _place(relation.trigger),
        "evidence": _place(relation.evidence),
        "location": _slot(relation.location),
        "date": _date(relation.date),
        "confidence": round(relation.confidence, _DECIMALS),
    }


def _slot(slot: Reference | None) -> JsonObject | None:
    if slot is None:
        return None
    start, end = (slot.span.start, slot.span.end) if slot.span else (None, None)
    return {"start": start, "end": end, "entity": slot.entity}


def _place(span: Span) -> JsonObject:
    return {"start": span.start, "end": span.end}
