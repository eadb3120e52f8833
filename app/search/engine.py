"""The engine behind one index, tantivy, wrapped once: typed calls, one error, a snapshot a request, a writer a batch."""

import re
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from tantivy import DocAddress, Document, FieldType, Index, IndexWriter, Occur, Order, Query, Schema

from app.errors import SearchIndexError

ID = "id"
KIND = "kind"
REVISION = "revision"
ITEM, META = 1, 0
"""Values of `kind`: a document of ours, or the one that remembers the corpus revision."""

LOCK_SECONDS = 5.0
"""How long a writer waits for another one, in this process or in another, to finish."""
_INTEGERS = 1 << 63
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEAP_BYTES = 64_000_000
_SEGMENT_TERMS = 1 << 30
"""Terms a segment may contribute to a facet: more than there are, so that counts are exact."""


class Result(Protocol):
    """What the engine answers; its stubs leave out `count`."""

    count: int
    hits: list[tuple[float, DocAddress]]


class Searcher(Protocol):
    """The engine's reader of one state, with its types said in full."""

    num_docs: int

    def search(
        self, query: Query, limit: int, *, order_by_field: str | None = None, order: Order = Order.Desc
    ) -> Result:
        """Return the first documents by a field or by score, and the number of all."""
        ...

    def aggregate(self, query: Query, agg: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return the values of fast fields, counted."""
        ...

    def doc_freq(self, field_name: str, field_value: str) -> int:
        """Return the number of documents that hold a term, deleted ones included."""
        ...

    def terms_with_prefix(self, field_name: str, prefix: str) -> list[tuple[str, int]]:
        """Return every term that begins so."""
        ...

    def doc(self, doc_address: DocAddress) -> Document:
        """Return what is stored of a document."""
        ...

    def fast_field_values(self, field_name: str, doc_addresses: list[DocAddress]) -> list[float | None]:
        """Return a fast field of these documents."""
        ...


@contextmanager
def engine_errors(doing: str) -> Generator[None]:
    """Turn what the engine raises while `doing` something into one error with its remedy."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _failure(doing, error) from error
    except BaseException as error:  # a panic of the engine is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _failure(doing, error) from error


class BrokenIndexError(SearchIndexError):
    """The files of the index are not what they should be: nothing but making it anew helps."""


_PASSING = (
    "Permission denied",
    "Too many open files",
    "Cannot allocate memory",
    "No space left",
    "Read-only file system",
)


def _failure(doing: str, error: BaseException) -> SearchIndexError:
    told = str(error)
    if "LockBusy" in told:
        return SearchIndexError("another process is writing the search index; try again when it has finished")
    if any(trouble in told for trouble in _PASSING):
        return SearchIndexError(f"the search index cannot be used for now, it failed while {doing}: {told}")
    return BrokenIndexError(f"the search index failed while {doing}; run `propos index rebuild` ({told})")


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many documents match, and the first of them as (sort key or score, id)."""

    total: int
    hits: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of one index; everything asked of it agrees, whatever is written meanwhile."""

    schema: Schema
    searcher: Searcher
    revision: int | None
    """The corpus revision written in this state; None where there is none yet."""

    def term(self, field: str, value: str | int) -> Query:
        """Return the query for documents that hold `value`; what cannot be held matches nothing."""
        if isinstance(value, int) and not -_INTEGERS <= value < _INTEGERS:
            return Query.empty_query()
        if isinstance(value, str) and _SURROGATE.search(value):
            return Query.empty_query()
        return Query.term_query(self.schema, field, value, "freq" if isinstance(value, str) else "position")

    def between(self, field: str, low: int | None, high: int | None) -> Query:
        """Return the query for an integer field in the inclusive range."""
        return Query.range_query(self.schema, field, FieldType.Integer, low, high)

    def items(self) -> Query:
        """Return the query for every document of ours, without a score."""
        return Query.const_score_query(self.term(KIND, ITEM), 0.0)

    def has(self, field: str, term: str) -> bool:
        """Whether a text field holds `term` anywhere."""
        return self.searcher.doc_freq(field, term) > 0

    def count(self, query: Query) -> int:
        """Return the exact number of matching documents."""
        return self.searcher.search(query, 1).count

    def ranked(self, query: Query, limit: int, order: str | None = None, *, ascending: bool = False) -> Ranked:
        """Return the first `limit` documents by the fast field `order`, or by score."""
        direction = Order.Asc if ascending else Order.Desc
        result = self.searcher.search(query, limit, order_by_field=order, order=direction)
        ids = self.integers(ID, [address for _, address in result.hits])
        return Ranked(result.count, tuple((key, id_) for (key, _), id_ in zip(result.hits, ids, strict=True)))

    def integers(self, field: str, addresses: list[DocAddress]) -> list[int]:
        """Return an integer field of documents that all have it."""
        return [int(value or 0) for value in self.searcher.fast_field_values(field, addresses)]

    def buckets(self, query: Query, field: str, size: int = _SEGMENT_TERMS) -> tuple[list[tuple[str | int, int]], bool]:
        """Return the `size` most frequent values of a fast field with their exact counts, and whether there are more."""
        terms = {"field": field, "size": size, "segment_size": _SEGMENT_TERMS}
        answer = self.searcher.aggregate(query, {field: {"terms": terms}})[field]
        found = [(_key(bucket["key"]), int(bucket["doc_count"])) for bucket in answer["buckets"]]
        return found, answer["sum_other_doc_count"] > 0

    def like(self, field: str, word: str, edits: int, *, is_beginning: bool = False) -> Query:
        """Return the query for terms that are `word` but for so many letters, 2 at most, or begin so."""
        return Query.fuzzy_term_query(self.schema, field, word, edits, prefix=is_beginning)

    def texts(self, query: Query, field: str, limit: int, order: str) -> list[str]:
        """Return a stored text of the first `limit` documents by the fast field `order`, the highest first."""
        hits = self.searcher.search(query, limit, order_by_field=order).hits
        return [str(self.searcher.doc(address)[field][0]) for _, address in hits]


def _key(key: object) -> str | int:
    return key if isinstance(key, str) else int(str(key).split(".", maxsplit=1)[0])


def any_of(queries: Sequence[Query]) -> Query:
    """Return the query that at least one of `queries` matches; nothing matches an empty list."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else Query.empty_query()


def all_of(queries: Sequence[Query], refused: Sequence[Query] = ()) -> Query:
    """Return the query that matches all of `queries` and none of `refused`."""
    if len(queries) == 1 and not refused:
        return queries[0]
    wanted = [(Occur.Must, query) for query in queries]
    return Query.boolean_query([*wanted, *((Occur.MustNot, query) for query in refused)])


class Engine:
    """One index in one folder: a current snapshot for readers, a writer for the time of a batch."""

    def __init__(self, path: Path, schema: Schema) -> None:
        """Open the index in `path`, or make an empty one there.

        Raises:
            SearchIndexError: it is broken or of another schema.
        """
        self._path = path
        self._schema = schema
        with engine_errors("opening"):
            path.mkdir(parents=True, exist_ok=True)
            self._index = Index(schema, str(path))
            self._index.config_reader("manual")
            self._index.reload()
            self._seen = self._stamp()
            self._snapshot = self._take()

    @property
    def snapshot(self) -> Snapshot:
        """The state that was current when last reloaded."""
        return self._snapshot

    def reload(self, *, force: bool = False) -> bool:
        """Take up what has been committed since, by any process; return whether there was something."""
        with engine_errors("reloading"):
            stamp = self._stamp()
            if stamp == self._seen and not force:
                return False
            self._index.reload()
            self._snapshot = self._take()
            self._seen = stamp
        return True

    @contextmanager
    def writing(self, revision: int) -> Generator["Batch"]:
        """Write a batch; it is committed with `revision`, or as a whole forgotten when an error leaves the block.

        Raises:
            SearchIndexError: another writer holds the index, or it is broken.
        """
        with engine_errors("writing"):
            writer = self._writer()
            writer.garbage_collect_files()  # a killed writer leaves files whose names the next commit would want
        try:
            batch = Batch(writer)
            yield batch
            if not batch.abandoned:
                batch.remember(revision)
                with engine_errors("writing"):
                    writer.commit()
        finally:
            with engine_errors("writing"):
                writer.wait_merging_threads()
        self.reload(force=True)

    def _writer(self) -> IndexWriter:
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                return self._index.writer(_HEAP_BYTES, 1)
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _take(self) -> Snapshot:
        searcher = cast("Searcher", self._index.searcher())
        found = searcher.search(Query.term_query(self._schema, KIND, META), 2).hits
        revision = searcher.fast_field_values(REVISION, [found[0][1]])[0] if len(found) == 1 else None
        return Snapshot(self._schema, searcher, None if revision is None else int(revision))

    def _stamp(self) -> tuple[int, int]:
        meta = (self._path / "meta.json").stat()
        return meta.st_mtime_ns, meta.st_ino


class Batch:
    """Documents on their way into an index; with `abandoned` set they are forgotten instead of committed."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self.abandoned = False

    def delete(self, field: str, value: str | int) -> None:
        """Take out every document that has `value`."""
        with engine_errors("writing"):
            self._writer.delete_documents_by_term(field, value)

    def delete_all(self) -> None:
        """Take out everything."""
        with engine_errors("writing"):
            self._writer.delete_all_documents()

    def add(self, document: Document) -> None:
        """Put in a document."""
        with engine_errors("writing"):
            self._writer.add_document(document)

    def remember(self, revision: int) -> None:
        """Make `revision` the corpus revision of this index, together with the batch."""
        self.delete(KIND, META)
        self.add(Document(**{KIND: META, REVISION: revision}))
