"""An ingest to be run as a process of its own, so that tests can kill it: one line on standard output a batch.

python -m tests.ingesting DATABASE_URL INDEX_FOLDER PATH [SEED]    (with a seed, the documents come shuffled)
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

from app.analysts import analysts
from app.domain.documents import Document, Rejected
from app.indexing import refresh_index
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, Report, ingest
from app.search.index import SearchIndex
from app.storage.database import Database
from tests.tellers import TELLER, Teller


def run(database: Database, index: SearchIndex, items: Sequence[Document | Rejected]) -> Report:
    """Bring `items` into the store and the index, the index after every batch, to be killed there too."""

    def tell(report: Report) -> None:
        refresh_index(database, index)
        print(report.seen, flush=True)  # noqa: T201 (the parent counts the lines)

    with analysts(1, Teller) as team:
        return ingest(items, database, team, Process(batch_size=5, extractor=TELLER, progress=tell))


def main() -> int:
    """Read the arguments and run; 1 when something failed."""
    url, folder, path, *seed = sys.argv[1:]
    items = list(Feed([path], Manner()))
    if seed:
        random.Random(int(seed[0])).shuffle(items)
    return 1 if run(Database.open(url), SearchIndex.open(Path(folder)), items).failed else 0


if __name__ == "__main__":
    sys.exit(main())
