"""What reading the head and segmenting need of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _no_months() -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class TextRules:
    """Words that decide where a sentence or a token ends, and how a dateline is written.

    All words are in lower case. `abbreviations` are written without their final dot and never end a sentence;
    `closing_abbreviations` may end one (etc.). `elided` are written without their apostrophe, `whole` are words that keep
    one inside. `clitics` are pronouns that follow a verb after a hyphen, `linked` the compounds that only look so.
    """

    abbreviations: frozenset[str] = frozenset()
    closing_abbreviations: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=_no_months)
    weekdays: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    update_labels: frozenset[str] = frozenset()
