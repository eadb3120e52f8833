"""What finding names needs of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.annotations import EntityType


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the words that stand for it; `code` is ISO 3166-1 alpha-2.

    `names` say the country wherever they stand, `guarded` ones only after a definite article or its like (given names,
    towns). `demonyms` are whole words in all genders and numbers, `prefixes` the first halves of compounds. `capitals`
    are towns and `seats` the houses of its government, which act for it; `palaces` are the seats that are places too.
    """

    code: str
    name: str
    name_en: str
    names: tuple[str, ...]
    guarded: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    palaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActingWords:
    """The words that show that a name says or decides something.

    Verbs of saying and deciding by mood (`past` after an auxiliary, `infinitives` after a future); what may stand
    `between` the subject and its verb; `sources` come before who says it; a name after one of the `prepositions` is no
    subject, one after a `locative` is where something is.
    """

    finite: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    futures: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    locatives: frozenset[str] = frozenset()


NO_ACTING = ActingWords()


def _no_labels() -> Mapping[str, EntityType | None]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class NameRules:
    """The model that tags names, and what is known about names beforehand.

    `model` is an installed package and `model_version` the only version of it that is used; `labels` tells the type of
    each of its labels (None: a name of something that is no actor). Single words are in lower case with accents; names
    are written as in text, those that begin with an article are also known where the article has melted into the
    sentence ("le Monde", "du Monde").

    `places`, `organizations`, `things` (works, events, products) and `platforms` (things that are an organization where
    they act) are known names; `gentilics` words for the people of a
    region, town or faith, `gentilic_endings` how such words end. `institutions` and `place_heads` are nouns that begin a
    name with what follows them ("université de Genève", "vallée de Chamonix"; the `street_heads` among them also without a
    preposition, "rue Racine"), `capital_institutions` those that do so with a
    capital only, `national_bodies` those that are a name with a word of nationality ("armée syrienne"); a word after one
    of the `portfolios` ("ministre de la Défense") is no name of its own. `firms` and `settlements` are nouns that tell the
    type of the name after them ("la société X", "la ville de X"), `event_heads` those that make no actor of it
    ("championnat de X"), `families` those that make it a family ("les frères X"), `chambers` are names by themselves after
    an article ("le Congrès"). Of the `linkers` between a noun and its complements the `distant_linkers` ("pour", "au") go on
    with a name only after `far_reaching` nouns ("Mission de l'Union africaine en Somalie"). `persons` are known by their family name alone.
    """

    model: str = ""
    model_version: str = ""
    labels: Mapping[str, EntityType | None] = field(default_factory=_no_labels)
    countries: tuple[Country, ...] = ()
    neutral_prefixes: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    gentilics: frozenset[str] = frozenset()
    gentilic_endings: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()
    masculine_articles: frozenset[str] = frozenset()
    link_words: frozenset[str] = frozenset()
    linkers: frozenset[str] = frozenset()
    distant_linkers: frozenset[str] = frozenset()
    plural_linkers: frozenset[str] = frozenset()
    infinitive_endings: tuple[str, ...] = ()
    far_reaching: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    name_openers: frozenset[str] = frozenset()
    civilities: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    place_heads: frozenset[str] = frozenset()
    street_heads: frozenset[str] = frozenset()
    event_heads: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    chambers: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    capital_institutions: frozenset[str] = frozenset()
    national_bodies: frozenset[str] = frozenset()
    portfolios: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    no_names: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    acting: ActingWords = NO_ACTING
