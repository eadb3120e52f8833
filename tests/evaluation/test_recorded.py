from pathlib import Path

import numpy as np
import pytest

from app.errors import InputError
from app.evaluation.recorded import Reading, Readings, digest_of, load_recorded, readings_path, write_readings
from app.extraction.draft import Draft
from app.extraction.heading import read_heading
from app.extraction.languages import PACKS
from app.extraction.segmentation import segment
from app.extraction.tagged import COLUMNS, HEADS

TEXT = "Le maire a dit que tout va bien. Il pleut."


def draft_of(text: str) -> Draft:
    rules = PACKS["fr"].text
    return segment(read_heading(Draft(text, language="fr"), rules), rules)


def probabilities(tokens: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return some probabilities, those of each head adding up to one."""
    values = np.random.default_rng(1).random((tokens, COLUMNS), dtype=np.float32) ** 8
    first = 0
    for labels in HEADS.values():
        values[:, first : first + len(labels)] /= values[:, first : first + len(labels)].sum(axis=1, keepdims=True)
        first += len(labels)
    return values


def kept(path: Path, text: str, tokens: int) -> Readings:
    write_readings(
        path, {digest_of(text): Reading.of(2, probabilities(tokens)), digest_of("x"): Reading.of(0, probabilities(1))}
    )
    return Readings.read([path])


def test_what_was_read_comes_back_nearly_as_it_was(tmp_path: Path) -> None:
    draft = draft_of(TEXT)
    readings = kept(tmp_path / "r.npz", TEXT, len(draft.tokens))
    tagged = readings.tag(draft)
    assert np.abs(tagged.probabilities - probabilities(len(draft.tokens))).max() < 0.01
    assert readings.of(TEXT).fold == 2
    assert tagged.openings == [0, 9]


def test_equal_readings_are_equal_files(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        kept(tmp_path / name, TEXT, 12)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_text_that_nobody_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no reading of the text"):
        kept(tmp_path / "r.npz", TEXT, 12).tag(draft_of("Autre chose."))


def test_readings_of_other_tokens_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has 3 tokens where there are now 12"):
        kept(tmp_path / "r.npz", TEXT, 3).tag(draft_of(TEXT))


def test_articles_are_analysed_by_their_recorded_readings(tmp_path: Path) -> None:
    write_readings(readings_path("accurate", tmp_path), {digest_of(TEXT): Reading.of(2, probabilities(12))})
    analyse = load_recorded("accurate", tmp_path)
    assert [span.of(TEXT) for span in analyse(TEXT).sentences] == ["Le maire a dit que tout va bien.", "Il pleut."]


def test_without_readings_it_is_said_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make train"):
        load_recorded("accurate", tmp_path)
