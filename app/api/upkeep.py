"""Upkeep: the small writes that no request waits for, now and then while the application runs."""

import asyncio
import logging
import time
from datetime import UTC, datetime

from anyio import CapacityLimiter, to_thread

from app.api.access import Guard
from app.errors import AppError
from app.storage.database import Database
from app.storage.keys import note_use
from app.storage.replies import drop_stale, is_any_stale

SECONDS = 60.0
_log = logging.getLogger("propos.api")


class Upkeep:
    """Writes down which keys were used today, and forgets the answers that were kept for a day."""

    def __init__(self, database: Database, guard: Guard) -> None:
        self._database = database
        self._guard = guard

    async def run(self) -> None:
        """Look after things until cancelled, in a thread of its own: the write lock may be long in coming."""
        alone = CapacityLimiter(1)
        while True:
            await asyncio.sleep(SECONDS)
            await to_thread.run_sync(self.look, limiter=alone)

    def look(self) -> None:
        """Do what there is to do; where nothing is, nothing is written. A database that does not answer is no trouble."""
        used, now = self._guard.take_used(), int(time.time())
        try:
            with self._database.reading() as session:
                stale = is_any_stale(session, now)
            if used or stale:
                with self._database.writing() as session:
                    note_use(session, sorted(used), datetime.now(UTC).date())
                    drop_stale(session, now)
        except AppError as error:
            _log.warning("upkeep is put off: %s", error)
