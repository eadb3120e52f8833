"""Slots: which of an article's own entities stands where in its quotes and relations.

What is stored of quotes and relations names actors across documents. When those are resolved anew, the slots say, without a
new analysis, who stands there now.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.domain.annotations import Quote, Reference, Relation
from app.storage.sessions import Cell

Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class QuoteSlots:
    """The entities of one quote, by their numbers in the article."""

    id: int
    speaker: int | None
    via: int | None
    about: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RelationSlots:
    """The entities of one relation, by their numbers in the article."""

    id: int
    source: tuple[int, ...]
    target: tuple[int, ...]
    location: int | None
    is_symmetric: bool


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of an article."""

    quotes: tuple[QuoteSlots, ...] = field(default=())
    relations: tuple[RelationSlots, ...] = field(default=())

    @classmethod
    def of(
        cls,
        numbers: Mapping[str, int],
        quotes: Sequence[tuple[int, Quote]],
        relations: Sequence[tuple[int, Relation]],
    ) -> "Slots":
        """Return the slots of quotes and relations with their ids; `numbers` are those of the entities."""

        def number(slot: Reference | None) -> int | None:
            return None if slot is None or slot.entity is None else numbers[slot.entity]

        return cls(
            tuple(
                QuoteSlots(id_, number(quote.speaker), number(quote.via), tuple(numbers[one] for one in quote.about))
                for id_, quote in quotes
            ),
            tuple(
                RelationSlots(
                    id_,
                    tuple(numbers[one] for one in relation.source),
                    tuple(numbers[one] for one in relation.target),
                    number(relation.location),
                    relation.symmetric,
                )
                for id_, relation in relations
            ),
        )

    def as_json(self) -> str:
        """Return the slots as they are stored."""
        quotes = [[one.id, one.speaker, one.via, one.about] for one in self.quotes]
        relations = [[one.id, one.source, one.target, one.location, one.is_symmetric] for one in self.relations]
        return json.dumps([quotes, relations])

    @classmethod
    def read(cls, stored: Sequence[Any]) -> "Slots":
        """Return slots from what is stored."""
        quotes, relations = stored
        return cls(
            tuple(QuoteSlots(id_, speaker, via, tuple(about)) for id_, speaker, via, about in quotes),
            tuple(
                RelationSlots(id_, tuple(source), tuple(target), location, is_symmetric)
                for id_, source, target, location, is_symmetric in relations
            ),
        )


def about_rows(quote: QuoteSlots, actors: Mapping[int, int], days: tuple[int, int]) -> list[Row]:
    """Return the rows of `quote_about`: each actor once, never the speaker; `actors` are those of the numbers."""
    speaker = None if quote.speaker is None else actors[quote.speaker]
    about = [actor for actor in dict.fromkeys(actors[one] for one in quote.about) if actor != speaker]
    return [(quote.id, actor, ordinal, *days) for ordinal, actor in enumerate(about)]


def participant_rows(relation: RelationSlots, actors: Mapping[int, int]) -> list[Row]:
    """Return the rows of `relation_participants`: each actor of a side once."""
    rows: list[Row] = []
    for side, entities in (("source", relation.source), ("target", relation.target)):
        found = (side == "source" or relation.is_symmetric, side == "target" or relation.is_symmetric)
        for ordinal, actor in enumerate(dict.fromkeys(actors[one] for one in entities)):
            rows.append((relation.id, side, ordinal, actor, *found))
    return rows
