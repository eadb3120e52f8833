"""Rows: an analysis laid out as the tuples of each table. Pure: the ids and actors are given."""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.annotations import Analysis, Entity, Modality, Quote, Reference, Relation
from app.domain.dates import PartialDate
from app.domain.documents import Document
from app.domain.names import fold
from app.domain.spans import Span, Utf16Map, cover_all
from app.storage import models as m
from app.storage.sessions import Cell
from app.storage.slots import Slots, about_rows, participant_rows
from app.storage.values import MAX_NAME

Row = tuple[Cell, ...]
Key = tuple[str | int, ...]
"""What a quote or a relation is known by from one analysis of a text to the next."""


@dataclass(slots=True)
class Ids:
    """The last id given out in each table whose rows have public ids."""

    article: int
    actor: int
    quote: int
    relation: int


@dataclass(slots=True)
class Rows:
    """Rows to insert, by table."""

    by_table: defaultdict[type[m.Base], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: type[m.Base], *row: Cell) -> None:
        """Add one row, its values in the order of the table's columns."""
        self.by_table[table].append(row)


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day of an article as ordinals, 0 for undated."""

    first: int = 0
    last: int = 0

    @classmethod
    def of(cls, date: PartialDate | None) -> "Days":
        """Return the days that `date` may be."""
        return cls() if date is None else cls(date.first.toordinal(), date.last.toordinal())


@dataclass(frozen=True, slots=True)
class Placed:
    """A document with its analysis, its article id and the actors that its entities are."""

    article: int
    document: Document
    analysis: Analysis
    guises: Mapping[str, str]
    """The digest of the guise of each entity."""
    actors: Mapping[str, int]

    @property
    def text(self) -> str:
        """The stored text."""
        return self.document.text

    @property
    def days(self) -> Days:
        """The days of the article."""
        return Days.of(self.analysis.date)

    def entities(self) -> dict[int, list[Entity]]:
        """Return the entities of each actor, in the order of the text: two of them may be the same actor."""
        found: dict[int, list[Entity]] = {}
        for entity in self.analysis.entities:
            found.setdefault(self.actors[entity.id], []).append(entity)
        return found

    @property
    def locals(self) -> dict[str, int]:
        """The number of each entity in its article."""
        return {entity.id: number for number, entity in enumerate(self.analysis.entities)}

    def ids(self, entities: Sequence[str]) -> list[int]:
        """Return the actors of `entities`, each once."""
        return list(dict.fromkeys(self.actors[entity] for entity in entities))


def article_row(placed: Placed, changed: int) -> Row:
    """Return the row of `articles`; `changed` is the corpus revision that writes it."""
    document, analysis, date = placed.document, placed.analysis, placed.analysis.date
    heading = analysis.heading.title
    title = document.title or (heading.of(placed.text).strip() if heading else None)
    return (
        placed.article,
        document.identity,
        document.sha256,
        title or None,
        document.url,
        document.source,
        analysis.language,
        None if date is None else str(date),
        None if date is None else date.precision.value,
        placed.days.first,
        placed.days.last,
        len(placed.text),
        analysis.heading.body_start,
        len(analysis.quotes),
        len(placed.entities()),
        len(analysis.relations),
        analysis.extractor.name,
        analysis.extractor.version,
        1,
        changed,
        changed,
    )


def add_annotations(rows: Rows, placed: Placed, ids: Ids, before: Mapping[Key, int]) -> None:
    """Add the rows of everything that hangs on an article.

    Args:
        rows: where they are added.
        placed: the article.
        ids: where new ids are taken from.
        before: the ids of the quotes and relations that the same text had before (see `lasting`).
    """
    flat = [offset for span in placed.analysis.sentences for offset in (span.start, span.end)]
    astral = Utf16Map.of(placed.text).astral
    _add_entities(rows, placed)
    for ordinal, (actor, entities) in enumerate(placed.entities().items()):
        _add_actor(rows, placed, (ordinal, actor), entities)
    quotes = placed.analysis.quotes
    quote_ids, ids.quote = lasting([quote_key(quote.parts) for quote in quotes], before, ids.quote)
    for id_, quote in zip(quote_ids, quotes, strict=True):
        _add_quote(rows, placed, id_, quote)
    claims = {quote.id: id_ for id_, quote in zip(quote_ids, quotes, strict=True)}
    relations = placed.analysis.relations
    keys = [_relation_key(placed, relation) for relation in relations]
    relation_ids, ids.relation = lasting(keys, before, ids.relation)
    for id_, relation in zip(relation_ids, relations, strict=True):
        _add_relation(rows, placed, (id_, claims.get(relation.attribution)), relation)
    slots = Slots.of(
        placed.locals, list(zip(quote_ids, quotes, strict=True)), list(zip(relation_ids, relations, strict=True))
    )
    _add_slots(rows, placed, slots)
    text = (placed.article, placed.text, json.dumps(flat), json.dumps(astral), slots.as_json())
    rows.add(m.ArticleTextRow, *text)


def lasting(keys: Sequence[Key], before: Mapping[Key, int], last: int) -> tuple[list[int], int]:
    """Return an id for each of `keys`, in their order, and the last id that is given out then.

    What was there before keeps its id for as long as nothing new has come in front of it: ids rise with the text, since
    a listing in the order of ids is one in the order of the text.
    """
    ids: list[int] = []
    newest = last
    for key in keys:
        kept = before.get(key, 0)
        if newest > last or kept <= (ids[-1] if ids else 0):
            kept = newest = newest + 1
        ids.append(kept)
    return ids, newest


def quote_key(parts: Iterable[Span]) -> Key:
    """Return what makes a quote of the same text the same quote: where its words stand."""
    return ("quote", *(end for part in parts for end in _ends(part)))


def relation_key(type_: str, trigger: Span, sides: Iterable[tuple[str, int]]) -> Key:
    """Return what makes a relation of the same text the same relation: type, trigger, and who is on which side."""
    return (type_, *_ends(trigger), *(cell for side in sorted(sides) for cell in side))


def _relation_key(placed: Placed, relation: Relation) -> Key:
    sides = (("source", relation.source), ("target", relation.target))
    actors = ((side, actor) for side, entities in sides for actor in placed.ids(entities))
    return relation_key(relation.type.value, relation.trigger, actors)


def _add_entities(rows: Rows, placed: Placed) -> None:
    """Add the entities of the article as it knows them, and where each of them stands."""
    for number, entity in enumerate(placed.analysis.entities):
        rows.add(m.ArticleEntityRow, placed.article, number, placed.guises[entity.id], entity.name)
        mentions = {mention.span: mention for mention in entity.mentions}
        for span, mention in sorted(mentions.items()):
            where = (placed.article, number, span.start, span.end, placed.actors[entity.id])
            rows.add(m.MentionRow, *where, mention.kind.value, span.of(placed.text))


def _add_actor(rows: Rows, placed: Placed, place: tuple[int, int], entities: Sequence[Entity]) -> None:
    ordinal, actor = place
    count = sum(len({mention.span for mention in entity.mentions}) for entity in entities)
    name = max((entity.name for entity in entities), key=len)
    rows.add(m.ArticleActorRow, placed.article, actor, ordinal, name, count, placed.days.first, placed.days.last)


def _add_quote(rows: Rows, placed: Placed, id_: int, quote: Quote) -> None:
    speaker, via = _slot(placed, quote.speaker), _slot(placed, quote.via)
    spans = [*quote.parts, quote.cue, *(slot.span for slot in (quote.speaker,) if slot is not None)]
    evidence = evidence_of([span for span in spans if span is not None], placed.analysis.sentences)
    cue = (None, None, None) if quote.cue is None else (cue_words(quote.cue.of(placed.text)), *_ends(quote.cue))
    days = placed.days
    rows.add(
        m.QuoteRow,
        *(id_, placed.article, quote.type.value, *cue, *speaker, *via, *_ends(evidence), quote.confidence),
        *(days.first, days.last),
    )
    for ordinal, part in enumerate(quote.parts):
        rows.add(m.QuotePartRow, id_, ordinal, *_ends(part))


def _add_relation(rows: Rows, placed: Placed, place: tuple[int, int | None], relation: Relation) -> None:
    id_, quote = place
    days = placed.days
    rows.add(
        m.RelationRow,
        *(id_, placed.article, relation.type.value, relation.mode, relation.symmetric, relation.polarity.value),
        *(relation.modality.value, quote, *_ends(relation.trigger), *_ends(relation.evidence), relation.confidence),
        *(days.first, days.last, *_slot(placed, relation.location)),
        *(None if relation.date is None else str(relation.date), *_ends_told(placed, relation), None, None),
    )


def _add_slots(rows: Rows, placed: Placed, slots: Slots) -> None:
    """Add whom each quote is about and who stands on the sides of each relation."""
    actors = {number: placed.actors[entity] for entity, number in placed.locals.items()}
    days = (placed.days.first, placed.days.last)
    for quote in slots.quotes:
        rows.by_table[m.QuoteAboutRow] += about_rows(quote, actors, days)
    for relation in slots.relations:
        rows.by_table[m.RelationParticipantRow] += participant_rows(relation, actors)


def _ends_told(placed: Placed, relation: Relation) -> tuple[int, int]:
    """Return the days that a relation may be about: the date of an article says nothing of what is told as long past."""
    past = relation.date is None and relation.modality is Modality.HISTORICAL
    days = Days() if past else Days.of(relation.date) if relation.date else placed.days
    return days.first, days.last


def cue_words(cue: str) -> str:
    """Return the form by which a cue is asked for."""
    return fold(cue)[:MAX_NAME]


def evidence_of(spans: Sequence[Span], sentences: Sequence[Span]) -> Span:
    """Return the stretch from the start of the first to the end of the last sentence that hold `spans`.

    What lies in no sentence counts by itself.
    """
    whole = cover_all(spans)
    first = bisect_right(sentences, whole.start, key=lambda span: span.end)
    last = bisect_left(sentences, whole.end, key=lambda span: span.start)
    held = sentences[first:last]
    return cover_all([whole, held[0], held[-1]]) if held else whole


def _slot(placed: Placed, slot: Reference | None) -> tuple[int | None, int | None, int | None]:
    if slot is None:
        return None, None, None
    actor = None if slot.entity is None else placed.actors[slot.entity]
    return (actor, None, None) if slot.span is None else (actor, slot.span.start, slot.span.end)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
