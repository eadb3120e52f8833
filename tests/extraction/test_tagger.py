"""How a text gets to the network: pieces, windows, vectors; and what comes back."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.errors import UnavailableError
from app.extraction.draft import Draft
from app.extraction.languages.fr import PACK
from app.extraction.segmentation import segment
from app.extraction.tagged import COLUMNS
from app.extraction.tagger import load_tagger
from app.extraction.tagger.artefact import MODELS, Artefact, installed
from app.extraction.tagger.embeddings import Embeddings
from app.extraction.tagger.reader import NetworkTagger, openings_of, words_of
from app.extraction.tagger.subwords import Subwords
from app.extraction.tagger.windows import windows
from tests.extraction.work import grows_with_length_alone

VOCABULARY = [
    "0\t<s>",
    "0\t</s>",
    "0\t<unk>",
    "-3\t▁l",
    "-2\t'",
    "-4\t▁",
    "-5\ta",
    "-6\tb",
    "-3\tab",
    "-7\t▁ab",
    "-4\tc",
]
HIDDEN = 4


def subwords() -> Subwords:
    return Subwords.read(VOCABULARY, unknown=2, special={0, 1, 2})


def shown(word: str, *, spaced: bool = True) -> list[str]:
    return [VOCABULARY[row].partition("\t")[2] for row in subwords().cut(word, spaced=spaced)]


def test_the_likeliest_cut_is_taken() -> None:
    assert shown("ab") == ["▁ab"]  # -7, one piece, where "▁" and "ab" are -7 too: the first found stays
    assert shown("ab", spaced=False) == ["ab"]
    assert shown("aba", spaced=False) == ["ab", "a"]


def test_an_apostrophe_may_be_bent_and_a_space_may_be_hard() -> None:
    assert shown("l’") == shown("l'") == ["▁l", "'"]
    assert shown("a\u202fa", spaced=False) == shown("a\u00a0a", spaced=False) == ["a", "▁", "a"]


def test_letters_that_are_in_no_piece_are_one_unknown() -> None:
    assert shown("aßßßc", spaced=False) == ["a", "<unk>", "c"]
    assert shown("<s>", spaced=False) == ["<unk>"]  # never the piece that marks the start


def test_a_vocabulary_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1 has no tabulator"):
        Subwords.read(["ab"], unknown=0, special=set())
    with pytest.raises(ValueError, match="no pieces"):
        Subwords.read([], unknown=0, special=set())


def test_windows_end_with_sentences() -> None:
    assert list(windows(0, [], 10)) == []
    assert list(windows(8, [0, 4], 10)) == [(0, 8)]
    assert list(windows(12, [0, 4, 8], 10)) == [(0, 8), (8, 12)]
    assert list(windows(25, [0, 23], 10)) == [(0, 7), (7, 15), (15, 25)]  # no sentence of its own for the last one


@given(st.lists(st.integers(1, 40), max_size=30), st.integers(1, 25))
def test_windows_hold_every_token_once_and_none_is_too_long(sentences: list[int], longest: int) -> None:
    openings = [sum(sentences[:n]) for n in range(len(sentences))]
    found = list(windows(sum(sentences), openings, longest))

    assert [n for first, last in found for n in range(first, last)] == list(range(sum(sentences)))
    assert all(last - first <= longest for first, last in found)
    cuts = {first for first, _ in found}
    assert all(cut in openings or _is_long(cut, openings, sum(sentences), longest) for cut in cuts)


def _is_long(cut: int, openings: list[int], tokens: int, longest: int) -> bool:
    start = max(opening for opening in openings if opening <= cut)
    end = min((opening for opening in openings if opening > cut), default=tokens)
    return end - start > longest


def embeddings() -> Embeddings:
    rows = np.arange(len(VOCABULARY) * HIDDEN, dtype=np.int8).reshape(-1, HIDDEN)
    return Embeddings(subwords(), rows, np.full(len(VOCABULARY), 0.5, dtype=np.float16), pieces=2)


def test_a_word_is_the_sum_of_its_pieces_over_the_root_of_their_number() -> None:
    made = embeddings()
    (one, two, first_two) = made.vectors([("ab", False), ("l'", True), ("acab", False)])

    assert one.tolist() == made.piece(8).tolist() == [16.0, 16.5, 17.0, 17.5]
    assert two.tolist() == pytest.approx(((made.piece(3) + made.piece(4)) / 2**0.5).tolist())
    assert first_two.tolist() == pytest.approx(((made.piece(6) + made.piece(10)) / 2**0.5).tolist())


def test_what_is_forgotten_is_computed_again() -> None:
    made = embeddings()
    before = made.vectors([("ab", False)])
    for number in range(120):
        made.vectors([(f"a{number}x{other}", False) for other in range(100)])
    assert made.vectors([("ab", False)]).tolist() == before.tolist()


class Counts:
    """A network that takes every second position for a cue, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def logits(self, words: NDArray[np.float32]) -> NDArray[np.float32]:
        self.given.append(len(words))
        logits = np.zeros((len(words), COLUMNS), dtype=np.float32)
        logits[1::2, 8] = logits[::2, 7] = 50.0
        return logits


def tagger(network: Counts, window: int = 6) -> NetworkTagger:
    made = embeddings()
    return NetworkTagger(made, network, made.piece(0)[None], made.piece(1)[None], window)


def draft_of(text: str) -> Draft:
    return segment(Draft(text, language="fr"), PACK.text)


def test_a_text_is_read_window_by_window() -> None:
    network = Counts()
    draft = draft_of("Ab ab ab. Ab ab. Ab.\n\nAb ab ab ab ab ab ab ab.")
    read = tagger(network).tag(draft)

    assert [words for words, _ in words_of(draft)][:4] == ["Ab", "ab", "ab", "."]
    assert openings_of(draft) == [0, 4, 7, 9]
    assert network.given == [4 + 2, 5 + 2, 4 + 2, 5 + 2]
    assert len(read) == len(draft.tokens)
    assert [round(read.cue(n)) for n in range(8)] == [1, 0, 1, 0, 1, 0, 1, 0]
    assert [(span.first, span.last) for span in read.spans("cue")][:2] == [(0, 1), (2, 3)]


def test_a_text_of_nothing_is_read() -> None:
    assert len(tagger(Counts()).tag(draft_of(" \n"))) == 0


def test_work_grows_with_length_alone() -> None:
    def run(size: int) -> Callable[[], object]:
        draft = draft_of("ab, ab " * size)
        return lambda: tagger(Counts(), window=50).tag(draft)

    assert grows_with_length_alone(run, 500)


def test_a_model_that_is_not_there_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"no model fluent in .* \(there: none\): run `make install`"):
        Artefact.open("fluent", tmp_path)
    with pytest.raises(UnavailableError, match="there is no model"):
        Artefact.open("..", tmp_path)
    assert installed(tmp_path) == []


def test_a_model_for_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/model.json").write_text('{"format": 0}', encoding="utf-8")

    with pytest.raises(UnavailableError, match="a model for another version"):
        Artefact.open("old", tmp_path)


@pytest.mark.parametrize("name", ["accurate", "fast"])
def test_a_shipped_model_reads_names_cues_and_contents(name: str) -> None:
    draft = draft_of("Le maire, Jean Durand, a annoncé que la gare rouvrira lundi à Lyon.")
    read = load_tagger(name).tag(draft)

    assert [draft.text[draft.tokens[s.first].start : draft.tokens[s.last - 1].end] for s in read.spans("name")] == [
        "Jean Durand",
        "Lyon",
    ]
    assert read.cue(7) > 0.5
    assert read.content(11) > 0.5
    assert np.allclose(read.columns("content").sum(axis=1), 1.0, atol=1e-4)


def test_a_model_with_a_broken_file_is_refused(tmp_path: Path) -> None:
    copytree(MODELS / "fast", tmp_path / "fast")
    (tmp_path / "fast/scales.npy").write_bytes(b"version https://git-lfs")

    with pytest.raises(UnavailableError, match=r"scales\.npy is missing or broken"):
        Artefact.open("fast", tmp_path).tagger()
