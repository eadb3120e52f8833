"""One document, one type of a name: what most speaks for it, and the places where it was missed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.evening import Words, find_words, is_telling, words_of
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules

_WEIGHTS = MappingProxyType({Source.TAGGER: 2, Source.ECHO: 1, Source.PHRASE: 6, Source.LEXICON: 100})
_FAMILY_WEIGHT = 5
_PLACE_WEIGHT = 20
"""Who has a mayor or inhabitants once is a place, however often the tagger took it for a person."""


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

    def commonplace(self, candidate: Candidate) -> bool:
        """Whether a lone word that nothing but the tagger takes for a name stands in the text in lower case too."""
        if candidate.source is not Source.TAGGER or len(candidate) > 1:
            return False
        norm = self.index.norm(candidate.first)
        votes = self.votes.get(self._words(candidate), Counter[EntityType | None]())
        supported = max(votes.values(), default=0) >= _FAMILY_WEIGHT
        return not supported and norm not in self.rules.given_names and self._stands_lower(norm)

    def forget(self, candidates: Iterable[Candidate]) -> None:
        """Take back what `candidates` said."""
        for candidate in candidates:
            self.votes.pop(self._words(candidate), None)

    def learn(self, candidates: Iterable[Candidate]) -> None:
        """Count the names of `candidates`; a person's full name speaks for its family name too."""
        for candidate in candidates:
            words = self._words(candidate)
            self.votes[words][candidate.type] += _WEIGHTS[candidate.source] if candidate.type else 1
            self.heads.add(self.index.norm(candidate.first))
            if candidate.source is Source.LEXICON:
                self.known.add(words)
            if candidate.type is EntityType.PERSON and self._is_where(candidate):
                self.votes[words][EntityType.PLACE] += _PLACE_WEIGHT
            elif candidate.type is EntityType.PERSON and len(words) > 1:
                family = self._family(words)
                self.votes[family][EntityType.PERSON] += _FAMILY_WEIGHT
                self.heads.add(self.index.norm(candidate.last - len(family)))

    def retyped(self, candidate: Candidate) -> Candidate:
        """Return `candidate` with the type that most speaks for in the document."""
        if candidate.source is Source.LEXICON:
            return candidate
        best = self._best(self._words(candidate))
        return candidate if best is None else replace(candidate, type=best)

    def echoes(self) -> Iterator[Candidate]:
        """Yield every place where a name of the document stands as it is written elsewhere, the longest at each word.

        Known names are left out: they were looked for everywhere already.
        """
        telling = {words for words in self.votes if is_telling(words)} - self.known
        for first, words in find_words(self.index, telling, self.heads):
            if not self._is_family_at(first, words):
                yield Candidate(first, first + len(words), self._best(words), Source.ECHO)

    def prefixed(self) -> Iterator[tuple[Span, EntityType]]:
        """Yield the names behind a prefix that is no part of them, where they stand ("anti-Trump")."""
        prefixed = {norm for norm in self.index.places if norm.partition("-")[0] in self.rules.neutral_prefixes}
        for number in self.index.where(prefixed):
            rest = self.index.surface(number).partition("-")[2]
            type_ = self._best((rest,))
            if type_ is not None:
                end = self.index.tokens[number].end
                yield Span(end - len(rest), end), type_

    def _is_where(self, candidate: Candidate) -> bool:
        """Whether the words of a name or those before it say that it is a place: "maire de X", "la région X", "mont X"."""
        index, rules = self.index, self.rules
        if candidate.source is not Source.TAGGER:
            return False
        first, last = index.norm(candidate.first), index.norm(candidate.last - 1)
        before, *others = (index.norm(candidate.first - back) for back in (1, 2, 3))
        if len(candidate) > 1 and first in rules.given_names:
            return False
        if len(candidate) > 1 and {first, last} & rules.landforms:
            return True
        held = before in rules.complements and not rules.holders.isdisjoint(others)
        beside = before in rules.localities and len(candidate) == 1
        return index.together(candidate.first - 1, candidate.first) and (held or beside)

    def _stands_lower(self, norm: str) -> bool:
        """Whether a word stands in lower case somewhere in the document."""
        return any(not self.index.capital[number] for number in self.index.places.get(norm, ()))

    def _is_family_at(self, number: int, words: Words) -> bool:
        """Whether this is a family and not the person ("les frères X", "les X")."""
        single = len(words) == 1 and self._best(words) is EntityType.PERSON
        before = self.index.norm(number - 1)
        return single and (before in self.rules.families or before in self.rules.plurals)

    def _best(self, words: Words) -> EntityType | None:
        votes = self.votes.get(words)
        return votes.most_common(1)[0][0] if votes else None

    def _words(self, candidate: Candidate) -> Words:
        return words_of(self.index, candidate.first, candidate.last)

    def _family(self, words: Words) -> Words:
        """Return the family name of a full name: its last word with the particles before it ("Le Pen", "de Gaulle")."""
        first = len(words) - 1
        while first > 1 and words[first - 1].lower().replace("’", "'") in self.rules.particles:
            first -= 1
        prepositional = words[first].lower() in self.rules.linkers
        return words[-1:] if prepositional and first > 1 else words[first:]
