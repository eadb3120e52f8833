"""French."""

from app.extraction.languages.fr import actors, emergence, names, quotes, relations, speakers, text
from app.extraction.languages.pack import LanguagePack

PACK = LanguagePack(
    code="fr",
    text=text.RULES,
    names=names.RULES,
    actors=actors.RULES,
    quotes=quotes.RULES,
    speakers=speakers.RULES,
    relations=relations.RULES,
    emergence=emergence.RULES,
)
