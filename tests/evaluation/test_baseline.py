import pytest

from app.cli.evaluate import evaluate
from app.errors import UnavailableError
from app.evaluation import baseline
from app.evaluation.gold import Article

needs_spacy = pytest.mark.skipif(not baseline.is_installed(), reason="spaCy is not installed: make baseline")


@needs_spacy
@pytest.mark.filterwarnings("default")  # another program's warnings are not ours to mend
def test_the_whole_pipeline_is_timed_in_its_own_process() -> None:
    cost = baseline.baseline_cost([Article("a", "Le maire de Lyon a dit oui."), Article("b", "Paul Durand est venu.")])
    assert (cost.articles, cost.words) == (2, 11)
    assert cost.seconds > 0


def test_where_it_is_absent_the_remedy_is_told_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "MODEL", "xx_no_such_pipeline")
    with pytest.raises(UnavailableError, match="make baseline"):
        evaluate(baseline=True)
    with pytest.raises(UnavailableError, match="make baseline"):
        baseline.load_pipeline()
