"""Exports: what may be asked, what a record is beside the items of the listings, and how a file ends."""

from enum import StrEnum
from typing import Self

from pydantic import Field

from app.api.schemas.actors import ActorFilters
from app.api.schemas.articles import Article, ArticleFilters, card_fields
from app.api.schemas.evidence import Answer
from app.api.schemas.listings import Resolved
from app.api.schemas.questions import Duplicates, Question
from app.api.schemas.quotes import QuoteFilters
from app.api.schemas.relations import RelationFilters
from app.domain.views import ArticleView


class TableFormat(StrEnum):
    """The form of a file of items."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class Exported(Question):
    """In which form."""

    format: TableFormat = Field(
        TableFormat.JSONL,
        description="`jsonl`: the items of the listing, one JSON object a line; `csv`: a column for each field, lists as JSON; "
        "`parquet`: nested columns (where the service has pyarrow).",
        examples=["jsonl"],
    )


class Whole(Question):
    """What repeats is exported too, unless asked otherwise."""

    duplicates: Duplicates = Field(
        Duplicates.ALL,
        description="`all` exports what nearly repeats an earlier article too, `collapse` leaves it out.",
        examples=["collapse"],
    )


class ArticleExport(Exported, Whole, ArticleFilters):
    """Which articles, in which form."""


class QuoteExport(Exported, Whole, QuoteFilters):
    """Which quotes, in which form."""


class ActorExport(Exported, ActorFilters):
    """Which actors, in which form."""


class RelationExport(Exported, Whole, RelationFilters):
    """Which relations, in which form."""


class ExportedArticle(Article):
    """An article's card with its text: `propos ingest` reads it."""

    text: str = Field(description="The stored text, unchanged since it was read.")

    @classmethod
    def with_text(cls, view: ArticleView, text: str) -> Self:
        """Return the article as it goes out."""
        return cls(**card_fields(view), text=text)


class Closing(Answer):
    """How a file ends: without it the file was cut."""

    kind: str = Field(description="What the file holds.")
    count: int = Field(ge=0, description="How many of them stand before.")
    revision: int = Field(description="Corpus revision at which the export began.")
    resolved: list[Resolved] = Field(description="How the actors asked for were understood, one each.")
