"""What linking names to actors needs of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorRules:
    """What linking names to actors needs of a language."""
