"""Linked data (JSON-LD, schema.org): an article with its quotations and whom it mentions; `null` is as good as absent there."""

from typing import Literal

from pydantic import Field

from app.api.schemas.annotations import Linked

ActorKind = Literal["Person", "Organization", "Country", "Place"]


class LinkedActor(Linked):
    """An actor."""

    id: str = Field(serialization_alias="@id", description="The actor's address.")
    type: ActorKind = Field(serialization_alias="@type", description="A group is an `Organization`.")
    name: str


class LinkedName(Linked):
    """Somebody known by name alone: who published something, or who speaks and is no known actor."""

    type: Literal["Organization", "Person"] = Field(serialization_alias="@type")
    name: str


class Evidence(Linked):
    """The sentence that holds a quotation."""

    type: Literal["CreativeWork"] = Field(serialization_alias="@type")
    text: str = Field(description="The sentence or sentences, unchanged.")
    publisher: LinkedActor | None = Field(description="The channel that the quotation came by, such as a newspaper.")


class Quotation(Linked):
    """One act of saying."""

    id: str = Field(serialization_alias="@id")
    type: Literal["Quotation"] = Field(serialization_alias="@type")
    text: str = Field(description="The content alone; parts cut by an incise are joined by `[…]`.")
    creator: LinkedActor | LinkedName | None = Field(description="Who says it.")
    spoken_by_character: LinkedActor | LinkedName | None = Field(
        serialization_alias="spokenByCharacter", description="The same: who says it within the article."
    )
    about: list[LinkedActor] = Field(description="The actors named in the content.")
    citation: Evidence


class NewsArticle(Linked):
    """An article."""

    context: Literal["https://schema.org"] = Field(serialization_alias="@context")
    id: str = Field(serialization_alias="@id")
    type: Literal["NewsArticle"] = Field(serialization_alias="@type")
    headline: str | None
    url: str | None = Field(description="Where it was published.")
    date_published: str | None = Field(
        serialization_alias="datePublished", description="`2023`, `2023-04` or `2023-04-12` (ISO 8601)."
    )
    in_language: str = Field(serialization_alias="inLanguage")
    publisher: LinkedName | None
    article_body: str = Field(serialization_alias="articleBody", description="The stored text, unchanged.")
    mentions: list[LinkedActor] = Field(description="Who stands in it, by first mention.")
    has_part: list[Quotation] = Field(serialization_alias="hasPart", description="Its quotes in the order of the text.")
