"""Houses of parliament that are called by their noun alone: "le Congrès", "l'Assemblée"."""

from collections.abc import Iterator

from app.domain.annotations import EntityType
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.demonyms import Demonyms
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules


def chambers(index: TokenIndex, rules: NameRules, demonyms: Demonyms) -> Iterator[Candidate]:
    """Yield each house that stands with its article and a capital, and with nothing that goes on with its name."""
    for number in index.where(rules.chambers):
        named = index.is_capital(number) and index.norm(number - 1) in rules.guards
        if named and not _goes_on(index, rules, demonyms, number + 1):
            yield Candidate(number, number + 1, EntityType.ORGANIZATION, Source.PHRASE)


def _goes_on(index: TokenIndex, rules: NameRules, demonyms: Demonyms, number: int) -> bool:
    """Whether token `number` goes on with the name of the body before it: an adjective, a preposition, a capital."""
    norm = index.norm(number)
    if not index.is_word(number) or not index.together(number - 1, number) or norm in rules.acting.finite:
        return False
    adjective = norm in rules.adjectives or norm.endswith(rules.adjective_endings) or demonyms.means_people(norm)
    return adjective or norm in rules.complements or index.is_capital(number)
