"""Highlights: the words of a text that made it match a search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.spans import Span
from app.search.analyser import forms, occurrences, query_stems
from app.search.query import All, AnyOf, Compound, Node, Not, Phrase, Term, parse


@dataclass(frozen=True, slots=True)
class _Slot:
    """What one word of a run must be: one of these stems, or this form, or a word that begins with it."""

    stems: frozenset[str] = frozenset()
    folded: str = ""
    prefix: bool = False

    def accepts(self, folded: str, stem: str) -> bool:
        if self.stems:
            return stem in self.stems
        return folded.startswith(self.folded) if self.prefix else folded == self.folded


_Run = tuple[_Slot, ...]


def highlight(q: str, text: str, language: str) -> tuple[Span, ...]:
    """Return the stretches of `text` that match what `q` asks for, in order and without overlap (code points).

    A phrase or compound is one stretch from its first word to its last. What is refused is not shown.

    Raises:
        QueryError: `q` cannot be read.
    """
    reader = _reader(q, language)
    marked = reader.marked(text)
    spans = (span for run in reader.runs for span in _places(run, marked))
    return _merged(sorted(spans))


_Filled = tuple[_Slot, ...]
_Marked = dict[int, tuple[int, int, _Filled]]
"""Words that fill slots, by their number in the text: start, end, and the slots."""
_MOST_KNOWN = 20_000


class _Reader:
    """One search in one language; what each way of writing fills is found out once, for all the texts of a page."""

    def __init__(self, q: str, language: str) -> None:
        self.runs = tuple(_runs(parse(q)))
        self._language = language
        self._slots = tuple({slot for run in self.runs for slot in run})
        self._known: dict[str, tuple[_Filled, ...]] = {}

    def marked(self, text: str) -> _Marked:
        """Return the words of `text` that fill a slot."""
        if len(self._known) > _MOST_KNOWN:
            self._known = {}
        known = self._known
        marked: _Marked = {}
        number = 0
        for found in occurrences(text):
            raw = found.group()
            filled = known.get(raw)
            if filled is None:
                filled = known[raw] = self._filled(raw)
            for slots in filled:
                if slots:
                    marked[number] = (*found.span(), slots)
                number += 1
        return marked

    def _filled(self, raw: str) -> tuple[_Filled, ...]:
        """Return for each word that `raw` stands for the slots it fills."""
        return tuple(tuple(slot for slot in self._slots if slot.accepts(*form)) for form in forms(raw, self._language))


@lru_cache(maxsize=64)
def _reader(q: str, language: str) -> _Reader:
    return _Reader(q, language)


def _runs(node: Node) -> Iterator[_Run]:
    match node:
        case Term():
            yield (_Slot(stems=query_stems(node.folded)),)
        case Compound():
            yield tuple(_Slot(stems=query_stems(folded)) for folded in node.folded)
        case Phrase():
            *before, last = node.folded
            yield (*(_Slot(folded=folded) for folded in before), _Slot(folded=last, prefix=node.prefix))
        case Not():
            return
        case All() | AnyOf():
            for part in node.nodes:
                yield from _runs(part)


def _places(run: _Run, marked: _Marked) -> Iterator[Span]:
    for number, (start, end, filled) in marked.items():
        if run[0] in filled:
            last = end if len(run) == 1 else _end(run, marked, number)
            if last is not None:
                yield Span(start, last)


def _end(run: _Run, marked: _Marked, number: int) -> int | None:
    """Return where the run that begins at a word ends; None where it does not go on to its last slot."""
    end = None
    for offset, slot in enumerate(run):
        _, end, filled = marked.get(number + offset, (0, None, ()))
        if slot not in filled:
            return None
    return end


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.overlaps(merged[-1]):
            merged[-1] = merged[-1].cover(span)
        else:
            merged.append(span)
    return tuple(merged)
