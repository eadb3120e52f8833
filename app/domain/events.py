"""Events: which reports tell of one happening. Pure: the same reports give the same events, in whatever order they came.

What a report tells is its `Deed` (who did what to whom). Two reports of one deed tell of one event when their days are at
most two apart, or when the vaguer of them (dated to a month or a year, or without a place) has exactly one event that it can
mean. Where it could mean several it stays an event of its own: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import groupby

from app.domain.annotations import GROUP_OF, Modality, Polarity, RelationGroup, RelationType

MUTUAL = frozenset(
    {
        RelationType.AGREE,
        RelationType.CONSULT,
        RelationType.COOPERATE,
        RelationType.ALLIED_WITH,
        RelationType.TENSION,
    }
)
"""Types that take two: who is told of first makes no other event."""
NEAR = 2
"""Days between two reports of one event."""
LONGEST = 7
"""Days from the first to the last report of one event: what is told of every day for weeks is more than one event."""
_MONTH = 31
"""Days of the longest month: what may be of more is dated to the year."""
_UNDATED = 3
_LONGEST_NAME = 120


def lasts(type_: RelationType) -> bool:
    """Whether it is a role, a state or a stance: all reports of it tell of one fact, whenever they are from."""
    return GROUP_OF[type_] is not RelationGroup.EVENT


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what to whom, as one report tells it: an event but for its day and place. Actors are ids of any store."""

    type: RelationType
    sources: frozenset[int]
    targets: frozenset[int]
    is_symmetric: bool
    polarity: Polarity
    modality: Modality

    @property
    def signature(self) -> str:
        """What two reports of one event have in common.

        What is denied or only possible is never counted with what is told as a fact. Of an event it is the same whether it is
        told before, after or long after; a role that is over is another fact than one that is held.
        """
        both = self.is_symmetric or self.type in MUTUAL
        sides = [self.sources | self.targets] if both else [self.sources, self.targets]
        who = ".".join("-".join(str(actor) for actor in sorted(side)) for side in sides)
        if len(who) > _LONGEST_NAME:
            who = f"x{blake2b(who.encode(), digest_size=16).hexdigest()}"
        negated = (self.polarity.value,) if self.polarity is Polarity.NEGATED else ()
        apart = lasts(self.type) and self.modality is not Modality.ACTUAL
        manner = (self.modality.value,) if apart or self.modality is Modality.HYPOTHETICAL else ()
        return ".".join((self.type.value, who, *negated, *manner))


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the first and last day that its event may be, as ordinals (0 where that is not known), and its place."""

    id: int
    first: int
    last: int
    place: int | None = None

    @property
    def vagueness(self) -> int:
        """How little is known of its day: 0 for a day, 1 for a month, 2 for a year, 3 for nothing."""
        length = self.last - self.first + 1
        return (length > 1) + (length > _MONTH) if self.first else _UNDATED


@dataclass(slots=True)
class Event:
    """One event: its first and last day (0 where none is known), its place, and the ids of its reports in rising order.

    `vagueness` is that of its most exact reports, which alone say when it was.
    """

    first: int
    last: int
    place: int | None
    vagueness: int
    reports: list[int]
    _named_after: int | None = None

    def __post_init__(self) -> None:
        """Remember the place by which it was found: one that vaguer reports add does not change its name."""
        self._named_after = self.place

    @property
    def when(self) -> str:
        """What names it among the events of its deed: its first day, month or year, and its place."""
        if self.vagueness == _UNDATED:
            told = "undated"
        else:
            told = date.fromordinal(self.first).isoformat()[: (10, 7, 4)[self.vagueness]]
        return told if self._named_after is None else f"{told}.in-{self._named_after}"

    def may_be(self, other: "Event") -> bool:
        """Whether the reports of `other`, vaguer than these in day or place, may tell of this event."""
        if not self.first or not other.first or (None not in {self.place, other.place} and self.place != other.place):
            return False
        if other.vagueness:
            return other.first <= self.last and self.first <= other.last
        apart = max(self.first - other.last, other.first - self.last)
        return apart <= NEAR and max(self.last, other.last) - min(self.first, other.first) < LONGEST

    def take(self, others: Sequence["Event"]) -> None:
        """Add the reports of `others`, which mean this event."""
        self.reports += (report for event in others for report in event.reports)
        self.place = next((event.place for event in (self, *others) if event.place is not None), None)
        exact = [event for event in (self, *others) if event.vagueness == self.vagueness]
        self.first, self.last = min(event.first for event in exact), max(event.last for event in exact)


def events_of(reports: Iterable[Report]) -> list[Event]:
    """Return the events that reports of one deed tell of: the most exact reports found them, the vaguer ones join."""
    found: list[Event] = []
    ordered = sorted(reports, key=lambda report: (_kind(report), report.place or 0, report.first, report.id))
    for _, alike in groupby(ordered, _kind):
        found += _settle(found, _clusters(alike))
    for event in found:
        event.reports.sort()
    return sorted(found, key=lambda event: (event.first, event.when))


def fact_of(reports: Iterable[Report]) -> Event:
    """Return the one fact that reports of a deed that lasts tell of, with the first and last day they tell of it."""
    known = sorted(reports, key=lambda report: report.id)
    dated = [report for report in known if report.first]
    return Event(
        first=min((report.first for report in dated), default=0),
        last=max((report.last for report in dated), default=0),
        place=None,
        vagueness=min(report.vagueness for report in known),
        reports=[report.id for report in known],
    )


def _kind(report: Report) -> tuple[int, bool]:
    return report.vagueness, report.place is None


def _clusters(reports: Iterable[Report]) -> list[Event]:
    """Return reports of one kind, ordered by place and day, that tell of one event by themselves."""
    clusters: list[Event] = []
    for report in reports:
        last = clusters[-1] if clusters else None
        if last is not None and last.place == report.place and _is_one(last, report):
            last.last = report.last
            last.reports.append(report.id)
        else:
            clusters.append(Event(report.first, report.last, report.place, report.vagueness, [report.id]))
    return clusters


def _is_one(event: Event, report: Report) -> bool:
    if report.vagueness:
        return (event.first, event.last) == (report.first, report.last)
    return report.first - event.last <= NEAR and report.first - event.first < LONGEST


def _settle(found: Sequence[Event], clusters: Iterable[Event]) -> list[Event]:
    """Let each cluster join the one event of `found` that it may be, and return those that are events of their own."""
    own: list[Event] = []
    joining: defaultdict[int, list[Event]] = defaultdict(list)
    for cluster in clusters:
        fitting = [number for number, event in enumerate(found) if event.may_be(cluster)]
        if len(fitting) == 1:
            joining[fitting[0]].append(cluster)
        else:
            own.append(cluster)
    for number, those in joining.items():
        places = {event.place for event in (found[number], *those) if event.place is not None}
        # an event without a place that is told to be in several: none of them is more likely than the others
        kept = [event for event in those if event.place is None] if len(places) > 1 else those
        own += [event for event in those if event not in kept]
        found[number].take(kept)
    return own
