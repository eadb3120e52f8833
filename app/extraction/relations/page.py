"""The page: a draft read as words, with the actors that stand on them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from app.domain.annotations import Entity, EntityType, Mention, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.indexing import TokenIndex
from app.extraction.tokens import Token, TokenKind

_APOSTROPHES = frozenset(("'", "’", "ʼ"))
_NAMING = frozenset({MentionKind.NAME})
_SAYING_NATION = frozenset({MentionKind.DEMONYM})
_PHRASING = frozenset({MentionKind.NOMINAL, MentionKind.TITLE})


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention of an actor over the words `[first, last)` of a page."""

    entity: Entity
    kind: MentionKind
    first: int
    last: int


class Page:
    """The words of a draft with the mentions that start on each; words are counted through the whole text.

    Attributes:
        draft: What is read.
        words: The tokens' norms.
        sentences: The half-open stretch of words of each sentence.
        index: Where each word stands.
    """

    def __init__(self, draft: Draft, elided: frozenset[str] = frozenset()) -> None:
        self.draft = draft
        self.index = _joined_index(draft, elided)
        self.tokens = self.index.tokens
        self.words = self.index.norms
        self._starts = self.index.starts
        self.sentences = [self._stretch(span) for span in draft.sentences]
        self._hits: dict[int, list[Hit]] = defaultdict(list)
        for entity in draft.entities:
            for mention in entity.mentions:
                self._add(entity, mention)
        for hits in self._hits.values():
            hits.sort(key=lambda hit: -hit.last)
        self._names = self._longest(_NAMING)
        self._demonyms = self._longest(_SAYING_NATION)
        self._phrases = self._longest(_PHRASING)

    def _stretch(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def _add(self, entity: Entity, mention: Mention) -> None:
        first = max(bisect_right(self._starts, mention.span.start) - 1, 0)
        last = bisect_left(self._starts, mention.span.end)
        if first < last:
            self._hits[first].append(Hit(entity, mention.kind, first, last))

    def _longest(self, kinds: frozenset[MentionKind]) -> dict[int, Hit]:
        """Return, by first word, the longest mention of `kinds` that starts there."""
        found = ((word, next((hit for hit in hits if hit.kind in kinds), None)) for word, hits in self._hits.items())
        return {word: hit for word, hit in found if hit is not None}

    def spots(self, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
        """Yield the number of the sentence and the word wherever one of `words` stands, in text order."""
        return ((self.index.sentence_of[word], word) for word in self.index.where(words))

    def persons(self) -> Iterator[tuple[int, Hit]]:
        """Yield the number of the sentence and the persons' names, in text order."""
        found = ((self.index.sentence_of[word], self.person(word)) for word in sorted(self._names))
        return ((sentence, hit) for sentence, hit in found if hit is not None)

    def know(self, hits: Iterable[Hit]) -> None:
        """Take in mentions of actors that have no name, which stand for actors from now on as those known before do."""
        for hit in hits:
            self._hits[hit.first].append(hit)
            self._hits[hit.first].sort(key=lambda one: -one.last)
            known = self._phrases.get(hit.first)
            if known is None or known.last < hit.last:
                self._phrases[hit.first] = hit

    def hits(self, word: int) -> list[Hit]:
        """Return the mentions that start on `word`, longest first."""
        return self._hits.get(word, [])

    def name(self, word: int) -> Hit | None:
        """Return the longest name that starts on `word`."""
        return self._names.get(word)

    def demonym(self, word: int) -> Hit | None:
        """Return the demonym that stands on `word`."""
        return self._demonyms.get(word)

    def phrase(self, word: int) -> Hit | None:
        """Return the longest nominal phrase or title that starts on `word`."""
        return self._phrases.get(word)

    def person(self, word: int) -> Hit | None:
        """Return the person's name that starts on `word`."""
        hit = self.name(word)
        return hit if hit is not None and hit.entity.type is EntityType.PERSON else None

    def is_acronym(self, word: int) -> bool:
        """Whether `word` is written in capitals, as the short name of a party is ("PSE", "Verts/ALE")."""
        token = self.tokens[word]
        surface = self.draft.text[token.start : token.end]
        return token.kind is TokenKind.WORD and len(surface) > 1 and surface.isupper() and surface.isalpha()

    @cached_property
    def ends(self) -> dict[int, Hit]:
        """The longest name that ends just before each word."""
        found: dict[int, Hit] = {}
        for hit in self.all_hits():
            known = found.get(hit.last)
            if hit.kind in _NAMING and (known is None or hit.first < known.first):
                found[hit.last] = hit
        return found

    @cached_property
    def inside_names(self) -> frozenset[int]:
        """The words that belong to a name."""
        return frozenset(word for hit in self.all_hits() if hit.kind in _NAMING for word in range(hit.first, hit.last))

    def all_hits(self) -> Iterator[Hit]:
        """Yield every mention, by its first word."""
        for word in sorted(self._hits):
            yield from self._hits[word]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.draft.paragraphs]

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """The actors by id."""
        return {entity.id: entity for entity in self.draft.entities}

    @cached_property
    def persons_in_document(self) -> tuple[Entity, ...]:
        """The actors that are persons."""
        return tuple(entity for entity in self.draft.entities if entity.type is EntityType.PERSON)

    @cached_property
    def by_name(self) -> dict[str, Entity]:
        """The actors by each of their folded names and forms."""
        found: dict[str, Entity] = {}
        for entity in self.draft.entities:
            forms = (m.span.of(self.draft.text) for m in entity.mentions if m.kind in _NAMING)
            for form in (entity.name, *forms):
                found.setdefault(fold(form), entity)
        return found

    def in_one_paragraph(self, first: int, second: int) -> bool:
        """Whether two sentences, by number, stand in one paragraph."""
        starts = self._paragraph_starts
        spans = self.draft.sentences
        return bisect_right(starts, spans[first].start) == bisect_right(starts, spans[second].start)

    def is_headline(self, sentence: int) -> bool:
        """Whether the sentence of that number is the headline."""
        title = self.draft.heading.title
        return title is not None and title.overlaps(self.draft.sentences[sentence])

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of text of the words `[first, last)`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def skip_to(self, word: int, end: int, words: Container[str]) -> int:
        """Return the first word from `word` on, before `end`, that is one of `words`."""
        while word < end and self.words[word] not in words:
            word += 1
        return word

    def skip(self, word: int, end: int, words: Iterable[str]) -> int:
        """Return the first word from `word` on, before `end`, that is none of `words`."""
        while word < end and self.words[word] in words:
            word += 1
        return word


def _joined_index(draft: Draft, elided: frozenset[str]) -> TokenIndex:
    """Return the index of `draft`, or where an apostrophe stands alone in it one of its words joined with theirs."""
    if _APOSTROPHES.isdisjoint(draft.index.places):
        return draft.index
    return TokenIndex.of(draft.text, tuple(_joined(draft.tokens, elided)), draft.sentences)


def _joined(tokens: Iterable[Token], elided: frozenset[str]) -> Iterator[Token]:
    """Yield `tokens` with an elided word and its apostrophe as one, also where a space follows ("l' ONU")."""
    before: Token | None = None
    for token in tokens:
        if before is None:
            before = token
        elif token.norm in _APOSTROPHES and before.end == token.start and before.norm in elided:
            yield Token(before.start, token.end, before.norm + "'", before.kind)
            before = None
        else:
            yield before
            before = token
    if before is not None:
        yield before


def distinct(actors: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return `actors` without doubles; told apart by id, since an actor's own hash runs through all its mentions."""
    return tuple({actor.id: actor for actor in actors}.values())


def have_common(left: Iterable[Entity], right: Iterable[Entity]) -> bool:
    """Whether the two share an actor."""
    return not {actor.id for actor in left}.isdisjoint(actor.id for actor in right)
