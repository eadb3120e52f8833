"""The stage of entities: the names of the text with their types, before they are linked to actors.

The tagger's names are evened out over the document and repaired, known names are added, overlaps are settled, names are
made consistent over the document, and words of nationality are read. Without a tagger known names are all there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.domain.annotations import EntityType, MentionKind
from app.domain.spans import Span
from app.extraction.acting import acts
from app.extraction.draft import Draft, Name
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.chambers import chambers
from app.extraction.entities.consistency import Readings
from app.extraction.entities.demonyms import Demonyms, demonyms_of
from app.extraction.entities.evening import HEAD, evened
from app.extraction.entities.events import events
from app.extraction.entities.lexicon import Known, Sort, lexicon_of
from app.extraction.entities.repair import Repairer
from app.extraction.entities.settling import settle
from app.extraction.indexing import TokenIndex
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.names import ActingWords, NameRules
from app.extraction.tagged import Tagged

_ARTICLES = frozenset({"le", "la", "l'", "les"})
_LEAST = 0.3
"""What the tagger must give a known organization, as the mean over its tokens: it may be a common word or a label here."""
_LEAST_PLACE = 0.05
"""What it must give a known place: less is part of the name of an event or a work ("championnats de France")."""
_WANTED = MappingProxyType(
    {
        Sort.ORGANIZATION: _LEAST,
        Sort.COUNTRY: _LEAST_PLACE,
        Sort.CAPITAL: _LEAST_PLACE,
        Sort.PLACE: _LEAST_PLACE,
    }
)
_PERSON = "PER"


def find_names(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its names and demonyms, in text order; demonyms may lie in other names."""
    return replace(draft, names=_names_in(draft, pack.names))


def _names_in(draft: Draft, rules: NameRules) -> tuple[Name, ...]:
    index = draft.index
    demonyms = demonyms_of(rules)
    tagged = evened(draft.tagged, index) if draft.tagged is not None else None
    candidates = [*_told(index, rules, demonyms, tagged), *_known(index, rules, demonyms, tagged)]
    settled, prefixed = _consistent(settle(candidates, index), index, rules)
    namer = _Namer.of(settled, index, rules.acting)
    inner = frozenset(events(index, rules, settled))
    names = [
        replace(name, kind=MentionKind.NOMINAL) if candidate in inner else name
        for candidate in settled
        if (name := namer.name(candidate)) is not None
    ]
    names += [Name(span, type_) for span, type_ in prefixed]
    return tuple(sorted((*names, *_free(demonyms, index, names)), key=lambda name: name.span))


def _told(index: TokenIndex, rules: NameRules, demonyms: Demonyms, tagged: Tagged | None) -> Iterator[Candidate]:
    """Yield the names that the words around them give away."""
    if tagged is not None:
        yield from Repairer(index, rules, demonyms).candidates(tagged.spans(HEAD))
    yield from chambers(index, rules, demonyms)


def _known(index: TokenIndex, rules: NameRules, demonyms: Demonyms, tagged: Tagged | None) -> Iterator[Candidate]:
    """Yield the names that are known beforehand."""
    family = _parts_of_persons(tagged, index) if tagged is not None else frozenset[str]()
    for known in lexicon_of(rules).find(index):
        if _is_demonym(known, index, rules, demonyms) or _is_person(known, index, rules, family):
            continue
        if tagged is None or _given(tagged, known) >= _WANTED.get(known.entry.sort, 0.0):
            yield _of_known(known)


def _parts_of_persons(tagged: Tagged, index: TokenIndex) -> frozenset[str]:
    """Return the words of the longer names of persons."""
    spans = (span for span in tagged.spans(HEAD) if span.label == _PERSON and span.last - span.first > 1)
    return frozenset(index.norm(number) for span in spans for number in range(span.first, span.last))


def _is_person(known: Known, index: TokenIndex, rules: NameRules, family: frozenset[str]) -> bool:
    """Whether a place's name of one word is what a person of the document is called by ("Jordan", "Hamilton")."""
    alone = len(known) == 1 and known.entry.type is not EntityType.ORGANIZATION
    before = index.norm(known.first - 1)
    return alone and index.norm(known.first) in family and before not in rules.guards and before not in rules.linkers


def _given(tagged: Tagged, known: Known) -> float:
    return sum(map(tagged.name, range(known.first, known.last))) / len(known)


def _free(demonyms: Demonyms, index: TokenIndex, names: list[Name]) -> Iterator[Name]:
    """Yield the demonyms that are no part of a country's name ("République tchèque"), foreign ones that are part of none."""
    taken = {n: bool(name.country) for name in names for n in range(name.span.start, name.span.end)}
    for demonym in demonyms.find(index):
        inside = taken.get(demonym.span.start)
        if inside is None or not (inside or demonyms.is_foreign(demonym.span.of(index.text))):
            yield demonym


def _consistent(
    settled: list[Candidate], index: TokenIndex, rules: NameRules
) -> tuple[list[Candidate], list[tuple[Span, EntityType]]]:
    """Return the candidates with one type a name and the occurrences that were missed, and names that are part of a word."""
    readings = Readings(index, rules)
    readings.learn(settled)
    common = {candidate for candidate in settled if readings.commonplace(candidate)}
    readings.forget(common)
    kept = [readings.retyped(candidate) for candidate in settled if candidate not in common]
    return settle([*kept, *readings.echoes()], index), list(readings.prefixed())


def _is_demonym(known: Known, index: TokenIndex, rules: NameRules, demonyms: Demonyms) -> bool:
    """Whether a country's name is the word for somebody of it here: "le Suisse", "la Suisse Belinda Bencic"."""
    if len(known) > 1 or not demonyms.means_country(index.norm(known.first)):
        return False
    before, after = index.norm(known.first - 1), index.norm(known.last)
    return before in rules.masculine_articles or (after in rules.given_names and index.is_capital(known.last))


def _of_known(known: Known) -> Candidate:
    entry = known.entry
    by_acting = entry.sort in {Sort.CAPITAL, Sort.SEAT, Sort.PLATFORM}
    return Candidate(known.first, known.last, entry.type, Source.LEXICON, entry.country, by_acting)


@dataclass(frozen=True, slots=True)
class _Namer:
    """Makes names of candidates; a capital that acts once in the text acts wherever it is not where something is."""

    index: TokenIndex
    words: ActingWords
    metonyms: frozenset[str]

    @classmethod
    def of(cls, candidates: list[Candidate], index: TokenIndex, words: ActingWords) -> "_Namer":
        acting = (c for c in candidates if c.by_acting and _acts(c, index, words))
        return cls(index, words, frozenset(index.norm(c.first) for c in acting if c.country))

    def name(self, candidate: Candidate) -> Name | None:
        """Return the name of a candidate: what depends on acting is a metonym of its country or the company that acts."""
        span = self.index.span(candidate.first, candidate.last)
        acting = candidate.by_acting and self._stands_for_more(candidate)
        if acting and candidate.country is None:
            return Name(span, EntityType.ORGANIZATION)
        if candidate.type is None:
            return None
        country = candidate.country if acting or not candidate.by_acting else None
        return Name(span, candidate.type, country=country, metonym=acting)

    def _stands_for_more(self, candidate: Candidate) -> bool:
        before = self.index.norm(candidate.first - 1)
        elsewhere = self.index.norm(candidate.first) in self.metonyms and before not in self.words.locatives
        return elsewhere or _acts(candidate, self.index, self.words)


def _acts(candidate: Candidate, index: TokenIndex, words: ActingWords) -> bool:
    articled = candidate.first > 0 and index.norm(candidate.first - 1) in _ARTICLES
    return acts(index, words, candidate.first - int(articled), candidate.last)
