"""The learned choice among candidates: which set is chosen, who lends cue and speaker, how a tagger and the rules agree."""

from dataclasses import replace

import numpy as np
import pytest

from app.extraction.draft import Draft
from app.extraction.heading import read_heading
from app.extraction.languages import PACKS
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.quotes import ChoiceWeights, QuoteWeights
from app.extraction.quotes import find_quotes
from app.extraction.quotes.assembly import propose
from app.extraction.quotes.candidates import Candidate, Source
from app.extraction.quotes.choice import best_apart, rivals_of
from app.extraction.quotes.evidence import features
from app.extraction.quotes.reading import Reading
from app.extraction.segmentation import segment
from app.extraction.tagged import COLUMNS, HEADS, Tagged

TEXT = "La mairie fermera deux écoles, rappelle une affiche. Le bus passe à midi."
SAID = "La mairie fermera deux écoles"


def drafted(text: str) -> Draft:
    rules = PACKS["fr"].text
    return segment(read_heading(Draft(text, language="fr"), rules), rules)


def tagged(draft: Draft, said: str) -> Draft:
    """Return the draft with a tagger that takes `said` for indirect speech and sees nothing else."""
    table = np.zeros((len(draft.tokens), COLUMNS), dtype=np.float32)
    column = 0
    for labels in HEADS.values():
        table[:, column] = 1.0
        column += len(labels)
    start = draft.text.index(said)
    inside = [n for n, token in enumerate(draft.tokens) if start <= token.start < start + len(said)]
    table[inside, 0] = 0.02
    table[inside, HEADS["content"].index("I-indirect")] = 0.98
    table[inside[0], [HEADS["content"].index(label) for label in ("B-indirect", "I-indirect")]] = (0.98, 0.0)
    return replace(draft, tagged=Tagged(table, (0,)))


def pack_with(bias: float) -> LanguagePack:
    """Return French with a choice that believes the tagger alone, starting from `bias`."""
    record = {"bias": bias, "weights": {f"source={Source.TAGGER}": 4.0}}
    weights = QuoteWeights(ChoiceWeights.read({"found": record, "exact": record, "least": 0.5, "cost": 0.1}))
    return replace(PACKS["fr"], quotes=replace(PACKS["fr"].quotes, weights=weights))


def stretch(first: int, last: int) -> Candidate:
    return Candidate(first, last, Source.RULE)


def test_of_overlapping_stretches_the_set_worth_most_is_chosen() -> None:
    listed = [stretch(0, 4), stretch(0, 10), stretch(5, 10), stretch(12, 15)]
    assert best_apart(listed, [0.3, 0.5, 0.1, 0.2]) == [1, 3]
    assert best_apart(listed, [0.3, 0.5, 0.3, 0.2]) == [0, 2, 3]


def test_what_is_worth_nothing_is_left_out() -> None:
    assert best_apart([stretch(0, 4), stretch(6, 9)], [-0.1, 0.0]) == []


def test_stretches_that_touch_do_not_overlap() -> None:
    assert best_apart([stretch(0, 4), stretch(4, 9)], [0.1, 0.1]) == [0, 1]


def test_rivals_are_those_that_overlap() -> None:
    long, inner, apart = stretch(0, 10), stretch(2, 5), stretch(10, 12)
    assert [len(rivals) for rivals in rivals_of([long, inner, apart])] == [2, 2, 1]


def test_alike_is_the_dice_of_tokens() -> None:
    assert stretch(0, 10).shares(stretch(5, 15)) == pytest.approx(0.5)
    assert stretch(0, 4).shares(stretch(4, 8)) == 0.0


def test_a_tagger_proposes_what_no_rule_reads() -> None:
    draft = tagged(drafted(TEXT), SAID)
    scene, candidates = propose(draft, PACKS["fr"])
    shown = {scene.reading.span(one.first, one.last).of(TEXT): one.source for one in candidates}
    assert SAID in shown


def test_the_choice_believes_the_tagger_as_far_as_it_learned_to() -> None:
    draft = tagged(drafted(TEXT), SAID)
    believed = find_quotes(draft, pack_with(bias=-2.0)).quotes
    assert [part.of(TEXT) for quote in believed for part in quote.parts] == [SAID]
    assert find_quotes(draft, pack_with(bias=-9.0)).quotes == ()


def test_without_a_tagger_the_order_of_the_rules_decides() -> None:
    text = "Le maire Paul Durand a déclaré que la ville fermerait deux écoles."
    found = find_quotes(drafted(text), pack_with(bias=-9.0)).quotes
    assert [part.of(text) for quote in found for part in quote.parts] == ["la ville fermerait deux écoles"]


def test_sources_that_agree_are_told_to_the_model() -> None:
    text = "Le maire Paul Durand a déclaré que la ville fermerait deux écoles."
    scene, candidates = propose(tagged(drafted(text), "la ville fermerait deux écoles"), PACKS["fr"])
    rivals = rivals_of(candidates)
    read = next(n for n, one in enumerate(candidates) if one.ranked)
    evidence = features(scene, candidates[read], rivals[read])
    assert evidence[f"like {Source.TAGGER}"] == 1.0
    assert evidence["mean"] > 3


def test_a_sentence_without_an_end_gives_no_candidates_without_an_end() -> None:
    text = "Tout va bien, a dit Paul, selon le maire, " * 200
    _, candidates = propose(tagged(drafted(text), "Tout va bien"), PACKS["fr"])
    assert max(one.last - one.first for one in candidates) <= 400


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        pytest.param(
            "Le maire parle de « la fin d'une époque, thème qui plaît.",
            "la fin d'une époque",
            "la fin d'une époque",
            id="closing mark missing: as far as the tagger hears somebody",
        ),
        pytest.param(
            "Le club réagit : Geste indigne du public. Inacceptable dans nos tribunes ».",
            "Geste indigne du public. Inacceptable dans nos tribunes",
            "Geste indigne du public. Inacceptable dans nos tribunes",
            id="opening mark missing: behind the colon of an earlier sentence",
        ),
        pytest.param(
            "Le club réagit : la porte est close. Inacceptable dans nos tribunes ».",
            "Inacceptable",
            "Inacceptable dans nos tribunes",
            id="opening mark missing: not behind a colon where nobody speaks",
        ),
    ],
)
def test_the_tagger_tells_where_a_missing_mark_would_stand(text: str, said: str, expected: str) -> None:
    reading = Reading(tagged(drafted(text), said), PACKS["fr"].quotes)
    [marked] = reading.marked
    assert reading.span(marked.first, marked.last).of(text) == expected
