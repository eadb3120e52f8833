"""A small analyser for tests: it hears `« words », a dit Name`, and needs no model.

It is handed to the pipeline instead of the real one, and to worker processes by its name.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

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
)
from app.domain.dates import PartialDate
from app.domain.emergence import EmergentName
from app.domain.spans import Span
from app.errors import DateError
from app.extraction.signature import extractor_of

TELLER = Extractor("teller", "1")
_SAID = re.compile(r"« (?P<words>[^»]+) », (?P<cue>a dit) (?P<name>[A-Z]\w+ [A-Z]\w+)")
_STAMP = re.compile(r"\s*date (\S+)")
_SENTENCE = re.compile(r"\S[^\n]*")


@dataclass(slots=True)
class Teller:
    """Hears direct speech; counts what it was asked, breaks on `PANNE`."""

    extractor: Extractor = TELLER
    asked: list[str] = field(default_factory=list[str])

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        """Return the quotes of `text`.

        Raises:
            DateError: the head is a date stamp that is not in the calendar.
        """
        self.asked.append(text)
        if "PANNE" in text:
            raise RuntimeError("the teller broke down")
        stamp = _STAMP.match(text)
        try:
            told = PartialDate.parse(stamp[1]) if stamp else None
        except DateError as error:
            raise DateError(f"the head of the text says 'date {stamp[1] if stamp else ''}': {error}") from error
        entities, quotes = _heard(text)
        return Analysis(
            language=language or "fr",
            date=date or told,
            heading=Heading(),
            sentences=tuple(Span(*found.span()) for found in _SENTENCE.finditer(text)),
            extractor=self.extractor,
            entities=entities,
            quotes=quotes,
        ).checked(text)


def _heard(text: str) -> tuple[tuple[Entity, ...], tuple[Quote, ...]]:
    mentions: dict[str, list[Mention]] = {}
    quotes: list[Quote] = []
    for number, found in enumerate(_SAID.finditer(text), start=1):
        mentions.setdefault(found["name"], []).append(Mention(Span(*found.span("name")), MentionKind.NAME))
        speaker = Reference(Span(*found.span("name")), f"e{list(mentions).index(found['name']) + 1}")
        parts = (Span(*found.span("words")),)
        quotes.append(Quote(f"q{number}", QuoteType.DIRECT, parts, Span(*found.span("cue")), speaker))
    entities = (
        Entity(f"e{number}", EntityType.PERSON, name, tuple(found))
        for number, (name, found) in enumerate(mentions.items(), start=1)
    )
    return tuple(entities), tuple(quotes)


def small(model: str, _knowledge: Path | None, names: tuple[EmergentName, ...] = ()) -> partial[Teller]:
    """Return what makes the small analyser in place of the one with the tagger `model` and the `names` that have emerged."""
    return partial(Teller, extractor_of(model, names))
