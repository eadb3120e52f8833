"""What linking names to actors needs of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.extraction.languages.shapes.knowledge import KnownActor


def _no_words() -> Mapping[str, str]:
    return {}


def _no_titles() -> Mapping[str, frozenset[str]]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class ActorRules:
    """Words that name actors without their names, all in lower case, and names that are one and the same.

    Determiners: `definite` and `indefinite` ones, `fused` prepositions that hold an article
    ("du"), which `unfused` tells. `before` are
    adjectives that come before their noun, `adjectives` others that may follow it.

    Nouns: `persons` (offices and other persons; `descriptive` ones stand for a person named before), `governments` (a country's power), `bodies` (police, army, courts),
    `firms` (stand for an organization named before), `crowds` (plural persons), `press` (media of a country), `allies`
    (who stands with the possessor), `person_pairs` and `land_pairs` (nouns after "les deux": with the
    titles, folded, that the persons must have, none for anybody), `members` (who speaks
    for the body that follows). `linkers` join a complement to its noun (`capital_linkers` only one that has a capital), `joints`
    join two complements. `genitives` tell what "of" and each article before a country melt into, "" for none.
    `leader_pairs` are those that heads of states and governments are called. `known` are actors that are known beforehand; of two with one name the first counts.
    """

    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    fused: frozenset[str] = frozenset()
    unfused: Mapping[str, str] = field(default_factory=_no_words)
    possessive: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    linkers: frozenset[str] = frozenset()
    capital_linkers: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    civilities: frozenset[str] = frozenset()
    two: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    descriptive: frozenset[str] = frozenset()
    feminine: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    governments: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    crowds: frozenset[str] = frozenset()
    press: frozenset[str] = frozenset()
    allies: frozenset[str] = frozenset()
    person_pairs: Mapping[str, frozenset[str]] = field(default_factory=_no_titles)
    leader_pairs: frozenset[str] = frozenset()
    land_pairs: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    masculine_civilities: frozenset[str] = frozenset()
    feminine_civilities: frozenset[str] = frozenset()
    joint: str = ""
    genitives: Mapping[str, str] = field(default_factory=_no_words)
    same: tuple[tuple[str, ...], ...] = ()
    known: tuple[KnownActor, ...] = ()
