"""The search index: derived from the database, rebuildable from it at any time.

It lives in one folder as three engine indexes, articles, quotes and names, and remembers inside each the corpus revision it
has applied, committed together with the documents. A crash between two of them leaves the lowest revision in charge, and what
is applied twice changes nothing. Names that nobody bears any more stay until a rebuild: the store is asked who bears them.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from app.domain.queries import ArticleFilter, FacetCount, Hit, NearName, Page, QuoteFilter, Slice
from app.domain.timelines import DayCount
from app.domain.views import IndexChange, IndexedArticle, IndexedQuote
from app.search.engine import ID, Batch, Snapshot, engine_errors
from app.search.facets import ARTICLE_FACETS, QUOTE_FACETS, count_days, count_facets
from app.search.folder import (
    Parts,
    corpus_of,
    damaged_files,
    exclusively,
    open_parts,
    remember_corpus,
    remove_other_formats,
)
from app.search.matching import article_filters, filtered, is_scored, matching, quote_filters
from app.search.names import near_names
from app.search.pages import ids_behind, page_of
from app.search.query import parse
from app.search.schema import ARTICLE, DIGEST, NAME, article_document, digest_of, name_document, quote_document


@dataclass(frozen=True, slots=True)
class Drift:
    """How the index differs from the database: ids that are missing, too many or of another content, by kind."""

    missing_articles: tuple[int, ...] = ()
    extra_articles: tuple[int, ...] = ()
    changed_articles: tuple[int, ...] = ()
    missing_quotes: tuple[int, ...] = ()
    extra_quotes: tuple[int, ...] = ()
    changed_quotes: tuple[int, ...] = ()
    damaged_files: tuple[str, ...] = ()
    behind: int = 0
    """Corpus revisions that the index has yet to apply."""

    @property
    def is_none(self) -> bool:
        """Whether index and database agree."""
        return self == Drift()

    def told(self) -> list[tuple[str, tuple[int, ...] | tuple[str, ...]]]:
        """Return each kind of difference there is with the ids or files."""
        kinds: dict[str, tuple[int, ...] | tuple[str, ...]] = {
            "articles missing in the index": self.missing_articles,
            "articles only in the index": self.extra_articles,
            "articles that differ": self.changed_articles,
            "quotes missing in the index": self.missing_quotes,
            "quotes only in the index": self.extra_quotes,
            "quotes that differ": self.changed_quotes,
            "damaged files": self.damaged_files,
        }
        return [(kind, found) for kind, found in kinds.items() if found]


class SearchIndex:
    """Full-text search over articles and quotes. Readers of any number, in any process; one writer at a time."""

    def __init__(self, path: Path, parts: Parts, started_afresh: str | None) -> None:
        self.path = path
        self._parts = parts
        self._articles = parts.articles
        self._quotes = parts.quotes
        self._lock = Lock()
        self.started_afresh = started_afresh

    @classmethod
    def open(cls, path: Path, *, afresh: bool = False) -> "SearchIndex":
        """Open the index in the folder `path`; an absent, broken or older one is made anew at revision 0.

        `started_afresh` then says why; bring it up to date from the database. `afresh` throws away what is there.

        Raises:
            SearchIndexError: the folder cannot be used.
        """
        return cls(path, *open_parts(path, afresh=afresh))

    @property
    def revision(self) -> int:
        """The corpus revision up to which every change is in the index."""
        return min(part.snapshot.revision or 0 for part in self._parts)

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of articles and of quotes in the index."""
        articles, quotes = self._articles.snapshot, self._quotes.snapshot
        return articles.count(articles.items()), quotes.count(quotes.items())

    def follow(self, corpus: str) -> None:
        """Make this the index of `corpus` (what tells one database from another); what it holds of another is dropped.

        Raises:
            SearchIndexError: another process goes on writing, or the folder cannot be written.
        """
        if corpus_of(self.path) == corpus:
            return
        with exclusively(self.path):
            if corpus_of(self.path) != corpus:  # nobody did it meanwhile
                self.reload()
                if self.revision:
                    self.clear()
                remember_corpus(self.path, corpus)

    def reload(self) -> bool:
        """Take up what other processes have written; return whether there was something."""
        return True in [part.reload() for part in self._parts]

    def apply(self, changes: Iterable[IndexChange], revision: int, *, since: int | None = None) -> bool:
        """Write changes and make `revision` the applied one, all or nothing in each of the indexes.

        Args:
            changes: every article changed after `since`, as it stands now.
            revision: the corpus revision that is reached with them.
            since: the revision the changes were read from; the index's own when left out.

        Returns:
            False when another process has moved the index meanwhile: nothing was written, read the changes again.

        Raises:
            SearchIndexError: another process goes on writing, or the index is broken.
        """
        with self._lock:
            expected = self.revision if since is None else since
            with self._writing(revision) as batches:
                self.reload()
                moved = self.revision != expected
                for batch in batches:
                    batch.abandoned = moved
                for change in () if moved else changes:
                    batches.put(change)
            return not moved

    def rebuild(self, changes: Iterable[IndexChange], revision: int) -> None:
        """Write everything anew in one go; readers see the old content until it is complete.

        Raises:
            SearchIndexError: another process goes on writing, or the index is broken.
        """
        with self._lock:
            with self._writing(revision) as batches:
                for batch in batches:
                    batch.delete_all()
                for change in changes:
                    batches.put(change)
            remove_other_formats(self.path)

    @contextmanager
    def _writing(self, revision: int) -> Generator["_Batches"]:
        articles, quotes, names = self._parts
        with names.writing(revision) as named, quotes.writing(revision) as said, articles.writing(revision) as told:
            yield _Batches(told, said, named)

    def clear(self) -> None:
        """Empty the index and set it back to revision 0."""
        self.rebuild((), 0)

    def articles(self, q: str, wanted: ArticleFilter, page: Page) -> Slice[Hit]:
        """Return one page of the articles that match `q` and the filter, with the exact total.

        Raises:
            QueryError: `q` cannot be read.
            CursorError: `page.after` is not of this listing.
            SearchIndexError: the index is broken.
        """
        node, snapshot = parse(q), self._articles.snapshot
        with engine_errors("searching"):
            query = filtered(matching(node, snapshot), article_filters(wanted, snapshot))
            return page_of(query, snapshot, page, scored=is_scored(node))

    def quotes(self, q: str, wanted: QuoteFilter, page: Page) -> Slice[Hit]:
        """Return one page of the quotes whose content matches `q` and the filter, with the exact total.

        Raises:
            QueryError: `q` cannot be read.
            CursorError: `page.after` is not of this listing.
            SearchIndexError: the index is broken.
        """
        node, snapshot = parse(q), self._quotes.snapshot
        with engine_errors("searching"):
            query = filtered(matching(node, snapshot), quote_filters(wanted, snapshot))
            return page_of(query, snapshot, page, scored=is_scored(node))

    def article_ids(self, q: str, wanted: ArticleFilter, after: int, limit: int) -> list[int]:
        """Return the ids behind `after` of the articles that match, ascending: a walk meets each once, whatever comes in.

        Raises:
            QueryError: `q` cannot be read.
            SearchIndexError: the index is broken.
        """
        node, snapshot = parse(q), self._articles.snapshot
        with engine_errors("searching"):
            return ids_behind(
                filtered(matching(node, snapshot), article_filters(wanted, snapshot)), snapshot, after, limit
            )

    def quote_ids(self, q: str, wanted: QuoteFilter, after: int, limit: int) -> list[int]:
        """Return the ids behind `after` of the quotes whose content matches, ascending; as `article_ids`."""
        node, snapshot = parse(q), self._quotes.snapshot
        with engine_errors("searching"):
            return ids_behind(
                filtered(matching(node, snapshot), quote_filters(wanted, snapshot)), snapshot, after, limit
            )

    def article_facets(self, q: str, wanted: ArticleFilter, asked: Sequence[str]) -> dict[str, list[FacetCount]]:
        """Count the articles found by lang, source, year, month and actor; see `count_facets`."""
        node, snapshot = parse(q), self._articles.snapshot
        with engine_errors("counting facets"):
            query = filtered(matching(node, snapshot), article_filters(wanted, snapshot))
            return count_facets(query, snapshot, ARTICLE_FACETS, asked)

    def quote_facets(self, q: str, wanted: QuoteFilter, asked: Sequence[str]) -> dict[str, list[FacetCount]]:
        """Count the quotes found by lang, source, year, month, actor, speaker, about and type; see `count_facets`."""
        node, snapshot = parse(q), self._quotes.snapshot
        with engine_errors("counting facets"):
            query = filtered(matching(node, snapshot), quote_filters(wanted, snapshot))
            return count_facets(query, snapshot, QUOTE_FACETS, asked)

    def article_days(self, q: str, wanted: ArticleFilter) -> list[DayCount]:
        """Count the articles found by their days; see `articles`."""
        node, snapshot = parse(q), self._articles.snapshot
        with engine_errors("counting days"):
            return count_days(filtered(matching(node, snapshot), article_filters(wanted, snapshot)), snapshot)

    def quote_days(self, q: str, wanted: QuoteFilter) -> list[DayCount]:
        """Count the quotes found by the days of their articles; see `quotes`."""
        node, snapshot = parse(q), self._quotes.snapshot
        with engine_errors("counting days"):
            return count_days(filtered(matching(node, snapshot), quote_filters(wanted, snapshot)), snapshot)

    def names(self, typed: str) -> list[NearName]:
        """Return the names nearly as typed, the nearest first; see `near_names`.

        Raises:
            SearchIndexError: the index is broken.
        """
        with engine_errors("looking up names"):
            return near_names(typed, self._parts.names.snapshot)

    def verify(self, changes: Iterable[IndexChange], revision: int) -> Drift:
        """Compare the index with the database: ids, the digest of every document, and the checksums of its files.

        Args:
            changes: every article of the database as it stands now.
            revision: the database's corpus revision.

        Raises:
            SearchIndexError: the index is too broken to be read.
        """
        self.reload()
        with engine_errors("verifying"):
            damaged = tuple(damaged_files(self.path))
            articles, quotes = _digests(self._articles.snapshot), _digests(self._quotes.snapshot)
        missing: tuple[list[int], list[int]] = ([], [])
        changed: tuple[list[int], list[int]] = ([], [])
        for change in changes:
            for kind, item in _items(change):
                held = (articles, quotes)[kind].pop(item.id, None)
                if held is None:
                    missing[kind].append(item.id)
                elif held != digest_of(item):
                    changed[kind].append(item.id)
        return Drift(
            missing_articles=tuple(missing[0]),
            extra_articles=tuple(sorted(articles)),
            changed_articles=tuple(changed[0]),
            missing_quotes=tuple(missing[1]),
            extra_quotes=tuple(sorted(quotes)),
            changed_quotes=tuple(changed[1]),
            damaged_files=damaged,
            behind=revision - self.revision,
        )


class _Batches(NamedTuple):
    """What is on its way into each of the indexes."""

    articles: Batch
    quotes: Batch
    names: Batch

    def put(self, change: IndexChange) -> None:
        """Put in one article as it stands now."""
        self.articles.delete(ARTICLE, change.article_id)
        self.quotes.delete(ARTICLE, change.article_id)
        if change.article is None:
            return
        self.articles.add(article_document(change.article))
        for quote in change.quotes:
            self.quotes.add(quote_document(quote))
        for name in change.names:
            self.names.delete(NAME, name.folded)
            self.names.add(name_document(name))


def _items(change: IndexChange) -> Iterator[tuple[int, IndexedArticle | IndexedQuote]]:
    if change.article is None:
        return
    yield 0, change.article
    for quote in change.quotes:
        yield 1, quote


def _digests(snapshot: Snapshot) -> dict[int, int]:
    """Return the digest of every document by id; a second document of the same id shows as an extra one."""
    everything = snapshot.items()
    hits = snapshot.searcher.search(everything, max(1, snapshot.searcher.num_docs), order_by_field=ID).hits
    addresses = [address for _, address in hits]
    ids, digests = snapshot.integers(ID, addresses), snapshot.integers(DIGEST, addresses)
    found: dict[int, int] = {}
    for id_, value in zip(ids, digests, strict=True):
        found[-id_ if id_ in found else id_] = value
    return found
