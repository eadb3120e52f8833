"""French: role titles, triggers, negation, modality."""

from app.extraction.languages.fr.titles import ROLES
from app.extraction.languages.shapes.relations import RelationRules

RULES = RelationRules(
    roles=ROLES,
    determiners=frozenset(
        "le la les l' un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos".split()
    ),
    conjunctions=frozenset(("et", "ou", "ainsi")),
    negations=frozenset(("ne", "n'")),
)
