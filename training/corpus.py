"""What the tagger learns from: places and labels of every article, without its text.

`data/labels.jsonl` has one line an article: id, digest of the text, fold, whether it was read for quotes, and as offsets
(code points, half-open) its names and quotes. The texts stay where they are, in the corpus beside the repository.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeAlias

import orjson

from app.domain.spans import Span
from app.errors import InputError
from app.evaluation.corpora import outermost, read_corpus
from app.evaluation.gold import Article, GoldQuote
from app.extraction.draft import Draft
from app.extraction.heading import read_heading
from app.extraction.languages import PACKS
from app.extraction.segmentation import segment
from training.folds import folds, text_paths

Json: TypeAlias = dict[str, Any]
LABELS = Path(__file__).with_name("data") / "labels.jsonl"
SHARED = Path(__file__).parents[1].parent / "shared"
NAMES = {"Person": "PER", "Location": "LOC", "Organization": "ORG"}
_RULES = PACKS["fr"].text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that is labelled as a whole."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of one article; content, cues and speakers only where it `is_read`."""

    id: str
    digest: str
    fold: int
    is_read: bool
    names: tuple[Stretch, ...]
    contents: tuple[Stretch, ...]
    cues: tuple[Span, ...]
    speakers: tuple[Span, ...]

    @classmethod
    def of(cls, article: Article, fold: int) -> Self:
        """Return what the annotation of `article` says."""
        quotes = article.gold.quotes if article.gold else ()
        return cls(
            id=article.id,
            digest=digest_of(article.text),
            fold=fold,
            is_read=article.gold is not None,
            names=tuple(
                Stretch(NAMES[name.type], name.span) for name in outermost(article.names or ()) if name.type in NAMES
            ),
            contents=tuple(_contents(quotes)),
            cues=_distinct(quote.cue for quote in quotes),
            speakers=_distinct(quote.speaker.span for quote in quotes),
        )

    @classmethod
    def read(cls, record: Json) -> Self:
        """Return the labels of one line of the file."""
        return cls(
            id=record["id"],
            digest=record["sha256"],
            fold=record["fold"],
            is_read=record["read"],
            names=_stretches(record["names"]),
            contents=_stretches(record["contents"]),
            cues=tuple(Span(*bounds) for bounds in record["cues"]),
            speakers=tuple(Span(*bounds) for bounds in record["speakers"]),
        )

    def record(self) -> Json:
        """Return the line of the file."""
        return {
            "id": self.id,
            "sha256": self.digest,
            "fold": self.fold,
            "read": self.is_read,
            "names": [[one.label, one.span.start, one.span.end] for one in self.names],
            "contents": [[one.label, one.span.start, one.span.end] for one in self.contents],
            "cues": [[span.start, span.end] for span in self.cues],
            "speakers": [[span.start, span.end] for span in self.speakers],
        }

    def heads(self) -> dict[str, tuple[Stretch, ...]]:
        """Return the labelled stretches of each head of the tagger; nothing where nobody looked."""
        names = {"name": self.names}
        if not self.is_read:
            return names
        cues = tuple(Stretch("", span) for span in self.cues)
        speakers = tuple(Stretch("", span) for span in self.speakers)
        return {**names, "content": self.contents, "cue": cues, "speaker": speakers}


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article to learn from: its labels, and its text cut into tokens and sentences."""

    labels: Labels
    draft: Draft


def digest_of(text: str) -> str:
    """Return the digest that a text is known by."""
    return sha256(text.encode("utf-8")).hexdigest()


def segmented(text: str) -> Draft:
    """Return the tokens and sentences of `text` as the extraction cuts them."""
    return segment(read_heading(Draft(text, language="fr"), _RULES), _RULES)


def build(shared: Path, path: Path = LABELS) -> str:
    """Write the labels of all articles under `shared` to `path` and return what was counted.

    Raises:
        InputError: the corpus is not there.
    """
    dealt = folds(shared)
    if not dealt:
        raise InputError(f"no annotated articles under {shared}: training needs the folder that --shared names")
    articles = read_corpus(shared).articles
    labels = [Labels.of(article, dealt[article.id]) for article in articles]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(orjson.dumps(one.record()) + b"\n" for one in labels))
    return summary(labels, [segmented(article.text) for article in articles])


def read_labels(path: Path = LABELS) -> list[Labels]:
    """Return the labels of all articles in the order of their ids."""
    return [Labels.read(orjson.loads(line)) for line in path.read_bytes().splitlines()]


def lessons(shared: Path, path: Path = LABELS) -> Iterator[Lesson]:
    """Yield every article with its labels.

    Raises:
        InputError: a text is not there, or is not the one that was labelled.
    """
    found = {one.stem: one for one in text_paths(shared)}
    for labels in read_labels(path):
        if labels.id not in found:
            raise InputError(f"the text of {labels.id} is not under {shared}: --shared says where the corpus is")
        text = found[labels.id].read_bytes().decode("utf-8")
        if digest_of(text) != labels.digest:
            raise InputError(f"the text of {labels.id} is not the one that was labelled: run `python -m training data`")
        yield Lesson(labels, segmented(text))


def summary(labels: Sequence[Labels], drafts: Sequence[Draft]) -> str:
    """Say how much there is, and how many labels do not begin and end with a token."""
    counts = Counter(one.label for each in labels for one in (*each.contents, *each.names))
    counts["cue"] = sum(len(each.cues) for each in labels)
    counts["speaker"] = sum(len(each.speakers) for each in labels)
    split = sum(_off_tokens(each, draft) for each, draft in zip(labels, drafts, strict=True))
    read = sum(each.is_read for each in labels)
    listed = ", ".join(f"{count} {label}" for label, count in sorted(counts.items()))
    return f"{len(labels)} articles, {read} of them read: {listed}; {split} labels cut a token"


def _off_tokens(labels: Labels, draft: Draft) -> int:
    starts = {token.start for token in draft.tokens}
    ends = {token.end for token in draft.tokens}
    spans = (one.span for stretches in labels.heads().values() for one in stretches)
    return sum(span.start not in starts or span.end not in ends for span in spans)


def _contents(quotes: Iterable[GoldQuote]) -> Iterator[Stretch]:
    for quote in quotes:
        for part in quote.parts:
            yield Stretch(str(quote.type), part)


def _distinct(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(sorted({span for span in spans if span is not None}))


def _stretches(records: Iterable[Sequence[Any]]) -> tuple[Stretch, ...]:
    return tuple(Stretch(label, Span(start, end)) for label, start, end in records)
