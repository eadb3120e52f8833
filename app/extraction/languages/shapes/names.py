"""What finding names needs of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameRules:
    """What finding names needs of a language."""
