"""Known actors: who of the document is one that is known beforehand, under whichever of its names."""

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from app.domain.annotations import EntityType
from app.domain.names import fold
from app.extraction.actors.aliases import merge
from app.extraction.actors.registry import Actor, Registry
from app.extraction.languages.shapes.actors import ActorRules
from app.extraction.languages.shapes.knowledge import KnownActor

_ByName: TypeAlias = Mapping[tuple[EntityType, str], KnownActor]


def recognise(registry: Registry, rules: ActorRules) -> None:
    """Tell which actors of `registry` are known, and merge those that are the same known one ("Poutine", "Putin")."""
    named = _by_name(rules)
    bearers: dict[KnownActor, Actor] = {}
    for actor in registry.actors:
        known = _known(actor, named) if actor.names and actor.merged is None else None
        if known is None:
            continue
        actor.known = known
        merge(bearers.setdefault(known, actor), actor)


def _known(actor: Actor, named: _ByName) -> KnownActor | None:
    """Return who bears one of the names of `actor`, where they all speak of one."""
    found = {known for name in actor.names if (known := named.get((actor.type, fold(name)))) is not None}
    return found.pop() if len(found) == 1 else None


@cache
def _by_name(rules: ActorRules) -> _ByName:
    """Return the known actors by type and folded name; of two with one name the first stands, a user's before ours."""
    found: dict[tuple[EntityType, str], KnownActor] = {}
    for known in rules.known:
        for name in known.names:
            found.setdefault((known.type, fold(name)), known)
    return found
