"""Scores as rows for a table, as Markdown and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, TypeAlias

from app.errors import InputError
from app.evaluation.confusion import tables
from app.evaluation.marks import spreads
from app.evaluation.reliability import PREFIX, Reliability, reliability_of
from app.evaluation.scores import Score, Share, Sheet

Json: TypeAlias = dict[str, Any]
OPENING, CLOSING = "<!-- scores -->", "<!-- /scores -->"
_BUILT = "built/"
_TABLED = (_BUILT, "confidence/")
"""Breakdowns that have a table of their own."""
_RARE = 10
RELIABILITY_HEAD = ("confidence", "quotes", "mean confidence", "share right")
ORDER = ("seed", "head", "names", "quotes", "actors", "relations", "emergent", "marks")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; figures in percent, `cases` what there was to find (or to decide)."""

    section: str
    label: str
    precision: str
    recall: str
    value: str
    cases: int

    @property
    def is_detail(self) -> bool:
        """Whether it belongs to a breakdown."""
        return "/" in self.label


def rows_of(sheet: Sheet) -> list[Row]:
    """Return the rows of `sheet`, sections in their order, totals before breakdowns."""
    rows = [
        *(_score_row(*item) for item in sheet.scores.items()),
        *(_share_row(*item) for item in sheet.shares.items()),
    ]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[int, bool, str]:
    section = ORDER.index(row.section) if row.section in ORDER else len(ORDER)
    return section, row.is_detail, row.label if row.is_detail else ""


def _score_row(key: str, score: Score) -> Row:
    section, _, label = key.partition("/")
    precision, recall = percent(score.precision.value), percent(score.recall.value)
    return Row(section, label, precision, recall, percent(score.value), score.recall.total)


def _share_row(key: str, share: Share) -> Row:
    section, _, label = key.partition("/")
    return Row(section, label, "", "", percent(share.value), share.total)


def percent(value: float | None) -> str:
    """Return `value` (0 to 1) in percent with one decimal, a dash for nothing."""
    return "–" if value is None else f"{100 * value:.1f}"


_READ_BY = {
    True: "Cross-validated: each article was read by models that have not learned from it, as recorded in training/data",
    False: "Live: read by the model that is shipped, which has learned from the annotated articles",
    None: "",
}


def reliability_rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Yield the cells of `RELIABILITY_HEAD` for each tenth of confidence that holds quotes."""
    found = reliability_of(sheet)
    for one in found.bins if found else ():
        yield f"{one.low:.1f} to {one.high:.1f}", str(one.count), percent(one.promised), percent(one.right)


def closing_lines(sheet: Sheet) -> list[str]:
    """Return in words how far confidence can be trusted and marks move the scores, and what the extraction took."""
    lines = [_confidence(found)] if (found := reliability_of(sheet)) else []
    lines += [f"Spread over quotation marks: {measure} {spread:.1f}" for measure, spread in spreads(sheet).items()]
    cost = sheet.cost
    if cost.seconds:
        speed = f"{cost.speed:,.0f} words/CPU-s, {cost.articles / cost.seconds:.1f} articles/CPU-s"
        memory = f"peak memory of a process {sheet.peak_bytes / 1e6:,.0f} MB"
        lines.append(f"{cost.articles} articles, {cost.words:,} words: {speed}; {memory}")
    if sheet.baseline.speed:
        ratio = cost.speed / sheet.baseline.speed
        lines.append(
            f"The whole spaCy pipeline: {sheet.baseline.speed:,.0f} words/CPU-s; ours is {ratio:.1f} times as fast"
        )
    return [line for line in (_READ_BY[sheet.is_recorded], *lines) if line]


def _confidence(found: Reliability) -> str:
    error = 100 * found.calibration_error
    return f"Confidence of quotes: Brier score {found.brier:.3f}, calibration error (ECE) {error:.1f} points"


def plain(sheet: Sheet) -> Iterator[str]:
    """Yield the lines of a table in plain text."""
    for row in rows_of(sheet):
        if not row.label.startswith("confidence/"):
            figures = f"{row.precision:>6} {row.recall:>6} {row.value:>6} {row.cases:>6}"
            yield f"{row.section:<10} {row.label:<34} {figures}"
    for cells in reliability_rows(sheet):
        yield "confidence {:<34} {:>6} {:>6} {:>6}".format(*cells)
    yield from closing_lines(sheet)


def mistakes(sheet: Sheet) -> Iterator[str]:
    """Yield every difference from the gold, by class and document."""
    ordered = sorted(sheet.mistakes, key=lambda one: (one.kind, one.document))
    for kind, many in groupby(ordered, key=lambda one: one.kind):
        listed = list(many)
        yield f"=== {kind}: {len(listed)}"
        yield from (f"{one.document} {one.detail}" for one in listed)
        yield ""


def markdown(sheet: Sheet) -> Iterator[str]:
    """Yield Markdown: the measures, how quotes of each construction fare, the breakdowns by type, what is taken for what."""
    rows = rows_of(sheet)
    yield from _table(row for row in rows if not row.is_detail)
    shapes = list(_shapes(sheet))
    if shapes:
        yield from ("", "| built | parts | found | exact | speaker |", "|---|---:|---:|---:|---:|", *shapes)
    bins = list(reliability_rows(sheet))
    if bins:
        yield from ("", f"| {' | '.join(RELIABILITY_HEAD)} |", "|---|---:|---:|---:|")
        yield from (f"| {' | '.join(cells)} |" for cells in bins)
    details = [row for row in rows if row.is_detail and not row.label.startswith(_TABLED)]
    if details:
        yield ""
        yield from _table(details)
    yield from tables(sheet)
    for line in closing_lines(sheet):
        yield from ("", line)


def _table(rows: Iterable[Row]) -> Iterator[str]:
    yield "| part | measure | P | R | F1 or share | cases |"
    yield "|---|---|---:|---:|---:|---:|"
    for row in rows:
        yield f"| {row.section} | {row.label} | {row.precision} | {row.recall} | {row.value} | {row.cases} |"


def _shapes(sheet: Sheet) -> Iterator[str]:
    """Yield a row for each construction of quotes, the frequent first; rare ones are left out."""
    prefix = f"quotes/{_BUILT}"
    totals = {
        key.removeprefix(prefix).removesuffix("/found"): share.total
        for key, share in sheet.shares.items()
        if key.startswith(prefix) and key.endswith("/found")
    }
    for shape, total in sorted(totals.items(), key=lambda one: (-one[1], one[0])):
        if total >= _RARE:
            shares = (sheet.shares.get(f"{prefix}{shape}/{what}", Share()) for what in ("found", "exact", "speaker"))
            yield f"| {shape} | {total} | {' | '.join(percent(share.value) for share in shares)} |"


def page_with(page: str, lines: Iterable[str]) -> str:
    """Return `page` with `lines` between its two marks.

    Raises:
        InputError: the page has no such marks.
    """
    before, opening, rest = page.partition(OPENING)
    _, closing, after = rest.partition(CLOSING)
    if not opening or not closing:
        raise InputError(f"the page needs the lines {OPENING} and {CLOSING} where the tables go")
    return "\n".join([before + opening, *lines, closing + after])


def as_json(sheet: Sheet) -> Json:
    """Return everything counted, figures from 0 to 1."""
    cost = sheet.cost
    return {
        "scores": {key: _score_json(score) for key, score in sorted(sheet.scores.items())},
        "shares": {
            key: _share_json(share) for key, share in sorted(sheet.shares.items()) if not key.startswith(PREFIX)
        },
        "confidence": _confidence_json(sheet),
        "errors": {f"{kind}/{of}": count for (kind, of), count in sorted(sheet.classes.items())},
        "confusions": {"/".join(key): count for key, count in sorted(sheet.confusions.items())},
        "spread": {measure: round(spread, 2) for measure, spread in spreads(sheet).items()},
        "cross_validated": sheet.is_recorded,
        "speed": {
            "articles": cost.articles,
            "words": cost.words,
            "cpu_seconds": round(cost.seconds, 3),
            "words_per_cpu_second": round(cost.speed, 1),
            "baseline_words_per_cpu_second": round(sheet.baseline.speed, 1),
            "peak_bytes": sheet.peak_bytes,
        },
    }


def _score_json(score: Score) -> Json:
    return {
        "precision": _rounded(score.precision.value),
        "recall": _rounded(score.recall.value),
        "f1": _rounded(score.value),
        "found": score.precision.total,
        "gold": score.recall.total,
    }


def _share_json(share: Share) -> Json:
    return {"share": _rounded(share.value), "hits": share.hits, "total": share.total}


def _confidence_json(sheet: Sheet) -> Json | None:
    found = reliability_of(sheet)
    return found and {**asdict(found), "calibration_error": found.calibration_error}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
