"""What the application holds open while it runs: the database, the search index, and the extraction once it is needed."""

from dataclasses import dataclass
from functools import cache, partial

from app.analysts import TextAnalyser, loading
from app.api.access import Guard
from app.api.cursors import Cursors
from app.api.extracting import ExtractionDesk
from app.api.following import Follower
from app.api.upkeep import Upkeep
from app.api.writing import WritingDesk
from app.extraction.signature import extractor_of
from app.learning import known_names
from app.search.index import SearchIndex
from app.settings import Settings
from app.storage.database import Database


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything a request may need; one for each application."""

    settings: Settings
    database: Database
    index: SearchIndex
    extraction: ExtractionDesk
    cursors: Cursors
    follower: Follower
    writing: WritingDesk
    guard: Guard
    upkeep: Upkeep

    @classmethod
    def open(cls, settings: Settings) -> "Resources":
        """Open everything; nothing is read yet.

        Raises:
            StorageError: the address of the database is not one.
            SearchIndexError: the index cannot be opened.
        """
        database = Database.open(settings.database_url)
        index = SearchIndex.open(settings.index_folder(database.path))
        names = cache(partial(known_names, database))

        def load() -> TextAnalyser:
            return loading(settings.model, settings.knowledge, names())()

        extraction = ExtractionDesk(load)
        guard = Guard(database, closed=settings.require_key, seconds=settings.query_seconds)
        return cls(
            settings=settings,
            database=database,
            index=index,
            extraction=extraction,
            cursors=Cursors(settings.database_url),
            follower=Follower(database, index, settings.follow_seconds),
            writing=WritingDesk(
                database, extraction, lambda: extractor_of(settings.model, names()), settings.max_document_bytes
            ),
            guard=guard,
            upkeep=Upkeep(database, guard),
        )

    def close(self) -> None:
        """Give everything back."""
        self.extraction.close()
        self.database.close()
