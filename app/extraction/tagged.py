"""What a tagger says of a text: for every token the probabilities of five heads, the spans they amount to, and links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from math import log
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.domain.annotations import RelationType

HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "content": ("O", "B-direct", "I-direct", "B-indirect", "I-indirect", "B-mixed", "I-mixed"),
        "cue": ("O", "B", "I"),
        "speaker": ("O", "B", "I"),
        "name": ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"),
        "act": ("O", *map(str, RelationType)),
    }
)
"""The labels of each head. `act` tells of which relation a token is the trigger, or part of it; it has no begin."""
ROLES = ("speaker", "source", "target")
"""What a token may be linked to: who says what it is the cue or content of; who does, and to whom, what it is the trigger of."""
COLUMNS = sum(map(len, HEADS.values()))
_WITHIN_SENTENCES = frozenset({"cue", "speaker", "name"})
_SURE = 0.99
_LEAST = 1e-9


def _slices() -> Mapping[str, slice]:
    bounds = pairwise(accumulate(map(len, HEADS.values()), initial=0))
    return MappingProxyType({head: slice(*bound) for head, bound in zip(HEADS, bounds, strict=True)})


_SLICES = _slices()


def columns_of(probabilities: NDArray[np.float32], head: str) -> NDArray[np.float32]:
    """Return the columns of `head` in a table of all labels, in the order of `HEADS[head]`."""
    return probabilities[:, _SLICES[head]]


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
class Links:
    """Links between tokens, one a place of four arrays of equal length, in the order of roles, origins and tokens.

    `roles` are numbers of `ROLES`, `origins` and `tokens` numbers of tokens, `probabilities` from 0 to 1.
    """

    roles: NDArray[np.uint8]
    origins: NDArray[np.int32]
    tokens: NDArray[np.int32]
    probabilities: NDArray[np.float32]

    @classmethod
    def none(cls) -> "Links":
        """Return no links at all."""
        return cls(np.zeros(0, np.uint8), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))

    def __len__(self) -> int:
        return len(self.roles)

    @cached_property
    def by_origin(self) -> Mapping[tuple[str, int], Sequence[tuple[int, float]]]:
        """The linked tokens and how likely each is, by role and origin."""
        found: dict[tuple[str, int], list[tuple[int, float]]] = {}
        roles: list[int] = self.roles.tolist()
        ends: list[tuple[int, int]] = np.stack([self.origins, self.tokens], axis=1).tolist()
        for role, (origin, token), probability in zip(roles, ends, self.probabilities.tolist(), strict=True):
            found.setdefault((ROLES[role], origin), []).append((token, probability))
        return found


@dataclass(frozen=True, eq=False)
class Tagged:
    """Probabilities of shape (tokens, labels), rows in the order of the draft's tokens, each head's columns adding up to one.

    `openings` are the numbers of the tokens that begin a sentence, in order: a cue, a speaker or a name ends with its
    sentence, whereas a content may run on.
    """

    probabilities: NDArray[np.float32]
    openings: Sequence[int] = ()
    arcs: Links = field(default_factory=Links.none)

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
        return columns_of(self.probabilities, head)

    def content(self, token: int) -> float:
        """Return the probability that a token is in what somebody said."""
        return self._inside["content"][token]

    def content_start(self, token: int) -> float:
        """Return the probability that what somebody said begins with a token."""
        return self._content_starts[token]

    def cue(self, token: int) -> float:
        """Return the probability that a token is in a cue."""
        return self._inside["cue"][token]

    def speaker(self, token: int) -> float:
        """Return the probability that a token is in the mention of a speaker."""
        return self._inside["speaker"][token]

    def name(self, token: int) -> float:
        """Return the probability that a token is in a name."""
        return self._inside["name"][token]

    def act(self, token: int) -> float:
        """Return the probability that a token is in the trigger of a relation."""
        return self._inside["act"][token]

    def links(self, role: str, token: int) -> Sequence[tuple[int, float]]:
        """Return the tokens that `token` is linked to in a role of `ROLES`, in text order, each with its probability.

        A token that hardly opens a content, is in a cue (for `speaker`) or in a trigger (for `source` and `target`) has none.
        """
        return self.arcs.by_origin.get((role, token), ())

    def spans(self, head: str) -> list[TaggedSpan]:
        """Return the likeliest spans of `head` in text order: a label goes on only after itself."""
        if head == "act":
            return list(_runs(self.columns(head)))
        return list(_Decoding(head, self.columns(head), self.openings).spans())

    @cached_property
    def _inside(self) -> dict[str, list[float]]:
        return {head: (1.0 - self.columns(head)[:, 0]).tolist() for head in HEADS}

    @cached_property
    def _content_starts(self) -> list[float]:
        return self.columns("content")[:, 1::2].sum(axis=1).tolist()


def _runs(columns: NDArray[np.float32]) -> Iterator[TaggedSpan]:
    """Yield the runs of tokens whose likeliest label is one and the same, and not the first."""
    path: list[int] = columns.argmax(axis=1).tolist()
    bounds = [0, *(number for number in range(1, len(path)) if path[number] != path[number - 1]), len(path)]
    for first, last in pairwise(bounds):
        if first < last and (label := path[first]):
            yield TaggedSpan(first, last, HEADS["act"][label], float(columns[first:last, label].mean()))


class _Decoding:
    """One head's probabilities on their way to spans.

    The likeliest label of every token is the answer wherever these labels can follow one another; only a stretch where
    they cannot, between tokens that are surely outside, is searched for its best path.
    """

    def __init__(self, head: str, columns: NDArray[np.float32], openings: Sequence[int]) -> None:
        self._head = head
        self._columns = columns
        self._path: list[int] = columns.argmax(axis=1).tolist()
        within = head in _WITHIN_SENTENCES
        self._openings = frozenset(number for number in openings if within and number < len(self._path))

    def spans(self) -> Iterator[TaggedSpan]:
        for first, last in self._broken():
            self._path[first:last] = self._best_path(first, last)
        for first in (number for number, state in enumerate(self._path) if state % 2):
            last = first + 1
            while last < len(self._path) and self._path[last] == self._path[first] + 1:
                last += 1
            yield self._span(first, last)

    def _span(self, first: int, last: int) -> TaggedSpan:
        state = self._path[first]
        label = HEADS[self._head][state].partition("-")[2] or self._head
        return TaggedSpan(first, last, label, float(self._columns[first:last, state : state + 2].sum(axis=1).mean()))

    def _broken(self) -> list[tuple[int, int]]:
        """Return the stretches in which a label stands where it cannot, each bounded by tokens that are surely outside."""
        outside: list[float] = self._columns[:, 0].tolist()
        stretches: list[tuple[int, int]] = []
        for number in self._misplaced():
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
        path = np.array(self._path, dtype=np.int8)
        before = np.concatenate([np.zeros(1, dtype=np.int8), path[:-1]])
        before[list(self._openings)] = 0
        going_on = (path > 0) & (path % 2 == 0)
        return np.flatnonzero(going_on & (before != path) & (before != path - 1)).tolist()

    def _best_path(self, first: int, last: int) -> list[int]:
        """Return the likeliest labels of tokens `[first, last)`, the token before them being outside (Viterbi)."""
        states = range(self._columns.shape[1])
        reached = [0.0, *[-1e9] * (len(states) - 1)]
        origins: list[list[int]] = []
        for number in range(first, last):
            best = max(states, key=reached.__getitem__)
            origin = [best] * len(states)
            if number not in self._openings:
                for going_on in states[2::2]:
                    origin[going_on] = max(going_on - 1, going_on, key=reached.__getitem__)
            likely = [log(max(value, _LEAST)) for value in self._columns[number].tolist()]
            barred = -1e9 if number in self._openings else 0.0
            reached = [reached[origin[s]] + likely[s] + (barred if s and s % 2 == 0 else 0.0) for s in states]
            origins.append(origin)
        path = [max(states, key=reached.__getitem__)]
        for origin in reversed(origins[1:]):
            path.append(origin[path[-1]])
        return path[::-1]
