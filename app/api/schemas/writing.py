"""Articles that are brought: what may be given of each, and what became of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from app.api.schemas.evidence import Answer
from app.api.schemas.extraction import MAX_CHARACTERS
from app.api.schemas.values import DateText, Name, SafeStr
from app.domain.documents import Rejected

MAX_ARTICLES = 100
_EXACT = 2**53 - 1
_MAX_FIELD = 4_000
_TEXT = "« La visite a été très productive », a déclaré M. Poutine."


class GivenArticle(BaseModel):
    """An article to be stored: its text, and what is known beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: SafeStr = Field(
        min_length=1,
        max_length=MAX_CHARACTERS,
        description="The text; stored as it is, and all offsets count in it.",
        examples=[_TEXT],
    )
    id: Name | Annotated[int, Field(strict=True, ge=-_EXACT, le=_EXACT)] | None = Field(
        None,
        description="Your own id: a later article with the same id replaces this one. Without, it is known by its text.",
        examples=["depeche-17"],
    )
    title: SafeStr | None = Field(None, max_length=_MAX_FIELD, description="The title.", examples=["La visite"])
    date: DateText | None = Field(None, description="When it was published; absent, what the head of the text says.")
    url: SafeStr | None = Field(
        None, max_length=_MAX_FIELD, description="Its address.", examples=["https://example.org/17"]
    )
    source: SafeStr | None = Field(None, max_length=500, description="Who published it.", examples=["example.org"])
    lang: str | None = Field(
        None,
        max_length=40,
        pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$",
        description="Language of the text; found out when absent.",
        examples=["fr"],
    )

    def fields(self) -> Mapping[str, object]:
        """Return what is told, as a line of JSONL tells it."""
        return self.model_dump(mode="json", exclude_none=True)


def _one_by_one(value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Take an article of a batch; a bad one is told in its outcome and stops no other."""
    try:
        return check(value)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'article'}: {fault['msg']}" for fault in error.errors()[:3])
        return Rejected("", None, "; ".join(faults))


class GivenArticles(BaseModel):
    """Several articles at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: list[Annotated[GivenArticle, WrapValidator(_one_by_one)]] = Field(
        min_length=1, max_length=MAX_ARTICLES, description="The articles; each has an outcome of its own."
    )


def _kind(value: object) -> str:
    return (
        "articles"
        if isinstance(value, GivenArticles) or (isinstance(value, dict) and "articles" in value)
        else "article"
    )


Given = Annotated[
    Annotated[GivenArticle, Tag("article")] | Annotated[GivenArticles, Tag("articles")], Discriminator(_kind)
]


def articles_of(given: GivenArticle | GivenArticles) -> list[Mapping[str, object] | Rejected]:
    """Return the fields of each article, or why it cannot be used."""
    if isinstance(given, GivenArticle):
        return [given.fields()]
    taken = cast("list[GivenArticle | Rejected]", given.articles)
    return [item if isinstance(item, Rejected) else item.fields() for item in taken]


class Became(StrEnum):
    """What became of an article: stored anew, replaced by its new content, there already, or refused."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Written(Answer):
    """What became of one article that was brought."""

    position: int = Field(ge=0, description="Its place in the request, from 0.")
    status: Became
    id: int | None = Field(description="The article's id here; null where it was refused.")
    reason: str | None = Field(description="Why it was refused.")


class Receipt(Answer):
    """What became of the articles that were brought."""

    items: list[Written] = Field(description="One for each article, in the order of the request.")
    revision: int = Field(ge=0, description="The corpus revision that holds them.")


class WriteReceipt(Receipt):
    """What became of the articles that were brought, and whether they are found yet."""

    searchable: bool = Field(description="Whether the search shows this revision already; if not, it will in a moment.")
