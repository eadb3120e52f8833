"""What resolving speakers needs of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeakerRules:
    """What resolving speakers needs of a language."""
