"""Tenures: which offices known actors hold or have held, and whether that is over when the article is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from app.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.annotations import Entity, RelationType
    from app.domain.dates import PartialDate
    from app.extraction.languages.shapes.actors import ActorRules
    from app.extraction.languages.shapes.knowledge import KnownRole

_ByHolder: TypeAlias = "Mapping[tuple[str, RelationType], tuple[KnownRole, ...]]"


class Tenures:
    """The offices of the known actors of `rules` as seen on the day `today`, None where that is not known."""

    def __init__(self, rules: ActorRules, today: PartialDate | None) -> None:
        self._held = _by_holder(rules)
        self._today = str(today) if today is not None else ""

    def country(self, holder: Entity, relation: RelationType) -> str | None:
        """Return the code of the one country that `holder` is known to hold or have held such an office of."""
        countries = {role.of for role in self._of(holder, relation)}
        return countries.pop() if len(countries) == 1 else None

    def is_over(self, holder: Entity, relation: RelationType, body: Entity) -> bool:
        """Whether `holder` is known to have left all such offices of `body` by now."""
        roles = [role for role in self._of(holder, relation) if role.of in (body.country, body.name)]
        return bool(roles and self._today) and all(self._has_passed(role.end) for role in roles)

    def _has_passed(self, end: str) -> bool:
        """Whether a year or month is past; an open end never is."""
        length = min(len(end), len(self._today))
        return end[:length] < self._today[:length]

    def _of(self, holder: Entity, relation: RelationType) -> tuple[KnownRole, ...]:
        return self._held.get((fold(holder.name), relation), ())


@cache
def _by_holder(rules: ActorRules) -> _ByHolder:
    """Return the known roles by the folded names of who holds them and the relation."""
    found: dict[tuple[str, RelationType], tuple[KnownRole, ...]] = {}
    for actor in rules.known:
        for role in actor.roles:
            for name in {fold(name) for name in actor.names}:
                found[name, role.type] = (*found.get((name, role.type), ()), role)
    return found
