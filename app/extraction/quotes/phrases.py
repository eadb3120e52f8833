"""Small phrases: what a token is in its neighbourhood (a clitic, an adverb, an infinitive), without a parser."""

from app.extraction.draft import TokenKind
from app.extraction.quotes.reading import Reading


def is_adverb(reading: Reading, index: int) -> bool:
    """Whether a token can stand inside or after a verb group without ending it."""
    norm = reading.norm(index)
    rules = reading.rules
    if norm in rules.adverbs or norm in rules.negative_adverbs:
        return True
    if not norm.endswith(rules.adverb_endings) or len(norm) <= _SHORT or reading.is_capital(index):
        return False
    before = reading.norm(index - 1)
    return norm not in rules.no_adverbs and before not in rules.determiners and before not in rules.prepositions


def adverb_from(reading: Reading, index: int) -> int:
    """Return how many tokens the adverb or adverbial that starts at `index` has, 0 where there is none."""
    for size in range(_LONGEST_ADVERBIAL, 1, -1):
        if tuple(reading.norms[index : index + size]) in reading.rules.adverbials:
            return size
    return 1 if is_adverb(reading, index) else 0


def adverb_until(reading: Reading, end: int) -> int:
    """Return how many tokens the adverb or adverbial that ends before `end` has, 0 where there is none."""
    for size in range(_LONGEST_ADVERBIAL, 1, -1):
        if end >= size and tuple(reading.norms[end - size : end]) in reading.rules.adverbials:
            return size
    return 1 if end > 0 and is_adverb(reading, end - 1) else 0


def skip_adverbs(reading: Reading, index: int, last: int) -> int:
    """Return the first token from `index` on that starts no adverb."""
    while index < last and (size := adverb_from(reading, index)):
        index += size
    return index


def skip_adverbials(reading: Reading, index: int, last: int) -> int:
    """Return the first token from `index` on outside adverbs and phrases of time, place, channel or addressee.

    A prepositional phrase is its preposition, a determiner and one noun or name; a longer one is skipped piece by piece.
    """
    rules = reading.rules
    while index < last:
        norm = reading.norm(index)
        if size := adverb_from(reading, index):
            index += size
        elif norm in rules.days or _is_date(reading, index):
            index += 1
        elif norm in rules.determiners and reading.norm(index + 1) in rules.days:
            index += 2
        elif (
            norm in rules.determiners
            and norm not in rules.prepositions
            and reading.norm(index + 1)[:1].isdigit()
            and reading.norm(index + 2) in rules.days
        ):
            index += 3
        elif size := _dated(reading, index):
            index += size
        elif norm in rules.prepositions:
            index = _past_preposition(reading, index + 1, last)
        else:
            break
    return index


def _dated(reading: Reading, index: int) -> int:
    """Return the length of a date or delay without a preposition (`début octobre`, `il y a quelques heures`, `le 15 mars 2016`), else 0."""
    rules = reading.rules
    for phrase in rules.delays:
        if tuple(reading.norms[index : index + len(phrase)]) == phrase:
            end = index + len(phrase)
            return next((i + 1 for i in range(end, end + 4) if reading.norm(i) in rules.times), end) - index
    if reading.norm(index) in rules.times and reading.norm(index + 1) in rules.times:
        return 2
    if (
        is_determiner(reading, index)
        and reading.norm(index + 1)[:1].isdigit()
        and reading.norm(index + 2) in rules.days
    ):
        return 3 + reading.norm(index + 3)[:1].isdigit()
    return 0


def _is_date(reading: Reading, index: int) -> bool:
    """Whether a number or `dernier` belongs to a date: a word of time stands on one side of it."""
    rules = reading.rules
    if reading.norm(index)[:1].isdigit():
        return reading.norm(index + 1) in rules.days or reading.norm(index - 1) in rules.days
    return reading.norm(index) in rules.time_tails and (
        reading.norm(index - 1) in rules.days or reading.norm(index - 1)[:1].isdigit()
    )


def _past_preposition(reading: Reading, index: int, last: int) -> int:
    while index < last and (reading.norm(index) in reading.rules.prepositions or is_determiner(reading, index)):
        index += 1
    name = reading.name_over(index)
    index = name.last if name is not None else index + 1
    while index < last and reading.is_word(index) and not is_determiner(reading, index) and _continues(reading, index):
        index += 1
    return index


def _continues(reading: Reading, index: int) -> bool:
    """Whether a word goes on with a prepositional phrase: a name, a number, or an adjective before another preposition or comma."""
    norm = reading.norm(index)
    rules = reading.rules
    if norm in rules.prepositions or norm in rules.that or norm in rules.boundaries:
        return False
    return (
        reading.is_capital(index) or norm[:1].isdigit() or norm in rules.times or norm.endswith(rules.adjective_endings)
    )


_LONGEST_ADVERBIAL = 4
_SHORT = 6
_ROOT = 4
_VERB_REACH = 120


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
    for index in range(first, min(last, first + _VERB_REACH)):
        norm = reading.norm(index)
        if norm in rules.be or norm in rules.have or norm in rules.modals or norm in rules.pronouns:
            return True
        if norm in rules.reflexives or norm in rules.negations:
            return True
        if len(norm) > _ROOT and norm.endswith(rules.finite_endings) and not reading.is_capital(index):
            return True
    return False


def is_animate(reading: Reading, index: int) -> bool:
    """Whether a noun is of persons or bodies, by the list or by its ending (`buraliste`, `vice-procureur`)."""
    norm, rules = reading.norm(index), reading.rules
    if norm in rules.animate:
        return True
    return len(norm) > _SHORT and norm.endswith(rules.agent_endings) and norm not in rules.no_agents


def is_partitive(reading: Reading, index: int) -> bool:
    """Whether `des` or `de nombreux` opens a noun phrase."""
    norm, rules = reading.norm(index), reading.rules
    return norm in rules.plural_articles or (norm in rules.of and reading.norm(index + 1) in rules.partitives)
