"""French: countries, demonyms, metonyms."""

from app.extraction.languages.shapes.names import NameRules

RULES = NameRules()
