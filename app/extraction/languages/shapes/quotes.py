"""What finding quotes needs of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from app.extraction.scoring import LogisticScorer

NO_WORDS: frozenset[str] = frozenset()


class Frame(StrEnum):
    """How a cue takes its content."""

    CLAUSE = "clause"  # says that ...
    BARE = "bare infinitive"  # claims to have ...
    OF_VERB = "of + infinitive"  # promises to ...
    TO_VERB = "to + infinitive"  # calls on ... to ...
    NOUN = "noun phrase"  # announces the closing of ...
    SPEECH = "speech"  # stands beside marks, after a colon, as an incise
    QUALIFIES = "qualifies"  # calls ... a « ... »
    OBJECT = "object"  # whoever is told or accused stands between the cue and its content
    ATTRIBUTE = "attribute"  # says to be glad


class Mood(StrEnum):
    """What a verb form can be."""

    FINITE = "finite"
    PAST = "past participle"
    PRESENT = "present participle"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying: its frames, whether it is reflexive, and the fixed words that follow it (`faire` + `savoir`)."""

    lemma: str
    frames: frozenset[Frame]
    reflexive: bool = False
    tail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceWeights:
    """What was learned of the choice among candidates.

    `found` scores a candidate's being near a quote and holds the calibration of its confidence: one under `least` is left
    out. `exact` scores its edges' being those of a quote: the set with the highest sum of scores less `cost` is chosen.
    """

    found: LogisticScorer
    exact: LogisticScorer
    least: float
    cost: float

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Self:
        """Return the weights of `{"found": scorer, "exact": scorer, "least": probability, "cost": probability}`.

        Raises:
            KeyError: one of them is missing.
            ValueError: a scorer that is none.
        """
        found, exact = LogisticScorer.read(record["found"]), LogisticScorer.read(record["exact"])
        return cls(found, exact, float(record["least"]), float(record["cost"]))


@dataclass(frozen=True, slots=True, eq=False)
class QuoteWeights:
    """The learned choice where a tagger read the text, and where none did (None: the order of the rules decides)."""

    tagged: ChoiceWeights | None = None
    plain: ChoiceWeights | None = None

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Self:
        """Return the weights of `{"tagged": choice | null, "plain": choice | null}`.

        Raises:
            KeyError: what a choice needs is missing.
            ValueError: a scorer that is none.
        """
        tagged, plain = (ChoiceWeights.read(one) if (one := record.get(key)) else None for key in ("tagged", "plain"))
        return cls(tagged, plain)


@dataclass(frozen=True, slots=True, eq=False)
class QuoteRules:
    """What finding quotes needs of a language; words are given in lower case with straight apostrophes."""

    verbs: Mapping[str, tuple[tuple[Verb, Mood], ...]] = field(default_factory=dict[str, tuple[tuple[Verb, Mood], ...]])
    """Every form of every verb of saying."""
    weak_verbs: Mapping[str, tuple[tuple[Verb, Mood], ...]] = field(
        default_factory=dict[str, tuple[tuple[Verb, Mood], ...]]
    )
    """Every form of every verb that tells of speech only now and then, with the frames in which it does."""
    nouns: Mapping[str, frozenset[Frame]] = field(default_factory=dict[str, frozenset[Frame]])
    """Nouns that announce speech (`annonce`, `déclaration`)."""
    have: frozenset[str] = NO_WORDS
    be: frozenset[str] = NO_WORDS
    been: frozenset[str] = NO_WORDS
    reflexives: frozenset[str] = NO_WORDS
    homographs: frozenset[str] = NO_WORDS
    """Forms of verbs of saying that are nouns as well (`annonce`)."""
    partitives: frozenset[str] = NO_WORDS
    """Adjectives that make `de` a determiner (`de nombreux`)."""
    clitics: frozenset[str] = NO_WORDS
    emphatic: frozenset[str] = NO_WORDS
    """Pronouns that stress the subject inside a verb group (`a lui indiqué`)."""
    negations: frozenset[str] = NO_WORDS
    negative_adverbs: frozenset[str] = NO_WORDS
    adverbs: frozenset[str] = NO_WORDS
    adverbials: frozenset[tuple[str, ...]] = frozenset()
    """Adverbs of several words (`par la suite`)."""
    no_adverbs: frozenset[str] = NO_WORDS
    """Nouns with the endings of adverbs (`gouvernement`)."""
    adverb_endings: tuple[str, ...] = ()
    that: frozenset[str] = NO_WORDS
    of: frozenset[str] = NO_WORDS
    to: frozenset[str] = NO_WORDS
    by: frozenset[str] = NO_WORDS
    """Prepositions that bring the agent of a passive."""
    sources: frozenset[tuple[str, ...]] = frozenset()
    """Words that name a source: `selon`, `d'` + `après`."""
    weak_sources: frozenset[str] = NO_WORDS
    """The same, only at the head of a sentence (`pour`)."""
    no_sources: frozenset[str] = NO_WORDS
    """Nouns that are no source after `selon`."""
    source_heads: frozenset[str] = NO_WORDS
    """Nouns between the source word and the speaker (`les dires de`)."""
    infinitive_endings: tuple[str, ...] = ()
    no_infinitives: frozenset[str] = NO_WORDS
    determiners: frozenset[str] = NO_WORDS
    contracted: frozenset[str] = NO_WORDS
    prepositions: frozenset[str] = NO_WORDS
    pronouns: frozenset[str] = NO_WORDS
    own: frozenset[str] = NO_WORDS
    """Words of the first person: a sentence with one is somebody's own."""
    demonstratives: frozenset[str] = NO_WORDS
    """Pronouns that stand like nouns (`celui-ci`, `ce dernier`)."""
    relatives: frozenset[str] = NO_WORDS
    other_relatives: frozenset[str] = NO_WORDS
    coordinators: frozenset[str] = NO_WORDS
    subordinators: frozenset[str] = NO_WORDS
    boundaries: frozenset[str] = NO_WORDS
    impersonal: frozenset[str] = NO_WORDS
    """Subjects that say nothing (`on`, `rien`)."""
    comparing: frozenset[str] = NO_WORDS
    """Words before `que` that make it no complementiser (`plus`, `alors`)."""
    degrees: frozenset[str] = NO_WORDS
    """Words anywhere between a cue and `que` that make it a comparison."""
    of_this: frozenset[str] = NO_WORDS
    """`ce` of `à ce que`."""
    pointing: frozenset[str] = NO_WORDS
    """Determiners that refer back (`cette décision`)."""
    infinitive_auxiliaries: frozenset[str] = NO_WORDS
    asides: frozenset[str] = NO_WORDS
    """Words after a comma that end reported content (`ce` + `qui`)."""
    times: frozenset[str] = NO_WORDS
    joining: frozenset[str] = NO_WORDS
    """Conjunctions before a clause with a subject of its own."""
    future_endings: tuple[str, ...] = ()
    conditional_endings: tuple[str, ...] = ()
    indefinite: frozenset[str] = NO_WORDS
    """Indefinite articles."""
    days: frozenset[str] = NO_WORDS
    """Units and names of time that can follow an article and date an event (`le lundi`, `la semaine`)."""
    plural_articles: frozenset[str] = NO_WORDS
    """Articles that are a preposition elsewhere (`des`)."""
    name_joints: frozenset[str] = NO_WORDS
    """Conjunctions between names."""
    adverbial_starts: frozenset[str] = NO_WORDS
    """Words that end a speaker behind its verb (`dans`, `lors`)."""
    denying: frozenset[str] = NO_WORDS
    """Verbs whose negation says something all the same (`nier`)."""
    clause_joints: frozenset[str] = NO_WORDS
    """Words that open another clause before any content."""
    qualifiers: frozenset[str] = NO_WORDS
    """Prepositions before what somebody is called."""
    head_adjectives: frozenset[str] = NO_WORDS
    """Adjectives between an article and the head of a source."""
    source_adverbs: frozenset[str] = NO_WORDS
    going_on: frozenset[str] = NO_WORDS
    """Words behind a source that go on with the content before it."""
    participle_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    delays: frozenset[tuple[str, ...]] = frozenset()
    """Words that open a stretch of time without a preposition (`il y a`)."""
    quantities: frozenset[str] = NO_WORDS
    """Adjectives of number that open a noun phrase (`diverses`)."""
    time_tails: frozenset[str] = NO_WORDS
    """Adjectives behind a date (`dernier`)."""
    contrasts: frozenset[str] = NO_WORDS
    """Words that open a new clause behind a short content (`mais`, `alors`)."""
    platforms: frozenset[str] = NO_WORDS
    """Networks that are channels of what is written on them."""
    gerund: str = ""
    like: frozenset[str] = NO_WORDS
    modals: frozenset[str] = NO_WORDS
    """Forms after which an infinitive of saying is not yet said (`doit`, `pourrait`)."""
    speaking_modals: frozenset[str] = NO_WORDS
    """Forms after which it is (`vient de`, `tient à`)."""
    titles: frozenset[str] = NO_WORDS
    """Words before a name that are no part of it (`M.`, `Mme`)."""
    media: frozenset[str] = NO_WORDS
    """Nouns and names of channels: the press, networks, broadcasters."""
    media_names: frozenset[str] = NO_WORDS
    """Words that are or end the name of a medium or network (`afp`, `twitter`)."""
    channels: frozenset[str] = NO_WORDS
    """Prepositions that bring a channel (`à`, `sur`, `dans`)."""
    quoting: frozenset[str] = NO_WORDS
    """Participles between a speaker and the medium that has the words (`cité` + `par`)."""
    interviews: frozenset[str] = NO_WORDS
    """Nouns of meetings with a medium (`entretien` + `avec`)."""
    alongside: frozenset[str] = NO_WORDS
    broadcasters: frozenset[str] = NO_WORDS
    """Nouns of channels that need no name (`à la télévision`)."""
    opining: frozenset[str] = NO_WORDS
    """What follows a weak source word and holds an opinion (`lui`, `certains`)."""
    animate: frozenset[str] = NO_WORDS
    """Nouns of persons and bodies that can speak."""
    agent_endings: tuple[str, ...] = ()
    """Endings of further nouns of persons."""
    no_agents: frozenset[str] = NO_WORDS
    """Nouns of things with such an ending (`secteur`)."""
    finite_endings: tuple[str, ...] = ()
    """Endings that mostly belong to finite verbs."""
    plural_endings: tuple[str, ...] = ()
    plural_forms: frozenset[str] = NO_WORDS
    weights: QuoteWeights | None = None
    """The learned choice among what rules and tagger propose; None: the order of the rules decides."""
