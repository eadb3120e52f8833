"""French: cues, marks, complementisers."""

from app.extraction.languages.shapes.quotes import QuoteRules

RULES = QuoteRules()
