"""What finding relations needs of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.annotations import EntityType, RelationType

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A title of office: what its holder is to the actor it is held of.

    `of` gives the relation by the type of that actor. `evident` is the relation where no actor stands beside the title
    and the article's own country is meant. `demonym` says whether an adjective of nationality names that country
    (a Russian minister is Russia's, a Russian goalkeeper is not). `party` says whether the title takes the name of a
    party beside it. `plural` titles have several holders. `local` titles without an actor are of the article's own place.
    The complement of a `portfolio` title tells its subject, not of whom it is held ("ministre de la Défense").
    """

    of: Mapping[EntityType, RelationType]
    evident: RelationType | None = None
    demonym: bool = False
    party: bool = False
    plural: bool = False
    local: bool = False
    portfolio: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RoleRules:
    """Words around titles, all in lower case.

    `titles` maps the words of a title to what it means. `before` and `after` are words that may stand between a title
    and its article or complement and change nothing; `former`, `coming` and `elect` change its time.
    `complement` are prepositions before what a title is held of (their contractions included), `place` those of a seat.
    `parties` maps an adjective to the folded names of the party it stands for. `body_nouns` are nouns that an
    organization's name may follow directly ("du parti X").
    """

    titles: Mapping[Words, Title] = field(default_factory=dict[Words, Title])
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    former_prefixes: tuple[str, ...] = ()
    ordinal_endings: tuple[str, ...] = ()
    coming: frozenset[str] = frozenset()
    elect: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    body_nouns: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    parties: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    being: Mapping[str, str] = field(default_factory=dict[str, str])
    becoming: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    listing: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    state_nouns: frozenset[str] = frozenset()
    place_nouns: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    head_of: tuple[Words, ...] = ()
    team_nouns: frozenset[str] = frozenset()
    """Verbs and participles of leading; `being` maps forms of to be to a modality."""


@dataclass(frozen=True, slots=True, eq=False)
class RelationRules:
    """What finding relations needs of a language."""

    roles: RoleRules = field(default_factory=RoleRules)
    determiners: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
