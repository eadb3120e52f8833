"""Builds tiny readings of texts of our own: what a careful reader found, and what an extraction says of the same text."""

from collections.abc import Callable, Sequence

from app.domain.annotations import (
    Analysis,
    Entity,
    EntityType,
    Extractor,
    Heading,
    Mention,
    MentionKind,
    Quote,
    QuoteType,
    Reference,
    Relation,
    RelationType,
)
from app.domain.spans import Span
from app.evaluation.gold import Article, Gold, GoldEntity, GoldQuote, GoldRelation, GoldSlot
from app.evaluation.scores import Sheet

EXTRACTOR = Extractor("test", "1")


def at(text: str, words: str, nth: int = 1) -> Span:
    """Return where `words` stand in `text` for the `nth` time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def actor(key: str, name: str, *forms: str, kind: EntityType = EntityType.PERSON) -> GoldEntity:
    return GoldEntity.of(key, kind, name, forms=forms or (name,))


def entity(key: str, name: str, *mentions: Span, kind: EntityType = EntityType.PERSON) -> Entity:
    return Entity(key, kind, name, tuple(Mention(span, MentionKind.NAME) for span in mentions))


def said(
    text: str,
    *parts: str,
    cue: str | None = None,
    speaker: str | None = None,
    who: str | None = None,
    kind: QuoteType = QuoteType.DIRECT,
) -> GoldQuote:
    """Return a quote of the gold."""
    slot = GoldSlot(at(text, speaker) if speaker else None, who)
    return GoldQuote("q1", kind, tuple(at(text, part) for part in parts), at(text, cue) if cue else None, slot)


def heard(
    text: str, *parts: str, speaker: str | None = None, who: str | None = None, kind: QuoteType = QuoteType.DIRECT
) -> Quote:
    """Return a quote as an extraction says it."""
    slot = Reference(at(text, speaker) if speaker else None, who)
    return Quote("q1", kind, tuple(at(text, part) for part in parts), None, slot)


def fact(
    text: str, kind: RelationType, source: str, target: str, *, evidence: str, symmetric: bool = False
) -> GoldRelation:
    """Return a relation of the gold; `source` and `target` are ids separated by blanks."""
    place = at(text, evidence)
    ends = frozenset(source.split()), frozenset(target.split())
    return GoldRelation("r1", kind, *ends, symmetric, trigger=place, evidence=(place,))


def claim(
    text: str, kind: RelationType, source: str, target: str, *, evidence: str, symmetric: bool = False
) -> Relation:
    """Return a relation as an extraction says it."""
    place = at(text, evidence)
    return Relation("r1", kind, tuple(source.split()), tuple(target.split()), place, place, symmetric=symmetric)


def article(
    text: str,
    entities: Sequence[GoldEntity] = (),
    quotes: Sequence[GoldQuote] = (),
    relations: Sequence[GoldRelation] = (),
) -> Article:
    return Article("2020_01_01-001", text, gold=Gold(None, tuple(entities), tuple(quotes), tuple(relations)))


def analysis(
    entities: Sequence[Entity] = (), quotes: Sequence[Quote] = (), relations: Sequence[Relation] = ()
) -> Analysis:
    ours = tuple(entities), tuple(quotes), tuple(relations)
    return Analysis("fr", None, Heading(), (), EXTRACTOR, *ours)


def scored(metric: Callable[[Article, Analysis, Sheet], None], read: Article, found: Analysis) -> Sheet:
    """Return what `metric` counts."""
    sheet = Sheet(read.id)
    metric(read, found, sheet)
    return sheet


def load_silent() -> Callable[[str], Analysis]:
    """Return an extraction that finds nothing; other processes can load it by its name."""
    return silent


def silent(_text: str) -> Analysis:
    return analysis()
