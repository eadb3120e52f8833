"""Which reports tell of one event."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.annotations import GROUP_OF, Modality, Polarity, RelationGroup, RelationType
from app.domain.dates import PartialDate
from app.domain.events import LONGEST, Deed, Report, events_of, fact_of, lasts

PARIS, ROME = 7, 8


def reports(*told: str | tuple[str, int]) -> list[Report]:
    """Return reports of these dates (and places), their ids 1, 2..."""
    found: list[Report] = []
    for id_, one in enumerate(told, start=1):
        when, place = (one, None) if isinstance(one, str) else one
        known = PartialDate.parse(when) if when else None
        days = (known.first.toordinal(), known.last.toordinal()) if known else (0, 0)
        found.append(Report(id_, *days, place))
    return found


def grouped(*told: str | tuple[str, int]) -> list[list[int]]:
    return [event.reports for event in events_of(reports(*told))]


@pytest.mark.parametrize(
    ("told", "events"),
    [
        (("2023-04-12",), [[1]]),
        (("2023-04-12", "2023-04-12"), [[1, 2]]),
        (("2023-04-12", "2023-04-13"), [[1, 2]]),  # the paper of the next day
        (("2023-04-12", "2023-04-14"), [[1, 2]]),
        (("2023-04-12", "2023-04-15"), [[1], [2]]),
        (("2023-04-15", "2023-04-11", "2023-04-13"), [[1, 2, 3]]),  # a chain, in whatever order it is read
        (("2023-04", "2023-04-12"), [[1, 2]]),  # the month has one event that it can mean
        (("2023-04", "2023-04-12", "2023-04-25"), [[1], [2], [3]]),  # it could mean either: nothing is guessed
        (("2023-04", "2023-04"), [[1, 2]]),
        (("2023-04", "2023-05"), [[1], [2]]),
        (("2023-04", "2023-05-01"), [[1], [2]]),
        (("2023", "2023-04"), [[1, 2]]),
        (("2023", "2023-04", "2023-04-12"), [[1, 2, 3]]),
        (("2023", "2023-04", "2023-07-12"), [[1], [2], [3]]),
        (("", ""), [[1, 2]]),
        (("", "2023-04-12"), [[1], [2]]),  # without a date it may be of any time
        ((("2023-04-12", PARIS), ("2023-04-12", ROME)), [[1], [2]]),
        ((("2023-04-12", PARIS), "2023-04-13"), [[1, 2]]),
        ((("2023-04-12", PARIS), ("2023-04-12", ROME), "2023-04-13"), [[1], [2], [3]]),
        ((("2023-04", PARIS), "2023-04-13"), [[1, 2]]),
        ((("2023-04", PARIS), ("2023-04", ROME), "2023-04-13"), [[1], [2], [3]]),
        ((("2023-04", PARIS), ("2023-04-13", ROME)), [[1], [2]]),
    ],
)
def test_reports_of_one_event(told: tuple[str | tuple[str, int], ...], events: list[list[int]]) -> None:
    assert sorted(grouped(*told)) == events


def test_what_is_told_of_every_day_for_weeks_is_more_than_one_event() -> None:
    days = [f"2023-04-{day:02d}" for day in range(1, 22)]

    assert [len(event) for event in grouped(*days)] == [LONGEST] * 3


def test_an_event_is_named_after_its_most_exact_day_and_place() -> None:
    both = events_of(reports("2023-04", ("2023-04-12", PARIS), "2023-04-13"))[0]
    vague = events_of(reports("2023-04"))[0]

    assert (both.when, date.fromordinal(both.first), date.fromordinal(both.last)) == (
        "2023-04-12.in-7",
        date(2023, 4, 12),
        date(2023, 4, 13),
    )
    assert (vague.when, events_of(reports("2023"))[0].when, events_of(reports(""))[0].when) == (
        "2023-04",
        "2023",
        "undated",
    )


def test_a_place_that_a_vaguer_report_tells_is_known_but_does_not_change_the_name() -> None:
    event = events_of(reports("2023-04-12", ("2023-04", PARIS)))[0]

    assert (event.place, event.when) == (PARIS, "2023-04-12")


some_dates = st.sampled_from(["", "2023", "2023-04", "2023-05", *(f"2023-04-{day:02d}" for day in (1, 2, 4, 7, 8, 30))])
some_reports = st.lists(st.tuples(some_dates, st.sampled_from([None, PARIS, ROME])), min_size=1, max_size=8)


@given(some_reports, st.integers())
def test_the_order_of_reports_changes_nothing(told: list[tuple[str, int]], seed: int) -> None:
    known = reports(*told)
    shuffled = random.Random(seed).sample(known, len(known))
    events = events_of(known)

    assert events_of(shuffled) == events
    assert sorted(report for event in events for report in event.reports) == [report.id for report in known]
    assert len({event.when for event in events}) == len(events)


def deed(
    type_: RelationType,
    source: int,
    target: int,
    *,
    symmetric: bool = False,
    polarity: Polarity = Polarity.AFFIRMED,
    modality: Modality = Modality.ACTUAL,
) -> str:
    return Deed(type_, frozenset({source}), frozenset({target}), symmetric, polarity, modality).signature


def test_a_deed_is_who_did_what_to_whom() -> None:
    assert deed(RelationType.ACCUSE, 3, 20) == "ACCUSE.3.20"
    assert deed(RelationType.ACCUSE, 20, 3) == "ACCUSE.20.3"
    assert deed(RelationType.CONSULT, 20, 3) == deed(RelationType.CONSULT, 3, 20, symmetric=True) == "CONSULT.3-20"
    assert deed(RelationType.ASSAULT, 20, 3, symmetric=True) == "ASSAULT.3-20"


def test_what_is_denied_or_only_possible_is_never_counted_with_what_is_told_as_a_fact() -> None:
    accuse = RelationType.ACCUSE

    assert deed(accuse, 3, 4, polarity=Polarity.NEGATED) == "ACCUSE.3.4.negated"
    assert deed(accuse, 3, 4, modality=Modality.HYPOTHETICAL) == "ACCUSE.3.4.hypothetical"
    assert deed(accuse, 3, 4, modality=Modality.FUTURE) == deed(accuse, 3, 4, modality=Modality.HISTORICAL)


def test_a_role_that_is_over_is_another_fact() -> None:
    leads = RelationType.LEADS

    assert deed(leads, 3, 4) == "LEADS.3.4"
    assert deed(leads, 3, 4, modality=Modality.HISTORICAL) == "LEADS.3.4.historical"


def test_many_actors_have_a_name_of_bounded_length() -> None:
    many = frozenset(range(1_000_000, 1_000_100))
    told = Deed(
        RelationType.ACCUSE,
        many,
        frozenset({1}),
        is_symmetric=False,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
    )

    assert len(told.signature) < 60


def test_a_fact_is_one_whenever_it_is_told() -> None:
    fact = fact_of(reports("2023-04-12", "", "2016"))

    assert (fact.reports, fact.vagueness) == ([1, 2, 3], 0)
    assert (date.fromordinal(fact.first), date.fromordinal(fact.last)) == (date(2016, 1, 1), date(2023, 4, 12))


def test_every_type_has_its_group() -> None:
    assert set(GROUP_OF) == set(RelationType)
    assert sum(group is RelationGroup.EVENT for group in GROUP_OF.values()) == 16
    assert {type_ for type_ in RelationType if lasts(type_)} == {
        type_ for type_, group in GROUP_OF.items() if group is not RelationGroup.EVENT
    }
