"""The extraction of one text: what may be given, and the output contract of `propos extract` with offsets in both units.

Fields that are not known are `null`, but for `name_en`, `country` and `wikidata`, which are left out.
"""

from datetime import date as day

from pydantic import BaseModel, ConfigDict, Field

from app.api.schemas.evidence import Answer
from app.api.schemas.values import DateText, Language, RecordId, SafeStr
from app.domain.annotations import EntityType, MentionKind, Modality, Polarity, QuoteType, RelationType
from app.domain.dates import Precision

MAX_CHARACTERS = 1_000_000


class ExtractionRequest(BaseModel):
    """A text to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: SafeStr = Field(
        max_length=MAX_CHARACTERS,
        description="The text; all offsets of the answer count in it.",
        examples=["« Cette visite a été très productive », a déclaré M. Poutine."],
    )
    id: RecordId | None = Field(None, description="Comes back in the answer.", examples=["1"])
    lang: Language | None = Field(None, description="Language of the text; found out when absent.", examples=["fr"])
    date: DateText | None = Field(None, description="When it was published, if that is told beside the text.")


class Place(Answer):
    """A stretch of the text, half-open, in Unicode code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    utf16_start: int = Field(ge=0, description="`start` in UTF-16 code units, as JavaScript counts.")
    utf16_end: int = Field(ge=0, description="`end` in UTF-16 code units.")


class ExtractedDate(Answer):
    """The date of the text, or of what it tells."""

    value: str = Field(description="`2023`, `2023-04` or `2023-04-12`.")
    precision: Precision
    start: day = Field(description="The first day it may be.")
    end: day = Field(description="The last day it may be.")


class ExtractedMention(Place):
    """One place where an actor stands."""

    kind: MentionKind
    ambiguous: bool | None = Field(
        None,
        description="Set where the name may mean another actor of the text as well: two persons of one family name.",
    )


class ExtractedEntity(Answer):
    """An actor of the text."""

    id: str = Field(description="`e1`, `e2`... by first mention.")
    type: EntityType
    name: str = Field(description="The fullest name.")
    name_en: str | None = Field(None, description="The English name, where it is known.")
    country: str | None = Field(None, description="ISO 3166-1 alpha-2 code of a country.")
    wikidata: str | None = Field(None, description="Wikidata identifier, where it is known.")
    mentions: list[ExtractedMention]


class ExtractedSlot(Answer):
    """Who speaks, the channel, or where it happens: the words, and the actor they stand for."""

    start: int | None = Field(ge=0)
    end: int | None = Field(ge=0)
    utf16_start: int | None = Field(ge=0)
    utf16_end: int | None = Field(ge=0)
    entity: str | None


class ExtractedQuote(Answer):
    """One act of saying."""

    id: str
    type: QuoteType
    parts: list[Place]
    cue: Place | None
    speaker: ExtractedSlot | None
    via: ExtractedSlot | None
    about: list[str]
    confidence: float = Field(ge=0, le=1)


class ExtractedRelation(Answer):
    """Something the text states between actors."""

    id: str
    type: RelationType
    mode: str | None
    source: list[str]
    target: list[str]
    symmetric: bool
    polarity: Polarity
    modality: Modality
    attribution: str = Field(description="`article`, or the id of the quote that alone claims it.")
    trigger: Place
    evidence: Place
    location: ExtractedSlot | None = Field(description="Where the evidence says it happens.")
    date: ExtractedDate | None = Field(description="When the evidence says it happens.")
    confidence: float = Field(ge=0, le=1)


class ExtractedBy(Answer):
    """What read the text."""

    name: str
    version: str


class Extraction(Answer):
    """Everything found in a text."""

    id: str | int | float | None
    language: str
    date: ExtractedDate | None
    sentences: list[tuple[int, int]] = Field(description="Start and end of each, in code points.")
    utf16_sentences: list[tuple[int, int]] = Field(description="The same in UTF-16 code units.")
    entities: list[ExtractedEntity]
    quotes: list[ExtractedQuote]
    relations: list[ExtractedRelation]
    extractor: ExtractedBy
