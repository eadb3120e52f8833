"""Timelines: what may be asked and what comes back."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Self

from pydantic import Field

from app.api.schemas.articles import ArticleFilters
from app.api.schemas.evidence import Answer
from app.api.schemas.listings import Resolved, Total
from app.api.schemas.questions import SEARCH
from app.api.schemas.quotes import QuoteFilters
from app.api.schemas.relations import ACTORS, RelationFilters
from app.api.schemas.values import Name, SearchText
from app.domain.dates import DateRange, Precision
from app.domain.queries import ActorSet, ArticleFilter, Operator, QuoteFilter, RelationFilter
from app.domain.timelines import Interval as IntervalView
from app.domain.timelines import Timeline as TimelineView
from app.errors import InputError


class Counted(StrEnum):
    """What is counted."""

    ARTICLES = "articles"
    QUOTES = "quotes"
    RELATIONS = "relations"


class DatedBy(StrEnum):
    """Which date counts."""

    PUBLISHED = "published"
    TOLD = "told"


_ASKS = {Counted.ARTICLES: ArticleFilters, Counted.QUOTES: QuoteFilters, Counted.RELATIONS: RelationFilters}
_SEVERAL_KINDS = (
    "An id, a name or an alias: of articles somebody mentioned in it, of quotes the speaker or somebody spoken of, "
)


class TimelineQuestion(ArticleFilters, QuoteFilters, RelationFilters):  # pyright: ignore[reportIncompatibleMethodOverride] - `wanted` takes the one that is meant
    """What to count, by which intervals; the filters are those of the listing of what is counted."""

    of: Counted = Field(
        Counted.ARTICLES,
        description="What is counted. Each takes the filters of its listing; those of another are refused.",
        examples=["quotes"],
    )
    interval: Precision = Field(Precision.MONTH, description="The length of the intervals.", examples=["month"])
    fill: bool = Field(
        default=False,
        description="Also the empty intervals, from the first to the last and through all days asked for.",
        examples=[True],
    )
    by: DatedBy = Field(
        DatedBy.PUBLISHED,
        description="Of relations: by the date of the article (`published`), or by when it happened as far as that is told, else "
        "by the date of the article (`told`).",
        examples=["told"],
    )
    q: SearchText | None = Field(None, description=f"Of articles and quotes. {SEARCH}", examples=["climat"])
    actor: tuple[Name, ...] = Field(
        (), max_length=20, description=f"{_SEVERAL_KINDS}of relations anyone who takes part.", examples=[["Poutine"]]
    )
    actor_op: Operator = Field(
        Operator.AND, description="Of several values of one of these parameters: all or one.", examples=["or"]
    )

    def actors(self) -> Mapping[str, Sequence[str]]:
        """Return the actors asked for, by parameter."""
        names = {Counted.ARTICLES: ("actor",), Counted.QUOTES: ("actor", "speaker", "about"), Counted.RELATIONS: ACTORS}
        return {name: getattr(self, name) for name in names[self.of]}

    def wanted(self, sets: Mapping[str, ActorSet]) -> ArticleFilter | QuoteFilter | RelationFilter:
        """Return the filter of what is counted, the actors being resolved.

        Raises:
            InputError: a filter of something else is given, or the filter itself makes no sense.
        """
        self._refuse_foreign()
        match self.of:
            case Counted.ARTICLES:
                return ArticleFilters.filter(self, **sets)
            case Counted.QUOTES:
                return QuoteFilters.filter(self, **sets)
            case Counted.RELATIONS:
                return self.relations(sets)

    def days(self) -> DateRange:
        """Return the days that are counted: those that are told, or those of the articles."""
        if self.by is DatedBy.TOLD:
            return DateRange(self.told_from and self.told_from.first, self.told_to and self.told_to.last)
        return self.dates()

    def _refuse_foreign(self) -> None:
        own = {*_ASKS[self.of].model_fields, "of", "interval", "fill"} | (
            {"by"} if self.of is Counted.RELATIONS else set[str]()
        )
        for name, field in type(self).model_fields.items():
            if name not in own and getattr(self, name) != field.default:
                kinds = [kind for kind, filters in _ASKS.items() if name in filters.model_fields]
                fitting = " or ".join(f"`of={kind}`" for kind in kinds or [Counted.RELATIONS])
                raise InputError(f"`{name}` does not ask for {self.of}: take it away, or ask for {fitting}")


class Interval(Answer):
    """A day, a month or a year, and how many things it holds."""

    date: str = Field(description="`2023-04-12`, `2023-04` or `2023`: a filter takes it as it is.")
    count: int = Field(ge=0, description="How many.")

    @classmethod
    def of(cls, view: IntervalView) -> Self:
        """Return the interval as it goes out."""
        return cls(date=str(view.date), count=view.count)


class Timeline(Answer):
    """How things are spread over time. Each is counted once: `total` is the sum of `items`, `coarser` and `undated`."""

    of: Counted = Field(description="What is counted.")
    interval: Precision = Field(description="The length of the intervals.")
    items: list[Interval] = Field(
        description="The intervals, the earliest first. `date_from` and `date_to` of an interval with `date_match=within` list "
        "exactly what it counts (of `by=told`: `told_from` and `told_to`)."
    )
    coarser: list[Interval] = Field(
        description="What is dated less exactly than the intervals, under the month or year that is known: it is in none of "
        "`items`, since it may be of any of their days."
    )
    undated: int = Field(ge=0, description="How many have no date.")
    total: Total
    resolved: list[Resolved] = Field(description="How the actors asked for were understood, one each.")

    @classmethod
    def told(cls, question: TimelineQuestion, view: TimelineView, resolved: list[Resolved]) -> Self:
        """Return the timeline as it goes out."""
        return cls(
            of=question.of,
            interval=question.interval,
            items=[Interval.of(one) for one in view.items],
            coarser=[Interval.of(one) for one in view.coarser],
            undated=view.undated,
            total=Total(value=view.total, relation="eq"),
            resolved=resolved,
        )
