"""The scene around a quote: who spoke last, how far apart two places are, which mentions are subjects."""

from bisect import bisect_right
from collections.abc import Iterator

from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.speakers.cast import Cast


class Scene:
    """What has been said so far; positions are code points."""

    def __init__(self, draft: Draft) -> None:
        self._spans = draft.sentences
        self._sentences = [sentence.start for sentence in draft.sentences]
        self._paragraphs = [paragraph.start for paragraph in draft.paragraphs]
        self.contents = sorted(part for quote in draft.quotes for part in quote.parts)
        self._spoken: list[tuple[str, int]] = []

    def speaks(self, key: str, position: int) -> None:
        """Note that an actor spoke at `position`."""
        self._spoken.append((key, position))

    def last_speaker(self, position: int) -> tuple[str, int] | None:
        """Return who spoke last before `position`, and where."""
        return next((spoken for spoken in reversed(self._spoken) if spoken[1] < position), None)

    def spoken_before(self, position: int) -> list[tuple[str, int]]:
        """Return who spoke last before `position` and where, in the order of their quotes."""
        return [spoken for spoken in self._spoken[-_REMEMBERED:] if spoken[1] < position]

    def sentences_between(self, first: int, last: int) -> int:
        """Return how many sentence starts lie between two positions."""
        return bisect_right(self._sentences, last) - bisect_right(self._sentences, first)

    def paragraphs_between(self, first: int, last: int) -> int:
        """Return how many paragraph starts lie between two positions."""
        return bisect_right(self._paragraphs, last) - bisect_right(self._paragraphs, first)

    def around(self, position: int, reach: int) -> Span:
        """Return what lies within `reach` code points of `position` in its sentence."""
        sentence = self._spans[max(0, bisect_right(self._sentences, position) - 1)]
        start = max(sentence.start, position - reach)
        return Span(start, max(start + 1, min(sentence.end, position + reach)))

    def before(self, position: int, limit: int) -> Iterator[Span]:
        """Yield up to `limit` sentences before the one around `position`, the nearest first."""
        index = max(0, bisect_right(self._sentences, position) - 1)
        yield from reversed(self._spans[max(0, index - limit) : index])

    def order(self, first: int, last: int) -> int:
        """Return the distance of two positions in code points."""
        return last - first

    def is_subject(self, cast: Cast, span: Span) -> bool:
        """Whether a mention seems to be a subject: no preposition governs it and it opens its clause."""
        first, _ = cast.token_range(span)
        index = first - 1
        while index >= 0 and first - index < _PHRASE:
            norm = cast.norm(index)
            if norm in cast.rules.clause_starts:
                return True
            if norm in cast.rules.prepositions:
                return False
            index -= 1
        return True

    def opens(self, cast: Cast, span: Span) -> bool:
        """Whether a mention is the first word of its sentence but determiners and titles."""
        index = bisect_right(self._sentences, span.start) - 1
        if index < 0 or span.start - self._sentences[index] > _OPENING:
            return False
        before = cast.norms(Span(self._sentences[index], span.start)) if self._sentences[index] < span.start else []
        return len(before) <= _TITLE and not cast.rules.prepositions & set(before[:1])


_PHRASE = 6
_TITLE = 4
_OPENING = 80
_REMEMBERED = 30
