"""Quotes and speakers.

Unit: one contiguous part of at least three words. Units of gold and extraction are paired one to one by word Dice, the
most alike first, from 0.3 on. `o30`: F1 of pairs; `exact`: F1 of pairs with the same words; `tok`: micro F1 of the words
inside quotes; `speaker`: share of pairs with the right actor; `e2e`: F1 of pairs with the right actor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.annotations import Analysis, Entity, Quote, QuoteType
from app.domain.names import fold
from app.domain.spans import Span
from app.evaluation.gold import Article, Gold, GoldQuote, GoldSlot
from app.evaluation.reliability import count_confidences
from app.evaluation.scores import Score, Share, Sheet
from app.evaluation.words import Words, content_words_in, dice, excerpt, pair_up, words_in
from app.extraction.languages import PACKS

_FEWEST_WORDS = 3
_ALIKE = 0.3


AnyQuote = TypeVar("AnyQuote", Quote, GoldQuote)


@dataclass(frozen=True, slots=True)
class Unit(Generic[AnyQuote]):
    """A contiguous part of a quote, with its words."""

    quote: AnyQuote
    span: Span
    words: Words


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the gold and the unit found for it; `speaker` says whether the actor is right."""

    gold: Unit[GoldQuote]
    found: Unit[Quote]
    speaker: bool

    @property
    def exact(self) -> bool:
        """Whether both hold the same words."""
        return self.gold.words == self.found.words


def score_quotes(article: Article, analysis: Analysis, sheet: Sheet) -> None:
    """Compare the quotes of `analysis` with those of the article, where it was read."""
    if article.gold is None:
        return
    gold = units_of(article.text, article.gold.quotes)
    found = units_of(article.text, analysis.quotes)
    pairs = _pairs(article, analysis, gold, found)
    _score_spans(sheet, gold, found, pairs)
    _score_speakers(article, sheet, pairs, (len(found), len(gold)))
    _score_types(sheet, gold, found, pairs)
    _score_constructions(sheet, gold, pairs)
    right = {id(pair.found) for pair in pairs if pair.speaker}
    count_confidences(sheet, ((unit.quote.confidence, id(unit) in right) for unit in found))
    _note(article, analysis, sheet, (gold, found, pairs))


def units_of(text: str, quotes: Iterable[AnyQuote]) -> list[Unit[AnyQuote]]:
    """Return the units of `quotes` in their order: parts under three words are left out."""
    units = (Unit(quote, part, words_in(text, part)) for quote in quotes for part in quote.parts)
    return [unit for unit in units if len(unit.words) >= _FEWEST_WORDS]


def construction(quote: GoldQuote) -> str:
    """Return how a quote is built: the order of its speaker (S), cue (C) and parts (Q) in the text, such as `QCS`."""
    marks = [("Q", part) for part in quote.parts]
    marks += [(letter, span) for letter, span in (("C", quote.cue), ("S", quote.speaker.span)) if span is not None]
    return "".join(letter for letter, _ in sorted(marks, key=lambda mark: (mark[1], mark[0])))


def right_speaker(article: Article, analysis: Analysis, gold: GoldSlot, found: Quote) -> bool:
    """Whether the speaker of `found` is the gold's: the same actor, or the same words where the gold knows no actor."""
    reading = article.gold
    actor = reading.actor(gold.entity) if reading else None
    entity = speaking(analysis, found)
    if actor is not None:
        return entity is not None and actor.is_same(entity)
    if gold.span is None:
        return entity is None
    return same_words(article.text, gold.span, found.speaker.span if found.speaker else None)


def speaking(analysis: Analysis, quote: Quote) -> Entity | None:
    """Return the actor that speaks, where it is known."""
    key = quote.speaker.entity if quote.speaker else None
    return next((entity for entity in analysis.entities if entity.id == key), None)


def same_words(text: str, one: Span, other: Span | None) -> bool:
    """Whether the two mentions share a content word at the same place."""
    return other is not None and bool(content_words_in(text, one) & content_words_in(text, other))


def _pairs(
    article: Article, analysis: Analysis, gold: Sequence[Unit[GoldQuote]], found: Sequence[Unit[Quote]]
) -> list[Pair]:
    likeness = ((dice(g.words, f.words), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    pairs = pair_up(one for one in likeness if one[0] >= _ALIKE)
    return [
        Pair(gold[i], found[j], right_speaker(article, analysis, gold[i].quote.speaker, found[j].quote))
        for i, j in pairs
    ]


def _score_spans(
    sheet: Sheet, gold: Sequence[Unit[GoldQuote]], found: Sequence[Unit[Quote]], pairs: Sequence[Pair]
) -> None:
    sheet.score("quotes/o30", Score.of(len(pairs), len(found), len(gold)))
    sheet.score("quotes/exact", Score.of(sum(pair.exact for pair in pairs), len(found), len(gold)))
    theirs = frozenset(word for unit in gold for word in unit.words)
    ours = frozenset(word for unit in found for word in unit.words)
    sheet.score("quotes/tok", Score.of(len(ours & theirs), len(ours), len(theirs)))


def _score_speakers(article: Article, sheet: Sheet, pairs: Sequence[Pair], counts: tuple[int, int]) -> None:
    sheet.score("quotes/e2e", Score.of(sum(pair.speaker for pair in pairs), *counts))
    for pair in pairs:
        sheet.share("quotes/speaker", hit=pair.speaker)
        mention = pair.gold.quote.speaker.span
        if mention is not None:
            found = pair.found.quote.speaker
            sheet.share("quotes/speaker mention", hit=same_words(article.text, mention, found.span if found else None))


def _score_types(
    sheet: Sheet, gold: Sequence[Unit[GoldQuote]], found: Sequence[Unit[Quote]], pairs: Sequence[Pair]
) -> None:
    """Count by type of quote: recall by the type of the gold, precision by the type that was found."""
    for kind in QuoteType:
        recalled = sum(pair.gold.quote.type is kind for pair in pairs)
        precise = sum(pair.found.quote.type is kind for pair in pairs)
        recall = Share(recalled, sum(unit.quote.type is kind for unit in gold))
        precision = Share(precise, sum(unit.quote.type is kind for unit in found))
        sheet.score(f"quotes/type/{kind}", Score(precision, recall))
    for pair in pairs:
        sheet.share("quotes/type named right", hit=pair.gold.quote.type is pair.found.quote.type)


def _score_constructions(sheet: Sheet, gold: Sequence[Unit[GoldQuote]], pairs: Sequence[Pair]) -> None:
    """Count by the construction of the gold: what was found, what was exact, and whose speaker is right."""
    paired = {id(pair.gold): pair for pair in pairs}
    for unit in gold:
        pair, shape = paired.get(id(unit)), construction(unit.quote)
        sheet.share(f"quotes/built/{shape}/found", hit=pair is not None)
        sheet.share(f"quotes/built/{shape}/exact", hit=pair is not None and pair.exact)
        if pair is not None:
            sheet.share(f"quotes/built/{shape}/speaker", hit=pair.speaker)


def _note(
    article: Article,
    analysis: Analysis,
    sheet: Sheet,
    seen: tuple[list[Unit[GoldQuote]], list[Unit[Quote]], list[Pair]],
) -> None:
    gold, found, pairs = seen
    text = article.text
    met = {id(unit) for pair in pairs for unit in (pair.gold, pair.found)}
    for unit in gold:
        if id(unit) not in met:
            kind = f"{unit.quote.type} {construction(unit.quote)}"
            sheet.mistake("quote missed", f"{kind}: {excerpt(text, unit.span)}", kind)
    for unit in found:
        if id(unit) not in met:
            kind = unit.quote.type
            sheet.mistake("quote spurious", f"{kind} {unit.quote.id}: {excerpt(text, unit.span)}", kind)
    for pair in pairs:
        if not pair.exact:
            shown = f"gold  {excerpt(text, pair.gold.span, 40)}\n    found {excerpt(text, pair.found.span, 40)}"
            sheet.mistake(
                "quote edges", f"{pair.gold.quote.type}\n    {shown}", f"{pair.gold.quote.type}, {_edges(pair)}"
            )
        if not pair.speaker:
            slot = slot_kind(article, pair.gold.quote.speaker, analysis.language)
            sheet.mistake("speaker wrong", _speakers(article, analysis, pair), slot)


def _edges(pair: Pair) -> str:
    """Return how the words found differ from the gold's."""
    gold, found = frozenset(pair.gold.words), frozenset(pair.found.words)
    if found > gold:
        return "too long"
    return "too short" if found < gold else "shifted"


def slot_kind(article: Article, slot: GoldSlot, language: str) -> str:
    """Return what names the speaker in the gold: a name, a pronoun, another phrase, or nothing."""
    if slot.span is None:
        return "no mention"
    actor = article.gold.actor(slot.entity) if article.gold else None
    words, pack = slot.span.of(article.text), PACKS.get(language)
    if actor is not None and fold(words) in {fold(form) for form in (actor.name, *actor.forms)}:
        return "name"
    if pack is not None and words.lower().replace("’", "'") in pack.quotes.pronouns | pack.speakers.latest:
        return "pronoun"
    return "phrase" if actor is not None else "phrase of nobody known"


def _speakers(article: Article, analysis: Analysis, pair: Pair) -> str:
    slot, reading, text = pair.gold.quote.speaker, article.gold or Gold(None, (), (), ()), article.text
    actor, entity, mention = reading.actor(slot.entity), speaking(analysis, pair.found.quote), pair.found.quote.speaker
    ours = mention.span if mention else None
    gold = f"{slot.span.of(text) if slot.span else None!r} = {actor.name if actor else None}"
    found = f"{ours.of(text) if ours else None!r} = {entity.name if entity else None}"
    return f"gold {gold} | found {found} | {construction(pair.gold.quote)}\n    {excerpt(text, pair.gold.span, 120)}"
