"""What segmentation and the heading need of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextRules:
    """What segmentation and the heading need of a language."""
