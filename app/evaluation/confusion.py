"""Tables of what was taken for what, and of the classes of error, as Markdown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.evaluation import names, relations
from app.evaluation.scores import Score, Sheet

_GOLD = (*names.SCORED, names.ANOTHER, names.NOTHING)
_FOUND = (*names.SCORED, names.OTHER_EDGES, names.NOTHING)
_MOST = 3
"""So many types are named that relations of one type were taken for."""
_CLASSES = (
    ("relation missed", "relations missed"),
    ("relation spurious", "relations found where there are none"),
    ("actor mention missed", "mentions of actors missed"),
    ("actor split", "actors found as several"),
    ("actors merged", "several actors found as one"),
)


def tables(sheet: Sheet) -> Iterator[str]:
    """Yield the tables that `sheet` has figures for, each after an empty line."""
    if any(table == names.CONFUSION for table, _, _ in sheet.confusions):
        yield from ("", *_names(sheet))
    if any(table == relations.CONFUSION for table, _, _ in sheet.confusions):
        yield from ("", *_relations(sheet))
    classes = list(_classes(sheet))
    if classes:
        yield from ("", *_table(("what goes wrong", "class", "number"), classes, text=(0, 1)))


def _names(sheet: Sheet) -> Iterator[str]:
    """Yield a row for each type of the gold, a column for what was found there."""
    counts = sheet.confusions
    rows = [(gold, *(str(counts[names.CONFUSION, gold, found]) for found in _FOUND)) for gold in _GOLD]
    yield from _table(("names of the gold", *(f"found: {found}" for found in _FOUND)), rows)


def _relations(sheet: Sheet) -> Iterator[str]:
    """Yield a row for each type of the gold, the frequent first: how it fares, and what it is taken for."""
    counts = sheet.confusions
    kinds = {gold for table, gold, _ in counts if table == relations.CONFUSION and gold}
    by_number = sorted(kinds, key=lambda kind: (-_score(sheet, kind).recall.total, kind))
    yield from _table(
        ("relations", "gold", "found", "right", "missed", "spurious", "taken for"),
        [_relation(sheet, kind) for kind in by_number],
        text=(0, 6),
    )


def _score(sheet: Sheet, kind: str) -> Score:
    return sheet.scores.get(f"relations/type/{kind}", Score())


def _relation(sheet: Sheet, kind: str) -> tuple[str, ...]:
    score = _score(sheet, kind)
    counts = sheet.confusions
    taken = Counter(
        {
            found: count
            for (table, gold, found), count in counts.items()
            if table == relations.CONFUSION and gold == kind and found not in {kind, ""}
        }
    )
    told = ", ".join(f"{found} {count}" for found, count in taken.most_common(_MOST))
    figures = (score.recall.total, score.precision.total, round(score.precision.hits))
    alone = (counts[relations.CONFUSION, kind, ""], counts[relations.CONFUSION, "", kind])
    return kind, *map(str, (*figures, *alone)), told


def _classes(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Yield each class of error with its number, the largest first within what goes wrong."""
    for wrong, shown in _CLASSES:
        kinds = [(count, kind) for (of, kind), count in sheet.classes.items() if of == wrong]
        for count, kind in sorted(kinds, key=lambda one: (-one[0], one[1])):
            yield shown, kind, str(count)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], text: Sequence[int] = (0,)) -> Iterator[str]:
    """Yield a table; the columns `text` hold words, the others figures."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' if number in text else '---:' for number in range(len(head)))}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
