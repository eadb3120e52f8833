"""Scores as rows for a table, as Markdown and as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from app.evaluation.marks import spreads
from app.evaluation.scores import Score, Share, Sheet

Json: TypeAlias = dict[str, Any]
ORDER = ("seed", "head", "names", "quotes", "actors", "relations", "marks")


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


def closing_lines(sheet: Sheet) -> list[str]:
    """Return in words what the extraction took, and how far marks move the scores."""
    lines = [f"Spread over quotation marks: {measure} {spread:.1f}" for measure, spread in spreads(sheet).items()]
    cost = sheet.cost
    if cost.seconds:
        speed = f"{cost.words / cost.seconds:,.0f} words/CPU-s, {cost.articles / cost.seconds:.1f} articles/CPU-s"
        memory = f"peak memory {sheet.peak_bytes / 1e6:,.0f} MB"
        lines.append(f"{cost.articles} articles, {cost.words:,} words: {speed}; {memory}")
    return lines


def plain(sheet: Sheet) -> Iterator[str]:
    """Yield the lines of a table in plain text."""
    for row in rows_of(sheet):
        figures = f"{row.precision:>6} {row.recall:>6} {row.value:>6} {row.cases:>6}"
        yield f"{row.section:<10} {row.label:<34} {figures}"
    yield from closing_lines(sheet)


def mistakes(sheet: Sheet) -> Iterator[str]:
    """Yield every difference from the gold, by class and document."""
    ordered = sorted(sheet.mistakes, key=lambda one: (one.kind, one.document))
    for kind, many in groupby(ordered, key=lambda one: one.kind):
        listed = list(many)
        yield f"=== {kind}: {len(listed)}"
        yield from (f"{one.document} {one.detail}" for one in listed)
        yield ""


def markdown(sheet: Sheet, *, details: bool = True) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield "| part | measure | P | R | F1 or share | cases |"
    yield "|---|---|---:|---:|---:|---:|"
    for row in rows_of(sheet):
        if details or not row.is_detail:
            yield f"| {row.section} | {row.label} | {row.precision} | {row.recall} | {row.value} | {row.cases} |"
    yield ""
    yield from closing_lines(sheet)


def as_json(sheet: Sheet) -> Json:
    """Return everything counted, figures from 0 to 1."""
    cost = sheet.cost
    return {
        "scores": {key: _score_json(score) for key, score in sorted(sheet.scores.items())},
        "shares": {key: _share_json(share) for key, share in sorted(sheet.shares.items())},
        "spread": {measure: round(spread, 2) for measure, spread in spreads(sheet).items()},
        "speed": {
            "articles": cost.articles,
            "words": cost.words,
            "cpu_seconds": round(cost.seconds, 3),
            "words_per_cpu_second": round(cost.words / cost.seconds, 1) if cost.seconds else None,
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


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
