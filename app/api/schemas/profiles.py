"""Profiles: an actor with its roles, its counterparts, what it said and what was said about it."""

from collections.abc import Sequence
from datetime import date as day
from typing import Literal, Self, cast

from pydantic import Field

from app.api.schemas.actors import ActorCard, ExplainedAlias
from app.api.schemas.evidence import ActorRef, Answer
from app.api.schemas.quotes import Quote
from app.domain.annotations import Modality, RelationType
from app.domain.views import ActorView, HeldRole, NameView, Profile, QuoteView
from app.domain.views import Counterpart as CounterpartView
from app.domain.views import Dealing as DealingView


class Role(Answer):
    """A role as the texts tell of it."""

    type: RelationType
    actor: ActorRef = Field(description="Of whom or what it is a role; among holders: who has it.")
    modality: Modality = Field(description="Held, to come, or over.")
    words: list[str] = Field(description="How the texts call it.")
    first_date: day | None = Field(description="First day of the earliest dated article that tells of it.")
    last_date: day | None = Field(description="Last day of the latest dated article that tells of it.")
    report_count: int = Field(ge=1, description="How often it is told.")
    article_count: int = Field(ge=1, description="By how many articles.")
    relation_ids: list[int] = Field(description="The surest relations that prove it, five at most.")
    event_key: str = Field(description="All its reports: `/v1/relations?event_key=`.")

    @classmethod
    def of(cls, view: HeldRole) -> Self:
        """Return the role as it goes out."""
        return cls(
            type=view.type,
            actor=ActorRef.of(view.actor),
            modality=view.modality,
            words=list(view.words),
            first_date=view.first_date,
            last_date=view.last_date,
            report_count=view.report_count,
            article_count=view.article_count,
            relation_ids=list(view.relations),
            event_key=view.event_key,
        )


class Dealing(Answer):
    """One type of relation with a counterpart."""

    type: RelationType
    direction: Literal["out", "in", "mutual"] = Field(description="From this actor, to it, or both.")
    relation_count: int = Field(ge=1, description="How often it is told.")
    event_count: int = Field(ge=0, description="How many events or facts that are.")

    @classmethod
    def of(cls, view: DealingView) -> Self:
        """Return the dealing as it goes out."""
        return cls(
            type=view.type,
            direction=cast(Literal["out", "in", "mutual"], view.direction),
            relation_count=view.relation_count,
            event_count=view.event_count,
        )


class Counterpart(Answer):
    """Another actor, and what there is between the two."""

    actor: ActorRef
    relation_count: int = Field(ge=1, description="Relations between the two.")
    dealings: list[Dealing] = Field(description="By type, the most frequent first.")
    relations_url: str = Field(description="The list of them.")

    @classmethod
    def of(cls, view: CounterpartView, actor: int) -> Self:
        """Return the counterpart of `actor` as it goes out."""
        return cls(
            actor=ActorRef.of(view.actor),
            relation_count=view.relation_count,
            dealings=[Dealing.of(one) for one in view.dealings],
            relations_url=f"/v1/relations?between={actor}&between={view.actor.id}",
        )


class Said(Answer):
    """Quotes by an actor or about it."""

    count: int = Field(ge=0, description="How many there are.")
    latest: list[Quote] = Field(description="The latest, three at most.")
    url: str = Field(description="The list of all.")

    @classmethod
    def of(cls, count: int, latest: Sequence[QuoteView], url: str) -> Self:
        """Return them as they go out."""
        return cls(count=count, latest=[Quote.of(view) for view in latest], url=url)


class Links(Answer):
    """Where there is more of an actor."""

    articles: str = Field(description="The articles it stands in.")
    relations: str = Field(description="The relations it takes part in.")
    events: str = Field(description="The events it takes part in.")
    network: str = Field(description="The graph around it.")


class ActorProfile(ActorCard):
    """An actor across all documents, and what they tell of it."""

    aliases: list[ExplainedAlias] = Field(description="Its names, those that stand most often first, fifty at most.")
    aliases_left_out: int = Field(ge=0, description="Names that are not shown.")
    ambiguous: bool = Field(
        description="Whether it is only a name that several actors bear, and nobody knows which is meant."
    )
    roles: list[Role] = Field(
        description="Roles it has or is going to have, the most often told first, twenty at most."
    )
    former_roles: list[Role] = Field(description="Roles that are told as over.")
    holders: list[Role] = Field(description="Who has a role with it: its head of state, its members.")
    former_holders: list[Role] = Field(description="Who had one.")
    counterparts: list[Counterpart] = Field(description="Whom it has relations with, the most first, twenty at most.")
    roles_left_out: int = Field(ge=0, description="Roles that are not shown: `/v1/events?group=role` lists them.")
    holders_left_out: int = Field(ge=0, description="Holders that are not shown.")
    counterparts_left_out: int = Field(ge=0, description="Counterparts that are not shown.")
    said: Said = Field(description="What it said.")
    said_about: Said = Field(description="What others said about it.")
    links: Links

    @classmethod
    def told(
        cls,
        known: tuple[ActorView, Sequence[NameView]],
        profile: Profile,
        said: tuple[int, Sequence[QuoteView]],
        about: tuple[int, Sequence[QuoteView]],
    ) -> Self:
        """Return the actor as it goes out; of quotes by it and about it, their number and the latest."""
        view, names = known
        id_ = view.id
        return cls(
            **cls.fields_of(view),
            aliases=[ExplainedAlias.explained(name) for name in names],
            aliases_left_out=len(view.aliases) - len(names),
            ambiguous=view.is_ambiguous,
            roles=[Role.of(role) for role in profile.roles],
            former_roles=[Role.of(role) for role in profile.former_roles],
            holders=[Role.of(role) for role in profile.holders],
            former_holders=[Role.of(role) for role in profile.former_holders],
            counterparts=[Counterpart.of(one, id_) for one in profile.counterparts],
            roles_left_out=profile.roles_left_out,
            holders_left_out=profile.holders_left_out,
            counterparts_left_out=profile.counterparts_left_out,
            said=Said.of(*said, f"/v1/quotes?speaker={id_}"),
            said_about=Said.of(*about, f"/v1/quotes?about={id_}"),
            links=Links(
                articles=f"/v1/articles?actor={id_}",
                relations=f"/v1/relations?actor={id_}",
                events=f"/v1/events?actor={id_}",
                network=f"/v1/network?actor={id_}",
            ),
        )
