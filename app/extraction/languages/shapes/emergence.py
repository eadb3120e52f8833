"""What learning new names from texts needs of a language."""

from dataclasses import dataclass

from app.extraction.languages.shapes.names import NO_ACTING, ActingWords


@dataclass(frozen=True, slots=True, eq=False)
class EmergenceRules:
    """Words in lower case, with accents.

    `plurals` are articles of the plural, `genitives` those of them that mean "of the"; `bodies` come before the name of
    a body ("le mouvement X"), `belongings` before "of the" and one ("la manifestation des X"), one of the `dealings`
    and a word for `facing` before whom they are with ("les heurts avec les X"), `agents` after one of the
    `participles` (endings) before who did it ("occupé par les X"). `acting` are words of saying, deciding and doing. A
    phrase ends in one of the `endings` of the plural; none of its words is a `common` one: a word for people, which names
    nobody, a verb, or one that joins words.
    """

    plurals: frozenset[str] = frozenset()
    genitives: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    belongings: frozenset[str] = frozenset()
    facing: frozenset[str] = frozenset()
    dealings: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    acting: ActingWords = NO_ACTING
    endings: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
