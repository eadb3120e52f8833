"""French: role titles, triggers, negation, modality."""

from app.extraction.languages.shapes.relations import RelationRules

RULES = RelationRules()
