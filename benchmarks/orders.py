"""The same articles in three orders and in batches of several sizes: are the actors the same?

    .venv/bin/python benchmarks/orders.py '../shared/corpora/winer_fr/*/*/*.txt'

Analyses once with the fast tagger, then writes into three SQLite files: as they come, backwards by 50, shuffled by 7. Compares every
actor (key, name, type, counts), every alias with its count, and who stands where; ids may differ. Exit code 1 where
anything else does. Prints the ten most quoted actors with their names.
"""

import sys
import tempfile
from collections.abc import Sequence
from glob import glob
from pathlib import Path
from random import Random
from time import perf_counter

from app.domain.documents import Document
from app.extraction.analyser import Analyser
from app.storage.database import Database
from app.storage.writer import Analysed, write_batch

QUESTIONS = (
    "SELECT key, type, name, country, is_ambiguous, article_count, mention_count, quote_count, about_count FROM entities ORDER BY 1",
    "SELECT e.key, a.name, a.mention_count FROM aliases a JOIN entities e ON e.id = a.entity_id ORDER BY 1, 2",
    """SELECT x.identity, m.start_at, m.end_at, e.key FROM mentions m JOIN articles x ON x.id = m.article_id
    JOIN entities e ON e.id = m.entity_id ORDER BY 1, 2, 3, 4""",
)


def main() -> int:
    """Run it all and return the exit code."""
    analyse = Analyser.load("fast").analyse
    items: list[Analysed] = []
    for path in sorted(path for pattern in sys.argv[1:] for path in glob(pattern)):  # noqa: PTH207 (patterns as given)
        text = Path(path).read_bytes().decode("utf-8-sig")
        items.append(Analysed(Document(path, text, path), analyse(text)))
    if not items:
        print("no articles: name files or patterns, as the top of this file does", file=sys.stderr)
        return 2
    shuffled = list(items)
    Random(3).shuffle(shuffled)
    with tempfile.TemporaryDirectory(prefix="propos-orders-") as folder:
        orders = (("as they come", items, 64), ("backwards", items[::-1], 50), ("shuffled", shuffled, 7))
        told = [stored(Path(folder) / f"{name}.db", order, size) for name, order, size in orders]
    same = all(one == told[0] for one in told)
    print(f"{len(items)} articles, {len(told[0][0])} actors: {'the same' if same else 'NOT the same'} in three orders")
    return 0 if same else 1


def stored(path: Path, items: Sequence[Analysed], size: int) -> list[list[tuple[object, ...]]]:
    """Write `items` in batches of `size` and return what is told of the actors."""
    database = Database.open(f"sqlite:///{path}")
    database.migrate()
    begin = perf_counter()
    for start in range(0, len(items), size):
        with database.writing() as session:
            write_batch(session, items[start : start + size])
    print(f"{path.stem}, {size} at a time: {perf_counter() - begin:.1f} s")
    with database.reading() as session:
        told = [session.ask(question) for question in QUESTIONS]
        if path.stem == "as they come":
            for id_, name in session.ask("SELECT id, name FROM entities ORDER BY quote_count DESC, key LIMIT 10"):
                names = session.ask(
                    "SELECT name, mention_count FROM aliases WHERE entity_id = :id ORDER BY mention_count DESC, name",
                    id=id_,
                )
                print(f"  {name}: {', '.join(f'{alias} ({count})' for alias, count in names)}")
    database.close()
    return told


if __name__ == "__main__":
    sys.exit(main())
