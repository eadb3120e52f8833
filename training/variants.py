"""An article read otherwise than it is written: other quotation marks, marks that are missing, a sentence in capitals."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from app.evaluation.marks import Mark, marks_of
from app.extraction.draft import Draft
from app.extraction.tagged import HEADS
from app.extraction.tagger.embeddings import Word
from app.extraction.tagger.reader import openings_of, words_of
from training.corpus import Labels, Lesson
from training.recipes import Variation

UNKNOWN = -100
"""In place of a label where nobody looked."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """The words of an article, the numbers of those that open a sentence, and the label of each word for each head."""

    words: tuple[Word, ...]
    openings: tuple[int, ...]
    labels: NDArray[np.int64]

    def kept(self, numbers: Sequence[int]) -> "Exercise":
        """Return what stays when only the words `numbers` do."""
        return Exercise(
            tuple(self.words[number] for number in numbers),
            tuple(sorted({bisect_left(numbers, opening) for opening in self.openings})),
            self.labels[list(numbers)],
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """A lesson as an exercise, with the words in it that are quotation marks and whether they open."""

    plain: Exercise
    marks: tuple[tuple[int, bool], ...]

    def varied(self, variation: Variation, random: Random) -> Exercise:
        """Return the exercise as it is written or, as often as `variation` says, otherwise."""
        exercise = self.plain
        draw = random.random()
        for share, way in (
            (variation.guillemets, lambda: self._restyled("«", "»", spaced=True)),
            (variation.curly, lambda: self._restyled("“", "”", spaced=False)),
            (variation.straight, lambda: self._restyled('"', '"', spaced=False)),
            (variation.one_missing, lambda: self._without(random.sample(self.marks, min(1, len(self.marks))))),
            (variation.none, lambda: self._without(self.marks)),
        ):
            if 0 <= draw < share:
                exercise = way()
            draw -= share
        return _capitalised(exercise, random) if random.random() < variation.capitals else exercise

    def _restyled(self, opening: str, closing: str, *, spaced: bool) -> Exercise:
        words = list(self.plain.words)
        for number, opens in self.marks:
            if opens:
                words[number] = opening, words[number][1]
                if number + 1 < len(words):
                    words[number + 1] = words[number + 1][0], spaced
            else:
                words[number] = closing, spaced
        return replace(self.plain, words=tuple(words))

    def _without(self, marks: Sequence[tuple[int, bool]]) -> Exercise:
        lost = {number for number, _ in marks}
        return self.plain.kept([number for number in range(len(self.plain.words)) if number not in lost])


def marked(lesson: Lesson) -> Marked:
    """Return a lesson with its labels by words."""
    draft = lesson.draft
    starts = [token.start for token in draft.tokens]
    exercise = Exercise(tuple(words_of(draft)), tuple(openings_of(draft)), labels_of(lesson.labels, draft))
    return Marked(exercise, tuple(_mark_numbers(starts, marks_of(draft.text))))


def labels_of(labels: Labels, draft: Draft) -> NDArray[np.int64]:
    """Return the label of every token for every head, in the order of `HEADS`."""
    heads = labels.heads()
    rows = np.full((len(draft.tokens), len(HEADS)), UNKNOWN, dtype=np.int64)
    ends = [token.end for token in draft.tokens]
    for column, (head, names) in enumerate(HEADS.items()):
        if head not in heads:
            continue
        rows[:, column] = 0
        for stretch in heads[head]:
            kind = f"-{stretch.label}" if stretch.label else ""
            number, label = bisect_left(ends, stretch.span.start + 1), names.index(f"B{kind}")
            while number < len(ends) and draft.tokens[number].start < stretch.span.end:
                rows[number, column] = label
                number, label = number + 1, names.index(f"I{kind}")
    return rows


def _mark_numbers(starts: Sequence[int], marks: Sequence[Mark]) -> list[tuple[int, bool]]:
    """Return the words that are marks; a mark's span holds the blanks on its inner side too."""
    numbers = ((bisect_left(starts, mark.span.start), mark) for mark in marks)
    return [(n, mark.opens) for n, mark in numbers if n < len(starts) and starts[n] < mark.span.end]


def _capitalised(exercise: Exercise, random: Random) -> Exercise:
    """Return the exercise with one sentence in capitals."""
    if not exercise.openings:
        return exercise
    chosen = random.randrange(len(exercise.openings))
    first, last = (*exercise.openings, len(exercise.words))[chosen : chosen + 2]
    words = [(word.upper(), spaced) for word, spaced in exercise.words[first:last]]
    return replace(exercise, words=(*exercise.words[:first], *words, *exercise.words[last:]))
