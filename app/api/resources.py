"""What the application holds open while it runs: the database, the search index, and the extraction once it is needed."""

from dataclasses import dataclass

from app.api.cursors import Cursors
from app.api.extracting import ExtractionDesk
from app.api.following import Follower
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

    @classmethod
    def open(cls, settings: Settings) -> "Resources":
        """Open everything; nothing is read yet.

        Raises:
            StorageError: the address of the database is not one.
            SearchIndexError: the index cannot be opened.
        """
        database = Database.open(settings.database_url)
        index = SearchIndex.open(settings.index_folder(database.path))
        return cls(
            settings=settings,
            database=database,
            index=index,
            extraction=ExtractionDesk(settings.model, settings.knowledge),
            cursors=Cursors(settings.database_url),
            follower=Follower(database, index, settings.follow_seconds),
        )

    def close(self) -> None:
        """Give everything back."""
        self.database.close()
