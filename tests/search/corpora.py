"""Small corpora for the search, and a naive reader of the same questions: what the index must agree with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from app.domain.annotations import QuoteType
from app.domain.dates import PartialDate
from app.domain.names import fold
from app.domain.queries import ActorSet, ArticleFilter, Operator, QuoteFilter, Sort
from app.domain.views import IndexChange, IndexedArticle, IndexedQuote
from app.search.analyser import Word, query_stems, words
from app.search.query import All, AnyOf, Compound, Node, Not, Phrase, Term, parse

Item = IndexedArticle | IndexedQuote


def article(  # noqa: PLR0913 - each is something a test may want to say
    id_: int,
    text: str,
    *,
    title: str = "",
    on: str | None = "2016-08-09",
    language: str = "fr",
    source: str | None = "wikinews",
    actors: Sequence[int] = (),
) -> IndexedArticle:
    first, last = days(on)
    return IndexedArticle(id_, title, text, language, source, first, last, tuple(actors))


def quote(  # noqa: PLR0913 - the same
    id_: int,
    of: IndexedArticle,
    text: str,
    *,
    type_: QuoteType = QuoteType.DIRECT,
    cue: str | None = None,
    speaker: int | None = None,
    about: Sequence[int] = (),
    confidence: float = 1.0,
) -> IndexedQuote:
    told = (of.language, of.source, of.first, of.last)
    return IndexedQuote(id_, of.id, text, *told, type_, cue, speaker, tuple(about), confidence)


def change(of: IndexedArticle, *quotes: IndexedQuote) -> IndexChange:
    return IndexChange(of.id, of, quotes)


def gone(id_: int) -> IndexChange:
    return IndexChange(id_, None, ())


def days(on: str | None) -> tuple[int | None, int | None]:
    if on is None:
        return None, None
    partial = PartialDate.parse(on)
    return partial.first.toordinal(), partial.last.toordinal()


def matches(q: str, item: Item) -> bool:
    """Whether `item` holds what `q` asks for, found by looking at every word."""
    return _holds(parse(q), _texts(item))


@lru_cache(maxsize=4096)
def _texts(item: Item) -> list[list[Word]]:
    texts = (item.title, item.text) if isinstance(item, IndexedArticle) else (item.text,)
    return [list(words(text, item.language)) for text in texts]


def _holds(node: Node, texts: Sequence[Sequence[Word]]) -> bool:
    match node:
        case Term(folded):
            return any(word.stem in query_stems(folded) for text in texts for word in text)
        case Compound(folded):
            return any(_stands_in_one_language(folded, run) for run in _runs(texts, len(folded)))
        case Phrase(folded, prefix):
            return any(_stands_exactly(folded, run, prefix=prefix) for run in _runs(texts, len(folded)))
        case Not(inner):
            return not _holds(inner, texts)
        case All(nodes):
            return all(_holds(part, texts) for part in nodes)
        case AnyOf(nodes):
            return any(_holds(part, texts) for part in nodes)


def _runs(texts: Sequence[Sequence[Word]], length: int) -> Iterable[Sequence[Word]]:
    return (text[i : i + length] for text in texts for i in range(len(text) - length + 1))


def _stands_in_one_language(folded: Sequence[str], run: Sequence[Word]) -> bool:
    return all(word.stem in query_stems(form) for form, word in zip(folded, run, strict=True))


def _stands_exactly(folded: Sequence[str], run: Sequence[Word], *, prefix: bool) -> bool:
    forms = [word.folded for word in run]
    return forms[:-1] == list(folded[:-1]) and (forms[-1].startswith(folded[-1]) if prefix else forms[-1] == folded[-1])


def passes(wanted: ArticleFilter | QuoteFilter, item: Item) -> bool:
    """Whether `item` passes the filter, told again without the index."""
    if isinstance(wanted, QuoteFilter):
        assert isinstance(item, IndexedQuote)
        if not _passes_as_quote(wanted, item):
            return False
    return (
        _has(wanted.actors, actors_of(item))
        and wanted.dates.accepts(_as_date(item))
        and (not wanted.languages or item.language in wanted.languages)
        and (not wanted.sources or item.source in wanted.sources)
    )


def _passes_as_quote(wanted: QuoteFilter, item: IndexedQuote) -> bool:
    return (
        _has(wanted.speakers, {item.speaker})
        and _has(wanted.about, set(item.about))
        and (not wanted.types or item.type in wanted.types)
        and (wanted.cue is None or (item.cue is not None and f" {fold(wanted.cue)} " in f" {fold(item.cue)} "))
        and item.confidence >= wanted.min_confidence
        and wanted.article in {None, item.article}
    )


def actors_of(item: Item) -> set[int | None]:
    if isinstance(item, IndexedArticle):
        return set(item.actors)
    return {*item.about, *(() if item.speaker is None else (item.speaker,))}


def _has(wanted: ActorSet, present: set[int | None]) -> bool:
    if not wanted.ids:
        return True
    found = [actor is not None and actor in present for actor in wanted.ids]
    return any(found) if wanted.operator is Operator.OR else all(found)


def _as_date(item: Item) -> PartialDate | None:
    if item.first is None or item.last is None:
        return None
    first, last = date.fromordinal(item.first), date.fromordinal(item.last)
    if first == last:
        return PartialDate(first.year, first.month, first.day)
    return PartialDate(first.year, first.month if first.month == last.month else None)


def in_order(items: Iterable[Item], sort: Sort) -> list[int]:
    """Return the ids in the order of a listing by date; undated come last in both."""
    if sort is Sort.OLDEST:
        return [item.id for item in sorted(items, key=lambda item: (item.first is None, item.first or 0, item.id))]
    return [item.id for item in sorted(items, key=lambda item: (-(item.first or 0), -item.id))]


def counted(items: Iterable[Item], name: str) -> list[tuple[str, int]]:
    """Return a facet of `items`: values and counts, most frequent first, then in the order of the values."""
    counts: Counter[str | int] = Counter(value for item in items for value in _facet(item, name))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:20]
    return [(str(value), count) for value, count in ranked]


def _facet(item: Item, name: str) -> list[str | int]:
    on = _as_date(item)
    values: dict[str, list[str | int | None]] = {
        "lang": [item.language],
        "source": [item.source],
        "year": [f"{on.year:04d}" if on else None],
        "month": [str(on)[:7] if on and on.month else None],
        "actor": list(actors_of(item)),
    }
    if isinstance(item, IndexedQuote):
        values |= {"speaker": [item.speaker], "about": list(item.about), "type": [str(item.type)]}
    return [value for value in values[name] if value is not None]
