"""The follower: brings the search index to the corpus revision as long as the application runs."""

import asyncio
import logging

from anyio import to_thread

from app.errors import AppError
from app.indexing import refresh_index
from app.search.index import SearchIndex
from app.storage.database import Database

_log = logging.getLogger("propos.api")


class Follower:
    """Looks for a newer corpus revision every few seconds; a request between sees the revision before."""

    def __init__(self, database: Database, index: SearchIndex, seconds: float) -> None:
        self._database = database
        self._index = index
        self._seconds = seconds
        self._trouble = ""
        self.caught_up = False
        self.looks = 0

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            await to_thread.run_sync(self.look)
            await asyncio.sleep(self._seconds)

    async def look_now(self) -> None:
        """Catch up at once, for somebody who waits for it."""
        await to_thread.run_sync(self.look)

    def look(self) -> None:
        """Catch up once. A trouble is logged when it is new, and the next look tries again."""
        try:
            refresh_index(self._database, self._index)
        except AppError as error:
            self._note(str(error))
        except Exception as error:  # noqa: BLE001 - the edge of a task: one bad look must not end the following
            _log.exception("the search index cannot follow")
            self._note(type(error).__name__)
        else:
            self.caught_up = True
            self._trouble = ""
        self.looks += 1

    def _note(self, trouble: str) -> None:
        if trouble != self._trouble:
            _log.warning("the search index cannot follow: %s", trouble)
        self._trouble = trouble
