"""From a question to the engine's query: the parsed words, and the filters of articles and quotes."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from tantivy import FieldType, Query

from app.domain.dates import DateMatch, DateRange
from app.domain.names import fold
from app.domain.queries import ActorSet, ArticleFilter, Operator, QuoteFilter
from app.errors import QueryError
from app.search import schema as names
from app.search.analyser import query_stems
from app.search.engine import Snapshot, all_of, any_of
from app.search.query import All, AnyOf, Compound, Node, Not, Phrase, Term

MOST_EXPANSIONS = 4_000
"""Words that the beginnings at the ends of phrases may stand for, all phrases of a search together: each costs a walk."""


def matching(node: Node, snapshot: Snapshot) -> Query:
    """Return the engine's query for a parsed search.

    Raises:
        QueryError: phrases end in beginnings of too many words.
    """
    expansions = 0
    for phrase in _open_phrases(node):
        expansions += len(snapshot.searcher.terms_with_prefix(names.SURFACE, phrase.folded[-1]))
        if expansions > MOST_EXPANSIONS:
            raise QueryError(f"too many words begin with {phrase.folded[-1]!r}; type more of it", phrase.column)
    return _query(node, snapshot)


def _open_phrases(node: Node) -> Iterator[Phrase]:
    """Yield the phrases of several words of which the last is only a beginning."""
    match node:
        case Phrase():
            if node.prefix and len(node.folded) > 1:
                yield node
        case Not():
            yield from _open_phrases(node.node)
        case All() | AnyOf():
            for part in node.nodes:
                yield from _open_phrases(part)
        case Term() | Compound():
            return


def _query(node: Node, snapshot: Snapshot) -> Query:
    match node:
        case Term():
            return any_of([snapshot.term(names.STEM, stem) for stem in _present(node.folded, snapshot)])
        case Compound():
            return _compound(node, snapshot)
        case Phrase():
            return _phrase(node, snapshot)
        case Not():
            return all_of([snapshot.items()], [_query(node.node, snapshot)])
        case AnyOf():
            return any_of([_query(part, snapshot) for part in node.nodes])
        case All():
            wanted = [_query(part, snapshot) for part in node.nodes if not isinstance(part, Not)]
            refused = [_query(part.node, snapshot) for part in node.nodes if isinstance(part, Not)]
            return all_of(wanted or [snapshot.items()], refused)


def is_scored(node: Node) -> bool:
    """Whether some documents can match better than others: not so where only beginnings and refusals are asked for."""
    match node:
        case Term() | Compound():
            return True
        case Phrase():
            return len(node.folded) > 1 or not node.prefix
        case Not():
            return False
        case All() | AnyOf():
            return any(is_scored(part) for part in node.nodes)


def _present(folded: str, snapshot: Snapshot) -> list[str]:
    return [stem for stem in sorted(query_stems(folded)) if snapshot.has(names.STEM, stem)]


def _compound(node: Compound, snapshot: Snapshot) -> Query:
    """Return the query for neighbours in any inflection: in each language, each choice of a stem a word."""
    by_language: defaultdict[str, list[list[str]]] = defaultdict(list)
    for folded in node.folded:
        stems = _present(folded, snapshot)
        for language in {stem.rpartition(":")[2] for stem in stems}:
            by_language[language].append([stem for stem in stems if stem.rpartition(":")[2] == language])
    choices = [choice for found in by_language.values() if len(found) == len(node.folded) for choice in product(*found)]
    return any_of([Query.phrase_query(snapshot.schema, names.STEM, list(choice)) for choice in sorted(choices)])


def _phrase(node: Phrase, snapshot: Snapshot) -> Query:
    *before, last = node.folded
    if not before:
        return _beginning(last, snapshot) if node.prefix else snapshot.term(names.SURFACE, last)
    if not node.prefix:
        return Query.phrase_query(snapshot.schema, names.SURFACE, list(node.folded))
    return Query.regex_phrase_query(snapshot.schema, names.SURFACE, [*before, f"{last}.*"])


def _beginning(folded: str, snapshot: Snapshot) -> Query:
    return Query.regex_query(snapshot.schema, names.SURFACE, f"{folded}.*")


def article_filters(wanted: ArticleFilter, snapshot: Snapshot) -> list[Query]:
    """Return one query for each thing the filter asks."""
    return [
        *_actors(names.ACTORS, wanted.actors, snapshot),
        *_dates(wanted.dates, snapshot),
        *_values(names.LANGUAGE, wanted.languages, snapshot),
        *_values(names.SOURCE, wanted.sources, snapshot),
        *_once(wanted, snapshot),
    ]


def quote_filters(wanted: QuoteFilter, snapshot: Snapshot) -> list[Query]:
    """Return one query for each thing the filter asks."""
    found = [
        *_actors(names.ACTORS, wanted.actors, snapshot),
        *_actors(names.SPEAKER, wanted.speakers, snapshot),
        *_actors(names.ABOUT, wanted.about, snapshot),
        *_dates(wanted.dates, snapshot),
        *_values(names.TYPE, tuple(str(value) for value in wanted.types), snapshot),
        *_values(names.LANGUAGE, wanted.languages, snapshot),
        *_values(names.SOURCE, wanted.sources, snapshot),
        *_once(wanted, snapshot),
    ]
    if wanted.cue is not None:
        found.append(snapshot.term(names.CUE, fold(wanted.cue)))
    if wanted.min_confidence > 0:
        found.append(
            Query.range_query(snapshot.schema, names.CONFIDENCE, FieldType.Float, lower_bound=wanted.min_confidence)
        )
    if wanted.article is not None:
        found.append(snapshot.term(names.ARTICLE, wanted.article))
    return found


def filtered(words: Query, filters: list[Query]) -> Query:
    """Return `words` restricted by `filters`, which do not touch the score."""
    return all_of([words, *(Query.const_score_query(query, 0.0) for query in filters)])


def _once(wanted: ArticleFilter | QuoteFilter, snapshot: Snapshot) -> list[Query]:
    return [] if wanted.with_copies else [snapshot.term(names.COPY, 0)]


def _actors(field: str, wanted: ActorSet, snapshot: Snapshot) -> list[Query]:
    if not wanted.ids:
        return []
    known = [snapshot.term(field, actor) for actor in wanted.ids if actor is not None]
    if wanted.operator is Operator.OR:
        return [any_of(known)]
    return known if len(known) == len(wanted.ids) else [Query.empty_query()]


def _values(field: str, wanted: tuple[str, ...], snapshot: Snapshot) -> list[Query]:
    return [any_of([snapshot.term(field, value) for value in wanted])] if wanted else []


def _dates(wanted: DateRange, snapshot: Snapshot) -> list[Query]:
    if wanted.is_open:
        return []
    within = wanted.match is DateMatch.WITHIN
    bounds: list[Query] = []
    if wanted.first is not None:
        bounds.append(snapshot.between(names.FIRST if within else names.LAST, wanted.first.toordinal(), None))
    if wanted.last is not None:
        bounds.append(snapshot.between(names.LAST if within else names.FIRST, None, wanted.last.toordinal()))
    dated = all_of(bounds)
    return [any_of([dated, snapshot.term(names.DATED, 0)]) if wanted.include_undated else dated]
