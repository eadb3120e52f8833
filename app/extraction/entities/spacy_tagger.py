"""The tagger of names over a spaCy pipeline, of which nothing but the name recognizer is loaded."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Protocol, cast

from app.domain.spans import Span
from app.errors import UnavailableError
from app.extraction.entities.tagging import NameTagger, Tag

_NOT_NEEDED = ("tok2vec", "morphologizer", "parser", "senter", "tagger", "attribute_ruler", "lemmatizer")
_BATCH = 64


class _Entity(Protocol):
    start_char: int
    end_char: int
    label_: str


class _Doc(Protocol):
    ents: Sequence[_Entity]


class _Pipeline(Protocol):
    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterator[_Doc]: ...

    def memory_zone(self) -> AbstractContextManager[object]: ...


class SpacyTagger:
    """A spaCy pipeline as a tagger of names; safe to share between threads (one text at a time)."""

    def __init__(self, pipeline: _Pipeline) -> None:
        self._pipeline = pipeline
        self._lock = Lock()

    def tag(self, pieces: Sequence[str]) -> list[list[Tag]]:
        """Return the tags of each piece; the words of the texts are forgotten afterwards."""
        with self._lock, self._pipeline.memory_zone():
            docs = self._pipeline.pipe(pieces, batch_size=_BATCH)
            return [[Tag(Span(ent.start_char, ent.end_char), ent.label_) for ent in doc.ents] for doc in docs]


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

    return SpacyTagger(cast("_Pipeline", spacy.load(model, exclude=_NOT_NEEDED)))
