"""What finding quotes needs of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuoteRules:
    """What finding quotes needs of a language."""
