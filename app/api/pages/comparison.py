"""A comparison: what two actors say of each other over time, side by side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.api.dependencies import Understood, Visit
from app.api.finding import count_days
from app.api.pages.pictures import Columns, columns
from app.api.pages.sentences import Shown, shown
from app.api.schemas.listings import Resolved
from app.api.schemas.pages import ComparePage, Period
from app.domain.dates import PartialDate, Precision
from app.domain.queries import ActorSet, Operator, Page, QuoteFilter
from app.domain.views import ActorView
from app.storage import actors
from app.storage.database import ReadSession
from app.storage.quotes import list_quotes

_NEWEST = Page(limit=200)
_UNITS = {Period.MONTH: Precision.MONTH, Period.YEAR: Precision.YEAR}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What either said of the other in one stretch of time; `when` is None where no date is known."""

    when: PartialDate | None
    a: tuple[Shown, ...]
    b: tuple[Shown, ...]


@dataclass(slots=True)
class Comparison:
    """What is shown of two actors."""

    asked: ComparePage
    a: ActorView | None = None
    b: ActorView | None = None
    resolved: list[Resolved] = field(default_factory=list[Resolved])
    totals: tuple[int, int] = (0, 0)
    timeline: Columns | None = None
    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    left_out: tuple[int, int] = (0, 0)


def compare(visit: Visit, asked: ComparePage) -> Comparison:
    """Return what the two asked for say of each other, the newest 200 sentences of each."""
    made = Comparison(asked)
    with visit.reading() as session:
        names = {"a": asked.a, "b": asked.b}
        given = {name: () if value is None else (value,) for name, value in names.items()}
        understood = visit.understand(session, Operator.AND, given)
        made.resolved = list(understood.told)
        made.a, made.b = (_known(session, understood, name) for name in names)
        if made.a is not None and made.b is not None:
            _fill(visit, session, made, (ActorSet((made.a.id,)), ActorSet((made.b.id,))))
    return made


def _known(session: ReadSession, understood: Understood, name: str) -> ActorView | None:
    ids = [id_ for id_ in understood.sets[name].ids if id_ is not None]
    return actors.get_actor(session, ids[0]) if ids else None


def _fill(visit: Visit, session: ReadSession, made: Comparison, pair: tuple[ActorSet, ActorSet]) -> None:
    one, other = pair
    asked = tuple(QuoteFilter(speakers=a, about=b, with_copies=False) for a, b in ((one, other), (other, one)))
    sides = [list_quotes(session, wanted, _NEWEST) for wanted in asked]
    said = [shown(side.items) for side in sides]
    unit = _UNITS[made.asked.by]
    made.totals = (sides[0].total, sides[1].total)
    made.left_out = (sides[0].total - len(said[0]), sides[1].total - len(said[1]))
    made.exchanges = _exchanges(said[0], said[1], unit)
    days = {name: count_days(visit, session, None, wanted) for name, wanted in zip("ab", asked, strict=True)}
    made.timeline = columns(days, unit)


def _exchanges(a: Sequence[Shown], b: Sequence[Shown], unit: Precision) -> list[Exchange]:
    """Put the sentences of both sides into their stretch of time, the newest first, the undated last."""
    held: defaultdict[PartialDate | None, tuple[list[Shown], list[Shown]]] = defaultdict(lambda: ([], []))
    for side, sentences in enumerate((a, b)):
        for sentence in sentences:
            held[_stretch(sentence.quote.article.date, unit)][side].append(sentence)
    order = sorted(held, key=lambda when: (when is not None, str(when)), reverse=True)
    return [Exchange(when, tuple(held[when][0]), tuple(held[when][1])) for when in order]


def _stretch(when: PartialDate | None, unit: Precision) -> PartialDate | None:
    if when is None or unit is Precision.YEAR:
        return when and PartialDate(when.year)
    return PartialDate(when.year, when.month)
