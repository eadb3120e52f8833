"""Repair of the tagger's stretches: titles, articles and marks stripped from their edges, what cannot be a name dropped."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.annotations import EntityType
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.demonyms import Demonyms
from app.extraction.entities.tagging import Tag
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import NameRules

_HYPHENATED = ("al-", "el-", "ibn-", "ould-", "as-", "ad-", "an-", "ar-", "ach-", "ez-")
_LONGEST_ACRONYM = 7
_MARKS = frozenset('«»“”"()[]')


@dataclass(frozen=True, slots=True)
class Repairer:
    """Turns tags into candidates by the rules of a language."""

    index: TokenIndex
    rules: NameRules
    demonyms: Demonyms
    families: frozenset[str]

    def candidates(self, tags: list[Tag]) -> Iterator[Candidate]:
        """Yield what is left of each tag."""
        for tag in tags:
            type_ = self.rules.labels.get(tag.label)
            first, last = self._trimmed(tag.first, self._before_mark(tag), type_)
            if first < last and self._may_be_name(first, last) and not self._is_family(first, last, type_):
                yield Candidate(first, last, self._type(first, last, type_), Source.TAGGER)

    def _before_mark(self, tag: Tag) -> int:
        """Return where a tag ends, before a quotation mark or bracket inside it at the latest."""
        inside = range(tag.first + 1, tag.last)
        return next((number for number in inside if self.index.norm(number) in _MARKS), tag.last)

    def _trimmed(self, first: int, last: int, type_: EntityType | None) -> tuple[int, int]:
        while first < last and not self._may_begin(first, last, type_):
            first += 1
        while first < last and not self._may_end(last - 1, type_):
            last -= 1
        return first, last

    def _is_family(self, first: int, last: int, type_: EntityType | None) -> bool:
        """Whether a name is that of a family and not of a person: "les frères X", "les X"."""
        if last - first > 1 or (self.index.norm(first) not in self.families and type_ is not EntityType.PERSON):
            return False
        before = self.index.norm(first - 1)
        return before in self.rules.families or before in self.rules.plurals

    def _may_begin(self, number: int, last: int, type_: EntityType | None) -> bool:
        index, norm = self.index, self.index.norm(number)
        if not index.is_word(number):
            return norm.isdigit() and number + 1 < last
        if not index.is_capital(number):
            return self._may_begin_small(number, last, type_)
        if norm in self.rules.articles and (index.opens[number] or norm not in self.rules.particles):
            return type_ is EntityType.PERSON and norm in self.rules.name_openers and last - number > 1
        is_title = norm in self.rules.civilities or norm in self.rules.offices
        plain = type_ is EntityType.ORGANIZATION or last - number == 1
        return not is_title and (plain or not self.demonyms.means_people(norm))

    def _may_begin_small(self, number: int, last: int, type_: EntityType | None) -> bool:
        norm = self.index.norm(number)
        if norm.startswith(_HYPHENATED):
            return True
        if type_ is EntityType.PERSON:
            return norm in self.rules.particles and norm not in self.rules.articles and number + 1 < last
        if type_ is EntityType.ORGANIZATION:
            return (
                norm in self.rules.institutions or norm in self.rules.national_bodies or self.index.capitals(number) > 0
            )
        return self.index.capitals(number) > 0

    def _may_end(self, number: int, type_: EntityType | None) -> bool:
        index, norm = self.index, self.index.norm(number)
        if not index.is_word(number):
            return norm.isalnum() or norm in {"!", "+"}
        if norm in self.rules.link_words or norm in self.rules.particles:
            return False
        if type_ is EntityType.PERSON:
            return index.capitals(number) > 0 or norm.startswith(_HYPHENATED)
        return True

    def _may_be_name(self, first: int, last: int) -> bool:
        index = self.index
        numbers = range(first, last)
        if not any(index.capitals(number) for number in numbers):
            return index.norm(first) in self.rules.national_bodies and self.demonyms.means_country(index.norm(last - 1))
        if len(numbers) > 1:
            return True
        norm = index.norm(first)
        return len(norm) > 1 and norm not in self.rules.no_names and not self._is_people(first, norm)

    def _is_people(self, number: int, norm: str) -> bool:
        """Whether a word stands for people of somewhere: known to, or ending so after an article ("la Bermudienne")."""
        if self.demonyms.means_people(norm):
            return True
        articled = (
            self.index.norm(number - 1) in self.rules.articles and self.index.norm(number - 1) not in self.rules.linkers
        )
        return articled and norm.endswith(self.rules.gentilic_endings)

    def _type(self, first: int, last: int, type_: EntityType | None) -> EntityType | None:
        index, norm = self.index, self.index.norm(first)
        if (
            norm in self.rules.given_names
            and last - first > 1
            and type_ is EntityType.PLACE
            and index.is_capital(first + 1)
        ):
            return EntityType.PERSON
        if type_ in {EntityType.PLACE, EntityType.PERSON} and last - first == 1 and is_acronym(index.surface(first)):
            return EntityType.ORGANIZATION
        if norm in self.rules.institutions and type_ is EntityType.PLACE:
            return EntityType.ORGANIZATION
        return type_


def families_in(index: TokenIndex, rules: NameRules) -> frozenset[str]:
    """Return the names, in lower case, that a noun before them makes those of families ("les frères X")."""
    return frozenset(index.norm(n + 1) for n in index.where(rules.families) if index.is_capital(n + 1))


def is_acronym(surface: str) -> bool:
    """Whether `surface` is made of capitals (and digits or hyphens) alone, two at least."""
    letters = [char for char in surface if char.isalpha()]
    return (
        len(letters) > 1
        and len(surface) <= _LONGEST_ACRONYM + surface.count("-") * 4
        and all(map(str.isupper, letters))
    )
