"""One document, one reading: what the tagger says of a name, evened out over all the places where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np

from app.extraction.indexing import TokenIndex
from app.extraction.tagged import Tagged, TaggedSpan

HEAD = "name"
_OWN = 0.2
"""How much the words around one place count against what is said of the name at all its places."""
_SHORTEST = 3
_LONGEST = 12

Words = tuple[str, ...]


def evened(tagged: Tagged, index: TokenIndex) -> Tagged:
    """Return `tagged` with the probabilities of names drawn towards their mean over the places with the same words.

    A place where the words are part of a longer name is another name ("Paris" in "Paris Saint-Germain").
    """
    places = _places(tagged.spans(HEAD), index)
    if not places:
        return tagged
    probabilities = tagged.probabilities.copy()
    columns = Tagged(probabilities).columns(HEAD)
    for words, firsts in places.items():
        rows = np.array(firsts)[:, None] + np.arange(len(words))
        own = columns[rows]
        columns[rows] = _OWN * own + (1 - _OWN) * (np.add.reduce(own) / len(firsts))
    return Tagged(probabilities, tagged.openings)


def _places(spans: list[TaggedSpan], index: TokenIndex) -> dict[Words, list[int]]:
    """Return the first token of each place of the names that stand in several."""
    length_at = {number: span.last - span.first for span in spans for number in range(span.first, span.last)}
    places: dict[Words, list[int]] = defaultdict(list)
    wanted = {words_of(index, span.first, span.last) for span in spans}
    heads = {index.norm(span.first) for span in spans}
    for first, words in find_words(index, {words for words in wanted if is_telling(words)}, heads):
        if all(length_at.get(first + offset, 0) <= len(words) for offset in range(len(words))):
            places[words].append(first)
    return {words: firsts for words, firsts in places.items() if len(firsts) > 1}


def find_words(index: TokenIndex, wanted: AbstractSet[Words], heads: AbstractSet[str]) -> Iterator[tuple[int, Words]]:
    """Yield the places, by their first token, where one of `wanted` stands within a sentence, none overlapping another.

    The longest is taken at each place; `heads` are the first words of those wanted, in lower case.
    """
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in wanted:
        lengths[words[0]].add(len(words))
    after = 0
    for number in index.where(heads):
        if number < after:
            continue
        for length in sorted(lengths.get(index.surface(number), ()), reverse=True):
            last = number + length
            if index.together(number, last - 1) and (words := words_of(index, number, last)) in wanted:
                after = last
                yield number, words
                break


def words_of(index: TokenIndex, first: int, last: int) -> Words:
    """Return tokens `[first, last)` as they stand in the text."""
    return tuple(map(index.surface, range(first, last)))


def is_telling(words: Words) -> bool:
    """Whether these words are the name wherever they stand: a capital, more than one or two letters, not without end."""
    long_enough = len("".join(words)) >= _SHORTEST and len(words) <= _LONGEST
    return long_enough and any(word[:1].isupper() for word in words) and words[-1][:1] not in ".("
