"""The tokens of a draft by number: their surfaces, their sentences, and where a stretch of text begins and ends in tokens."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.draft import Draft, Token, TokenKind

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
    """A draft's tokens with what is asked of them again and again; token numbers are half-open ranges like offsets."""

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    sentence_of: tuple[int, ...]
    opens: tuple[bool, ...]

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """Index the tokens of `draft`."""
        sentence_starts = [sentence.start for sentence in draft.sentences]
        sentence_of = tuple(bisect_right(sentence_starts, token.start) - 1 for token in draft.tokens)
        opens = _openings(draft.tokens, sentence_of)
        return cls(draft.text, draft.tokens, tuple(token.start for token in draft.tokens), sentence_of, opens)

    def __len__(self) -> int:
        return len(self.tokens)

    def surface(self, number: int) -> str:
        """Return token `number` as it stands in the text."""
        token = self.tokens[number]
        return self.text[token.start : token.end]

    def norm(self, number: int) -> str:
        """Return token `number` in lower case, or nothing outside the text."""
        return self.tokens[number].norm if 0 <= number < len(self.tokens) else ""

    def is_word(self, number: int) -> bool:
        """Whether token `number` is a word."""
        return 0 <= number < len(self.tokens) and self.tokens[number].kind is TokenKind.WORD

    def is_capital(self, number: int) -> bool:
        """Whether token `number` is a word that begins with a capital."""
        return self.is_word(number) and self.text[self.starts[number]].isupper()

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


def _openings(tokens: tuple[Token, ...], sentence_of: tuple[int, ...]) -> tuple[bool, ...]:
    """Whether each token opens a sentence, a quotation or a list item, where any word has a capital."""
    opens: list[bool] = []
    for number, token in enumerate(tokens):
        first = number == 0 or sentence_of[number - 1] != sentence_of[number]
        after = not first and tokens[number - 1].norm in _OPENERS
        opens.append(first or (after and token.kind is TokenKind.WORD))
    return tuple(opens)
