"""What the search knows of each language: data alone. A query has no language, so its words are read in all of them."""

from dataclasses import dataclass

APOSTROPHES = "'’‘ʼʹ`´′＇"

ELIDED = frozenset({"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"})
"""Folded words that lean on the next one through an apostrophe; `quelqu'un` and `presqu'île` are words of their own."""

FUNCTION_WORDS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "m", "mlle", "mm", "mme", "mmes"}
)
"""Folded words not asked for beside others: articles, `de`, `à`, `en`, `et` and civilities.

Short on purpose. `un` (one, UN), `the` (thé), `est` (east) and `été` (summer) carry meaning, so they stay out.
"""


@dataclass(frozen=True, slots=True)
class Language:
    """How words of one language are stemmed.

    `endings` are pairs (plain, accented): a folded word that ends in the first may have been written with the second.
    They are where an accent changes what Snowball strips (`arrivee` -> arrive, `arrivée` -> arriv).
    """

    code: str
    snowball: str
    endings: tuple[tuple[str, str], ...] = ()


FRENCH = Language(
    code="fr",
    snowball="french",
    endings=(
        ("e", "é"),
        ("es", "és"),
        ("es", "ès"),
        ("ee", "ée"),
        ("ees", "ées"),
        ("a", "à"),
        ("iere", "ière"),
        ("ieres", "ières"),
        ("ierement", "ièrement"),
        ("erent", "èrent"),
    ),
)
ENGLISH = Language(code="en", snowball="english")
LANGUAGES = {language.code: language for language in (FRENCH, ENGLISH)}
