"""French: titles, given names, nominal phrases."""

from app.extraction.languages.shapes.actors import ActorRules

RULES = ActorRules()
