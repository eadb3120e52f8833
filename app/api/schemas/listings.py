"""What every listing says beside its items: where to go on, how many there are, how names were understood."""

from typing import Generic, Literal, Self, TypeVar

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer
from app.domain.annotations import EntityType
from app.domain.views import Resolved as ResolvedView

ItemT = TypeVar("ItemT", bound=Answer)


class Total(Answer):
    """How many items there are over all pages."""

    value: int = Field(ge=0, description="The number.")
    relation: Literal["eq", "gte"] = Field(description="`eq`: exactly so many; `gte`: at least.")


class Resolved(Answer):
    """How an actor asked for was understood."""

    parameter: str = Field(description="The parameter it was given in.")
    input: str = Field(description="What was asked for.")
    id: int | None = Field(description="The actor it was taken for; null: nobody bears this name.")
    name: str | None = Field(description="The actor's fullest name.")
    type: EntityType | None = Field(description="What the actor is.")
    alternatives: list[ActorRef] = Field(description="Others who bear this name: ask for their id to mean them.")

    @classmethod
    def of(cls, parameter: str, view: ResolvedView) -> Self:
        """Return the understanding of one value of `parameter`."""
        return cls(
            parameter=parameter,
            input=view.input,
            id=view.actor and view.actor.id,
            name=view.actor and view.actor.name,
            type=view.actor and view.actor.type,
            alternatives=[ActorRef.of(actor) for actor in view.alternatives],
        )


class Listing(Answer, Generic[ItemT]):
    """One page of a listing."""

    items: list[ItemT] = Field(description="The items of this page.")
    next_cursor: str | None = Field(description="`cursor` of the next page; null at the end.")
    total: Total
    resolved: list[Resolved] = Field(description="How the actors asked for were understood, one each.")
