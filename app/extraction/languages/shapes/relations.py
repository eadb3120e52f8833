"""What finding relations needs of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.annotations import EntityType, Modality, RelationType

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A title of office: what its holder is to the actor it is held of.

    `of` gives the relation by the type of that actor. `evident` is the relation where no actor stands beside the title
    and the article's own country is meant. `demonym` says whether an adjective of nationality names that country
    (a Russian minister is Russia's, a Russian goalkeeper is not). `party` says whether the title takes the name of a
    party beside it. `plural` titles have several holders. `local` titles without an actor are of the article's own place.
    The complement of a `portfolio` title tells its subject, not of whom it is held ("ministre de la Défense").
    `part` is the relation to a body of which the title names a part first ("responsable des programmes de Y"), where it is another.
    """

    of: Mapping[EntityType, RelationType]
    evident: RelationType | None = None
    demonym: bool = False
    party: bool = False
    plural: bool = False
    local: bool = False
    portfolio: bool = False
    part: RelationType | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RoleRules:
    """Words around titles, all in lower case.

    `titles` maps the words of a title to what it means. `before` and `after` are words that may stand between a title
    and its article or complement and change nothing; `former`, `coming` and `elect` change its time.
    `complement` are prepositions before what a title is held of (their contractions included), `place` those of a seat.
    `parties` maps an adjective to the names of the party it stands for, the usual one first. `body_nouns` are nouns that an
    organization's name may follow directly ("du parti X"), `body_heads` those that make an organization's name with
    their complements ("l'université de Y"), `known_bodies` those that alone stand for one the text has named ("le PDG du groupe").
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
    body_heads: frozenset[str] = frozenset()
    known_bodies: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    being: Mapping[str, str] = field(default_factory=dict[str, str])
    becoming: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    elections: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    demonstratives: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    listing: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    state_nouns: frozenset[str] = frozenset()
    place_nouns: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    head_of: tuple[Words, ...] = ()
    """Verbs and participles of leading; `being` maps forms of to be to a modality."""


class Form(StrEnum):
    """What a form of a verb can be."""

    PRESENT = "present"
    PAST = "past"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """What a verb states between its subject and its object.

    `tail` are words that follow the verb before its object ("rendre hommage à"); `links` the prepositions of the
    object, the empty one for a direct object. `reversed` verbs have the object as source ("inquiète"). `clitics` stand
    before the verb ("s'en prendre"). `loose` verbs take actors only named inside their object; An `owned` verb said of a thing is said of whom that thing is of ("critique le plan
    de X"). `then` are words of which one must follow the object ("appelle X à"). A `mutual` verb may have both ends as its subject ("A et B ont signé"). `sources` and `targets` limit the types of the ends, empty for any.
    """

    type: RelationType
    tail: Words = ()
    links: frozenset[str] = frozenset(("",))
    clitics: frozenset[str] = frozenset()
    mode: str | None = None
    symmetric: bool = False
    reversed: bool = False
    loose: bool = False
    owned: bool = False
    mutual: bool = False
    then: frozenset[str] = frozenset()
    sources: frozenset[EntityType] = frozenset()
    targets: frozenset[EntityType] = frozenset()


@dataclass(frozen=True, slots=True)
class NounFrame:
    """What a noun states between its complements.

    `source` and `target` are the prepositions of its ends; where both take the same one the source comes first. A
    `mutual` noun may have both ends behind "between", or one of them behind "with". `adjective`: a demonym beside
    the noun is its source ("l'aide russe"). `seat`: a capital as target stands for its country. An `ally` is
    one of whom it is told: its other end owns it ("X et ses alliés") or is what it is said of ("X, allié de Y").
    `then` are words of which one must follow the whole phrase.
    """

    type: RelationType
    source: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    mutual: bool = False
    adjective: bool = True
    seat: bool = False
    ally: bool = False
    then: frozenset[str] = frozenset()
    mode: str | None = None
    sources: frozenset[EntityType] = frozenset()
    targets: frozenset[EntityType] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class EventRules:
    """Verbs and nouns that state events, and the words between them and their ends."""

    verbs: Mapping[str, tuple[tuple[VerbFrame, Form], ...]] = field(
        default_factory=dict[str, tuple[tuple[VerbFrame, Form], ...]]
    )
    nouns: Mapping[str, tuple[NounFrame, ...]] = field(default_factory=dict[str, tuple[NounFrame, ...]])
    have: Mapping[str, Modality] = field(default_factory=dict[str, Modality])
    be: Mapping[str, Modality] = field(default_factory=dict[str, Modality])
    been: frozenset[str] = frozenset()
    we: frozenset[str] = frozenset()
    we_have: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    complementing: frozenset[str] = frozenset()
    modals: Mapping[str, Modality] = field(default_factory=dict[str, Modality])
    definite: frozenset[str] = frozenset()
    gerund_marks: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    manner: frozenset[str] = frozenset()
    infinitive_marks: frozenset[str] = frozenset()
    purposes: Mapping[str, Modality] = field(default_factory=dict[str, Modality])
    reflexives: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    object_clitics: frozenset[str] = frozenset()
    standing: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """Of the clitics that are objects, those of the third person, by the preposition of the object that they stand for."""
    negative_adverbs: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    adverb_phrases: frozenset[Words] = frozenset()
    adverb_endings: tuple[str, ...] = ()
    by: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    elided_conditions: frozenset[str] = frozenset()
    conditioned: frozenset[str] = frozenset()
    owning: frozenset[str] = frozenset()
    suffered: frozenset[str] = frozenset()
    worries: frozenset[str] = frozenset()
    worried: frozenset[str] = frozenset()
    raising: frozenset[str] = frozenset()
    because: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    placing: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    conditional_endings: tuple[str, ...] = ()
    sides: Words = ()
    other_sides: frozenset[str] = frozenset()
    allies: frozenset[str] = frozenset()
    capitals: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, eq=False)
class PhraseRules:
    """Words that noun phrases are made of."""

    prepositions: frozenset[str] = frozenset()
    contracted: Mapping[str, str] = field(default_factory=dict[str, str])
    adjectives: frozenset[str] = frozenset()
    noun_adjectives: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    agents: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    infinitive_endings: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class CircumstanceRules:
    """Words that tell where and when.

    `at` are prepositions of place, `weekdays` days from Monday as 0, `relative` words for a day counted from the
    article's, `ordinal` what follows the number of a day, `next` what makes a day of the week a coming one.
    """

    at: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict[str, int])
    weekdays: Mapping[str, int] = field(default_factory=dict[str, int])
    relative: Mapping[str, int] = field(default_factory=dict[str, int])
    ordinal: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    """`within` are prepositions before a bare year, `until` those between the years of a beginning and an end."""


@dataclass(frozen=True, slots=True, eq=False)
class RelationRules:
    """What finding relations needs of a language.

    `people` are the nouns of those who act or are acted upon without a name, by what they are; `definite` the articles of
    whom a text has told, contractions with them included.
    """

    circumstances: CircumstanceRules = field(default_factory=CircumstanceRules)
    roles: RoleRules = field(default_factory=RoleRules)
    events: EventRules = field(default_factory=EventRules)
    phrases: PhraseRules = field(default_factory=PhraseRules)
    people: Mapping[str, EntityType] = field(default_factory=dict[str, EntityType])
    sports: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
