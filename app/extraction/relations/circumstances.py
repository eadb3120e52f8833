"""Circumstances: where and when the evidence of a relation says it happens ("à Genève", "mardi", "le 3 mai 2016")."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.annotations import EntityType, Modality, Reference
from app.domain.dates import PartialDate, Precision
from app.errors import DateError
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.claims import Claim
from app.extraction.relations.page import Hit, Page

_NEAR = 15
_LAST_DAY = 31
_YEARS = range(1000, 2200)
_WEEK = 7
_LONG = 366
_SITES = frozenset((EntityType.PLACE, EntityType.COUNTRY))


@dataclass(frozen=True, slots=True)
class _Told:
    """A date told by the words `[first, last)`."""

    first: int
    last: int
    date: PartialDate


class Circumstances:
    """Reads place and date around the triggers of a page."""

    def __init__(self, page: Page, rules: RelationRules) -> None:
        self._page = page
        self._words = page.words
        self._rules = rules.circumstances
        self._all = rules
        told = page.draft.date
        known = told is not None and told.precision is Precision.DAY
        self._today = told.first if told is not None and known else None

    def place(self, claim: Claim) -> Reference | None:
        """Return the place nearest the trigger that a preposition of place leads in and that is no end of the relation."""
        ends = {entity.id for entity in (*claim.source, *claim.target)}
        first, last = self._page.sentences[claim.sentence]
        sites = (hit for word in range(first, last) if (hit := self._site(word, first)) is not None)
        near = [
            (self._distance(claim, hit.first, hit.last), hit.first, hit) for hit in sites if hit.entity.id not in ends
        ]
        best = min((one for one in near if one[0] <= _NEAR), default=None, key=lambda one: one[:2])
        if best is None:
            return None
        return Reference(self._page.span(best[2].first, best[2].last), best[2].entity.id)

    def date(self, claim: Claim) -> PartialDate | None:
        """Return the date told nearest the trigger; days of the week are counted from the article's date."""
        first, last = self._page.sentences[claim.sentence]
        near = [(self._distance(claim, one.first, one.last), one.first, one) for one in self._dates(first, last, claim)]
        best = min((one for one in near if one[0] <= _NEAR), default=None, key=lambda one: one[:2])
        return best[2].date if best is not None else None

    def _distance(self, claim: Claim, first: int, last: int) -> int:
        return max(first - claim.trigger[1], claim.trigger[0] - last, 0)

    def _site(self, word: int, start: int) -> Hit | None:
        hit = self._page.name(word)
        if hit is None or hit.entity.type not in _SITES or word == start:
            return None
        at = word - 1 - (self._words[word - 1] in self._all.determiners and word - 1 > start)
        led = self._words[word - 1] in self._rules.at or self._words[at] in self._rules.at
        return hit if led else None

    def _dates(self, first: int, last: int, claim: Claim) -> Iterator[_Told]:
        past = first
        for word in range(first, last):
            if word < past:
                continue
            told = self._calendar(word, last) or self._year(word, first) or self._relative(word, last, claim)
            if told is not None:
                past = told.last
                yield told

    def _calendar(self, word: int, last: int) -> _Told | None:
        """Read "3 mai 2016", "1 er mai", "mai 2016"."""
        day = self._number(word)
        at = word
        if day is not None:
            at = word + 1 + (word + 1 < last and self._words[word + 1] in self._rules.ordinal)
        month = self._rules.months.get(self._words[at]) if at < last else None
        if month is None or (day is not None and not 1 <= day <= _LAST_DAY):
            return None
        year = self._number(at + 1) if at + 1 < last else None
        told_year = year is not None and year in _YEARS
        if not told_year:
            if self._today is None or day is None:
                return None
            year = self._today.year
        try:
            return _Told(word, at + 1 + told_year, PartialDate(year or 1, month, day))
        except DateError:
            return None

    def _year(self, word: int, start: int) -> _Told | None:
        """Read "en 2014"."""
        year = self._number(word)
        if year is None or year not in _YEARS or word == start or self._words[word - 1] not in self._rules.within:
            return None
        return _Told(word, word + 1, PartialDate(year))

    def is_long_past(self, claim: Claim, told: PartialDate | None) -> bool:
        """Whether `told`, the date of a claim, is more than a year before the article ("en 2014")."""
        if told is None or self._today is None or claim.modality is not Modality.ACTUAL:
            return False
        return told.last < self._today - timedelta(days=_LONG)

    def is_over(self, claim: Claim) -> bool:
        """Whether years that both begin and end follow the trigger of a role ("président de X de 1992 à 1993")."""
        _, end = self._page.sentences[claim.sentence]
        first = claim.trigger[1]
        for word in range(first, min(end, first + _NEAR) - 2):
            years = self._number(word), self._number(word + 2)
            if self._words[word] in self._all.roles.breaks or self._words[word] == ";":
                return False
            if all(year in _YEARS for year in years) and self._words[word + 1] in self._rules.until:
                return True
        return False

    def _number(self, word: int) -> int | None:
        surface = self._words[word]
        bare = surface.removesuffix("er") if surface[:1].isdigit() else surface
        return int(bare) if bare.isdecimal() and len(bare) <= len("2016") else None

    def _relative(self, word: int, last: int, claim: Claim) -> _Told | None:
        """Read "hier", "mardi", "mardi prochain": days told from the article's own."""
        if self._today is None:
            return None
        shift = self._rules.relative.get(self._words[word])
        if shift is not None:
            return _Told(word, word + 1, _day(self._today + timedelta(days=shift)))
        weekday = self._rules.weekdays.get(self._words[word])
        if weekday is None or (word + 1 < last and self._number(word + 1) is not None):
            return None
        coming = word + 1 < last and self._words[word + 1] in self._rules.next
        if coming or claim.modality is Modality.FUTURE:
            ahead = (weekday - self._today.weekday()) % _WEEK or _WEEK
            return _Told(word, word + 1, _day(self._today + timedelta(days=ahead)))
        behind = (self._today.weekday() - weekday) % _WEEK
        return _Told(word, word + 1, _day(self._today - timedelta(days=behind)))


def _day(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
