"""French: nouns of those who act or are acted upon without a name, by what they are."""

from collections.abc import Iterator, Mapping

from app.domain.annotations import EntityType
from app.extraction.languages.fr.actors import RULES as ACTORS
from app.extraction.languages.fr.lists import read_list

_KINDS = frozenset((EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION))
_THINGS = frozenset(
    "enquête étude rapport communiqué direction livre journal revue site émission radio avion hélicoptère train bus cargo hôtel restaurant bar magasin".split()
)
"""Nouns that others use of whoever speaks through these."""


def _kinds() -> Mapping[str, EntityType]:
    found = dict.fromkeys(ACTORS.persons | ACTORS.titles | ACTORS.descriptive, EntityType.PERSON)
    found |= dict.fromkeys(ACTORS.crowds | ACTORS.members, EntityType.GROUP)
    found |= dict(_listed())
    bodies = ACTORS.bodies | ACTORS.firms | ACTORS.governments | ACTORS.press
    found |= dict.fromkeys(bodies, EntityType.ORGANIZATION)
    return {noun: kind for noun, kind in found.items() if noun not in _THINGS}


def _listed() -> Iterator[tuple[str, EntityType]]:
    kind = EntityType.PERSON
    for line in read_list("people.txt"):
        if line in _KINDS:
            kind = EntityType(line)
        else:
            yield from ((noun, kind) for noun in line.split())


PEOPLE = _kinds()
