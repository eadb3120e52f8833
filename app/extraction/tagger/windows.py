"""How a text is cut for the tagger: into stretches of whole sentences, about equally long."""

from collections.abc import Iterator, Sequence
from itertools import pairwise


def windows(tokens: int, openings: Sequence[int], longest: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches `[first, last)` that `tokens` tokens are read in, none longer than `longest`.

    `openings` are the numbers, rising, of the tokens that open a sentence. A stretch ends with a sentence, unless the
    sentence alone is too long; stretches are about as long as one another, so that none is read without its surroundings.
    """
    first = last = 0
    for start, end in _parts(tokens, openings, longest):
        if last > first and not _takes(last - first, end - start, tokens - first, longest):
            yield first, last
            first = start
        last = end
    if first < last:
        yield first, last


def _takes(held: int, more: int, remaining: int, longest: int) -> bool:
    """Whether a stretch that holds some tokens takes the next sentence: if it fits, and not over half of it is over the share."""
    share = remaining / -(-remaining // longest)
    return held + more <= longest and held + more / 2 <= share


def _parts(tokens: int, openings: Sequence[int], longest: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences, those that are too long cut into equal parts."""
    bounds = sorted({0, *(number for number in openings if number < tokens), tokens})
    for start, end in pairwise(bounds):
        count = -(-(end - start) // longest)
        for part in range(count):
            yield start + (end - start) * part // count, start + (end - start) * (part + 1) // count
