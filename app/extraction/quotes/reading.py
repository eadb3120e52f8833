"""One text as the rules read it: tokens with their sentence, the names on them, and the marked stretches."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from app.domain.annotations import EntityType, MentionKind
from app.domain.spans import Span
from app.extraction.draft import Draft, Token, TokenKind
from app.extraction.languages.shapes.quotes import Frame, QuoteRules
from app.extraction.quotes.marks import Marked, Speech, find_marked, is_mark

_NAMING = frozenset({MentionKind.NAME})
_REACH = 8


@dataclass(frozen=True, slots=True)
class NameAt:
    """A mention on tokens `[first, last)`."""

    first: int
    last: int
    type: EntityType
    kind: MentionKind


class Reading:
    """A draft's tokens by index, with what the rules ask of them in constant time."""

    def __init__(self, draft: Draft, rules: QuoteRules) -> None:
        self.text = draft.text
        self.rules = rules
        self.tokens: tuple[Token, ...] = draft.tokens
        self.index = draft.index
        self.norms = draft.index.norms
        self.starts = draft.index.starts
        self.sentence_starts = [
            *sorted({bisect_left(self.starts, s.start) for s in draft.sentences}),
            len(self.tokens),
        ]
        self.paragraphs = [
            range(bisect_left(self.starts, p.start), bisect_left(self.starts, p.end)) for p in draft.paragraphs
        ]
        self._is_word = [token.kind is not TokenKind.PUNCTUATION for token in self.tokens]
        self._words_before = [0, *accumulate(self._is_word)]
        said = draft.tagged.inside("content") if draft.tagged is not None else ()
        speech = Speech(rules.own, self._opens_incise, said)
        self.marked = find_marked(self.text, self.index, self.paragraphs, self.sentence_starts, speech)
        self._marked_starts = [marked.start for marked in self.marked]
        self._marked_ends = [marked.end for marked in self.marked]
        self.names = self._names(draft)
        self._over = {
            index: name
            for first, name in sorted(self.names.items())
            for index in range(first, min(name.last, first + _REACH))
        }

    def _names(self, draft: Draft) -> dict[int, NameAt]:
        found: dict[int, NameAt] = {}
        for entity in draft.entities:
            for mention in entity.mentions:
                if mention.kind not in _NAMING:
                    continue
                first = bisect_left(self.starts, mention.span.start)
                last = bisect_left(self.starts, mention.span.end)
                known = found.get(first)
                if first < last and (known is None or known.last < last):
                    found[first] = NameAt(first, last, entity.type, mention.kind)
        return found

    def _opens_incise(self, index: int) -> bool:
        """Whether a verb of saying with its subject behind it starts at `index` (`a-t-elle dit`, `a déclaré le maire`)."""
        rules, norm = self.rules, self.norm(index)
        if norm not in rules.have and norm not in rules.verbs:
            return False
        pronoun = self.norm(index + 1)
        if pronoun.startswith("-") and pronoun.rpartition("-")[2] in rules.pronouns:
            return norm in rules.verbs or self.norm(index + 2) in rules.verbs
        before = self.norm(index - 1)
        if before in rules.pronouns or before in rules.relatives or before in rules.that or before in rules.clitics:
            return False
        end = index + 1 + (norm in rules.have)
        readings = rules.verbs.get(self.norm(end - 1), ())
        says = any(Frame.SPEECH in verb.frames and Frame.NOUN not in verb.frames for verb, _ in readings)
        follows = self.norm(end) in rules.determiners or self.norm(end) in rules.titles or self.is_capital(end)
        return says and follows and (norm in rules.have or (before == "," and norm not in rules.homographs))

    def norm(self, index: int) -> str:
        """Return the norm of a token, or an empty string outside the text."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""

    def is_word(self, index: int) -> bool:
        """Whether a token is a word or a number."""
        return 0 <= index < len(self._is_word) and self._is_word[index]

    def words(self, first: int, last: int) -> int:
        """Return how many words and numbers stand in `[first, last)`, which lies in the text."""
        return self._words_before[last] - self._words_before[first] if first < last else 0

    def is_mark(self, index: int) -> bool:
        """Whether a token is a quotation mark."""
        return 0 <= index < len(self.norms) and is_mark(self.norms[index])

    def is_capital(self, index: int) -> bool:
        """Whether a word starts with a capital letter."""
        return 0 <= index < len(self.tokens) and self.text[self.tokens[index].start].isupper()

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the token range of the sentence that holds token `index`."""
        position = bisect_right(self.sentence_starts, index)
        return self.sentence_starts[position - 1], self.sentence_starts[min(position, len(self.sentence_starts) - 1)]

    def unit(self, index: int) -> tuple[int, int]:
        """Return the sentence around `index`, widened so that it cuts no marked stretch."""
        first, last = self.sentence(index)
        before, after = self.marked_at(first), self.marked_at(last)
        if before is not None and before.start < first:
            first = self.sentence(before.start)[0]
        if after is not None and after.start < last:
            last = self.sentence(after.end - 1)[1]
        return first, last

    def paragraph(self, index: int) -> range:
        """Return the token range of the paragraph that holds token `index`."""
        position = bisect_right(self.paragraphs, index, key=lambda p: p.start)
        return self.paragraphs[position - 1]

    def marked_at(self, index: int) -> Marked | None:
        """Return the marked stretch that holds token `index`, its marks included."""
        position = bisect_right(self._marked_starts, index) - 1
        if position < 0:
            return None
        return self.marked[position] if index < self._marked_ends[position] else None

    def marked_in(self, first: int, last: int) -> list[Marked]:
        """Return the marked stretches that start in `[first, last)`."""
        low = bisect_left(self._marked_starts, first)
        high = bisect_left(self._marked_starts, last)
        return self.marked[low:high]

    def name_over(self, index: int) -> NameAt | None:
        """Return the mention that holds token `index`, where it begins near."""
        return self._over.get(index)

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of text of tokens `[first, last)`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
