"""Tokens: the words, numbers, marks and addresses that a text is cut into."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.spans import Span


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    PUNCTUATION = "punctuation"
    URL = "url"


@dataclass(slots=True, eq=False)
class Token:
    """A word, number, mark or address of the text; never changed (to freeze it would triple the time of making one).

    An elided word keeps its apostrophe (`l'`, `qu'`, `aujourd'hui` is one); an inverted pronoun keeps its hyphens
    (`a-t-il` is `a`, `-t-il`; `dit-elle` is `dit`, `-elle`); other compounds are one token (`russo-chinois`).
    `norm` is the surface in lower case with straight apostrophes and accents kept.
    """

    start: int
    end: int
    norm: str
    kind: TokenKind

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)
