"""Builders: documents and analyses for tests, told by the words of a text instead of by offsets."""

import re
from dataclasses import dataclass, field
from typing import Self, TypedDict, Unpack

from app.domain.annotations import (
    Analysis,
    Entity,
    EntityType,
    Extractor,
    Heading,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Quote,
    QuoteType,
    Reference,
    Relation,
    RelationType,
)
from app.domain.dates import PartialDate
from app.domain.documents import Document
from app.domain.spans import Span
from app.storage.writer import Analysed

EXTRACTOR = Extractor("builder", "1")
NAMES = ["Ada Byron", "Paul Valmont", "Zoé Lumière", "Ivo Marin"]
SOURCES = ["alpha.example", "beta.example", None]
LANGUAGES = ["fr", "en"]
DATES = [
    None,
    "2023",
    "2023-04",
    "2023-04-12",
    "2023-04-13",
    "2023-05-01",
    "2022-12-31",
    "2024",
    "0001-01-01",
    "9999-12",
]
_SENTENCE = re.compile(r"\S[^.\n]*\.?")


def span_of(text: str, words: str, nth: int = 0) -> Span:
    """Return where the `nth` occurrence of `words` (0 is the first) stands in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def sentences_of(text: str) -> tuple[Span, ...]:
    """Cut `text` after every full stop and line: enough for texts written for tests."""
    return tuple(Span(*found.span()) for found in _SENTENCE.finditer(text))


class RelationWords(TypedDict, total=False):
    """What else a relation may say."""

    mode: str
    symmetric: bool
    polarity: Polarity
    modality: Modality
    attribution: str
    confidence: float
    location: Reference
    date: PartialDate


@dataclass(slots=True)
class Story:
    """An article in the making: a text, what is told beside it, and annotations added one by one.

    Actors are named in annotations by the name they were added with.

        story = Story("Ada Byron a dit « oui » à la France.", date="2023-04")
        story.actor("Ada Byron").actor("France", EntityType.COUNTRY, country="FR")
        story.quote("oui", speaker="Ada Byron", cue="dit", about=("France",))
        write_batch(session, [story.analysed()])
    """

    text: str
    key: str = "story"
    date: str | None = "2023-04-12"
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str = "fr"
    extractor: Extractor = EXTRACTOR
    entities: list[Entity] = field(default_factory=list[Entity])
    quotes: list[Quote] = field(default_factory=list[Quote])
    relations: list[Relation] = field(default_factory=list[Relation])

    def actor(
        self,
        name: str,
        type_: EntityType = EntityType.PERSON,
        *others: str,
        country: str | None = None,
        name_en: str | None = None,
    ) -> Self:
        """Add an actor mentioned wherever `name` or one of its `others` stands in the text."""
        found: dict[Span, Mention] = {}
        for surface in sorted({name, *others}, key=len, reverse=True):
            for match in re.finditer(re.escape(surface), self.text):
                span = Span(*match.span())
                if not any(span.overlaps(taken) for taken in found):
                    found[span] = Mention(span, MentionKind.NAME)
        mentions = tuple(found[span] for span in sorted(found))
        self.entities.append(Entity(f"e{len(self.entities) + 1}", type_, name, mentions, name_en, country))
        return self

    def quote(
        self,
        *parts: str,
        speaker: str | None = None,
        cue: str | None = None,
        about: tuple[str, ...] = (),
        via: str | None = None,
        type_: QuoteType = QuoteType.DIRECT,
        confidence: float = 1.0,
    ) -> Self:
        """Add a quote made of `parts`; its speaker is mentioned where the actor first stands."""
        self.quotes.append(
            Quote(
                f"q{len(self.quotes) + 1}",
                type_,
                tuple(span_of(self.text, part) for part in parts),
                None if cue is None else span_of(self.text, cue),
                self._slot(speaker),
                self._slot(via),
                tuple(self._entity(name).id for name in about),
                confidence,
            )
        )
        return self

    def relation(
        self,
        type_: RelationType,
        source: str,
        target: str,
        *,
        trigger: str,
        **more: Unpack[RelationWords],
    ) -> Self:
        """Add a relation between two actors, its evidence the sentence of `trigger`; `more` as in `Relation`."""
        at = span_of(self.text, trigger)
        self.relations.append(
            Relation(
                id=f"r{len(self.relations) + 1}",
                type=type_,
                source=(self._entity(source).id,),
                target=(self._entity(target).id,),
                trigger=at,
                evidence=next(sentence for sentence in sentences_of(self.text) if sentence.contains(at)),
                **more,
            )
        )
        return self

    def _entity(self, name: str) -> Entity:
        return next(entity for entity in self.entities if entity.name == name)

    def _slot(self, name: str | None) -> Reference | None:
        if name is None:
            return None
        entity = self._entity(name)
        return Reference(entity.mentions[0].span if entity.mentions else None, entity.id)

    def document(self) -> Document:
        """Return the document as a reader would hand it over."""
        return Document(
            key=self.key, text=self.text, path=f"{self.key}.txt", title=self.title, url=self.url, source=self.source
        )

    def analysis(self) -> Analysis:
        """Return the analysis as extraction would."""
        return Analysis(
            language=self.language,
            date=None if self.date is None else PartialDate.parse(self.date),
            heading=Heading(),
            sentences=sentences_of(self.text),
            extractor=self.extractor,
            entities=tuple(self.entities),
            quotes=tuple(self.quotes),
            relations=tuple(self.relations),
        ).checked(self.text)

    def analysed(self) -> Analysed:
        """Return both, ready to be written."""
        return Analysed(self.document(), self.analysis())


def summit() -> Story:
    """Return an article with every kind of annotation, a character beyond U+FFFF and two sentences."""
    story = Story(
        "« Le climat 𝄞 change », a dit Ada Byron à la France, selon Radio Lune. Byron rencontrera Paul Valmont.",
        key="summit",
        date="2023-04",
        title="Le sommet",
        url="https://example.org/sommet",
        source="example.org",
    )
    story.actor("Ada Byron", EntityType.PERSON, "Byron").actor(
        "France", EntityType.COUNTRY, country="FR", name_en="France"
    )
    story.actor("Radio Lune", EntityType.ORGANIZATION).actor("Paul Valmont")
    story.quote("Le climat 𝄞 change", speaker="Ada Byron", cue="a dit", about=("France",), via="Radio Lune")
    return story.relation(
        RelationType.CONSULT,
        "Ada Byron",
        "Paul Valmont",
        trigger="rencontrera",
        symmetric=True,
        modality=Modality.FUTURE,
    )


def brief(
    number: int, *, date: str | None = "2023-04-12", speaker: str = "Ada Byron", source: str | None = None
) -> Story:
    """Return one of many small articles: one quote by `speaker` about France."""
    story = Story(
        f"Dépêche {number}. « Oui {number} », a dit {speaker} à la France.",
        key=f"brief-{number}",
        date=date,
        source=source,
    )
    story.actor(speaker).actor("France", EntityType.COUNTRY, country="FR")
    return story.quote(f"Oui {number}", speaker=speaker, cue="a dit", about=("France",))


def varied(number: int) -> Story:
    """Return one of many articles that differ in every way a filter asks for."""
    first, second, third = (NAMES[(number + shift) % 4] for shift in (0, 1, number % 3))
    story = Story(
        f"{number}. « Oui », a dit {first} à {second}. « Non », affirme {second}. {third} hésite.",
        key=f"story-{number}",
        date=DATES[number % len(DATES)],
        source=SOURCES[number % 3],
        language=LANGUAGES[number % 5 == 0],
    )
    for name in sorted({first, second, third}):
        story.actor(name, EntityType.PERSON)
    types = list(QuoteType)
    story.quote(
        "Oui", speaker=first, cue="a dit", about=(second,), type_=types[number % 3], confidence=number % 10 / 10
    )
    if number % 4:
        about = () if third == second else (third,)
        story.quote("Non", speaker=second, cue="affirme", about=about, type_=types[number % 2])
    story.relation(
        list(RelationType)[number % 4],
        first,
        second,
        trigger="a dit",
        symmetric=number % 2 == 0,
        modality=list(Modality)[number % 3],
        polarity=list(Polarity)[number % 2],
        confidence=number % 10 / 10,
    )
    return story
