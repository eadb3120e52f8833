"""Learning: the stored texts give away names that no list holds, and the articles that hold them are read again.

What is learned depends on the texts alone, not on the order in which they came or on what was learned before. The names
and the signatures of all analyses that they leave as they are go in with one transaction; the others are then stale, so
that a run that is stopped is finished by `propos reanalyse`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.emergence import EmergentName, Tally
from app.domain.names import fold
from app.extraction.emerging import read
from app.extraction.signature import extractor_of
from app.storage.changes import revision
from app.storage.database import Database
from app.storage.emergence import Signing, StoredText, keep_names, read_names, read_texts

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Learned:
    """What the texts of so many `articles` give away: `names` now, `before` until now, and who holds what has changed."""

    articles: int
    names: tuple[EmergentName, ...]
    before: tuple[EmergentName, ...] = ()
    holders: frozenset[int] = frozenset()

    @property
    def new(self) -> tuple[EmergentName, ...]:
        """The names that were not known before."""
        return _without(self.names, self.before)

    @property
    def dropped(self) -> tuple[EmergentName, ...]:
        """The names that the texts no longer give away."""
        return _without(self.before, self.names)


def known_names(database: Database) -> tuple[EmergentName, ...]:
    """Return the names that were learned from the stored texts.

    Raises:
        StorageError: the database does not answer or is not migrated.
    """
    with database.reading() as session:
        return read_names(session)


def look(database: Database) -> Learned:
    """Return what the stored texts give away; nothing is written.

    Raises:
        StorageError: the database does not answer or is not migrated.
    """
    tally, count = Tally(), 0
    for stored in _texts(database):
        tally.add(read(stored.text, stored.language))
        count += 1
    found = Learned(count, tally.names(), known_names(database))
    return Learned(count, found.names, found.before, _holders(database, (*found.new, *found.dropped)))


def learn(database: Database, model: str) -> Learned:
    """Keep the names that the stored texts give away; the articles that hold new or dropped ones are stale then.

    Raises:
        StorageError: the database does not answer or is not migrated.
    """
    with database.reading() as session:
        until = revision(session)
    found = look(database)
    before, after = extractor_of(model, found.before), extractor_of(model, found.names)
    with database.writing() as session:
        keep_names(session, found.names, Signing(before, after, until, found.holders))
    return found


def _without(some: Iterable[EmergentName], others: Iterable[EmergentName]) -> tuple[EmergentName, ...]:
    known = {(name.name, name.type) for name in others}
    return tuple(name for name in some if (name.name, name.type) not in known)


def _holders(database: Database, names: Iterable[EmergentName]) -> frozenset[int]:
    """Return the articles whose texts hold one of `names`, however it is written."""
    wanted = [f" {fold(name.name)} " for name in names]
    if not wanted:
        return frozenset()
    folded = ((stored.article, f" {fold(stored.text)} ") for stored in _texts(database))
    return frozenset(article for article, text in folded if any(name in text for name in wanted))


def _texts(database: Database) -> Iterator[StoredText]:
    """Yield every text, a transaction for each few hundred of them."""
    after = 0
    while True:
        with database.reading() as session:
            texts = read_texts(session, after, _AT_ONCE)
        if not texts:
            return
        yield from texts
        after = texts[-1].article
