"""The stage of entities: the names of the text with their types, before they are linked to actors.

The tagger's stretches are repaired, known names and what titles give away are added, overlaps are settled, names are
made consistent over the document, and words of nationality are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.extraction.acting import acts
from app.extraction.draft import Draft, Name
from app.extraction.entities.candidates import Candidate, Source
from app.extraction.entities.consistency import Readings
from app.extraction.entities.demonyms import Demonyms, demonyms_of
from app.extraction.entities.lexicon import Known, Sort, lexicon_of
from app.extraction.entities.nouns import NounNames, is_portfolio
from app.extraction.entities.persons import TitledPersons
from app.extraction.entities.repair import Repairer, families_in
from app.extraction.entities.settling import settle
from app.extraction.entities.spacy_tagger import load_tagger
from app.extraction.entities.tagging import NameTagger, tag_tokens
from app.extraction.indexing import TokenIndex
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.names import ActingWords, NameRules

_ARTICLES = frozenset({"le", "la", "l'", "les"})


def find_names(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its names and demonyms, in text order.

    Raises:
        UnavailableError: the language's model is missing or of another version.
    """
    return replace(draft, names=names_in(draft, pack.names, load_tagger(pack.names.model, pack.names.model_version)))


def names_in(draft: Draft, rules: NameRules, tagger: NameTagger) -> tuple[Name, ...]:
    """Return the names of `draft` as `tagger` and the rules see them, in text order; demonyms may lie in other names."""
    index = draft.index
    demonyms = demonyms_of(rules)
    candidates: list[Candidate] = [
        *Repairer(index, rules, demonyms, families_in(index, rules)).candidates(
            tag_tokens(index, draft.paragraphs, tagger)
        ),
        *TitledPersons(index, rules, demonyms).candidates(),
        *NounNames(index, rules, demonyms).candidates(),
        *(
            _of_known(known)
            for known in lexicon_of(rules).find(index)
            if not _is_demonym(known, index, rules, demonyms)
        ),
    ]
    candidates = [candidate for candidate in candidates if not is_portfolio(candidate, index, rules)]
    settled, prefixed = _consistent(settle(candidates, index), index, rules)
    namer = _Namer.of(settled, index, rules.acting)
    names = [name for candidate in settled if (name := namer.name(candidate)) is not None]
    names += [Name(span, type_) for span, type_ in prefixed]
    return tuple(sorted((*names, *_free(demonyms.find(index), names)), key=lambda name: name.span))


def _free(demonyms: list[Name], names: list[Name]) -> Iterator[Name]:
    """Yield the demonyms that are no part of a country's name ("République tchèque")."""
    taken = {n for name in names if name.country for n in range(name.span.start, name.span.end)}
    return (demonym for demonym in demonyms if demonym.span.start not in taken)


def _consistent(
    settled: list[Candidate], index: TokenIndex, rules: NameRules
) -> tuple[list[Candidate], list[tuple[Span, EntityType]]]:
    """Return the candidates with one type a name and the occurrences that were missed, and names that are part of a word."""
    readings = Readings(index, rules)
    readings.learn(settled)
    readings.learn_known()
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
