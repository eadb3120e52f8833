"""What the pages say, in each of their languages: one table of texts a language, numbers and dates as it writes them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast, get_args

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from app.domain.dates import PartialDate, Precision

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""The languages of the pages, the first being that of readers who ask for none of them."""
_SKELETONS = {Precision.YEAR: "y", Precision.MONTH: "MMMM y", Precision.DAY: "d MMMM y"}


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language."""

    language: Language
    table: Mapping[str, str]
    locale: Locale

    @property
    def name(self) -> str:
        """The language as it calls itself."""
        return (self.locale.get_display_name() or self.language).capitalize()

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` filled in."""
        return self.table[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Return how many there are: `key.one` or `key.other` with the number, as the grammar wants it."""
        form = "one" if self.locale.plural_form(number) == "one" else "other"
        return self(f"{key}.{form}", n=self.number(number))

    def number(self, number: int) -> str:
        """Return a number as it is written."""
        return format_decimal(number, locale=self.locale)

    def share(self, share: float) -> str:
        """Return a share of one as a percentage."""
        return format_percent(share, locale=self.locale)

    def date(self, when: PartialDate | date | None) -> str:
        """Return a date as far as it is known."""
        if when is None:
            return self("date.none")
        known = PartialDate(when.year, when.month, when.day) if isinstance(when, date) else when
        written = format_date(known.first, _SKELETONS[known.precision], locale=self.locale)
        return f"1er{written[1:]}" if self.language == "fr" and known.day == 1 else written

    def tongue(self, code: str) -> str:
        """Return the name of a language, such as `français` for `fr`."""
        return cast("Mapping[str, str]", self.locale.languages).get(code, code)

    def country(self, code: str) -> str:
        """Return the name of a country, such as `Norvège` for `NO`."""
        return cast("Mapping[str, str]", self.locale.territories).get(code, code)

    def month(self, month: int) -> str:
        """Return the short name of a month."""
        return format_date(date(2000, month, 1), "MMM", locale=self.locale)


@cache
def texts_in(language: Language) -> Texts:
    """Return the texts of `language`."""
    raw = files("app.api.pages").joinpath("texts", f"{language}.toml").read_text("utf-8")
    return Texts(language, dict(_flat(tomllib.loads(raw))), Locale(language))


def _flat(table: Mapping[str, object], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(cast("dict[str, object]", value), f"{above}{key}.")
        else:
            found.append((above + key, str(value)))
    return found


def language_of(chosen: str | None, accepted: str) -> Language:
    """Return the language of a page: the one chosen, else the one that the header Accept-Language likes best."""
    for wanted in (chosen or "", *_by_liking(accepted)):
        for language in LANGUAGES:
            if wanted.partition("-")[0].lower() == language:
                return language
    return LANGUAGES[0]


def _by_liking(accepted: str) -> list[str]:
    ranges = [part.strip().partition(";") for part in accepted.split(",")]
    return [tag for tag, _, quality in sorted(ranges, key=lambda told: -_quality(told[2])) if _quality(quality) > 0]


def _quality(told: str) -> float:
    try:
        return float(told.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
