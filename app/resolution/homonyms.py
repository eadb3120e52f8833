"""Homonyms: bearers of one full name whom countries keep apart, each with an office in, or belonging to, another one.

One article alone against many is taken for a misreading: who is set apart must stand for more than a third of what the
most frequent bearer stands for, and for more than a tenth of all articles with the name. What says nothing of itself goes
to the bearer of its time, if their times differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.annotations import EntityType
from app.resolution.guises import Guise

_SHARE = 1 / 3
_SHARE_OF_ALL = 0.1
_YEARS = 10
"""So far from every article on a bearer, another one's time has come."""


@dataclass(slots=True)
class Bearer:
    """One of the bearers of a name, as far as it is told: guises that have something in common."""

    facts: set[str]
    countries: set[str]
    guises: list[Guise]
    weight: int = 0

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of its dated articles."""
        dated = [guise.year for guise in self.guises if guise.year]
        return (min(dated), max(dated)) if dated else None


def facts_of(guise: Guise) -> frozenset[str]:
    """Return what an article tells of an actor that it may have in common with another: countries and organizations."""
    countries = (*guise.offices, *((guise.country,) if guise.country else ()))
    return frozenset({*guise.ties, *(f"country {code}" for code in countries)})


def countries_of(guise: Guise) -> frozenset[str]:
    """Return the countries (codes) that keep a guise apart from namesakes elsewhere."""
    if guise.type is EntityType.COUNTRY:
        return frozenset()
    return frozenset({*guise.offices, *((guise.country,) if guise.country else ())})


def apart(guises: Iterable[Guise], weights: Mapping[Guise, int]) -> dict[str, list[Guise]]:
    """Return the bearers of one name by the countries that set them apart, "" for what belongs to none of them.

    All are one, under "", where nothing sets any apart.
    """
    listed = sorted(guises)
    bearers = _bearers(listed, weights)
    most = max((bearer.weight for bearer in bearers), default=0)
    least = max(_SHARE * most, _SHARE_OF_ALL * sum(weights[guise] for guise in listed))
    kept = [bearer for bearer in bearers if bearer.weight > least]
    if len(kept) < 2:  # noqa: PLR2004 (nobody to be told from)
        return {"": listed}
    taken = {guise for bearer in kept for guise in bearer.guises}
    rest = [guise for guise in listed if guise not in taken]
    found = {"+".join(sorted(bearer.countries)): list(bearer.guises) for bearer in kept}
    named = dict(zip(found, kept, strict=True))
    for guise in rest:
        place = _by_facts(guise, named) or _by_time(guise, named)
        found.setdefault(place, []).append(guise)
    return found


def _bearers(guises: Sequence[Guise], weights: Mapping[Guise, int]) -> list[Bearer]:
    """Gather the guises that a country sets apart into bearers: those who share anything are the same."""
    bearers: list[Bearer] = []
    for guise in guises:
        countries = countries_of(guise)
        if not countries:
            continue
        facts = set(facts_of(guise))
        same = [bearer for bearer in bearers if bearer.facts & facts]
        merged = Bearer(facts, set(countries), [guise], weights[guise])
        for bearer in same:
            merged.facts |= bearer.facts
            merged.countries |= bearer.countries
            merged.guises += bearer.guises
            merged.weight += bearer.weight
        bearers = [bearer for bearer in bearers if bearer not in same]
        bearers.append(merged)
    return sorted(bearers, key=lambda bearer: sorted(bearer.countries))


def _by_facts(guise: Guise, bearers: Mapping[str, Bearer]) -> str:
    facts = facts_of(guise)
    sharing = [name for name, bearer in bearers.items() if bearer.facts & facts]
    return sharing[0] if len(sharing) == 1 else ""


def _by_time(guise: Guise, bearers: Mapping[str, Bearer]) -> str:
    """Return the only bearer of whom articles of about its year tell, where all are known to have a time of their own."""
    spans = {name: bearer.years for name, bearer in bearers.items()}
    if not guise.year or not all(spans.values()):
        return ""
    near = [name for name, span in spans.items() if span and span[0] - _YEARS <= guise.year <= span[1] + _YEARS]
    return near[0] if len(near) == 1 else ""
