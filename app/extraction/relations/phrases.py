"""Phrases: the noun phrases of a sentence, each with its preposition and the actors it stands for."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.annotations import Entity, EntityType, MentionKind
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.page import Hit, Page, distinct
from app.extraction.tokens import TokenKind

_WORDS_IN_NOUN = 5
_LIST = 12
_MARKS = frozenset('«»“”"')


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over the words `[first, last)`.

    `link` is its preposition without article ("" for none), `noun` its head when that is a plain word, `article` its
    determiner, `actors` whom it stands for (several when they are joined), `inner` the actors only named inside it.
    """

    first: int
    last: int
    link: str
    article: str
    noun: str
    actors: tuple[Entity, ...]
    inner: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Titled:
    """A title phrase read with its holder: the words up to `last` stand for `holders`."""

    last: int
    holders: tuple[Entity, ...]


class Phrases:
    """The noun phrases of one sentence, in order, none overlapping.

    `titled` are the title phrases of the page by each word they may be said to start on.
    """

    def __init__(self, page: Page, rules: RelationRules, titled: Mapping[int, Titled], within: tuple[int, int]) -> None:
        first, end = within
        self._page = page
        self._titled = titled
        self._all = rules
        self._rules = rules.phrases
        self._first = first
        self._end = end
        self.all: list[Phrase] = []
        word = first
        while word < end:
            phrase = self._read(word)
            if phrase is None:
                word += 1
                continue
            self.all.append(phrase)
            word = phrase.last
        self._starts = [phrase.first for phrase in self.all]
        self._by_last = {phrase.last: phrase for phrase in self.all}

    def at(self, word: int) -> Phrase | None:
        """Return the phrase that starts on `word`, with those joined to it by commas and conjunctions."""
        index = bisect_left(self._starts, word)
        if index == len(self.all) or self.all[index].first != word:
            return None
        return self._joined(index)

    def index_from(self, word: int) -> int:
        """Return the index of the first phrase that starts at or after `word`."""
        return bisect_left(self._starts, word)

    def before(self, word: int) -> Phrase | None:
        """Return the phrase that ends just before `word`, with those it is joined to."""
        phrase = self._by_last.get(word)
        if phrase is None:
            return None
        index = bisect_left(self._starts, phrase.first)
        first = index
        while first and index - first < _LIST and self._links(self.all[first - 1], self.all[first]):
            first -= 1
        for start in range(first, index):
            joined = self._joined(start)
            if joined.last == word:
                return joined
        return phrase

    def _joined(self, index: int) -> Phrase:
        """Join "A, B et C"; a list of commas alone is an apposition and is left as it is."""
        phrase = self.all[index]
        if not phrase.actors:
            return phrase
        actors, last = list(phrase.actors), phrase.last
        held: list[Phrase] = []
        following = index + 1
        while (
            following - index < _LIST
            and following < len(self.all)
            and self._links(self.all[following - 1], self.all[following])
        ):
            held.append(self.all[following])
            if self._page.words[self.all[following].first - 1] in self._all.conjunctions:
                for part in held:
                    actors += part.actors
                last = held[-1].last
                held = []
            following += 1
        return replace(phrase, actors=distinct(actors), last=last)

    def _links(self, left: Phrase, right: Phrase) -> bool:
        if not (left.actors and right.actors) or right.link not in ("", left.link):
            return False
        between = self._page.words[left.last : right.first]
        return 1 <= len(between) <= 2 and all(word in self._rules.lists for word in between)  # noqa: PLR2004 (", et")

    def _read(self, word: int) -> Phrase | None:
        page, words = self._page, self._page.words
        start = word
        link = ""
        article = ""
        if words[word] in self._rules.contracted:
            link, article = self._rules.contracted[words[word]], words[word]
            word += 1
        elif words[word] in self._rules.prepositions:
            link = words[word]
            word += 1
        if word < self._end and words[word] in self._all.determiners and word not in page.inside_names:
            article = words[word]
            word += 1
        body = word
        word = self._skip_adjectives(word)
        if word >= self._end:
            return None
        whole = self._whole(start, body, word)
        if whole is not None:
            return Phrase(start, whole[1], link, article, "", whole[0])
        return self._noun(start, word, link, article)

    def _skip_adjectives(self, word: int) -> int:
        page = self._page
        for _ in range(3):
            if word >= self._end or page.name(word) is not None:
                break
            number = page.tokens[word].kind is TokenKind.NUMBER
            if not number and page.words[word] not in self._rules.adjectives and page.words[word] not in _MARKS:
                break
            word += 1
        return word

    def _whole(self, start: int, body: int, word: int) -> tuple[tuple[Entity, ...], int] | None:
        """Return the actors whose mention is this whole phrase, and where it ends."""
        hit = self._page.name(word)
        if hit is not None:
            return (hit.entity,), self._past_mark(hit.last)
        hit = self._page.demonym(word)
        if hit is not None and self._is_capital(word) and word > start:
            return (hit.entity,), hit.last
        for at in (body, word):
            titled = self._titled.get(at)
            if titled is not None:
                return titled.holders, titled.last
        for at in range(start, word + 1):
            nominal = self._page.phrase(at)
            if nominal is None or nominal.last <= word:
                continue
            actors = [h.entity for h in self._page.hits(at) if h.last == nominal.last and h.kind is nominal.kind]
            return self._followed_by_name(distinct(actors), nominal)
        return None

    def _past_mark(self, word: int) -> int:
        return word + (word < self._end and self._page.words[word] == "»")

    def _followed_by_name(self, actors: tuple[Entity, ...], hit: Hit) -> tuple[tuple[Entity, ...], int]:
        """Take the name that follows a title into the phrase ("le président russe, Vladimir Poutine")."""
        for skipped in (hit.last, hit.last + 1):
            if skipped < self._end and (skipped == hit.last or self._page.words[hit.last] == ","):
                name = self._page.name(skipped)
                if name is not None and (skipped == hit.last or name.entity in actors):
                    return (name.entity,), name.last
        return actors, hit.last

    def _is_capital(self, word: int) -> bool:
        return self._page.draft.text[self._page.tokens[word].start].isupper()

    def _noun(self, start: int, word: int, link: str, article: str) -> Phrase | None:
        """Read a phrase around a plain noun: its adjectives, a name beside it, its complement."""
        page = self._page
        if not self._plain(word, led=bool(article)) or (start == word and word != self._first):
            return None
        noun = page.words[word]
        at, inner, actors = word + 1, list[Entity](), tuple[Entity, ...]()
        compound = page.demonym(word)
        if compound is not None:
            return None
        while at < self._end and at - word < _WORDS_IN_NOUN:
            name = page.name(at)
            if name is not None and (at == word + 1 or self._qualifies(word + 1, at)):
                actors = () if noun in self._rules.things else (name.entity,)
                return Phrase(start, self._past_mark(name.last), link, article, noun, actors, tuple(inner))
            demonyms = [hit for hit in page.hits(at) if hit.kind is MentionKind.DEMONYM]
            if demonyms:
                inner += [hit.entity for hit in demonyms]
                at = demonyms[0].last
            elif name is None and self._plain(at):
                at += 1
            else:
                break
        if noun in self._rules.agents:
            actors = tuple(inner)
            if not actors:
                actors, at = self._complement(at)
        return Phrase(start, at, link, article, noun, actors, tuple(inner))

    def _complement(self, word: int) -> tuple[tuple[Entity, ...], int]:
        """Read "du X" after a noun that acts for X ("le gouvernement de la Turquie")."""
        words = self._page.words
        if word + 1 >= self._end or words[word] not in self._all.roles.complement:
            return (), word
        at = word + 1 + (words[word + 1] in self._all.determiners)
        hit = self._page.name(at) if at < self._end else None
        acting = hit is not None and hit.entity.type is not EntityType.PERSON
        return ((hit.entity,), hit.last) if hit is not None and acting else ((), word)

    def _qualifies(self, word: int, end: int) -> bool:
        """Whether the words `[word, end)` only qualify the noun before them."""
        after, adjectives = self._all.roles.after, self._rules.adjectives
        return all(
            self._page.demonym(at) is not None or self._page.words[at] in after or self._page.words[at] in adjectives
            for at in range(word, end)
        )

    def _plain(self, word: int, *, led: bool = False) -> bool:
        page = self._page
        surface = page.words[word]
        if word in page.inside_names or surface in self._rules.stops or surface in self._all.determiners:
            return False
        is_link = surface in self._rules.prepositions or surface in self._rules.contracted
        return (
            page.tokens[word].kind is TokenKind.WORD and not is_link and (led or surface not in self._all.events.verbs)
        )
