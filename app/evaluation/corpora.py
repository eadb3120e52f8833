"""Reads annotated corpora from a shared folder: `corpora/winer_fr` (names, brat standoff) and `gold/fr_dev` (readings).

Offsets of both count code points in the text as decoded, without newline translation, as everywhere in Propos.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from app.domain.annotations import EntityType, Modality, Polarity, QuoteType, RelationType
from app.domain.spans import Span, cover_all
from app.errors import DocumentError
from app.evaluation.gold import Article, Gold, GoldEntity, GoldName, GoldQuote, GoldRelation, GoldSlot

Json: TypeAlias = dict[str, Any]
TEXTS = Path("corpora/winer_fr")
READINGS = Path("gold/fr_dev")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated articles in order of their ids, and the digest of the files they were read from."""

    articles: tuple[Article, ...]
    digest: str


def read_corpus(shared: Path, *, year: str = "", limit: int | None = None) -> Corpus:
    """Read the articles under `shared` whose id begins with `year`, at most `limit` of them.

    An article is read when it has names (`.ann`), a reading (`.json`) or both.

    Raises:
        DocumentError: an annotation that cannot be read, with the file's name.
    """
    texts = sorted((shared / TEXTS).glob("*/*/*.txt"), key=lambda path: path.stem)
    chosen = [path for path in texts if path.stem.startswith(year)][:limit]
    digest = sha256()
    articles: list[Article] = []
    for path in chosen:
        names, reading = path.with_suffix(".ann"), shared / READINGS / f"{path.stem}.json"
        contents = [file.read_bytes() if file.exists() else b"" for file in (path, names, reading)]
        for content in contents:
            digest.update(sha256(content).digest())
        articles.append(_article(path.stem, contents))
    return Corpus(tuple(articles), digest.hexdigest())


def _article(name: str, contents: list[bytes]) -> Article:
    text, names, reading = contents
    try:
        return Article(
            id=name,
            text=text.decode("utf-8"),
            names=read_names(names.decode("utf-8")) if names else None,
            gold=read_reading(orjson.loads(reading)) if reading else None,
        )
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DocumentError(f"{name}: the annotation cannot be read ({type(error).__name__}: {error})") from error


def read_names(standoff: str) -> tuple[GoldName, ...]:
    """Read brat standoff: every text-bound annotation (`T`); a discontinuous one becomes the stretch it covers."""
    return tuple(_name(line) for line in standoff.splitlines() if line.startswith("T"))


def _name(line: str) -> GoldName:
    kind, _, offsets = line.split("\t")[1].partition(" ")
    pieces = (piece.split(" ") for piece in offsets.split(";"))
    return GoldName(kind, cover_all(Span(int(start), int(end)) for start, end in pieces))


def read_reading(record: Json) -> Gold:
    """Read one reading of the form that `gold/GUIDELINES.md` describes, with its offsets resolved."""
    return Gold(
        date=record.get("date"),
        entities=tuple(_entity(one) for one in record["entities"]),
        quotes=tuple(_quote(one) for one in record["quotes"]),
        relations=tuple(_relation(f"r{number}", one) for number, one in enumerate(record["relations"], 1)),
    )


def _entity(record: Json) -> GoldEntity:
    forms: list[str] = [*record.get("forms", ()), *record.get("demonyms", ())]
    kind = EntityType(record["type"])
    return GoldEntity.of(record["id"], kind, record["name"], forms=forms, nominals=record.get("nominals", ()))


def _quote(record: Json) -> GoldQuote:
    return GoldQuote(
        id=record["id"],
        type=QuoteType(record["type"]),
        parts=tuple(Span(part["start"], part["end"]) for part in record["parts"]),
        cue=_span(record.get("cue")),
        speaker=_slot(record["speaker"]),
        via=_slot(record["via"]) if record.get("via") else None,
    )


def _relation(key: str, record: Json) -> GoldRelation:
    return GoldRelation(
        id=key,
        type=RelationType(record["type"]),
        source=frozenset(record["source"]),
        target=frozenset(record["target"]),
        symmetric=record["symmetric"],
        trigger=_must(record["trigger"]),
        evidence=(_must(record["evidence"]),),
        polarity=Polarity(record["polarity"]),
        modality=Modality(record["modality"]),
        attribution=record["attribution"],
    )


def _slot(record: Json) -> GoldSlot:
    return GoldSlot(_span(record), record.get("entity"))


def _span(record: Json | None) -> Span | None:
    return Span(record["start"], record["end"]) if record and record.get("start") is not None else None


def _must(record: Json) -> Span:
    return Span(record["start"], record["end"])


def outermost(spans: Iterable[GoldName]) -> tuple[GoldName, ...]:
    """Return the names that lie in no other, longest first at the same place; of equal spans the first stays."""
    kept: list[GoldName] = []
    for name in sorted(spans, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or not kept[-1].span.contains(name.span):
            kept.append(name)
    return tuple(kept)
