"""What finding names needs of a language."""

from dataclasses import dataclass

from app.domain.annotations import EntityType


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the words that stand for it; `code` is ISO 3166-1 alpha-2.

    `names` say the country wherever they stand, `guarded` ones only after a definite article or its like (given names,
    towns). `demonyms` are whole words in all genders and numbers, `prefixes` the first halves of compounds. `capitals`
    are towns and `seats` the houses of its government, which act for it; `palaces` are the seats that are places too.
    `foreign_demonyms` are English words of nationality, known by their capital; `sovereign` is the code of the state that
    a territory belongs to.
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
    foreign_demonyms: tuple[str, ...] = ()
    sovereign: str | None = None


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


@dataclass(frozen=True, slots=True, eq=False)
class NameRules:
    """What is known about names beforehand.

    Single words are in lower case with accents; names are written as in text, those that begin with an article are also
    known where the article has melted into the sentence ("le Monde", "du Monde"). A guarded country may also stand
    behind one of the `state_nouns` and "of" ("président de").

    `places`, `organizations`, `things` (works, events, products) and `platforms` (things that are an organization where
    they act) are known names; `gentilics` words for the people of a region, town or faith, `gentilic_endings` how such
    words end. `institutions` are nouns that names of organizations begin with,
    `apposing` ones those that only stand beside a name ("l'association Anticor"). `families` before a name make it that of
    a family ("les frères X"), `chambers` are names by themselves after an article ("le Congrès") unless an adjective or
    one of the `complements` goes on with them. `events` before a name make it part of theirs. `joints` join two names, of which the second may begin with one of its `own_articles`. `link_words` and `particles` end no name, `no_names` are none alone.

    `holders` and one of the `complements` come before the name of a place ("maire de"), `localities` right before it too
    ("la région"), `landforms` begin or end such a name ("mont"): who is named so is no person.

    `taught` are names that were learned from the stored texts or told by a user, each with what bears it: they are names
    wherever they stand.
    """

    countries: tuple[Country, ...] = ()
    neutral_prefixes: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    gentilics: frozenset[str] = frozenset()
    gentilic_endings: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    own_articles: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()
    state_nouns: frozenset[str] = frozenset()
    masculine_articles: frozenset[str] = frozenset()
    link_words: frozenset[str] = frozenset()
    linkers: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    civilities: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    chambers: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    apposing: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    no_names: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    localities: frozenset[str] = frozenset()
    landforms: frozenset[str] = frozenset()
    acting: ActingWords = NO_ACTING
    taught: tuple[tuple[str, EntityType], ...] = ()
