"""Highlights: the words of a text that made it match a search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.spans import Span
from app.search.analyser import Word, query_stems, words
from app.search.query import All, AnyOf, Compound, Node, Not, Phrase, Term, parse


@dataclass(frozen=True, slots=True)
class _Slot:
    """What one word of a run must be: one of these stems, or this form, or a word that begins with it."""

    stems: frozenset[str] = frozenset()
    folded: str = ""
    prefix: bool = False

    def accepts(self, word: Word) -> bool:
        if self.stems:
            return word.stem in self.stems
        return word.folded.startswith(self.folded) if self.prefix else word.folded == self.folded


def highlight(q: str, text: str, language: str) -> tuple[Span, ...]:
    """Return the stretches of `text` that match what `q` asks for, in order and without overlap (code points).

    A phrase or compound is one stretch from its first word to its last. What is refused is not shown.

    Raises:
        QueryError: `q` cannot be read.
    """
    runs = list(_runs(parse(q)))
    found = list(words(text, language))
    spans = (span for run in runs for span in _places(run, found))
    return _merged(sorted(spans))


def _runs(node: Node) -> Iterator[tuple[_Slot, ...]]:
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


def _places(run: tuple[_Slot, ...], found: Sequence[Word]) -> Iterator[Span]:
    first = run[0]
    for position, word in enumerate(found[: len(found) - len(run) + 1]):
        if first.accepts(word) and _continues(run, found, position):
            yield Span(word.start, found[position + len(run) - 1].end)


def _continues(run: tuple[_Slot, ...], found: Sequence[Word], position: int) -> bool:
    following = found[position + 1 : position + len(run)]
    return all(slot.accepts(word) for slot, word in zip(run[1:], following, strict=True))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.overlaps(merged[-1]):
            merged[-1] = merged[-1].cover(span)
        else:
            merged.append(span)
    return tuple(merged)
