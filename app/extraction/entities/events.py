"""Events that are called by a place or a person: "les championnats de France", "l'Ironman Nice", "l'affaire Dupont"."""

from collections.abc import Iterator, Sequence

from app.extraction.entities.candidates import Candidate
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules

_REACH = 4


def events(index: TokenIndex, rules: NameRules, names: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the names that are part of the name of an event: they tell of the actor without naming it here."""
    at = {name.first: name for name in names}
    for number in index.where(rules.events):
        after = _past_link(index, rules, number)
        if after in at and index.together(number, after):
            yield at[after]


def _past_link(index: TokenIndex, rules: NameRules, number: int) -> int:
    """Return the token after the noun of an event, its adjectives and its preposition."""
    after = number + 1
    while after < number + _REACH and _is_adjective(index, rules, after):
        after += 1
    return after + 1 if index.norm(after) in rules.complements else after


def _is_adjective(index: TokenIndex, rules: NameRules, number: int) -> bool:
    norm = index.norm(number)
    return index.is_word(number) and (norm in rules.adjectives or norm.endswith(rules.adjective_endings))
