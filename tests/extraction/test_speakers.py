import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain.annotations import MentionKind
from app.extraction.draft import Draft
from app.extraction.languages.fr import PACK
from app.extraction.languages.shapes.speakers import SpeakerWeights
from app.extraction.quotes import find_quotes
from app.extraction.scoring import Curve, LogisticScorer
from app.extraction.speakers import resolve_speakers
from app.extraction.tagged import COLUMNS, HEADS, Tagged
from tests.extraction.drafts import draft_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/fr/speakers.toml").read_text(encoding="utf-8"))["case"]


def resolved(text: str, actors: list[Any]) -> Draft:
    return resolve_speakers(find_quotes(draft_of(text, actors), PACK), PACK)


def silent(draft: Draft) -> Tagged:
    """A tagger that sees nothing in the text."""
    probabilities = np.zeros((len(draft.tokens), COLUMNS), dtype=np.float32)
    probabilities[:, [sum(map(len, list(HEADS.values())[:n])) for n in range(len(HEADS))]] = 1.0
    return Tagged(probabilities)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_speaks(case: dict[str, Any]) -> None:
    draft = resolved(case["text"], case.get("actors", []))
    names = {entity.id: entity.name for entity in draft.entities}
    keys = [quote.speaker.entity if quote.speaker else None for quote in draft.quotes]
    assert [names[key] if key else "" for key in keys] == case["speakers"]


def test_a_pronoun_becomes_a_mention_of_its_actor() -> None:
    text = "Hugo Ferrand a pris la parole. Il a affirmé que rien n'était signé."
    (actor,) = resolved(text, [["Hugo Ferrand", "person"]]).entities
    assert [(mention.span.of(text), mention.kind) for mention in actor.mentions] == [
        ("Hugo Ferrand", MentionKind.NAME),
        ("Il", MentionKind.PRONOUN),
    ]


def test_the_same_office_speaks_twice_as_one_actor() -> None:
    text = "Le procureur a affirmé que tout est clos. Selon le procureur, rien ne reste à juger."
    draft = resolved(text, [])
    assert len(draft.entities) == 1
    assert len({quote.speaker.entity for quote in draft.quotes if quote.speaker}) == 1


def test_without_weights_the_order_of_the_rules_decides() -> None:
    text = "Hugo Ferrand a pris la parole. « Rien n'est signé », a-t-il répété."
    plain = replace(PACK, speakers=replace(PACK.speakers, weights=None))
    found = find_quotes(draft_of(text, [["Hugo Ferrand", "person"]]), plain)
    (quote,) = resolve_speakers(found, plain).quotes
    assert quote.speaker is not None
    assert quote.speaker.entity == "e1"
    assert quote.confidence == found.quotes[0].confidence


def test_the_confidence_of_a_quote_is_that_of_its_words_times_that_of_its_speaker() -> None:
    text = "Hugo Ferrand a pris la parole. « Rien n'est signé », a-t-il répété."
    found = find_quotes(draft_of(text, [["Hugo Ferrand", "person"]]), PACK)
    (quote,) = resolve_speakers(replace(found, tagged=silent(found)), PACK).quotes
    assert 0.5 * found.quotes[0].confidence < quote.confidence < found.quotes[0].confidence


def test_a_speaker_who_is_not_likely_stays_unresolved() -> None:
    doubting = LogisticScorer(0.0, {}, {}, Curve((0.0,), (0.1,)))
    pack = replace(PACK, speakers=replace(PACK.speakers, weights=SpeakerWeights(doubting)))
    text = "Hugo Ferrand a affirmé que rien n'était signé."
    found = find_quotes(draft_of(text, [["Hugo Ferrand", "person"]]), pack)
    (quote,) = resolve_speakers(replace(found, tagged=silent(found)), pack).quotes
    assert quote.speaker is None or quote.speaker.entity is None


def test_a_tagger_finds_a_speaker_that_the_rules_do_not() -> None:
    text = "Hugo Ferrand affirme que rien n'est signé."
    draft = find_quotes(draft_of(text, [["Hugo Ferrand", "person"]]), PACK)
    lost = replace(draft, quotes=tuple(replace(quote, speaker=None) for quote in draft.quotes))
    probabilities = np.zeros((len(draft.tokens), COLUMNS), dtype=np.float32)
    probabilities[:, [0, 7, 10, 13]] = 1.0
    probabilities[:2, 10:13] = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    (quote,) = resolve_speakers(replace(lost, tagged=Tagged(probabilities)), PACK).quotes
    assert quote.speaker is not None
    assert quote.speaker.span is not None
    assert quote.speaker.span.of(text) == "Hugo Ferrand"
