import pytest

from app.errors import InputError
from app.evaluation.gold import Article, GoldName
from app.evaluation.run import SECTIONS, Plan, check_sections, evaluate_articles, peak_bytes
from app.evaluation.scores import Sheet
from tests.evaluation.readings import actor, article, at, load_silent, said

TEXT = "« Le bac repartira lundi », a dit Ida Font."
READ = article(TEXT, [actor("e1", "Ida Font")], [said(TEXT, "Le bac repartira lundi", who="e1")])
NAMED = Article("2020_01_01-002", TEXT, names=(GoldName("Person", at(TEXT, "Ida Font")),))


def counted(sheet: Sheet) -> dict[str, int]:
    return {key: score.recall.total for key, score in sheet.scores.items()}


def test_each_article_is_scored_on_what_is_known_of_it() -> None:
    sheet = evaluate_articles([READ, NAMED], Plan(jobs=0, load=load_silent))
    assert counted(sheet)["quotes/o30"] == 1
    assert counted(sheet)["names/all"] == 1
    assert counted(sheet)["actors/across"] == 1


def test_only_the_sections_asked_for_are_scored() -> None:
    sheet = evaluate_articles([READ, NAMED], Plan(("names",), jobs=0, load=load_silent))
    assert {key.partition("/")[0] for key in sheet.scores} == {"names"}


def test_processes_give_the_same_scores_as_one() -> None:
    articles = [READ, NAMED] * 6
    seen: list[None] = []
    alone = evaluate_articles(articles, Plan(jobs=0, load=load_silent))
    together = evaluate_articles(articles, Plan(jobs=2, load=load_silent), lambda: seen.append(None))
    assert (together.scores, together.shares, together.mistakes) == (alone.scores, alone.shares, alone.mistakes)
    assert len(seen) == 12


def test_words_and_memory_are_measured() -> None:
    sheet = evaluate_articles([READ], Plan(jobs=0, load=load_silent))
    assert (sheet.cost.articles, sheet.cost.words) == (1, 10)
    assert 1_000_000 < sheet.peak_bytes <= peak_bytes()


def test_sections_are_checked_by_name() -> None:
    assert check_sections([]) == SECTIONS
    assert check_sections(["seed"]) == ("seed",)
    with pytest.raises(InputError, match="choose among head, names"):
        check_sections(["verbs"])
