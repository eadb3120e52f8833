"""Actors: who the texts speak of, and under which names."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from app.api.answers import GET_PROBLEMS, ITEM_PROBLEMS, MOVED, answered
from app.api.dependencies import Visiting
from app.api.finding import suggest as find_names
from app.api.schemas.actors import Actor, ActorListing, ActorQuestion, Suggestion, Suggestions, SuggestQuestion
from app.api.schemas.profiles import ActorProfile
from app.api.schemas.values import Id64
from app.api.sparseness import Fields, fields_of
from app.api.succession import actor_asked_for
from app.domain.queries import ActorSet, Page, QuoteFilter
from app.storage import actors
from app.storage.naming import get_names
from app.storage.profiles import get_profile
from app.storage.quotes import list_quotes

router = APIRouter(tags=["actors"])
_LATEST = Page(limit=3)


@router.get(
    "/v1/actors", operation_id="listActors", summary="Find actors", responses={**GET_PROBLEMS, **answered(linked=True)}
)
def list_actors(
    question: Annotated[ActorQuestion, Query()], fields: Annotated[Fields, Depends(fields_of(Actor))], visit: Visiting
) -> ActorListing:
    """Persons, organizations, countries, places and groups under all their names."""
    page = visit.page(question, question.order())
    wanted = question.filter()
    with visit.reading() as session:
        found = actors.list_actors(session, wanted, page)
    listing = ActorListing(items=[Actor.of(view) for view in found.items], **visit.beside(found))
    return fields.of(listing, visit.response)


@router.get(
    "/v1/actors/{actor_id}",
    operation_id="getActor",
    summary="One actor",
    responses={**ITEM_PROBLEMS, **answered(), **MOVED},
)
def get_actor(
    actor_id: Annotated[Id64, Path(description="The actor's id, as answers give it.", examples=[1])],
    fields: Annotated[Fields, Depends(fields_of(ActorProfile))],
    visit: Visiting,
) -> ActorProfile:
    """An actor with its counts, its names and why they are its own, its dated roles and counterparts, and quotes by and of it.

    An id that was merged into another actor (`propos actors merge`) leads there.
    """
    alone = ActorSet((actor_id,))
    with visit.reading() as session:
        view = actor_asked_for(visit, session, actor_id)
        names = get_names(session, view)
        profile = get_profile(session, actor_id)
        said = list_quotes(session, QuoteFilter(speakers=alone, with_copies=False), _LATEST)
        about = list_quotes(session, QuoteFilter(about=alone, with_copies=False), _LATEST)
    told = ActorProfile.told((view, names), profile, (said.total, said.items), (about.total, about.items))
    return fields.of(told, visit.response)


@router.get(
    "/v1/suggest",
    operation_id="suggestActors",
    summary="Complete a name",
    responses={**GET_PROBLEMS, **answered()},
)
def suggest(
    question: Annotated[SuggestQuestion, Query()],
    fields: Annotated[Fields, Depends(fields_of(Suggestion))],
    visit: Visiting,
) -> Suggestions:
    """Names of actors that begin with what is typed, then those that are like it: letters missing, wrong or exchanged."""
    with visit.reading() as session:
        views = find_names(visit, session, question.q, question.limit, question.type)
    return fields.of(Suggestions(items=[Suggestion.of(view) for view in views]), visit.response)
