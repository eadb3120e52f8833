"""The search index and the store: the one is brought up to the other, made anew from it, compared with it."""

from collections.abc import Iterator

from app.domain.views import IndexChange
from app.search.index import Drift, SearchIndex
from app.storage.changes import identity, read_changes, revision
from app.storage.database import Database, ReadSession

_CHANGES_AT_ONCE = 2_000


def refresh_index(database: Database, index: SearchIndex) -> int:
    """Bring the search index to the corpus revision of the store; return how many articles that took.

    Any number of processes may do so at once. An index of another corpus, or one that is ahead, is made anew.

    Raises:
        StorageError: the database does not answer.
        SearchIndexError: the index is broken, or another process goes on writing to it.
    """
    applied = 0
    with database.reading() as session:
        index.follow(identity(session))
    while True:
        index.reload()
        since = index.revision
        with database.reading() as session:
            if (stored := revision(session)) == since:
                return applied
            changes, reached = read_changes(session, since, _CHANGES_AT_ONCE) if stored > since else ([], 0)
        if stored < since:
            index.clear()
        elif index.apply(changes, reached, since=since):
            applied += len(changes)


def rebuild_index(database: Database, index: SearchIndex) -> None:
    """Make the search index anew from the store in one go; readers see the old one until it is complete.

    Raises:
        StorageError: the database does not answer.
        SearchIndexError: another process goes on writing to the index.
    """
    with database.reading() as session:
        index.follow(identity(session))
        index.rebuild(_everything(session), revision(session))


def verify_index(database: Database, index: SearchIndex) -> Drift:
    """Compare the search index with the store as it stands and return how they differ.

    Raises:
        StorageError: the database does not answer.
        SearchIndexError: the index is too broken to be read.
    """
    with database.reading() as session:
        return index.verify(_everything(session), revision(session))


def _everything(session: ReadSession) -> Iterator[IndexChange]:
    reached, stored = 0, revision(session)
    while reached < stored:
        changes, reached = read_changes(session, reached, _CHANGES_AT_ONCE)
        yield from changes
