"""An actor: its names, its roles, when it was spoken of, what it said and what was said of it, with whom it deals."""

from dataclasses import dataclass

from app.api.dependencies import Visit
from app.api.finding import count_days
from app.api.pages.pictures import NARROW, WIDE, Columns, Wheel, columns, wheel
from app.api.pages.sentences import Shown, shown
from app.api.succession import actor_asked_for
from app.domain.annotations import RelationGroup
from app.domain.queries import (
    ActorSet,
    ArticleFilter,
    EventFilter,
    GraphFilter,
    Page,
    QuoteFilter,
    RelationFilter,
    Sort,
    types_of,
)
from app.domain.views import ActorView, EventView, Profile
from app.storage.database import ReadSession
from app.storage.events import list_events
from app.storage.network import draw
from app.storage.profiles import get_profile
from app.storage.quotes import list_quotes

_LATEST = Page(limit=6)
_MOST_TOLD = Page(limit=6, sort=Sort.RELEVANCE)
_NODES = 17
_EDGES = 80


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is shown of an actor."""

    actor: ActorView
    profile: Profile
    timeline: Columns
    said: tuple[Shown, ...]
    about: tuple[Shown, ...]
    events: tuple[EventView, ...]
    event_count: int
    wide: Wheel | None
    narrow: Wheel | None


def portray(visit: Visit, id_: int) -> Portrait:
    """Return the actor `id_` as it is shown.

    Raises:
        NotFoundError: there is no such actor.
    """
    alone = ActorSet((id_,))
    with visit.reading() as session:
        actor = actor_asked_for(visit, session, id_)
        said = list_quotes(session, QuoteFilter(speakers=alone, with_copies=False), _LATEST)
        about = list_quotes(session, QuoteFilter(about=alone, with_copies=False), _LATEST)
        happened = RelationFilter(actors=alone, types=types_of((), (RelationGroup.EVENT,)))
        events = list_events(session, EventFilter(happened), _MOST_TOLD)
        dealt = RelationFilter(actors=alone, with_copies=False)
        network = draw(session, GraphFilter(dealt, 2, _NODES, _EDGES))
        return Portrait(
            actor=actor,
            profile=get_profile(session, id_),
            timeline=_timeline(visit, session, alone),
            said=tuple(shown(said.items)),
            about=tuple(shown(about.items)),
            events=events.items,
            event_count=events.total,
            wide=wheel(network, id_, WIDE),
            narrow=wheel(network, id_, NARROW),
        )


def _timeline(visit: Visit, session: ReadSession, alone: ActorSet) -> Columns:
    return columns(
        {
            "articles": count_days(visit, session, None, ArticleFilter(actors=alone, with_copies=False)),
            "said": count_days(visit, session, None, QuoteFilter(speakers=alone, with_copies=False)),
            "about": count_days(visit, session, None, QuoteFilter(about=alone, with_copies=False)),
        }
    )
