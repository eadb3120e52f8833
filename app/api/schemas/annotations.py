"""Web Annotations (W3C): what was found in an article, each thing with two ways to find its place in the text.

Names with a capital inside are those of the standard; `null` is as good as absent in JSON-LD.
"""

from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field

from app.api.schemas.evidence import Answer
from app.api.schemas.questions import Question
from app.api.schemas.values import Listed

Context = list[str | dict[str, str]]
CONTEXT: Context = [
    "http://www.w3.org/ns/anno.jsonld",
    {"utf16Start": "urn:propos:utf16Start", "utf16End": "urn:propos:utf16End", "confidence": "urn:propos:confidence"},
]
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


class Motivation(StrEnum):
    """Why something is annotated: what is said, who says it, what the text states between actors."""

    DESCRIBING = "describing"
    IDENTIFYING = "identifying"
    LINKING = "linking"


class AnnotationQuestion(Question):
    """Which annotations of an article."""

    motivation: Listed[Motivation] = Field(
        (),
        max_length=3,
        description="`describing`: quotes, `identifying`: mentions of their speakers, `linking`: relations; several mean any.",
        examples=[["describing"]],
    )


class Linked(Answer):
    """Base of what goes out as JSON-LD."""

    model_config = ConfigDict(serialize_by_alias=True)


class TextQuoteSelector(Linked):
    """The words of a stretch and what stands around them: together they stand in the text only once."""

    type: Literal["TextQuoteSelector"]
    exact: str = Field(description="The words, unchanged.")
    prefix: str = Field(description="What stands before them.")
    suffix: str = Field(description="What stands behind them.")


class TextPositionSelector(Linked):
    """Where a stretch stands in the text."""

    type: Literal["TextPositionSelector"]
    start: int = Field(ge=0, description="First character, in Unicode code points as the standard wants it.")
    end: int = Field(ge=0, description="Behind the last character, in Unicode code points.")
    utf16_start: int = Field(
        ge=0, serialization_alias="utf16Start", description="`start` in UTF-16 code units, as JavaScript counts."
    )
    utf16_end: int = Field(ge=0, serialization_alias="utf16End", description="`end` in UTF-16 code units.")


class Target(Linked):
    """A stretch of the article's text."""

    type: Literal["SpecificResource"]
    source: str = Field(description="The stored text, as it is: the selectors count in it.")
    selector: list[TextQuoteSelector | TextPositionSelector] = Field(
        description="Both find the same stretch; either will do."
    )


class TextualBody(Linked):
    """What is said of a stretch, in words."""

    type: Literal["TextualBody"]
    purpose: Literal["tagging", "describing"]
    value: str
    format: Literal["text/plain"]


class ActorBody(Linked):
    """An actor that a stretch has to do with."""

    type: Literal["SpecificResource"]
    purpose: Literal["identifying", "linking"]
    source: str = Field(description="The actor's address.")
    label: str = Field(description="Its fullest name.")


class Software(Linked):
    """What made an annotation."""

    type: Literal["Software"]
    name: str = Field(description="The extractor and its version.")


class Annotation(Linked):
    """One thing found: a quote, who speaks it, or a relation."""

    id: str
    type: Literal["Annotation"]
    motivation: Motivation = Field(
        description="A quote is `describing`, a mention of its speaker `identifying`, a relation `linking`."
    )
    generator: Software
    confidence: float = Field(ge=0, le=1, description="How sure the extraction is.")
    body: list[TextualBody | ActorBody] = Field(description="What is said of the stretch.")
    target: list[Target] = Field(description="The stretches of the text; several where a quote is cut in parts.")


class AnnotationCollection(Linked):
    """All annotations of an article; one page holds them all."""

    id: str
    type: Literal["AnnotationCollection"]
    label: str | None = Field(description="The article's title.")
    total: int = Field(ge=0, description="How many annotations there are of the motivations asked for.")


class AnnotationPage(Linked):
    """The annotations of an article (W3C Web Annotation), in the order of the text."""

    context: Context = Field(serialization_alias="@context")
    id: str
    type: Literal["AnnotationPage"]
    part_of: AnnotationCollection = Field(serialization_alias="partOf")
    start_index: int = Field(ge=0, serialization_alias="startIndex")
    items: list[Annotation]
