"""Pictures: numbers turned into places in a drawing, always the same for the same numbers. Templates draw them as SVG."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import sqrt
from textwrap import wrap

from app.domain.dates import PartialDate, Precision
from app.domain.timelines import DayCount, timeline_of
from app.domain.views import ActorRef, EdgeView, GraphView

LONGEST = 72
"""Columns of a timeline; where months make more, it counts years."""

LOWEST = 3
"""Where the scale ends at least, so that a single quote is no tower."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time and how much each series has in it, in the order of the series."""

    when: PartialDate
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Series side by side over the same stretches of time; `coarser` are dated too coarsely for any, or not at all."""

    series: tuple[str, ...]
    unit: Precision
    items: tuple[Column, ...]
    highest: int
    coarser: tuple[int, ...]


def columns(days: Mapping[str, Sequence[DayCount]], unit: Precision | None = None) -> Columns:
    """Return the series of `days` by `unit`; where none is asked for, by month unless that makes too many columns."""
    unit = unit or (Precision.MONTH if _months(days) <= LONGEST else Precision.YEAR)
    lines = {name: timeline_of(counts, unit) for name, counts in days.items()}
    counted = {name: {one.date: one.count for one in line.items} for name, line in lines.items()}
    items = tuple(
        Column(when, tuple(counts.get(when, 0) for counts in counted.values()))
        for when in _filled(sorted({when for counts in counted.values() for when in counts}, key=str))
    )
    return Columns(
        series=tuple(days),
        unit=unit,
        items=items,
        highest=max(LOWEST, max((count for item in items for count in item.counts), default=0)),
        coarser=tuple(line.undated + sum(one.count for one in line.coarser) for line in lines.values()),
    )


def _months(days: Mapping[str, Sequence[DayCount]]) -> float:
    dated = [day for counts in days.values() for first, last, _ in counts if first for day in (first, last)]
    return (max(dated) - min(dated)) / 30 if dated else 0


def _filled(found: Sequence[PartialDate]) -> list[PartialDate]:
    """Return the stretches found with the empty ones between, as long as they fit."""
    if not found:
        return []
    filled = [found[0]]
    for before, after in pairwise(found):
        step = _next(before)
        while step != after and len(filled) < LONGEST:
            filled.append(step)
            step = _next(step)
        filled.append(after)
    return filled


def _next(when: PartialDate) -> PartialDate:
    if when.month is None:
        return PartialDate(when.year + 1)
    return PartialDate(when.year, when.month + 1) if when.month < 12 else PartialDate(when.year + 1, 1)  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Spoke:
    """An actor on the rim: where it is, on which side its name stands, and how heavily it is tied to the hub."""

    actor: ActorRef
    lines: tuple[str, ...]
    x: float
    y: float
    left: bool
    types: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Chord:
    """A tie between two on the rim, bent towards the hub."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """One actor in the middle, those it deals with around it."""

    hub: ActorRef
    title: tuple[str, ...]
    spokes: tuple[Spoke, ...]
    chords: tuple[Chord, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a wheel is drawn on: its width, how far from the hub the rim is, and how many letters of a name fit on a line."""

    width: int
    rim: int
    letters: int


WIDE, NARROW = Sheet(760, 170, 28), Sheet(360, 62, 15)
_ROW = 42


def wheel(graph: GraphView, hub: int, sheet: Sheet) -> Wheel | None:
    """Return the picture of those tied to `hub`, or None where there are none.

    They stand on two arcs, a row each, so that no name covers another; who has ties with one another stand close together.
    """
    actors = {node.actor.id: node.actor for node in graph.nodes}
    ties: defaultdict[frozenset[int], list[EdgeView]] = defaultdict(list)
    for edge in graph.edges:
        ties[frozenset((edge.source, edge.target))].append(edge)
    weights = {pair: sum(edge.relation_count for edge in edges) for pair, edges in ties.items()}
    around = _in_order([id_ for id_ in actors if frozenset((id_, hub)) in ties], hub, weights)
    if not around:
        return None
    at = dict(zip(around, _places(len(around), sheet.rim), strict=True))
    return Wheel(
        hub=actors[hub],
        title=_lines(actors[hub].name, sheet.letters + 6),
        spokes=tuple(_spoke(actors[id_], at[id_], ties[frozenset((id_, hub))], sheet) for id_ in around),
        chords=tuple(_chords(at, weights)),
        width=sheet.width,
        height=_ROW * ((len(around) + 1) // 2 + 1),
    )


def _spoke(actor: ActorRef, place: tuple[float, float], ties: Sequence[EdgeView], sheet: Sheet) -> Spoke:
    weight = sum(edge.relation_count for edge in ties)
    return Spoke(
        actor=actor,
        lines=_lines(actor.name, sheet.letters),
        x=place[0],
        y=place[1],
        left=place[0] < 0,
        types=tuple(dict.fromkeys(edge.type for edge in ties)),
        width=_thickness(weight),
    )


def _chords(at: Mapping[int, tuple[float, float]], weights: Mapping[frozenset[int], int]) -> Iterator[Chord]:
    for one, other in combinations(sorted(at), 2):
        weight = weights.get(frozenset((one, other)))
        if weight is not None:
            yield Chord(_bent(at[one], at[other]), _thickness(weight))


def _lines(name: str, letters: int) -> tuple[str, ...]:
    return tuple(wrap(name, letters, max_lines=2, placeholder="…"))


def _in_order(ids: Sequence[int], hub: int, weights: Mapping[frozenset[int], int]) -> list[int]:
    """Begin with the one most tied to the hub; after each comes the one most tied to it."""
    waiting = sorted(ids, key=lambda id_: (-weights[frozenset((id_, hub))], id_))
    order = waiting[:1]
    rest = waiting[1:]
    while rest:
        last = order[-1]
        following = max(rest, key=lambda id_: (weights.get(frozenset((last, id_)), 0), -rest.index(id_)))
        order.append(following)
        rest.remove(following)
    return order


def _places(number: int, rim: int) -> list[tuple[float, float]]:
    """Return places around the hub at (0, 0): down the right side, then up the left one."""
    right = (number + 1) // 2
    rows = [(1, _row(row, right)) for row in range(right)]
    rows += [(-1, _row(row, number - right)) for row in reversed(range(number - right))]
    tallest = max(abs(y) for _, y in rows) + _ROW / 2
    return [(round(side * rim * sqrt(max(0.16, 1 - (y / tallest) ** 2)), 1), y) for side, y in rows]


def _row(row: int, rows: int) -> float:
    return (row - (rows - 1) / 2) * _ROW


def _bent(one: tuple[float, float], other: tuple[float, float]) -> str:
    middle = ((one[0] + other[0]) * 0.28, (one[1] + other[1]) * 0.28)
    return f"M{one[0]:g} {one[1]:g}Q{middle[0]:.1f} {middle[1]:.1f} {other[0]:g} {other[1]:g}"


def _thickness(weight: int) -> float:
    return round(min(1 + sqrt(weight - 1) * 0.9, 7), 2)
