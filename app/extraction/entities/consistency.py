"""One document, one reading of a name: the type that most speaks for it, and its other occurrences found as well."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules

_WEIGHTS = {Source.TAGGER: 2, Source.ECHO: 1, Source.HINT: 6, Source.TITLE: 6, Source.PHRASE: 6, Source.LEXICON: 100}
_FAMILY_WEIGHT = 5
_KNOWN_WEIGHT = 5
_SHORTEST = 3
_LONGEST = 12

Words = tuple[str, ...]


@dataclass(slots=True)
class Readings:
    """What speaks for each type of each name (its words as written), over the whole document."""

    index: TokenIndex
    rules: NameRules
    votes: dict[Words, Counter[EntityType | None]] = field(
        default_factory=lambda: defaultdict[Words, Counter[EntityType | None]](Counter)
    )
    known: set[Words] = field(default_factory=set[Words])
    heads: set[str] = field(default_factory=set[str])
    lower: dict[str, bool] = field(default_factory=dict[str, bool])

    def commonplace(self, candidate: Candidate) -> bool:
        """Whether a lone word that nothing but the tagger takes for a name stands in the text in lower case too."""
        if candidate.source is not Source.TAGGER or len(candidate) > 1:
            return False
        norm = self.index.norm(candidate.first)
        votes = self.votes.get(self._words(candidate.first, candidate.last), Counter[EntityType | None]())
        supported = max(votes.values(), default=0) >= _FAMILY_WEIGHT
        return self._is_lower(norm) and norm not in self.rules.given_names and not supported

    def forget(self, candidates: Iterable[Candidate]) -> None:
        """Take back what `candidates` said."""
        for candidate in candidates:
            self.votes.pop(self._words(candidate.first, candidate.last), None)

    def learn(self, candidates: Iterable[Candidate]) -> None:
        """Count the names of `candidates`; a person's full name speaks for its family name too."""
        for candidate in candidates:
            words = self._words(candidate.first, candidate.last)
            self.votes[words][candidate.type] += _WEIGHTS[candidate.source] if candidate.type else 1
            self.heads.add(self.index.norm(candidate.first))
            if candidate.source is Source.LEXICON:
                self.known.add(words)
            if candidate.type is EntityType.PERSON and len(words) > 1:
                family = _family(words, self.rules)
                self.votes[family][EntityType.PERSON] += _FAMILY_WEIGHT
                self.heads.add(self.index.norm(candidate.last - len(family)))

    def learn_known(self) -> None:
        """Let the persons known by their family name speak for the names of the document that are theirs."""
        known = _known_persons(self.rules)
        for words in self.votes.keys() & known.keys():
            self.votes[words][EntityType.PERSON] += _KNOWN_WEIGHT * known[words]

    def retyped(self, candidate: Candidate) -> Candidate:
        """Return `candidate` with the type that most speaks for in the document."""
        if candidate.source is Source.LEXICON:
            return candidate
        best = self._best(self._words(candidate.first, candidate.last))
        return candidate if best is None else replace(candidate, type=best)

    def echoes(self) -> Iterator[Candidate]:
        """Yield every place where a name of the document stands as it is written elsewhere, the longest at each word.

        Known names are left out: they were looked for everywhere already.
        """
        telling = {words for words in self.votes if len(words) <= _LONGEST and self._is_telling(words)} - self.known
        lengths: dict[str, set[int]] = defaultdict(set)
        for words in telling:
            lengths[words[0]].add(len(words))
        for number in self.index.where(self.heads):
            for length in sorted(lengths.get(self.index.surface(number), ()), reverse=True):
                last = number + length
                if self.index.together(number, last - 1) and (words := self._words(number, last)) in telling:
                    if not self._is_family_at(number, words):
                        yield Candidate(number, last, self._best(words), Source.ECHO)
                    break

    def prefixed(self) -> Iterator[tuple[Span, EntityType]]:
        """Yield the names behind a prefix that is no part of them, where they stand ("anti-Trump")."""
        norms = {norm for norm in self.index.places if norm.partition("-")[0] in self.rules.neutral_prefixes}
        for number in self.index.where(norms):
            prefix, hyphen, rest = self.index.surface(number).partition("-")
            type_ = self._best((rest,)) if hyphen and prefix.lower() in self.rules.neutral_prefixes else None
            if type_ is not None:
                end = self.index.tokens[number].end
                yield Span(end - len(rest), end), type_

    def _is_lower(self, norm: str) -> bool:
        """Whether a word stands in lower case somewhere in the document."""
        known = self.lower.get(norm)
        if known is None:
            known = any(not self.index.capital[n] and self.index.is_word(n) for n in self.index.places.get(norm, ()))
            self.lower[norm] = known
        return known

    def _is_family_at(self, number: int, words: Words) -> bool:
        single = len(words) == 1 and self._best(words) is EntityType.PERSON
        before = self.index.norm(number - 1)
        return single and (before in self.rules.families or before in self.rules.plurals)

    def _best(self, words: Words) -> EntityType | None:
        votes = self.votes.get(words)
        return votes.most_common(1)[0][0] if votes else None

    def _words(self, first: int, last: int) -> Words:
        return tuple(map(self.index.surface, range(first, last)))

    def _is_telling(self, words: Words) -> bool:
        """Whether these words are the name wherever they stand: a capital, and more than one or two letters."""
        joined = "".join(words)
        return len(joined) >= _SHORTEST and any(word[:1].isupper() for word in words) and words[-1][:1] not in ".("


def _family(words: Words, rules: NameRules) -> Words:
    """Return the family name of a full name: its last word with the particles before it ("Le Pen", "de Gaulle")."""
    first = len(words) - 1
    while first > 1 and words[first - 1].lower().replace("’", "'") in rules.particles:
        first -= 1
    prepositional = words[first].lower() in rules.linkers
    return words[-1:] if prepositional and first > 1 else words[first:]


@cache
def _known_persons(rules: NameRules) -> Mapping[Words, int]:
    """Return the words, as tokens, of the full and the family names of known persons, with how many they are names of."""
    persons = [tuple(name.replace("'", "' ").split()) for name in rules.persons]
    return Counter(words for full in persons for words in (full, _family(full, rules)))
