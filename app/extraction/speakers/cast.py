"""The cast of a document: its actors while speakers are looked for, with what is known of their gender and roles."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.annotations import Entity, EntityType, Mention, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.draft import Draft, TokenKind
from app.extraction.indexing import fold_word
from app.extraction.languages.shapes.speakers import Gender, SpeakerRules

_TITLE_REACH = 12


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A mention in text order, with the actor it belongs to."""

    span: Span
    entity: str
    kind: MentionKind


class Cast:
    """The actors of a draft by id; mentions and actors can be added, each actor stays a frozen value."""

    def __init__(self, draft: Draft, rules: SpeakerRules) -> None:
        self._draft = draft
        self.rules = rules
        self._actors = {entity.id: entity for entity in draft.entities}
        self._places = sorted(Place(m.span, e.id, m.kind) for e in draft.entities for m in e.mentions)
        self._starts = draft.index.starts
        self._genders: dict[str, Gender | None] = {}
        self._folded: dict[str, str] = {}
        self._called: dict[str, list[str]] | None = None
        self._added: dict[str, list[Mention]] = {}
        self._phrases = {entity.name: entity.id for entity in draft.entities}
        self._last = max((int(key[1:]) for key in self._actors if key[1:].isdigit()), default=0)
        self._titled: dict[str, list[tuple[str, frozenset[str]]]] | None = None

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The actors as they are now, mentions in text order."""
        return tuple(self._with_added(actor) for actor in self._actors.values())

    def _with_added(self, actor: Entity) -> Entity:
        added = self._added.get(actor.id)
        if not added:
            return actor
        mentions = sorted((*actor.mentions, *added), key=lambda mention: mention.span)
        return replace(actor, mentions=tuple(mentions))

    def folded(self, span: Span) -> str:
        """Return the folded words of `span`."""
        return " ".join(map(fold_word, self.norms(span)))

    def folded_name(self, actor: Entity) -> str:
        """Return the folded name of an actor, which is asked for again and again."""
        known = self._folded.get(actor.id)
        if known is None:
            known = self._folded[actor.id] = fold(actor.name)
        return known

    def called(self, folded: str) -> list[str]:
        """Return the actors with this folded name, and the persons whose name ends with it."""
        if self._called is None:
            self._called = {}
            for actor in self._actors.values():
                for name in self._calls(actor):
                    self._called.setdefault(name, []).append(actor.id)
        return self._called.get(folded, [])[:_CALLED]

    def _calls(self, actor: Entity) -> list[str]:
        words = self.folded_name(actor).split()
        lengths = min(len(words), _CALLED) if actor.type is EntityType.PERSON else 0
        return list(dict.fromkeys([" ".join(words), *(" ".join(words[-n:]) for n in range(1, lengths))]))

    def __getitem__(self, key: str) -> Entity:
        return self._actors[key]

    def token_range(self, span: Span) -> tuple[int, int]:
        """Return the tokens of `span`, end exclusive."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def norms(self, span: Span) -> list[str]:
        """Return the norms of the tokens of `span`."""
        first, last = self.token_range(span)
        return [token.norm for token in self._draft.tokens[first:last]]

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of text of tokens `[first, last)`."""
        return Span(self._draft.tokens[first].start, self._draft.tokens[last - 1].end)

    def norm(self, index: int) -> str:
        """Return the norm of a token, or an empty string outside the text."""
        return self._draft.tokens[index].norm if 0 <= index < len(self._draft.tokens) else ""

    def is_word(self, index: int) -> bool:
        """Whether a token is a word."""
        return 0 <= index < len(self._draft.tokens) and self._draft.tokens[index].kind is TokenKind.WORD

    def in_name(self, index: int) -> bool:
        """Whether a token lies in a name."""
        return any(place.kind is MentionKind.NAME for place in self.inside(self._draft.tokens[index].span))

    def inside(self, span: Span) -> list[Place]:
        """Return the mentions that overlap `span`, in text order."""
        position = bisect_left(self._places, span.start, key=lambda place: place.span.start)
        found: list[Place] = []
        for place in (self._places[i] for i in range(max(0, position - 3), len(self._places))):
            if place.span.start >= span.end:
                break
            if place.span.overlaps(span):
                found.append(place)
        return found

    def is_covered(self, span: Span) -> bool:
        """Whether one name is all of `span` but determiners and titles before it."""
        for place in self.inside(span):
            if place.kind is MentionKind.NAME and place.span.end >= span.end:
                before = self.norms(Span(span.start, place.span.start)) if place.span.start > span.start else []
                if all(norm in self.rules.articles and norm not in self.rules.prepositions for norm in before):
                    return True
        return False

    def named_near(self, span: Span, reach: int) -> list[Place]:
        """Return the names of persons within `reach` code points of `span`, outside it."""
        near = self.inside(Span(max(0, span.start - reach), span.end + reach))
        return [
            place
            for place in near
            if place.kind is MentionKind.NAME
            and self._actors[place.entity].type is EntityType.PERSON
            and not place.span.overlaps(span)
        ]

    def before(self, position: int, limit: int) -> Iterable[Place]:
        """Yield up to `limit` mentions that end at or before `position`, the nearest first."""
        index = bisect_right(self._places, position, key=lambda place: place.span.start) - 1
        for place in reversed(self._places[max(0, index - limit) : index + 1]):
            if place.span.end <= position:
                yield place

    def add_mention(self, key: str, span: Span, kind: MentionKind) -> None:
        """Give an actor one more mention, unless one of its own overlaps it."""
        if all(place.entity != key for place in self.inside(span)):
            self._added.setdefault(key, []).append(Mention(span, kind))
            insort(self._places, Place(span, key, kind))

    def add_actor(self, name: str, kind: EntityType, span: Span) -> str:
        """Add an actor known by a phrase alone and return its id; the same phrase again is the same actor."""
        known = self._phrases.get(name)
        if known is not None:
            self.add_mention(known, span, MentionKind.NOMINAL)
            return known
        self._last += 1
        key = f"e{self._last}"
        self._phrases[name] = key
        self._actors[key] = Entity(key, kind, name, (Mention(span, MentionKind.NOMINAL),))
        insort(self._places, Place(span, key, MentionKind.NOMINAL))
        return key

    def persons_beside(self, noun: str) -> Sequence[tuple[str, frozenset[str]]]:
        """Return the persons that have `noun` in a title or apposition, with all words of that one; the last of many."""
        if self._titled is None:
            self._titled = self._read_titles()
        return self._titled.get(noun, [])[-_MOST:]

    def _read_titles(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for place in self._places:
            if place.kind is MentionKind.NAME and self._actors[place.entity].type is EntityType.PERSON:
                words = self._beside(place.span)
                for word in words & self.rules.people:
                    found.setdefault(word, []).append((place.entity, words))
        return found

    def _beside(self, span: Span) -> frozenset[str]:
        """Return the words of the title before a name and of the apposition behind it."""
        first, last = self.token_range(span)
        found: set[str] = set()
        for index in range(first - 1, max(first - _WINDOW, -1), -1):
            norm = self.norm(index)
            if norm in self.rules.clause_starts and not (norm == "," and index == first - 1):
                break
            found.add(norm)
        if self.norm(last) in {",", "("}:
            for index in range(last + 1, last + _WINDOW):
                norm = self.norm(index)
                if norm in self.rules.clause_starts:
                    break
                found.add(norm)
        return frozenset(found)

    def gender(self, key: str) -> Gender | None:
        """Return the gender that an actor's titles and given name show."""
        if key not in self._genders:
            self._genders[key] = self._read_gender(self._actors[key])
        return self._genders[key]

    def _read_gender(self, actor: Entity) -> Gender | None:
        given = actor.name.lower().partition(" ")[0]
        if actor.type is EntityType.PERSON and given in self.rules.female_names:
            return Gender.FEMININE
        votes = sum(self._vote(mention) for mention in actor.mentions[:_TITLE_REACH])
        if votes:
            return Gender.FEMININE if votes > 0 else Gender.MASCULINE
        return self._by_name(actor.name) if actor.type is EntityType.PERSON else self._by_noun(actor.name)

    def _by_noun(self, name: str) -> Gender | None:
        """Read the gender of a body off the end of the noun that its name begins with."""
        noun = name.lower().partition(" ")[0]
        if noun.endswith(self.rules.feminine_nouns):
            return Gender.FEMININE
        return Gender.MASCULINE if noun.endswith(self.rules.masculine_nouns) else None

    def _vote(self, mention: Mention) -> int:
        """Read the gender of the title in front of a name, or in a phrase: 1 feminine, -1 masculine, 0 where it does not show."""
        first, last = self.token_range(mention.span)
        if mention.kind is MentionKind.NOMINAL:
            opening = [self.norm(index) for index in range(first, min(last, first + 2))]
            feminine = any(norm in self.rules.feminine_words for norm in opening)
            return 1 if feminine else -1 if any(norm in self.rules.masculine_words for norm in opening) else 0
        for index in range(first - 1, max(first - 4, -1), -1):
            norm = self.norm(index)
            if norm in self.rules.feminine_words:
                return 1
            if norm in self.rules.masculine_words:
                return -1
            if norm not in self.rules.people:
                break
        return 0

    def _by_name(self, name: str) -> Gender | None:
        words = name.lower().split()
        if len(words) < _FULL_NAME:
            return None
        given = words[0]
        if given in self.rules.female_names:
            return Gender.FEMININE
        if given in self.rules.male_names:
            return Gender.MASCULINE
        if given.partition("-")[0] in self.rules.female_names:
            return Gender.FEMININE
        return Gender.FEMININE if given.endswith(self.rules.female_endings) else Gender.MASCULINE


_FULL_NAME = 2
_MOST = 40
_CALLED = 4
_WINDOW = 14


def is_governed(cast: Cast, span: Span, name: Span) -> bool:
    """Whether a preposition inside `span` stands before the mention `name`, or melted into its article (`du`)."""
    if name.start <= span.start:
        return False
    between = cast.norms(Span(span.start, name.start))
    if between and cast.norm(cast.token_range(name)[0]) in cast.rules.articles & cast.rules.prepositions:
        return True
    while between and between[-1] in cast.rules.articles and between[-1] not in cast.rules.prepositions:
        between.pop()
    return bool(between) and between[-1] in cast.rules.prepositions


def is_inside(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the sorted, disjoint `spans` holds `position`."""
    index = bisect_right(spans, position, key=lambda span: span.start) - 1
    return index >= 0 and position < spans[index].end
