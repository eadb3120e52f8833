"""Titles beside names: "le président russe, Vladimir Poutine", "le ministre Li", "Emmanuel Macron, président de ..."."""

from dataclasses import dataclass

from app.domain.annotations import EntityType, MentionKind
from app.domain.names import fold
from app.extraction.actors.phrases import Phrase, span_of, words_of
from app.extraction.actors.registry import Actor
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.actors import ActorRules

_BETWEEN = 5


@dataclass(frozen=True, slots=True)
class TitleReader:
    """Gives titles to the persons they stand beside; `persons_at` and `persons_to` are their names by first and last token."""

    index: TokenIndex
    rules: ActorRules
    persons_at: dict[int, Actor]
    persons_to: dict[int, Actor]

    def read(self, phrase: Phrase) -> Actor | None:
        """Return the person that `phrase` is a title of, with the title added to it."""
        head = self.index.norm(phrase.head)
        if head not in self.rules.titles:
            return None
        actor = self._named_after(phrase) or self._named_before(phrase)
        if actor is not None:
            actor.add(span_of(self.index, phrase, determined=False), MentionKind.TITLE)
            actor.titles.append(words_of(self.index, phrase) | {fold(head)})
            if head in self.rules.feminine:
                actor.feminine = True
        return actor

    def _named_after(self, phrase: Phrase) -> Actor | None:
        """Return the person named right after the title, a comma, an article and a further short title between at most."""
        number = phrase.last
        while number < phrase.last + _BETWEEN and self.index.together(phrase.head, number):
            if number in self.persons_at:
                return self.persons_at[number]
            norm = self.index.norm(number)
            beside = norm in self.rules.definite or norm in self.rules.titles or norm in self.rules.civilities
            if not beside and not (norm == "," and number == phrase.last):
                return None
            number += 1
        return None

    def _named_before(self, phrase: Phrase) -> Actor | None:
        """Return the person named before the title: "Emmanuel Macron, président de ...", "X, le président de ..."."""
        number = phrase.first - 1
        if self.index.norm(number) != "," or not self.index.together(number, phrase.first):
            return None
        return self.persons_to.get(number)


def persons_by_place(index: TokenIndex, actors: list[Actor]) -> tuple[dict[int, Actor], dict[int, Actor]]:
    """Return the persons by the first token of each of their names, and by the token after it."""
    at: dict[int, Actor] = {}
    to: dict[int, Actor] = {}
    for actor in actors:
        if actor.type is EntityType.PERSON:
            for span, kind in actor.mentions.items():
                if kind is MentionKind.NAME:
                    first, last = index.range(span.start, span.end)
                    at[first], to[last] = actor, actor
    return at, to
