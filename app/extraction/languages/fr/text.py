"""French: abbreviations, months, dateline forms."""

from app.extraction.languages.shapes.text import TextRules

RULES = TextRules()
