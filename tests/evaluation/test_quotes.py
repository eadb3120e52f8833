import pytest

from app.domain.annotations import EntityType, QuoteType
from app.evaluation.quotes import construction, score_quotes
from tests.evaluation.readings import actor, analysis, article, at, entity, heard, said, scored

TEXT = (
    "« Nous ouvrirons le pont avant Noël », a promis Claire Duval. "
    "Elle assure que les travaux avancent bien. Selon des riverains, le bruit est devenu insupportable la nuit."
)
PONT = "Nous ouvrirons le pont avant Noël"
TRAVAUX = "les travaux avancent bien"
BRUIT = "le bruit est devenu insupportable la nuit"
DUVAL = actor("e1", "Claire Duval", "Claire Duval", "Duval")
GOLD = article(
    TEXT,
    [DUVAL],
    [
        said(TEXT, PONT, cue="a promis", speaker="Claire Duval", who="e1"),
        said(TEXT, TRAVAUX, cue="assure", speaker="Elle", who="e1", kind=QuoteType.INDIRECT),
        said(TEXT, BRUIT, cue="Selon", speaker="des riverains", kind=QuoteType.INDIRECT),
    ],
)
CLAIRE = entity("e7", "Duval", at(TEXT, "Duval"))


def test_a_perfect_extraction_scores_100_everywhere() -> None:
    found = analysis(
        [CLAIRE],
        [
            heard(TEXT, PONT, speaker="Claire Duval", who="e7"),
            heard(TEXT, TRAVAUX, speaker="Elle", who="e7", kind=QuoteType.INDIRECT),
            heard(TEXT, BRUIT, speaker="riverains", kind=QuoteType.INDIRECT),
        ],
    )
    sheet = scored(score_quotes, GOLD, found)
    figures = {key: sheet.percent(key) for key in (*sheet.scores, *sheet.shares)}
    assert {key: figure for key, figure in figures.items() if figure != 100} == {
        "quotes/type/mixed": None,
        "quotes/confidence/brier": 0.0,
    }
    assert sheet.mistakes == []


def test_no_quotes_on_either_side_count_for_nothing() -> None:
    sheet = scored(score_quotes, article("Rien à signaler."), analysis())
    assert sheet.percent("quotes/o30") is None
    assert "quotes/type named right" not in sheet.shares


def test_a_missed_and_a_spurious_quote_cost_recall_and_precision() -> None:
    sheet = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, PONT), heard(TEXT, "Elle assure que les")]))
    score = sheet.scores["quotes/o30"]
    assert (score.precision.hits, score.precision.total, score.recall.total) == (1, 2, 3)
    assert sorted(one.kind for one in sheet.mistakes) == [
        "quote missed",
        "quote missed",
        "quote spurious",
        "speaker wrong",
    ]


def test_a_part_of_under_three_words_is_no_unit() -> None:
    sheet = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, PONT, "la nuit")]))
    assert sheet.scores["quotes/o30"].precision.total == 1


def test_edges_off_by_a_word_are_found_but_not_exact() -> None:
    sheet = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, "que " + TRAVAUX)]))
    assert sheet.scores["quotes/o30"].precision.hits == 1
    assert sheet.scores["quotes/exact"].precision.hits == 0
    assert sheet.scores["quotes/tok"].precision.value == pytest.approx(4 / 5)
    assert [one.kind for one in sheet.mistakes if "edges" in one.kind] == ["quote edges"]


def test_marks_and_stops_around_the_same_words_are_exact() -> None:
    sheet = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, f"« {PONT} »")]))
    assert sheet.scores["quotes/exact"].precision.hits == 1


def test_two_quotes_found_for_one_are_one_pair_with_the_more_alike() -> None:
    halves = [heard(TEXT, "Nous ouvrirons le pont"), heard(TEXT, "ouvrirons le pont avant Noël")]
    sheet = scored(score_quotes, GOLD, analysis(quotes=halves))
    assert sheet.scores["quotes/o30"].precision.hits == 1
    assert "[Nous ouvrirons le pont]" in next(m.detail for m in sheet.mistakes if m.kind == "quote spurious")


def test_the_family_name_is_enough_for_a_person() -> None:
    other = entity("e2", "Mme Duval")
    sheet = scored(score_quotes, GOLD, analysis([other], [heard(TEXT, PONT, speaker="Duval", who="e2")]))
    assert sheet.percent("quotes/speaker") == 100


def test_the_family_name_is_not_enough_for_a_company() -> None:
    gold = article(
        TEXT, [actor("e1", "Groupe Duval", kind=EntityType.ORGANIZATION)], [said(TEXT, PONT, who="e1", cue="a promis")]
    )
    sheet = scored(score_quotes, gold, analysis([entity("e2", "Claire Duval")], [heard(TEXT, PONT, who="e2")]))
    assert sheet.percent("quotes/speaker") == 0


def test_the_right_words_with_no_actor_are_a_mention_but_not_a_speaker() -> None:
    sheet = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, PONT, speaker="Claire Duval")]))
    assert sheet.percent("quotes/speaker") == 0
    assert sheet.percent("quotes/speaker mention") == 100
    assert sheet.percent("quotes/e2e") == 0


def test_where_the_gold_knows_no_actor_the_mention_must_share_a_content_word() -> None:
    right = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, BRUIT, speaker="riverains")]))
    wrong = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, BRUIT, speaker="Selon des")]))
    none = scored(score_quotes, GOLD, analysis(quotes=[heard(TEXT, BRUIT)]))
    assert [sheet.percent("quotes/speaker") for sheet in (right, wrong, none)] == [100, 0, 0]


def test_where_the_gold_knows_nobody_at_all_naming_somebody_is_wrong() -> None:
    gold = article(TEXT, [DUVAL], [said(TEXT, PONT)])
    silent = scored(score_quotes, gold, analysis(quotes=[heard(TEXT, PONT)]))
    bold = scored(score_quotes, gold, analysis([CLAIRE], [heard(TEXT, PONT, who="e7")]))
    assert [sheet.percent("quotes/speaker") for sheet in (silent, bold)] == [100, 0]


def test_a_quote_cut_by_an_incise_is_two_units_of_one_construction() -> None:
    text = "« Le musée rouvrira bientôt, a dit Paul, et ce sera une grande fête »"
    quote = said(text, "Le musée rouvrira bientôt", "et ce sera une grande fête", cue="a dit", speaker="Paul")
    sheet = scored(score_quotes, article(text, [], [quote]), analysis())
    assert construction(quote) == "QCSQ"
    assert sheet.shares["quotes/built/QCSQ/found"].total == 2


def test_an_elided_speaker_has_its_own_construction() -> None:
    assert construction(said(TEXT, PONT, cue="a promis")) == "QC"
    assert construction(said(TEXT, PONT)) == "Q"


def test_mistakes_are_counted_by_class_and_kind() -> None:
    found = analysis(
        [CLAIRE, entity("e8", "Zoé", at(TEXT, "Elle"))],
        [
            heard(TEXT, f"« {PONT}", speaker="Claire Duval", who="e8"),
            heard(TEXT, "les travaux avancent", speaker="Elle", who="e8", kind=QuoteType.INDIRECT),
            heard(TEXT, "Selon des riverains", kind=QuoteType.MIXED),
        ],
    )
    assert scored(score_quotes, GOLD, found).classes == {
        ("quote missed", "indirect CSQ"): 1,
        ("quote spurious", "mixed"): 1,
        ("quote edges", "indirect, too short"): 1,
        ("speaker wrong", "name"): 1,
        ("speaker wrong", "pronoun"): 1,
    }
