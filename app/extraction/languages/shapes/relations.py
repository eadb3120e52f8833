"""What finding relations needs of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RelationRules:
    """What finding relations needs of a language."""
