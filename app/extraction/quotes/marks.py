"""Quotation marks: which stretches of a text stand between marks, also where a mark is missing.

Every paragraph is read by itself, so a missing mark never turns the rest of a text inside out. Marks with sides
(« » “ ”) say what they do; a straight mark opens after a space and closes before one, and where the spaces do not tell, it
closes what is open. A mark without partner is completed at the end (or the start) of its sentence. Quotations that run
over several paragraphs are followed when the next paragraph opens with a mark or closes one.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.extraction.draft import Token
from app.extraction.indexing import TokenIndex

_FAMILIES = {
    "«": "angle",
    "»": "angle",
    "“": "curly",
    "”": "curly",
    "„": "curly",
    "‟": "curly",
    '"': "straight",
    "″": "straight",
}
_OPENING = frozenset("«“„")
_CLOSING = frozenset("»”")
_BEFORE_OPENING = frozenset("([{'’«“„—–-/")
_AFTER_CLOSING = frozenset(".,;:!?)]}»”…/—–")


class _Role(Enum):
    OPEN = auto()
    CLOSE = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between two marks: tokens `[first, last)`; `opener` and `closer` are the marks' tokens, None if missing."""

    first: int
    last: int
    opener: int | None
    closer: int | None

    @property
    def is_whole(self) -> bool:
        """Whether both marks are there."""
        return self.opener is not None and self.closer is not None

    @property
    def start(self) -> int:
        """The first token, the opening mark included."""
        return self.first if self.opener is None else self.opener

    @property
    def end(self) -> int:
        """The token after the last, the closing mark included."""
        return self.last if self.closer is None else self.closer + 1


@dataclass(frozen=True, slots=True)
class _Mark:
    index: int
    family: str
    role: _Role


@dataclass(frozen=True, slots=True)
class Speech:
    """What shows where speech goes on and ends where a mark is missing.

    `own` are words of the first person (`je`), `incise` tells whether an incise starts at a token, and `said` is for each
    token how likely the tagger thinks it said (nothing where there is no tagger).
    """

    own: frozenset[str]
    incise: Callable[[int], bool]
    said: Sequence[float] = ()

    def is_said(self, index: int) -> bool:
        """Whether a token is rather said than not."""
        return bool(self.said) and self.said[index] > _RATHER


def is_mark(norm: str) -> bool:
    """Whether a token is a quotation mark."""
    return norm in _FAMILIES


def find_marked(
    text: str,
    index: TokenIndex,
    paragraphs: Sequence[range],
    sentences: Sequence[int],
    speech: Speech,
) -> list[Marked]:
    """Return the outermost marked stretches in text order; they never overlap.

    `paragraphs` are ranges of token indexes, `sentences` the token indexes where sentences start, with the number of
    tokens at the end. `speech` tells where it goes on and where it ends when a mark is missing.
    """
    tokens, norms = index.tokens, index.norms
    places = [place for place in index.where(_FAMILIES.keys()) if not _is_measure(text, tokens[place])]
    if not places:
        return []
    roles = [
        [
            _mark(text, tokens, place)
            for place in places[bisect_left(places, each.start) : bisect_left(places, each.stop)]
        ]
        for each in paragraphs
    ]
    found: list[Marked] = []
    carried: _Mark | None = None
    bounds = _Bounds(sentences, frozenset(index.where(speech.own)))
    for number, (paragraph, marks) in enumerate(zip(paragraphs, roles, strict=True)):
        following = roles[number + 1] if number + 1 < len(roles) else []
        follows = paragraphs[number + 1].start if number + 1 < len(roles) else -1
        reader = _Paragraph(paragraph, bounds, carried, norms, speech)
        found += reader.read(marks)
        carried = reader.pending if reader.may_go_on() and _goes_on(reader.pending, following, follows) else None
        if reader.pending and carried is None:
            found += reader.give_up()
    return sorted(found, key=lambda marked: marked.first)


def _is_measure(text: str, token: Token) -> bool:
    """Whether a straight mark stands for seconds or inches (`9"81`)."""
    return text[token.start - 1 : token.start].isdigit() and text[token.end : token.end + 1].isdigit()


def _mark(text: str, tokens: Sequence[Token], index: int) -> _Mark:
    token = tokens[index]
    family = _FAMILIES[token.norm]
    if token.norm in _OPENING:
        return _Mark(index, family, _Role.OPEN)
    if token.norm in _CLOSING:
        return _Mark(index, family, _Role.CLOSE)
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    opens = before.isspace() or before in _BEFORE_OPENING
    closes = after.isspace() or after in _AFTER_CLOSING
    if opens == closes:
        return _Mark(index, family, _Role.EITHER)
    return _Mark(index, family, _Role.OPEN if opens else _Role.CLOSE)


def _goes_on(pending: _Mark | None, following: list[_Mark], start: int) -> bool:
    """Whether a quotation left open goes on in the next paragraph: that one opens with a mark, or closes one first."""
    if pending is None:
        return False
    same = [mark for mark in following[:2] if mark.family == pending.family]
    if not same:
        return False
    first = same[0]
    if first.index == start:
        return pending.family != "straight" or len(following) % 2 == 1
    return first.role is _Role.CLOSE


class _Bounds:
    """Where sentences begin and end, walked forwards and backwards from a token by bisection."""

    def __init__(self, starts: Sequence[int], own: frozenset[int]) -> None:
        self._starts = starts
        self._own = own

    def around(self, index: int) -> tuple[int, int]:
        low, high = 0, len(self._starts) - 1
        while low < high - 1:
            middle = (low + high) // 2
            if self._starts[middle] <= index:
                low = middle
            else:
                high = middle
        return self._starts[low], self._starts[high]

    def spoken_until(self, index: int, limit: int) -> int:
        """Return the end of the sentence around `index` and of those after it that go on in the first person."""
        end = self.around(index)[1]
        while end < limit:
            following = self.around(end)[1]
            beyond = self.around(following)[1] if following < limit else following
            if self._is_own(end, following):
                end = following
            elif following < limit and self._is_own(following, beyond):
                end = beyond
            else:
                break
        return end

    def spoken_from(self, index: int, floor: int) -> int:
        """Return the start of the sentence around `index` and of those before it that are in the first person."""
        start = self.around(index)[0]
        while start > floor:
            before = self.around(start - 1)[0]
            beyond = self.around(before - 1)[0] if before > floor else before
            if self._is_own(before, start):
                start = before
            elif before > floor and self._is_own(beyond, before):
                start = beyond
            else:
                break
        return max(start, floor)

    def _is_own(self, first: int, last: int) -> bool:
        return any(index in self._own for index in range(first, last))


class _Paragraph:
    """Reads the marks of one paragraph; `pending` is the outermost mark it leaves open."""

    def __init__(
        self, tokens: range, bounds: _Bounds, carried: _Mark | None, norms: Sequence[str], speech: Speech
    ) -> None:
        self._norms = norms
        self._tokens = tokens
        self._bounds = bounds
        self._speech = speech
        self._stack: list[_Mark] = [carried] if carried else []
        self._carried = carried
        self._floor = tokens.start
        self._found: list[tuple[str, Marked]] = []

    @property
    def pending(self) -> _Mark | None:
        return self._stack[0] if self._stack else None

    def may_go_on(self) -> bool:
        """Whether what is left open may go on in the next paragraph: no incise has ended it, and it did not open in mid-sentence."""
        pending = self.pending
        if pending is None:
            return False
        if pending.index < self._tokens.start:
            return True
        opens = pending.index == self._tokens.start or self._norms[pending.index - 1] in _BEFORE_SPEECH
        return opens and self._incise(pending.index, self._tokens.stop) is None

    def read(self, marks: list[_Mark]) -> list[Marked]:
        surplus = _surplus(marks)
        for position, mark in enumerate(marks):
            if self._is_continuation(mark):
                continue
            if self._closes(mark):
                self._close(mark)
            elif mark.role is not _Role.CLOSE:
                self._open(mark, surplus[position])
        return [marked for _, marked in self._found]

    def give_up(self) -> list[Marked]:
        """Complete the mark left open at the end of its sentence."""
        return [self._completed(self._stack[0], self._tokens.stop)]

    def _is_continuation(self, mark: _Mark) -> bool:
        carried = self._carried
        return carried is not None and mark.index == self._tokens.start and mark.family == carried.family

    def _closes(self, mark: _Mark) -> bool:
        if mark.role is _Role.CLOSE:
            return True
        return mark.role is _Role.EITHER and any(m.family == mark.family for m in self._stack[-2:])

    def _close(self, mark: _Mark) -> None:
        partner = next((i for i in range(len(self._stack) - 1, -1, -1) if self._stack[i].family == mark.family), None)
        if partner is None:
            if not self._stack:
                self._close_unopened(mark)
            return
        opener = self._stack[partner]
        del self._stack[partner:]
        if not self._stack:
            self._floor = mark.index + 1
            if opener.index + 1 < mark.index:
                self._found.append((mark.family, Marked(opener.index + 1, mark.index, opener.index, mark.index)))

    def _close_unopened(self, mark: _Mark) -> None:
        """Close what was never opened; marks of another kind that were closed in the same sentence are inside of it."""
        first = self._bounds.around(mark.index)[0]
        while self._found and self._found[-1][0] != mark.family and self._found[-1][1].start >= first:
            self._floor = self._found.pop()[1].start
        self._floor = min(self._floor, self._found[-1][1].end) if self._found else self._tokens.start
        start = self._inferred_start(mark)
        if start < mark.index:
            self._found.append((mark.family, Marked(start, mark.index, None, mark.index)))
        self._floor = mark.index + 1

    def _open(self, mark: _Mark, surplus: int) -> None:
        waiting = [m for m in self._stack[-3:] if m.family == mark.family]
        if waiting and surplus < len(waiting):
            self._found.append((mark.family, self._completed(self._stack[0], mark.index)))
            self._stack.clear()
        if len(self._stack) < _DEEPEST:
            self._stack.append(mark)

    def _incise(self, first: int, last: int) -> int | None:
        """Return where an incise starts in `[first + 2, last)`, that is where speech without a closing mark has ended."""
        return next((i for i in range(first + 2, min(last, first + _FAR)) if self._speech.incise(i)), None)

    def _said_until(self, opener: int, end: int) -> int:
        """Return where what opens behind `opener` stops being said, at most `end`."""
        said = self._speech.is_said
        if opener + 1 >= end or not said(opener + 1):
            return end
        return next((i for i in range(opener + 2, end - 1) if not said(i) and not said(i + 1)), end)

    def _inferred_start(self, mark: _Mark) -> int:
        """Where a quotation starts whose opening mark is missing: behind a colon or with its sentence."""
        start = self._bounds.spoken_from(mark.index, self._floor)
        colon = next((i for i in range(mark.index - 1, start, -1) if self._norms[i] == ":"), None)
        if colon is None:
            colon = self._announced(start, mark.index)
        return start if colon is None else colon + 1

    def _announced(self, start: int, mark: int) -> int | None:
        """Return the colon of an earlier sentence from which everything up to a mark is said."""
        colon = next((i for i in range(start - 1, max(self._floor, mark - _FAR), -1) if self._norms[i] == ":"), None)
        if colon is None:
            return None
        said = sum(map(self._speech.is_said, range(colon + 1, mark)))
        return colon if said > _MOSTLY * (mark - colon - 1) else None

    def _completed(self, opener: _Mark, limit: int) -> Marked:
        """End a mark that is never closed: with its paragraph when it opens that, else with its sentence."""
        whole = opener.index == self._tokens.start or self._norms[opener.index - 1] == ":"
        end = self._tokens.stop if whole else self._bounds.spoken_until(opener.index, limit)
        incise = self._incise(opener.index, limit)
        if not whole:
            end = self._said_until(opener.index, end)
        end = max(min(end if incise is None else incise, limit), opener.index + 1)
        self._floor = end
        return Marked(opener.index + 1, end, opener.index, None)


_DEEPEST = 4
_RATHER = 0.5
_MOSTLY = 0.5
_BEFORE_SPEECH = frozenset({":", ".", ",", "!", "?", "…"})
_FAR = 200


def _surplus(marks: list[_Mark]) -> list[int]:
    """For each mark: how many closing marks of its family remain after it beyond the openings (itself among those)."""
    balance: dict[str, int] = {}
    found: list[int] = []
    for mark in reversed(marks):
        step = {_Role.OPEN: -1, _Role.CLOSE: 1, _Role.EITHER: 0}[mark.role]
        balance[mark.family] = balance.get(mark.family, 0) + step
        found.append(balance[mark.family])
    return found[::-1]
