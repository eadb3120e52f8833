"""What linking names to actors needs of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class ActorRules:
    """Words that name actors without their names, all in lower case, and names that are one and the same.

    Determiners: `definite` and `indefinite` ones, `fused` prepositions that hold an article ("du"). `before` are
    adjectives that come before their noun, `adjectives` others that may follow it.

    Nouns: `persons` (offices and other persons), `governments` (a country's power), `bodies` (police, army, courts),
    `firms` (stand for an organization named before), `crowds` (plural persons), `press` (media of a country), `allies`
    (who stands with the possessor), `pairs` (nouns that follow "les deux" for persons, countries), `members` (who speaks
    for the body that follows). `linkers` join a complement to its noun.
    """

    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    fused: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    linkers: frozenset[str] = frozenset()
    two: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    feminine: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    governments: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    crowds: frozenset[str] = frozenset()
    press: frozenset[str] = frozenset()
    allies: frozenset[str] = frozenset()
    person_pairs: frozenset[str] = frozenset()
    land_pairs: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    masculine_civilities: frozenset[str] = frozenset()
    feminine_civilities: frozenset[str] = frozenset()
    joint: str = "and"
    of_plural: str = "of the"
    of_singular: str = "of"
    same: tuple[tuple[str, ...], ...] = ()
