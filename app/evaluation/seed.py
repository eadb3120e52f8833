"""The seed document: every required mention, quote and relation of its careful reading, and the traps it holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from app.domain.annotations import Analysis, Entity, EntityType, Modality, Polarity, Quote, QuoteType, RelationType
from app.domain.spans import Span
from app.evaluation.gold import Article, Gold, GoldEntity, GoldQuote, GoldRelation, GoldSlot
from app.evaluation.relations import actors_of, compare, edges, found_edges
from app.evaluation.scores import Score, Share, Sheet
from app.evaluation.words import dice, excerpt, words_in

Json: TypeAlias = dict[str, Any]
READING = Path("gold/seed_gold.json")
TEXTS = Path("seeds")
_CONFLICTS = frozenset(
    {
        RelationType.ACCUSE,
        RelationType.ASSAULT,
        RelationType.COERCE,
        RelationType.MOBILIZE,
        RelationType.PROTEST,
        RelationType.REJECT,
        RelationType.SANCTION,
        RelationType.TENSION,
        RelationType.THREATEN,
    }
)
"""What `any conflict` stands for among the traps."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention that must be found, of the actor `entity`."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Trap:
    """What must not come out: relations of `types` between these actors, or a quote of one of the sources."""

    types: frozenset[RelationType]
    source: frozenset[str]
    target: frozenset[str]
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class SeedGold:
    """The reading of a seed document."""

    article: Article
    mentions: tuple[GoldMention, ...]
    traps: tuple[Trap, ...]


def read_seed(shared: Path) -> SeedGold | None:
    """Read the seed document of `shared` with its reading; None where there is none."""
    path = shared / READING
    if not path.exists():
        return None
    record: Json = orjson.loads(path.read_bytes())
    text = (shared / TEXTS / record["source_file"]).read_bytes().decode("utf-8")
    mentions = (
        GoldMention(entity["id"], _span(mention))
        for entity in record["entities"]
        for mention in entity["mentions"]
        if mention["required"]
    )
    traps = tuple(_trap(one) for one in record["must_not_return"])
    return SeedGold(Article(path.stem, text, gold=_reading(record)), tuple(mentions), traps)


def _reading(record: Json) -> Gold:
    sentences = {one["id"]: _span(one) for one in record["sentences"]}
    return Gold(
        date=record["date"]["text"],
        entities=tuple(_entity(one) for one in record["entities"]),
        quotes=tuple(_quote(one) for one in record["quotes"]),
        relations=tuple(_relation(one, sentences) for one in record["relations"]),
    )


def _entity(record: Json) -> GoldEntity:
    forms = [*record["aliases"], *record["aliases_in_text"]]
    nominals = [mention["text"] for mention in record["mentions"] if mention["kind"] == "nominal"]
    name, kind = record["canonical_name"], EntityType(record["type"])
    return GoldEntity.of(record["id"], kind, name, forms=forms, nominals=nominals)


def _quote(record: Json) -> GoldQuote:
    via = record.get("via")
    return GoldQuote(
        id=record["id"],
        type=QuoteType(record["kind"]),
        parts=(_span(record),),
        cue=_span(record["cue"]),
        speaker=GoldSlot(_span(record["speaker_mention"]), record["speaker"]),
        via=GoldSlot(_span(record["via_mention"]), via) if via else None,
    )


def _relation(record: Json, sentences: dict[str, Span]) -> GoldRelation:
    return GoldRelation(
        id=record["id"],
        type=RelationType(record["type"]),
        source=frozenset(record["source"]),
        target=frozenset(record["target"]),
        symmetric=record["symmetric"],
        trigger=_span(record["trigger"]),
        evidence=(_span(record["evidence"]), *(sentences[one] for one in record.get("also_evidence", ()))),
        polarity=Polarity(record["polarity"]),
        modality=Modality(record["modality"]),
        attribution=record.get("quote") or "article",
        required=record["required"],
    )


def _trap(record: Json) -> Trap:
    kind: str = record["type"]
    named = frozenset({RelationType(kind)}) if kind in set(RelationType) else frozenset[RelationType]()
    types = _CONFLICTS if kind == "any conflict" else named
    source = frozenset(record.get("source") or [record["speaker"]])
    return Trap(types, source, frozenset(record.get("target", ())), _span(record["evidence"]), record["why"])


def _span(record: Json) -> Span:
    return Span(record["start"], record["end"])


def score_seed(seed: SeedGold, analysis: Analysis, sheet: Sheet) -> None:
    """Count what of the reading stands in `analysis`."""
    gold = seed.article.gold
    if gold is None:
        return
    sheet.share("seed/date", hit=analysis.date is not None and str(analysis.date) == gold.date)
    for mention in seed.mentions:
        _score_mention(seed, gold, mention, analysis, sheet)
    for quote in gold.quotes:
        _score_quote(seed.article, quote, analysis, sheet)
    _score_relations(gold, analysis, sheet)
    for trap in seed.traps:
        caught = _caught(trap, gold, analysis)
        sheet.share("seed/traps avoided", hit=not caught)
        if caught:
            sheet.mistake("seed trap returned", f"{excerpt(seed.article.text, trap.span)}: {trap.why}")


def _score_mention(seed: SeedGold, gold: Gold, mention: GoldMention, analysis: Analysis, sheet: Sheet) -> None:
    """Count a mention as found when one with the same words belongs to its actor; articles before nominals are free."""
    actor = gold.actor(mention.entity)
    text = seed.article.text
    hit = any(
        actor is not None and actor.is_same(entity) and _about_the_same(text, one.span, mention.span)
        for entity in analysis.entities
        for one in entity.mentions
    )
    sheet.share("seed/mentions", hit=hit)
    if not hit:
        sheet.mistake("seed mention missed", f"{mention.entity}: {excerpt(text, mention.span, 40)}")


def _about_the_same(text: str, one: Span, other: Span) -> bool:
    """Whether the two hold the same words, a first short word (an article, a possessive) left aside."""
    longer, shorter = sorted((words_in(text, one), words_in(text, other)), key=len, reverse=True)
    return longer == shorter or (len(longer) > 1 and longer - {min(longer)} == shorter)


def _score_quote(article: Article, gold: GoldQuote, analysis: Analysis, sheet: Sheet) -> None:
    theirs = words_in(article.text, gold.parts[0])
    likeness = [(dice(theirs, _words(article.text, quote)), -number) for number, quote in enumerate(analysis.quotes)]
    best = analysis.quotes[-max(likeness)[1]] if likeness and max(likeness)[0] > 0 else None
    exact = best is not None and _words(article.text, best) == theirs
    sheet.share("seed/quotes exact", hit=exact)
    sheet.share("seed/speakers", hit=_is_actor(article, gold.speaker.entity, analysis, best))
    if gold.via is not None and gold.via.span is not None:
        via = best.via if best else None
        sheet.share("seed/via", hit=via is not None and via.span is not None and via.span.overlaps(gold.via.span))
    if not exact:
        found = "nothing" if best is None else " ... ".join(part.of(article.text) for part in best.parts)
        sheet.mistake("seed quote", f"{gold.parts[0].of(article.text)}\n    found {found}")


def _words(text: str, quote: Quote) -> frozenset[tuple[int, int]]:
    return frozenset(word for part in quote.parts for word in words_in(text, part))


def _is_actor(article: Article, key: str | None, analysis: Analysis, quote: Quote | None) -> bool:
    actor = article.gold.actor(key) if article.gold else None
    entity = _speaker(analysis, quote) if quote else None
    return actor is not None and entity is not None and actor.is_same(entity)


def _speaker(analysis: Analysis, quote: Quote) -> Entity | None:
    key = quote.speaker.entity if quote.speaker else None
    return next((entity for entity in analysis.entities if entity.id == key), None)


def _score_relations(gold: Gold, analysis: Analysis, sheet: Sheet) -> None:
    """Count required relations found; a found one that is optional in the reading costs nothing, any other does."""
    facts = compare(gold, analysis)
    required = [one for one in facts.gold if one.required]
    met = {one.id for one, _ in facts.pairs}
    hits = sum(one.id in met for one in required)
    spurious = len(facts.found) - len(facts.pairs)
    sheet.score("seed/relations", Score(Share(hits, hits + spurious), Share(hits, len(required))))
    for one in required:
        if one.id not in met:
            ends = f"{', '.join(sorted(one.source))} -> {', '.join(sorted(one.target))}"
            sheet.mistake("seed relation missed", f"{one.id} {one.type} {ends}")
    used = {id(found) for _, found in facts.pairs}
    for found in facts.found:
        if id(found) not in used:
            ends = f"{', '.join(found.source)} -> {', '.join(found.target)}"
            sheet.mistake("seed relation spurious", f"{found.id} {found.type} {ends}")


def _caught(trap: Trap, gold: Gold, analysis: Analysis) -> bool:
    known = actors_of(gold, analysis)
    if not trap.types:
        return any(_quotes_source(trap, known, quote) for quote in analysis.quotes)
    forbidden = edges(trap.source, trap.target, symmetric=RelationType.TENSION in trap.types)
    return any(
        forbidden & found_edges(relation, known, symmetric=relation.symmetric)
        for relation in analysis.relations
        if relation.type in trap.types
    )


def _quotes_source(trap: Trap, known: dict[str, frozenset[str]], quote: Quote) -> bool:
    slot = quote.speaker
    if slot is None:
        return False
    actors = known.get(slot.entity, frozenset()) if slot.entity else frozenset[str]()
    return bool(trap.source & actors) or (slot.span is not None and slot.span.overlaps(trap.span))
