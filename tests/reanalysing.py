"""A reanalysis to be run as a process of its own, so that tests can kill it: one line on standard output a batch.

python -m tests.reanalysing DATABASE_URL INDEX_FOLDER VERSION
"""

import sys
from functools import partial
from pathlib import Path

from app.analysts import analysts
from app.domain.annotations import Extractor
from app.indexing import refresh_index
from app.reanalysis import Process, Report, reanalyse
from app.search.index import SearchIndex
from app.storage.database import Database
from tests.tellers import Teller


def run(database: Database, index: SearchIndex, extractor: Extractor) -> Report:
    """Read everything again that `extractor` has not read, the index after every batch, to be killed there too."""

    def tell(report: Report) -> None:
        refresh_index(database, index)
        print(report.seen, flush=True)  # noqa: T201 (the parent counts the lines)

    with analysts(1, partial(Teller, extractor)) as team:
        return reanalyse(database, team, Process(extractor, batch_size=5, progress=tell))


def main() -> int:
    """Read the arguments and run; 1 when something failed."""
    url, folder, version = sys.argv[1:]
    found = run(Database.open(url), SearchIndex.open(Path(folder)), Extractor("teller", version))
    return 1 if found.failed else 0


if __name__ == "__main__":
    sys.exit(main())
