"""A language: its code and the data of every stage."""

from dataclasses import dataclass

from app.extraction.languages.shapes.actors import ActorRules
from app.extraction.languages.shapes.emergence import EmergenceRules
from app.extraction.languages.shapes.names import NameRules
from app.extraction.languages.shapes.quotes import QuoteRules
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.languages.shapes.speakers import SpeakerRules
from app.extraction.languages.shapes.text import TextRules

NO_EMERGENCE = EmergenceRules()


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """Everything the stages need of one language; `code` is ISO 639-1."""

    code: str
    text: TextRules
    names: NameRules
    actors: ActorRules
    quotes: QuoteRules
    speakers: SpeakerRules
    relations: RelationRules
    emergence: EmergenceRules = NO_EMERGENCE
