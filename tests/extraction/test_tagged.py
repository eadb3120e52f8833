"""The tagger's table of probabilities and the spans it amounts to."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from app.extraction.tagged import COLUMNS, HEADS, Tagged, TaggedSpan
from tests.extraction.work import grows_with_length_alone


def tagged(head: str, *rows: dict[str, float], openings: tuple[int, ...] = ()) -> Tagged:
    """A table in which each row tells the probabilities of `head`; what is not told of is outside."""
    offset = [name for of, labels in HEADS.items() for name in [of] * len(labels)].index(head)
    table = np.zeros((len(rows), COLUMNS), dtype=np.float32)
    for row, told in zip(table, rows, strict=True):
        for label, value in told.items():
            row[offset + HEADS[head].index(label)] = value
        row[offset] += 1 - sum(told.values())
    return Tagged(table, openings)


def shown(spans: list[TaggedSpan]) -> list[tuple[int, int, str]]:
    return [(span.first, span.last, span.label) for span in spans]


def test_a_label_goes_on_until_another_begins() -> None:
    read = tagged("name", {"B-PER": 0.9}, {"I-PER": 0.9}, {"B-PER": 0.8}, {}, {"B-ORG": 1.0})

    assert shown(read.spans("name")) == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "ORG")]
    assert [round(span.confidence, 2) for span in read.spans("name")] == [0.9, 0.8, 1.0]


def test_a_label_never_goes_on_from_nothing() -> None:
    begun_late = tagged("cue", {}, {"B": 0.3, "I": 0.6}, {"I": 0.9}, {})
    mixed_up = tagged("name", {"B-LOC": 0.9}, {"I-PER": 0.5, "I-LOC": 0.4}, {})

    assert shown(begun_late.spans("cue")) == [(1, 3, "cue")]
    assert shown(mixed_up.spans("name")) == [(0, 2, "LOC")]


def test_a_cue_ends_with_its_sentence_and_a_content_does_not() -> None:
    rows: tuple[dict[str, float], ...] = ({"B": 0.9}, {"I": 0.7, "B": 0.2})
    said: tuple[dict[str, float], ...] = ({"B-direct": 0.9}, {"I-direct": 0.9}, {"I-direct": 0.9})

    assert shown(tagged("cue", *rows, openings=(0, 1)).spans("cue")) == [(0, 1, "cue"), (1, 2, "cue")]
    assert shown(tagged("content", *said, openings=(0, 2)).spans("content")) == [(0, 3, "direct")]


def test_each_head_answers_for_a_token() -> None:
    read = tagged("content", {"B-direct": 0.25, "I-mixed": 0.5}, {})

    assert (read.content(0), read.content_start(0)) == (0.75, 0.25)
    assert (read.content(1), read.content_start(1)) == (0.0, 0.0)
    assert read.columns("cue").shape == (2, 3)
    assert len(read) == 2


def test_an_empty_text_has_no_spans() -> None:
    assert Tagged(np.zeros((0, COLUMNS), dtype=np.float32)).spans("name") == []


def test_a_table_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(tokens, 20\)"):
        Tagged(np.zeros((3, 7), dtype=np.float32))


@pytest.mark.parametrize("size", [4, 9])
def test_decoding_finds_the_likeliest_path(size: int) -> None:
    generator = np.random.default_rng(size)
    for _ in range(50):
        table = np.zeros((size, COLUMNS), dtype=np.float32)
        table[:, 7:10] = generator.dirichlet(np.full(3, 0.4), size)
        found = Tagged(table).spans("cue")
        assert _weight(table[:, 7:10], _path(found, size)) == pytest.approx(_best(table[:, 7:10]), abs=1e-4)


def _path(spans: list[TaggedSpan], size: int) -> list[int]:
    path = [0] * size
    for span in spans:
        path[span.first : span.last] = [1] + [2] * (span.last - span.first - 1)
    return path


def _weight(table: NDArray[np.float32], path: list[int]) -> float:
    return float(sum(np.log(max(table[n, state], 1e-9)) for n, state in enumerate(path)))


def _best(table: NDArray[np.float32]) -> float:
    outside, begun, going_on = 0.0, -np.inf, -np.inf
    for row in np.log(np.maximum(table, 1e-9)):
        best = max(outside, begun, going_on)
        outside, begun, going_on = best + row[0], best + row[1], max(begun, going_on) + row[2]
    return float(max(outside, begun, going_on))


def test_work_grows_with_length_alone() -> None:
    def run(size: int) -> Callable[[], object]:
        table = np.full((size, COLUMNS), 1 / 7, dtype=np.float32)
        return lambda: Tagged(table).spans("content")

    assert grows_with_length_alone(run, 4_000)
