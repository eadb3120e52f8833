"""Pictures: the same numbers make the same drawing, no time is left out, and no name covers another."""

from datetime import date
from itertools import pairwise

from app.api.pages.pictures import LONGEST, NARROW, WIDE, columns, wheel
from app.domain.annotations import EntityType, RelationType
from app.domain.dates import Precision
from app.domain.timelines import DayCount
from app.domain.views import ActorRef, EdgeView, GraphSize, GraphView, NodeView


def day(told: str, count: int = 1) -> DayCount:
    number = date.fromisoformat(told).toordinal()
    return number, number, count


def test_months_without_anything_are_there_too() -> None:
    made = columns({"said": [day("2022-11-03", 2)], "about": [day("2023-02-01"), (0, 0, 4)]})

    assert [(str(column.when), column.counts) for column in made.items] == [
        ("2022-11", (2, 0)),
        ("2022-12", (0, 0)),
        ("2023-01", (0, 0)),
        ("2023-02", (0, 1)),
    ]
    assert (made.unit, made.coarser) == (Precision.MONTH, (0, 4))


def test_a_long_time_is_counted_by_years() -> None:
    made = columns({"said": [day("1990-01-01"), day("2023-01-01", 9)]})

    assert made.unit is Precision.YEAR
    assert len(made.items) == 34
    assert made.highest == 9


def test_the_ends_of_the_calendar_make_no_endless_picture() -> None:
    made = columns({"said": [day("0001-01-01"), day("9999-12-31")]})

    assert len(made.items) <= LONGEST + 1
    assert str(made.items[-1].when) == "9999"


def test_nothing_makes_an_empty_picture() -> None:
    assert columns({"said": []}).items == ()


def graph(rim: int) -> GraphView:
    """Return a hub, 0, tied to each on the rim, and each of these to the next but one."""
    actors = [ActorRef(number, f"Actor number {number}", EntityType.PERSON) for number in range(rim + 1)]
    ends = [(0, number, number) for number in range(1, rim + 1)]
    ends += [(number, number + 2, 1) for number in range(1, rim - 1)]
    edges = [
        EdgeView(
            one,
            other,
            RelationType.CONSULT,
            directed=False,
            relation_count=count,
            event_count=1,
            article_count=1,
            first_date=None,
            last_date=None,
            relations=(),
        )
        for one, other, count in ends
    ]
    size = GraphSize(len(actors), len(edges), sum(edge.relation_count for edge in edges))
    nodes = tuple(NodeView(actor, min(actor.id, 1), 1) for actor in actors)
    return GraphView(nodes, tuple(edges), size, GraphSize(0, 0, 0))


def test_everybody_on_the_rim_has_a_row_of_their_own() -> None:
    for sheet in (WIDE, NARROW):
        made = wheel(graph(9), 0, sheet)
        assert made is not None
        for left in (True, False):
            rows = sorted(spoke.y for spoke in made.spokes if spoke.left is left)
            assert all(after - before >= 32 for before, after in pairwise(rows))
        assert len({spoke.actor.id for spoke in made.spokes}) == 9
        assert all(abs(spoke.x) < made.width / 2 and abs(spoke.y) < made.height / 2 for spoke in made.spokes)


def test_the_most_related_come_first_and_those_with_ties_stand_together() -> None:
    made = wheel(graph(5), 0, WIDE)

    assert made is not None
    assert [spoke.actor.id for spoke in made.spokes] == [5, 3, 1, 4, 2]
    assert len(made.chords) == 3
    assert made == wheel(graph(5), 0, WIDE)


def test_who_deals_with_nobody_has_no_picture() -> None:
    assert wheel(graph(0), 0, WIDE) is None
