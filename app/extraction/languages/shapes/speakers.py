"""What resolving speakers needs of a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from app.extraction.scoring import LogisticScorer

NO_WORDS: frozenset[str] = frozenset()


class Gender(StrEnum):
    """Grammatical gender, as far as a mention shows it."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


@dataclass(frozen=True, slots=True, eq=False)
class SpeakerWeights:
    """The learned ranking of candidates where a tagger read the text; without it the order of the rules decides.

    A scorer gives the log-odds of a candidate against the others of its quote; its calibration tells how often the actor
    with a given share of the odds is right.
    """

    tagged: LogisticScorer | None = None

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Self:
        """Return the weights of `{"tagged": scorer | null}`.

        Raises:
            KeyError: a scorer without a bias.
            ValueError: a scorer that is none.
        """
        return cls(LogisticScorer.read(one) if (one := record.get("tagged")) else None)


@dataclass(frozen=True, slots=True, eq=False)
class SpeakerRules:
    """What resolving speakers needs of a language; words in lower case, apostrophes straight."""

    singular: frozenset[str] = NO_WORDS
    plural: frozenset[str] = NO_WORDS
    masculine: frozenset[str] = NO_WORDS
    feminine: frozenset[str] = NO_WORDS
    """Pronouns by number and gender; a pronoun may show only one of the two."""
    latest: frozenset[str] = NO_WORDS
    """Pronouns that point at the nearest mention (`ce dernier`)."""
    female_names: frozenset[str] = NO_WORDS
    male_names: frozenset[str] = NO_WORDS
    female_endings: tuple[str, ...] = ()
    """Endings of given names that are mostly women's, unless listed as men's."""
    masculine_words: frozenset[str] = NO_WORDS
    feminine_words: frozenset[str] = NO_WORDS
    masculine_nouns: tuple[str, ...] = ()
    feminine_nouns: tuple[str, ...] = ()
    """Endings that show the gender of the noun a body's name begins with."""
    plural_articles: frozenset[str] = NO_WORDS
    """Determiners and titles beside a name that show its gender."""
    articles: frozenset[str] = NO_WORDS
    definite: frozenset[str] = NO_WORDS
    plain: frozenset[str] = NO_WORDS
    """Words of a phrase that do not tell one actor from another (articles, prepositions, `nouveau`)."""
    governments: frozenset[str] = NO_WORDS
    governing: frozenset[str] = NO_WORDS
    """Adjectives that keep `les autorités` general (`locales` does not)."""
    bodies: frozenset[str] = NO_WORDS
    """Nouns that stand for an organization named before."""
    own_bodies: frozenset[str] = NO_WORDS
    """Bodies that no name before them stands for (`la police`)."""
    people: frozenset[str] = NO_WORDS
    """Nouns of single persons."""
    crowds: frozenset[str] = NO_WORDS
    members: frozenset[str] = NO_WORDS
    """Nouns of those who speak for the body that follows."""
    works: frozenset[str] = NO_WORDS
    """Reports and studies: their body speaks."""
    unnamed: frozenset[str] = NO_WORDS
    """Nouns of sources that nobody can identify."""
    prepositions: frozenset[str] = NO_WORDS
    of: frozenset[str] = NO_WORDS
    """The prepositions that join a complement to its noun, melted into an article or not."""
    relatives: frozenset[str] = NO_WORDS
    conjunctions: frozenset[str] = NO_WORDS
    clause_starts: frozenset[str] = NO_WORDS
    weights: SpeakerWeights | None = None
    """The learned ranking of candidates; None: the order of the rules decides."""
