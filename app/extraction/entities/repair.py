"""Repair of the tagger's names: titles and loose ends cut off, what cannot be a name dropped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.annotations import EntityType
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.demonyms import Demonyms
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules
from app.extraction.tagged import TaggedSpan

_TYPES = MappingProxyType({"PER": EntityType.PERSON, "LOC": EntityType.PLACE, "ORG": EntityType.ORGANIZATION})

_PERSON = "PER"
_SHORT = 3
"""Common words in a person's name are no longer ("el", "von")."""

_LEAST = 0.5
"""The confidence under which a name is none."""


@dataclass(frozen=True, slots=True)
class Repairer:
    """Turns the tagger's names into candidates by the rules of a language."""

    index: TokenIndex
    rules: NameRules
    demonyms: Demonyms

    def candidates(self, spans: Iterable[TaggedSpan]) -> Iterator[Candidate]:
        """Yield what is left of each name."""
        for span in spans:
            if span.confidence < _LEAST:
                continue
            for start, end in self._parted(span):
                first, last = self._trimmed(self._beside(start, end), self._before_verb(start, end, span.label))
                if first < last and self._may_be_name(first, last):
                    yield Candidate(first, last, _TYPES[span.label], Source.TAGGER)

    def _beside(self, first: int, last: int) -> int:
        """Return where a name begins: after the noun that stands beside it ("association Anticor", "quotidien suisse Le Temps")."""
        index = self.index
        if index.capitals(first) or index.norm(first) not in self.rules.apposing:
            return first
        named = first + 1
        if named < last and self.demonyms.means_country(index.norm(named)):
            named += 1
        return named if named < last and index.is_capital(named) else first

    def _before_verb(self, first: int, last: int, label: str) -> int:
        """Return where a name ends: a person's before a common word ("Brunet flanche"), others before a verb at their end."""
        index, rules = self.index, self.rules
        if label != _PERSON:
            verb = last - first > 1 and index.norm(last - 1) in rules.acting.finite and not index.capitals(last - 1)
            return last - 1 if verb else last
        named = False
        for number in range(first, last):
            named = named or index.is_capital(number)
            common = index.is_word(number) and not index.capitals(number) and index.norm(number) not in rules.particles
            if named and common and len(index.norm(number)) > _SHORT:
                return number
        return last

    def _parted(self, span: TaggedSpan) -> Iterator[tuple[int, int]]:
        """Yield the two names that are joined into one where the second begins with its own article ("X et Le Y")."""
        index, own = self.index, self.rules.own_articles
        for number in range(span.first + 1, span.last - 2):
            article = number + 1
            if index.norm(number) not in self.rules.joints or index.norm(article) not in own:
                continue
            if index.is_capital(article) or (index.norm(span.first) in own and index.is_capital(article + 1)):
                yield span.first, number
                yield (article if index.is_capital(article) else article + 1), span.last
                return
        if span.label == _PERSON and (second := self._second_person(span)):
            yield span.first, second
            yield second, span.last
            return
        yield span.first, span.last

    def _second_person(self, span: TaggedSpan) -> int:
        """Return where the second of two persons named side by side begins ("de François Hollande Manuel Valls"), or 0."""
        index, given = self.index, self.rules.given_names
        if index.norm(span.first) not in given:
            return 0
        seconds = range(span.first + 2, span.last - 1)
        named = (
            n for n in seconds if index.is_capital(n) and index.norm(n) in given and index.norm(n - 1) not in given
        )
        return next(named, 0)

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        rules = self.rules
        while first < last and self.index.norm(first) in rules.civilities:
            first += 1
        while first < last and _is_small(self.index.norm(last - 1), rules):
            last -= 1
        return first, last

    def _may_be_name(self, first: int, last: int) -> bool:
        """Whether there is a capital, and more than a word for people of somewhere or one that is never a name."""
        norm = self.index.norm(first)
        if last - first == 1 and (norm in self.rules.no_names or self._is_people(first, norm)):
            return False
        return any(map(self.index.capitals, range(first, last)))

    def _is_people(self, number: int, norm: str) -> bool:
        """Whether a word stands for people of somewhere: known to, or ending so after an article ("la Bermudienne")."""
        if self.demonyms.means_people(norm):
            return True
        before = self.index.norm(number - 1)
        articled = before in self.rules.articles and before not in self.rules.linkers
        return articled and norm.endswith(self.rules.gentilic_endings)


def _is_small(norm: str, rules: NameRules) -> bool:
    """Whether a word only joins others in a name, so that none ends with it."""
    return norm in rules.link_words or norm in rules.particles
