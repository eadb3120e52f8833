"""The tokens of a draft by number: their surfaces, their sentences, and where a stretch of text begins and ends in tokens."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Self

from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.tokens import Token, TokenKind

_WORD = TokenKind.WORD
_SHORT = 40
_OPENERS = frozenset("«“‘\"'([—–-•*:…")


def fold_word(word: str) -> str:
    """Return `word` folded; the words of a language come again and again, so the commonest short ones are remembered."""
    return _remembered(word) if len(word) <= _SHORT else fold(word)


@lru_cache(maxsize=50_000)
def _remembered(word: str) -> str:
    return fold(word)


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """A text's tokens with what is asked of them again and again; token numbers are half-open ranges like offsets.

    `places` are the numbers of the tokens of each norm, ascending, `folds` its folded form; `capital` tells the words that
    begin with one.
    """

    text: str
    tokens: tuple[Token, ...]
    starts: list[int]
    norms: list[str]
    places: dict[str, list[int]]
    folds: dict[str, str]
    sentence_of: list[int]
    capital: list[bool]
    opens: list[bool]

    @classmethod
    def of(cls, text: str, tokens: tuple[Token, ...], sentences: Sequence[Span]) -> Self:
        """Index the tokens of `text`, which stand in its `sentences`."""
        starts = [token.start for token in tokens]
        norms = [token.norm for token in tokens]
        places: dict[str, list[int]] = defaultdict(list)
        for number, norm in enumerate(norms):
            places[norm].append(number)
        folds = {norm: _remembered(norm) if len(norm) <= _SHORT else fold(norm) for norm in places}
        firsts = [bisect_left(starts, sentence.start) for sentence in sentences]
        sentence_of: list[int] = []
        for number, (first, last) in enumerate(pairwise((*firsts, len(tokens)))):
            sentence_of += [number] * (last - first)
        capital = [text[token.start].isupper() and token.kind is _WORD for token in tokens]
        opens = _openings(tokens, firsts, places)
        return cls(text, tokens, starts, norms, places, folds, sentence_of, capital, opens)

    def __len__(self) -> int:
        return len(self.tokens)

    def where(self, words: AbstractSet[str]) -> list[int]:
        """Return the numbers of the tokens whose norm is one of `words`, ascending."""
        few, many = (words, self.places) if len(words) < len(self.places) else (self.places, words)
        return sorted([number for norm in few if norm in many for number in self.places[norm]])

    def surface(self, number: int) -> str:
        """Return token `number` as it stands in the text."""
        token = self.tokens[number]
        return self.text[token.start : token.end]

    def norm(self, number: int) -> str:
        """Return token `number` in lower case, or nothing outside the text."""
        return self.norms[number] if 0 <= number < len(self.norms) else ""

    def is_word(self, number: int) -> bool:
        """Whether token `number` is a word."""
        return 0 <= number < len(self.tokens) and self.tokens[number].kind is _WORD

    def is_capital(self, number: int) -> bool:
        """Whether token `number` is a word that begins with a capital."""
        return 0 <= number < len(self.capital) and self.capital[number]

    def capitals(self, number: int) -> int:
        """Return how many parts of token `number` begin with a capital (two in `États-Unis`)."""
        parts = self.surface(number).replace("'", "-").replace("’", "-").split("-")
        return sum(1 for part in parts if part[:1].isupper())

    def together(self, first: int, last: int) -> bool:
        """Whether tokens `first` and `last` (both inclusive) exist and are in one sentence."""
        return 0 <= first <= last < len(self.tokens) and self.sentence_of[first] == self.sentence_of[last]

    def touching(self, number: int) -> bool:
        """Whether token `number` follows the one before it without a space."""
        return 0 < number < len(self.tokens) and self.tokens[number - 1].end == self.starts[number]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens that touch the stretch `[start, end)` of the text."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.tokens[first].end <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end))

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of text of tokens `[first, last)`."""
        return Span(self.starts[first], self.tokens[last - 1].end)


def _openings(tokens: Sequence[Token], firsts: Iterable[int], places: Mapping[str, list[int]]) -> list[bool]:
    """Whether each token opens a sentence, a quotation or a list item, where any word has a capital."""
    opens = [False] * len(tokens)
    for opener in _OPENERS & places.keys():
        for number in places[opener]:
            after = number + 1
            if after < len(tokens) and tokens[after].kind is _WORD:
                opens[after] = True
    for first in firsts:
        if first < len(tokens):
            opens[first] = True
    return opens


NO_TOKENS = TokenIndex("", (), [], [], {}, {}, [], [], [])
