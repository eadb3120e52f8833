"""The tagger of names over a spaCy pipeline, of which nothing but the name recognizer is loaded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Protocol, cast

from app.errors import UnavailableError
from app.extraction.entities.tagging import NameTagger, Piece, Tag

_NOT_NEEDED = ("tok2vec", "morphologizer", "parser", "senter", "tagger", "attribute_ruler", "lemmatizer")
_BATCH = 128


class _Entity(Protocol):
    start: int
    end: int
    label_: str


class _Doc(Protocol):
    ents: Sequence[_Entity]


class _Pipeline(Protocol):
    def pipe(self, texts: Iterable[_Doc], *, batch_size: int) -> Iterator[_Doc]: ...

    def memory_zone(self) -> AbstractContextManager[object]: ...


class SpacyTagger:
    """A spaCy pipeline as a tagger of names; safe to share between threads (one text at a time).

    The words are given, so that the pipeline's own tokenizer (whose time explodes on long runs of marks) is not used.
    """

    def __init__(self, pipeline: _Pipeline, make_doc: Callable[[Piece], _Doc]) -> None:
        self._pipeline = pipeline
        self._make_doc = make_doc
        self._lock = Lock()

    def tag(self, pieces: Sequence[Piece]) -> list[list[Tag]]:
        """Return the tags of each piece; the words of the texts are forgotten afterwards."""
        with self._lock, self._pipeline.memory_zone():
            docs = self._pipeline.pipe(map(self._make_doc, pieces), batch_size=_BATCH)
            return [[Tag(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in docs]


@cache
def load_tagger(model: str, model_version: str) -> NameTagger:
    """Return the tagger of the installed package `model`, loaded at the first call and kept.

    Raises:
        UnavailableError: the package is missing or is not of the one version that the rules are made for.
    """
    try:
        installed = version(model)
    except PackageNotFoundError as error:
        raise UnavailableError(f"the language model {model} is not installed: run `make install`") from error
    if installed != model_version:
        message = f"the language model {model} is version {installed}, not {model_version}: run `make install`"
        raise UnavailableError(message)
    import spacy  # noqa: PLC0415  (costs seconds; commands that extract nothing never pay them)
    from spacy.tokens import Doc  # noqa: PLC0415

    pipeline = spacy.load(model, exclude=_NOT_NEEDED)

    def make_doc(piece: Piece) -> _Doc:
        return cast("_Doc", Doc(pipeline.vocab, words=list(piece.words), spaces=list(piece.spaced)))

    return SpacyTagger(cast("_Pipeline", pipeline), make_doc)
