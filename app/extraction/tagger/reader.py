"""A tagger made of a trained artefact: words to vectors, vectors through the network, window by window."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.extraction.draft import Draft
from app.extraction.tagged import COLUMNS, HEADS, Tagged
from app.extraction.tagger.embeddings import Embeddings, Word
from app.extraction.tagger.subwords import LONGEST_WORD
from app.extraction.tagger.windows import windows


class Logits(Protocol):
    """What computes the logits of a window."""

    def logits(self, words: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (positions, labels) for (positions, hidden), begin and end included in both."""
        ...


@dataclass(frozen=True, slots=True)
class NetworkTagger:
    """Reads texts by a network; `window` is the most tokens that it sees at once.

    Each window is computed alone, so that what is said of a text depends on nothing else that is read.
    """

    embeddings: Embeddings
    network: Logits
    begin: NDArray[np.float32]
    end: NDArray[np.float32]
    window: int

    def tag(self, draft: Draft) -> Tagged:
        """Return what every token of `draft` may be part of."""
        words, openings = words_of(draft), openings_of(draft)
        logits = [self._read(words[first:last]) for first, last in windows(len(words), openings, self.window)]
        if not logits:
            return Tagged(np.zeros((0, COLUMNS), dtype=np.float32))
        return Tagged(_probabilities(np.concatenate(logits)), openings)

    def _read(self, words: list[Word]) -> NDArray[np.float32]:
        vectors = np.concatenate([self.begin, self.embeddings.vectors(words), self.end])
        return self.network.logits(vectors)[1:-1]


def words_of(draft: Draft) -> list[Word]:
    """Return the tokens of `draft` as the vocabulary sees them: the surface, and whether a space is before it."""
    text = draft.text
    return [
        (text[token.start : token.end][:LONGEST_WORD], token.start == 0 or text[token.start - 1].isspace())
        for token in draft.tokens
    ]


def openings_of(draft: Draft) -> list[int]:
    """Return the numbers of the tokens that open a sentence, rising."""
    starts = draft.index.starts
    numbers = (bisect_left(starts, sentence.start) for sentence in draft.sentences)
    return list(dict.fromkeys(number for number in numbers if number < len(starts)))


def _probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn logits into probabilities, head by head; a row for each label is what numpy adds up fastest."""
    rows = np.ascontiguousarray(logits.T)
    first = 0
    for labels in HEADS.values():
        head = rows[first : first + len(labels)]
        head -= head.max(axis=0)
        np.exp(head, out=head)
        head /= head.sum(axis=0)
        first += len(labels)
    return rows.T
