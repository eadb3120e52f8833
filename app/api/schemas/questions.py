"""The parameters that several listings share; each resource adds its own."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from app.api.schemas.values import CursorText, DateText, Language, Limit, Listed, Name, SearchText
from app.domain.dates import DateMatch, DateRange
from app.domain.queries import Sort
from app.errors import InputError

SEARCH = (
    'Words to find: all of them, in any inflection, with or without accents. `"a phrase"`, `-without`, `this OR that`, '
    "`begin*` are understood. A search that cannot be read answers 400 and names the column."
)
CURSOR = (
    "Where to go on: `next_cursor` of the page before, with the same other parameters. Any other value answers 400."
)


class Question(BaseModel):
    """Base of everything that may be asked."""

    model_config = ConfigDict(frozen=True)


class Paged(Question):
    """How much of a listing, and where to go on."""

    limit: Limit = Field(20, description="At most this many items.", examples=[20])
    cursor: CursorText | None = Field(None, description=CURSOR, examples=["AAAAAAAAAAAAAAAAW10"])


class Dated(Question):
    """When the article was published."""

    date_from: DateText | None = Field(
        None, description="First day, month or year, inclusive.", examples=["2023-04-10", "2023-04", "2023"]
    )
    date_to: DateText | None = Field(
        None, description="Last day, month or year, inclusive.", examples=["2023-04-20", "2023-04", "2023"]
    )
    date_match: DateMatch = Field(
        DateMatch.OVERLAP,
        description="An article dated by month or year may be any of its days: `overlap` wants one of them in the range, `within` wants all.",
        examples=["overlap"],
    )
    include_undated: bool = Field(
        default=False,
        description="With a date filter: also the articles without a date. Without one they are always there.",
        examples=[True],
    )

    def dates(self) -> DateRange:
        """Return the range asked for.

        Raises:
            DateError: it ends before it begins.
        """
        return DateRange(
            first=self.date_from.first if self.date_from else None,
            last=self.date_to.last if self.date_to else None,
            match=self.date_match,
            include_undated=self.include_undated,
        )


class Duplicates(StrEnum):
    """What becomes of articles that nearly repeat an earlier one."""

    COLLAPSE = "collapse"
    ALL = "all"


class Placed(Question):
    """Where the article is from, and whether it is there for the first time."""

    duplicates: Duplicates = Field(
        Duplicates.COLLAPSE,
        description="`collapse` leaves out what comes from articles that nearly repeat an earlier one, `all` keeps it.",
        examples=["all"],
    )

    lang: Listed[Language] = Field(
        (), max_length=20, description="Language of the article (ISO 639); several mean any of them.", examples=[["fr"]]
    )
    source: Listed[Name] = Field(
        (),
        max_length=20,
        description="Source as the documents name it; several mean any of them.",
        examples=[["Wikinews"]],
    )

    @property
    def with_copies(self) -> bool:
        """Whether copies are wanted."""
        return self.duplicates is Duplicates.ALL


class Worded(Question):
    """Which words."""

    q: SearchText | None = Field(None, description=SEARCH, examples=["coopération militaire", '"très productive"'])


class Searched(Worded):
    """Which words, and in which order."""

    sort: Sort | None = Field(
        None,
        description="`-date`: newest first, `date`: oldest first, `relevance`: best match of `q` first. Undated articles come "
        "last. The default is `relevance` with `q` and `-date` without.",
        examples=["-date"],
    )

    def order(self) -> Sort:
        """Return the order asked for, or the natural one.

        Raises:
            InputError: by relevance to nothing.
        """
        if self.sort is Sort.RELEVANCE and self.q is None:
            raise InputError("`sort=relevance` needs a search: give `q`, or sort by `-date` or `date`")
        return self.sort or (Sort.NEWEST if self.q is None else Sort.RELEVANCE)
