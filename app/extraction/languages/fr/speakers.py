"""French: pronouns, definite phrases."""

from app.extraction.languages.shapes.speakers import SpeakerRules

RULES = SpeakerRules()
