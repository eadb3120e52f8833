"""Bodies: organizations that no name finder knows, told by the complement of a title ("la présidente du conseil régional de Y")."""

from app.domain.annotations import Entity, EntityType, Mention, MentionKind
from app.domain.names import fold
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.page import Page
from app.extraction.tokens import TokenKind

PROVISIONAL = "body:"
_REACH = 14
_CLOSING = frozenset((",", ".", ")", "(", "]", "»", "”", '"', ":", ";", "–", "—", "!", "?", "…", "["))


class Bodies:
    """Organizations made from the words of a page; their ids are provisional until the relations are settled."""

    def __init__(self, page: Page, rules: RelationRules) -> None:
        self._page = page
        self._words = page.words
        self._all = rules
        self._rules = rules.roles
        self._leads = rules.roles.complement | rules.determiners
        self._known: dict[str, Entity] = {}

    def at(self, first: int, last: int) -> Entity:
        """Return the organization that the words `[first, last)` name."""
        return self.named(self._page.span(first, last).of(self._page.draft.text), first, last)

    def named(self, name: str, first: int, last: int) -> Entity:
        """Return the organization called `name`, of which the words `[first, last)` are a mention."""
        folded = fold(name)
        known = self._page.by_name.get(folded) or self._known.get(folded)
        if known is None:
            mention = Mention(self._page.span(first, last), MentionKind.NOMINAL)
            known = Entity(PROVISIONAL + folded, EntityType.ORGANIZATION, " ".join(name.split()), (mention,))
            self._known[folded] = known
        return known

    def end(self, word: int, end: int) -> int | None:
        """Return where the organization that starts on `word` ends, None where none surely starts there."""
        if word >= end or self._page.name(word) is not None:
            return None
        if self._is_unknown_name(word):
            last = word + 1
            while last < end and self._is_unknown_name(last):
                last += 1
        elif self._words[word] in self._rules.body_heads:
            if self._is_named(word + 1, end):
                return None
            last = word + 1
        else:
            return None
        last = self._over_complements(last, min(end, word + _REACH))
        alone = last == word + 1 and self._words[word] in self._rules.body_heads
        return None if alone else self._closed(last, end)

    def _is_named(self, word: int, end: int) -> bool:
        """Whether an organization's own name follows the noun ("du parti X"): that is then the actor."""
        while word < end and (self._words[word] in self._rules.after or self._words[word] in '«“"'):
            word += 1
        hit = self._page.name(word) if word < end else None
        return hit is not None

    def _over_complements(self, word: int, limit: int) -> int:
        """Return the end of the adjectives and complements from `word` on."""
        page = self._page
        noun = True
        while word < limit:
            surface = self._words[word]
            hit = page.name(word)
            if surface in self._rules.complement and word + 1 < limit:
                after = page.skip(word + 1, limit, self._all.determiners)
                if not self._continues(after):
                    break
                word, noun = after, True
                continue
            if not noun:
                break
            if hit is not None:
                if hit.entity.type is EntityType.PERSON or self._words[word - 1] not in self._leads:
                    break
                word, noun = hit.last, False
            elif self._continues(word):
                word += 1
            else:
                break
        return word

    def _continues(self, word: int) -> bool:
        surface = self._words[word]
        hit = self._page.name(word)
        if hit is not None:
            return hit.entity.type is not EntityType.PERSON
        if surface in self._rules.breaks or surface in self._rules.place or surface in self._all.determiners:
            return False
        return self._page.tokens[word].kind is TokenKind.WORD and surface not in self._rules.possessives

    def _closed(self, last: int, end: int) -> int | None:
        """Return `last` where what follows surely is no part of the organization's name."""
        if last >= end or self._words[last] in _CLOSING or self._page.person(last) is not None:
            return last
        sure = self._words[last] in self._all.conjunctions or self._words[last] in self._rules.relatives
        named = self._page.ends.get(last) is not None
        return last if sure or named or self._leads_on(last) else None

    def _leads_on(self, last: int) -> bool:
        """Whether a preposition follows, and the word before it is surely a noun: an article or a preposition leads it."""
        surface = self._words[last]
        links = (
            surface in self._rules.place
            or surface in self._rules.complement
            or surface in self._all.phrases.prepositions
        )
        return links and self._words[last - 2] in self._leads

    def _is_unknown_name(self, word: int) -> bool:
        token = self._page.tokens[word]
        surface = self._page.draft.text[token.start : token.end]
        known = self._page.hits(word) or word in self._page.inside_names
        return token.kind is TokenKind.WORD and surface[0].isupper() and not known
