"""What a tagger says of a text: for every token the probabilities of four heads, and the spans they amount to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import log
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "content": ("O", "B-direct", "I-direct", "B-indirect", "I-indirect", "B-mixed", "I-mixed"),
        "cue": ("O", "B", "I"),
        "speaker": ("O", "B", "I"),
        "name": ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"),
    }
)
COLUMNS = sum(map(len, HEADS.values()))
_WITHIN_SENTENCES = frozenset({"cue", "speaker", "name"})
_LABELS = MappingProxyType(
    {head: tuple(label.partition("-")[2] or head for label in labels) for head, labels in HEADS.items()}
)
_SURE = 0.99
_LEAST = 1e-9


def _slices() -> Mapping[str, slice]:
    bounds = pairwise(accumulate(map(len, HEADS.values()), initial=0))
    return MappingProxyType({head: slice(*bound) for head, bound in zip(HEADS, bounds, strict=True)})


_SLICES = _slices()


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Tokens `[first, last)` that a head takes together.

    `label` is the kind of content or name (`direct`, `PER`), or the head itself where it has one kind. `confidence` is the
    mean probability, over its tokens, of being in a span with this label.
    """

    first: int
    last: int
    label: str
    confidence: float


@dataclass(frozen=True, eq=False)
class Tagged:
    """Probabilities of shape (tokens, 20), rows in the order of the draft's tokens, each head's columns adding up to one.

    `openings` are the numbers of the tokens that begin a sentence, in order: a cue, a speaker or a name ends with its
    sentence, whereas a content may run on.
    """

    probabilities: NDArray[np.float32]
    openings: Sequence[int] = ()

    def __post_init__(self) -> None:
        """Refuse a table of another shape.

        Raises:
            ValueError: it has not one column for each label of each head.
        """
        if self.probabilities.ndim != 2 or self.probabilities.shape[1] != COLUMNS:  # noqa: PLR2004 (rows and columns)
            raise ValueError(f"probabilities of shape {self.probabilities.shape}, not (tokens, {COLUMNS})")

    def __len__(self) -> int:
        return len(self.probabilities)

    def columns(self, head: str) -> NDArray[np.float32]:
        """Return the columns of `head`, in the order of `HEADS[head]`."""
        return self.probabilities[:, _SLICES[head]]

    def content(self, token: int) -> float:
        """Return the probability that a token is in what somebody said."""
        return self.inside("content")[token]

    def content_start(self, token: int) -> float:
        """Return the probability that what somebody said begins with a token."""
        return self.content_starts[token]

    def cue(self, token: int) -> float:
        """Return the probability that a token is in a cue."""
        return self.inside("cue")[token]

    def speaker(self, token: int) -> float:
        """Return the probability that a token is in the mention of a speaker."""
        return self.inside("speaker")[token]

    def name(self, token: int) -> float:
        """Return the probability that a token is in a name."""
        return self.inside("name")[token]

    def spans(self, head: str) -> list[TaggedSpan]:
        """Return the likeliest spans of `head` in text order: a label goes on only after itself."""
        known = self._spans.get(head)
        if known is None:
            known = self._spans[head] = tuple(_Decoding(head, self.columns(head), self.openings).spans())
        return list(known)

    def inside(self, head: str) -> Sequence[float]:
        """Return the probability of each token that it is in something of `head`."""
        known = self._inside.get(head)
        if known is None:
            known = self._inside[head] = (1.0 - self.columns(head)[:, 0]).tolist()
        return known

    @cached_property
    def content_starts(self) -> Sequence[float]:
        """The probability of each token that what somebody said begins with it."""
        return self.columns("content")[:, 1::2].sum(axis=1).tolist()

    @cached_property
    def _spans(self) -> dict[str, tuple[TaggedSpan, ...]]:
        return {}

    @cached_property
    def _inside(self) -> dict[str, list[float]]:
        return {}


class _Decoding:
    """One head's probabilities on their way to spans.

    The likeliest label of every token is the answer wherever these labels can follow one another; only a stretch where
    they cannot, between tokens that are surely outside, is searched for its best path.
    """

    def __init__(self, head: str, columns: NDArray[np.float32], openings: Sequence[int]) -> None:
        self._head = head
        self._columns = columns
        likeliest = columns.argmax(axis=1)
        self._path: list[int] = likeliest.tolist()
        self._labelled: list[int] = np.flatnonzero(likeliest).tolist()
        self._within = frozenset(openings) if self._labelled and head in _WITHIN_SENTENCES else frozenset[int]()
        self._belief: dict[int, NDArray[np.float32]] = {}

    def spans(self) -> Iterator[TaggedSpan]:
        path, labelled = self._path, self._labelled
        for first, last in self._broken():
            path[first:last] = self._best_path(first, last)
            labelled = range(len(path))
        for first in labelled:
            state = path[first]
            if state % 2:
                last = first + 1
                while last < len(path) and path[last] == state + 1:
                    last += 1
                yield TaggedSpan(first, last, _LABELS[self._head][state], self._mean(state, first, last))

    def _mean(self, state: int, first: int, last: int) -> float:
        """Return the mean probability of tokens `[first, last)` to begin or go on with what `state` begins."""
        belief = self._belief.get(state)
        if belief is None:
            belief = self._belief[state] = self._columns[:, state] + self._columns[:, state + 1]
        return float(np.add.reduce(belief[first:last]) / (last - first))

    def _broken(self) -> list[tuple[int, int]]:
        """Return the stretches in which a label stands where it cannot, each bounded by tokens that are surely outside."""
        misplaced = self._misplaced()
        if not misplaced:
            return []
        outside: list[float] = self._columns[:, 0].tolist()
        stretches: list[tuple[int, int]] = []
        for number in misplaced:
            if stretches and number < stretches[-1][1]:
                continue
            first, last = number, number + 1
            while first and outside[first - 1] < _SURE:
                first -= 1
            while last < len(outside) and outside[last] < _SURE:
                last += 1
            stretches.append((first, last))
        return stretches

    def _misplaced(self) -> list[int]:
        """Return the tokens that go on with what the token before them is not in."""
        path, openings = self._path, self._within
        going_on = [number for number in self._labelled if path[number] % 2 == 0]
        return [
            number
            for number in going_on
            if number == 0 or number in openings or path[number - 1] not in (path[number], path[number] - 1)
        ]

    def _best_path(self, first: int, last: int) -> list[int]:
        """Return the likeliest labels of tokens `[first, last)`, the token before them being outside (Viterbi)."""
        states = range(self._columns.shape[1])
        reached = [0.0, *[-1e9] * (len(states) - 1)]
        origins: list[list[int]] = []
        for number in range(first, last):
            best = max(states, key=reached.__getitem__)
            origin = [best] * len(states)
            if number not in self._within:
                for going_on in states[2::2]:
                    origin[going_on] = max(going_on - 1, going_on, key=reached.__getitem__)
            likely = [log(max(value, _LEAST)) for value in self._columns[number].tolist()]
            barred = -1e9 if number in self._within else 0.0
            reached = [reached[origin[s]] + likely[s] + (barred if s and s % 2 == 0 else 0.0) for s in states]
            origins.append(origin)
        path = [max(states, key=reached.__getitem__)]
        for origin in reversed(origins[1:]):
            path.append(origin[path[-1]])
        return path[::-1]
