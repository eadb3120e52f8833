from random import Random

import numpy as np
import pytest

from app.domain.spans import Span
from app.extraction.tagged import HEADS
from training.corpus import Labels, Lesson, Stretch, digest_of, segmented
from training.recipes import Variation
from training.variants import UNKNOWN, Exercise, Marked, marked

TEXT = "Le maire est venu. « Nous partons demain », a dit Ana Roca. Il pleut."
AS_WRITTEN = Variation(guillemets=0, curly=0, straight=0, one_missing=0, none=0, capitals=0)


def lesson(*, is_read: bool = True) -> Marked:
    content, name = TEXT.index("Nous"), TEXT.index("Ana")
    labels = Labels(
        id="a",
        digest=digest_of(TEXT),
        fold=0,
        is_read=is_read,
        names=(Stretch("PER", Span(name, name + len("Ana Roca"))),),
        contents=(Stretch("direct", Span(content, content + len("Nous partons demain"))),),
        cues=(Span(TEXT.index("a dit"), TEXT.index("a dit") + len("a dit")),),
        speakers=(),
    )
    return marked(Lesson(labels, segmented(TEXT)))


def label(exercise: Exercise, word: str, head: str) -> str | None:
    row = [surface for surface, _ in exercise.words].index(word)
    number = int(exercise.labels[row, list(HEADS).index(head)])
    return None if number == UNKNOWN else HEADS[head][number]


def test_every_word_of_a_stretch_is_labelled() -> None:
    plain = lesson().plain
    assert [label(plain, word, "content") for word in ("«", "Nous", "partons", "»")] == [
        "O",
        "B-direct",
        "I-direct",
        "O",
    ]
    assert [label(plain, word, "cue") for word in ("a", "dit", "Ana")] == ["B", "I", "O"]
    assert [label(plain, word, "name") for word in ("dit", "Ana", "Roca")] == ["O", "B-PER", "I-PER"]


def test_where_nobody_looked_for_quotes_names_alone_are_known() -> None:
    plain = lesson(is_read=False).plain
    assert label(plain, "Nous", "content") is None
    assert label(plain, "Roca", "name") == "I-PER"


@pytest.mark.parametrize(
    ("variation", "opening", "closing", "spaced"),
    [
        (Variation(guillemets=0, curly=1), "“", "”", False),
        (Variation(guillemets=0, curly=0, straight=1), '"', '"', False),
    ],
)
def test_marks_are_written_in_another_style(variation: Variation, opening: str, closing: str, *, spaced: bool) -> None:
    words = lesson().varied(variation, Random(1)).words
    first = words.index((opening, True))
    assert words[first + 1 : first + 5] == (("Nous", spaced), ("partons", True), ("demain", True), (closing, spaced))


def test_a_missing_mark_takes_its_labels_along() -> None:
    varied = lesson().varied(Variation(guillemets=0, curly=0, straight=0, one_missing=0, none=1, capitals=0), Random(1))
    assert {"«", "»"}.isdisjoint(word for word, _ in varied.words)
    assert label(varied, "partons", "content") == "I-direct"
    assert varied.words[varied.openings[1]] == ("Nous", True)
    assert len(varied.labels) == len(varied.words) == len(lesson().plain.words) - 2


def test_a_sentence_in_capitals_keeps_its_labels() -> None:
    plain = lesson().plain
    varied = lesson().varied(Variation(guillemets=0, curly=0, straight=0, one_missing=0, none=0, capitals=1), Random(3))
    changed = [number for number, word in enumerate(varied.words) if word != plain.words[number]]
    assert changed
    assert all(varied.words[number][0].isupper() for number in changed)
    assert np.array_equal(varied.labels, plain.labels)


def test_as_written_nothing_changes() -> None:
    plain = lesson().plain
    assert lesson().varied(AS_WRITTEN, Random(1)).words == plain.words
