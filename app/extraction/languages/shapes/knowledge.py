"""Knowledge: actors that are known beforehand, with all their names and their dated roles, read from lines of text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.annotations import EntityType, RelationType
from app.errors import InputError

_FIELDS = 7
_SHAPE = "type | name | English name | other names (;) | country | Wikidata | roles (;)"
_TYPES = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP)
_ROLES = {
    "state": RelationType.HEAD_OF_STATE_OF,
    "government": RelationType.HEAD_OF_GOVERNMENT_OF,
    "minister": RelationType.MINISTER_OF,
    "leads": RelationType.LEADS,
    "speaks": RelationType.SPEAKS_FOR,
    "member": RelationType.MEMBER_OF,
}
_HEADS = frozenset({RelationType.HEAD_OF_STATE_OF, RelationType.HEAD_OF_GOVERNMENT_OF})
_ROLE = re.compile(r"(\w+) (.+?)(?: (\d{4}(?:-\d\d)?)?\.\.(\d{4}(?:-\d\d)?)?)?")
_WIKIDATA = re.compile(r"(?:Q\d+)?")


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role of whom, from when to when: years or months such as `2012-05`, empty where open or unknown."""

    type: RelationType
    of: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A known person, organization or group; `names` are all it is called, its usual name first."""

    type: EntityType
    names: tuple[str, ...]
    name_en: str = ""
    country: str = ""
    wikidata: str = ""
    roles: tuple[KnownRole, ...] = ()

    @property
    def has_led(self) -> bool:
        """Whether it is, was or will be the head of a state or government."""
        return any(role.type in _HEADS for role in self.roles)


def read_knowledge(lines: Iterable[str], where: str) -> tuple[KnownActor, ...]:
    """Return the actors of `lines`, one a line; empty lines and those that begin with "#" are comments.

    Raises:
        InputError: a line that cannot be read, with `where` it is, its number and how it should be.
    """
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    return tuple(_actor(line, f"{where}, line {number}") for number, line in numbered if line and line[0] != "#")


def _actor(line: str, where: str) -> KnownActor:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) > _FIELDS or len(fields) < 2:  # noqa: PLR2004 (a type and a name)
        raise InputError(f"{where}: {len(fields)} fields; write {_SHAPE}, of which the last may be left out")
    type_, name, english, others, country, wikidata, roles = [*fields, *[""] * (_FIELDS - len(fields))]
    if type_ not in _TYPES:
        raise InputError(f"{where}: the type is {type_!r}; write {' or '.join(_TYPES)}")
    if not name:
        raise InputError(f"{where}: no name; write {_SHAPE}")
    if _WIKIDATA.fullmatch(wikidata) is None:
        raise InputError(f"{where}: {wikidata!r} is no identifier of Wikidata; write it like Q7747, or nothing")
    names = tuple(dict.fromkeys(one for one in (name, english, *_items(others)) if one))
    told = tuple(_role(one, where) for one in _items(roles))
    return KnownActor(EntityType(type_), names, english, country, wikidata, told)


def _role(text: str, where: str) -> KnownRole:
    found = _ROLE.fullmatch(text)
    if found is None or found[1] not in _ROLES:
        kinds = ", ".join(_ROLES)
        raise InputError(f"{where}: {text!r} is no role; write it like 'minister FR 2014-08..2016-08' ({kinds})")
    return KnownRole(_ROLES[found[1]], found[2], found[3] or "", found[4] or "")


def _items(field: str) -> list[str]:
    return [item for one in field.split(";") if (item := one.strip())]
