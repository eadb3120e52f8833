"""Facets: how what was found spreads over the values of something."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Self, TypeVar

from pydantic import Field

from app.api.schemas.evidence import Answer
from app.domain.queries import FacetCount

FacetT = TypeVar("FacetT", bound=StrEnum)


class FacetValue(Answer):
    """One value of a facet."""

    value: str = Field(description="The value, as a filter takes it.")
    label: str = Field(description="The value for people: an actor's name.")
    count: int = Field(ge=0, description="How many of what was found have it.")

    @classmethod
    def of(cls, view: FacetCount) -> Self:
        """Return the value as it goes out."""
        return cls(value=view.value, label=view.label, count=view.count)


def facet_values(
    facets: type[FacetT], counts: Mapping[str, Sequence[FacetCount]] | None
) -> dict[FacetT, list[FacetValue]]:
    """Return the counts as they go out; none where counting was given up."""
    return {facets(name): [FacetValue.of(one) for one in those] for name, those in (counts or {}).items()}
