"""The draft: what the stages of extraction hand to one another. Each stage takes a draft and returns a fuller one."""

from dataclasses import dataclass

from app.domain.annotations import Entity, EntityType, Heading, MentionKind, Quote, Relation
from app.domain.dates import PartialDate
from app.domain.spans import Span
from app.extraction.indexing import NO_TOKENS, TokenIndex
from app.extraction.tagged import Tagged
from app.extraction.tokens import Token, TokenKind

__all__ = ["NO_HEADING", "Draft", "Name", "Token", "TokenKind"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the text before it is linked to an actor.

    `country` is an ISO 3166-1 alpha-2 code for countries, demonyms and metonyms of a country.
    """

    span: Span
    type: EntityType
    kind: MentionKind = MentionKind.NAME
    country: str | None = None
    metonym: bool = False


NO_HEADING = Heading()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and what is known of it so far. Offsets are code points into `text`; `index` is of its `tokens`.

    `tagged` is None where no tagger read the text; then the rules decide alone.
    """

    text: str
    language: str = "und"
    date: PartialDate | None = None
    heading: Heading = NO_HEADING
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    tokens: tuple[Token, ...] = ()
    index: TokenIndex = NO_TOKENS
    tagged: Tagged | None = None
    names: tuple[Name, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    relations: tuple[Relation, ...] = ()
