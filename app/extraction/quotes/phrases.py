"""Small phrases: what a token is in its neighbourhood (a clitic, an adverb, an infinitive), without a parser."""

from app.extraction.draft import TokenKind
from app.extraction.quotes.reading import Reading


def is_adverb(reading: Reading, index: int) -> bool:
    """Whether a token can stand inside or after a verb group without ending it."""
    norm = reading.norm(index)
    rules = reading.rules
    if norm in rules.adverbs or norm in rules.negative_adverbs:
        return True
    return norm.endswith(rules.adverb_endings) and len(norm) > 6 and not reading.is_capital(index)


def skip_adverbs(reading: Reading, index: int, last: int) -> int:
    """Return the first token from `index` on that is no adverb."""
    while index < last and is_adverb(reading, index):
        index += 1
    return index


def is_infinitive(reading: Reading, index: int) -> bool:
    """Whether an infinitive can start at `index`: the verb itself, or negation and clitics in front of it."""
    return infinitive_at(reading, index) is not None


def infinitive_at(reading: Reading, index: int) -> int | None:
    """Return the token of the infinitive whose group starts at `index` (`ne pas le faire` -> `faire`)."""
    rules = reading.rules
    for position in range(index, min(index + 6, len(reading.norms))):
        norm = reading.norm(position)
        if norm in rules.clitics or norm in rules.negations or is_adverb(reading, position):
            continue
        plain = norm.endswith(rules.infinitive_endings) and norm not in rules.no_infinitives
        if plain and reading.tokens[position].kind is TokenKind.WORD and not reading.is_capital(position):
            return position
        return None
    return None


def is_inverted(reading: Reading, index: int) -> bool:
    """Whether a token is a pronoun behind its verb (`-t-il`)."""
    norm = reading.norm(index)
    return norm.startswith("-") and norm.rpartition("-")[2] in reading.rules.pronouns


def is_determiner(reading: Reading, index: int) -> bool:
    """Whether a token opens a noun phrase."""
    return reading.norm(index) in reading.rules.determiners


def has_verb(reading: Reading, first: int, last: int) -> bool:
    """Whether a finite verb seems to stand in `[first, last)`: an auxiliary, a clitic, a pronoun or a verbal ending."""
    rules = reading.rules
    for index in range(first, last):
        norm = reading.norm(index)
        if norm in rules.be or (norm in rules.have and norm != "à") or norm in rules.modals or norm in rules.pronouns:
            return True
        if norm in rules.reflexives or norm in rules.negations:
            return True
        if len(norm) > 4 and norm.endswith(rules.finite_endings) and not reading.is_capital(index):
            return True
    return False
