"""Ourselves: what a speaker says that they did together with whom they speak of ("nous avons discuté")."""

from collections.abc import Iterator

from app.domain.annotations import Entity, MentionKind, Quote, RelationType
from app.extraction.languages.shapes.relations import Form, RelationRules, VerbFrame
from app.extraction.relations.claims import Claim
from app.extraction.relations.page import Page, distinct
from app.extraction.relations.quoted import QuotedStretches

_REACH = 5


def find_meetings_of_ourselves(page: Page, rules: RelationRules) -> Iterator[Claim]:
    """Yield the meetings of a speaker with the one other person whom the same quote has named before."""
    quoted = QuotedStretches(page)
    for number, word in page.spots(rules.events.we):
        quote = quoted.quote_at(page.span(word, word + 1))
        speaker = page.by_id.get(quote.speaker.entity or "") if quote is not None and quote.speaker else None
        told = _met(page, rules, word, page.sentences[number][1])
        if quote is None or speaker is None or told is None:
            continue
        others = _named_before(quote, page, speaker, page.tokens[word].start)
        if len(others) == 1:
            frame, last = told
            yield Claim(
                frame.type,
                (speaker,),
                others,
                (last - 1, last),
                number,
                mode=frame.mode,
                symmetric=True,
                confidence=0.7,
            )


def _met(page: Page, rules: RelationRules, word: int, end: int) -> tuple[VerbFrame, int] | None:
    """Return the verb of meeting behind "nous avons" and where it ends."""
    if word + 1 >= end or page.words[word + 1] not in rules.events.we_have:
        return None
    for at in range(word + 2, min(end, word + 2 + _REACH)):
        for frame, form in rules.events.verbs.get(page.words[at], ()):
            if form is Form.PARTICIPLE and frame.symmetric and frame.type is RelationType.CONSULT and not frame.tail:
                return frame, at + 1
    return None


def _named_before(quote: Quote, page: Page, speaker: Entity, limit: int) -> tuple[Entity, ...]:
    named = (
        entity
        for entity in page.persons_in_document
        for mention in entity.mentions
        if mention.kind is MentionKind.NAME and mention.span.end <= limit
        if any(part.contains(mention.span) for part in quote.parts)
    )
    return distinct(one for one in named if one.id != speaker.id)
