import tomllib
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from app.domain.annotations import Quote
from app.domain.spans import Span
from app.extraction.languages.fr import PACK
from app.extraction.quotes import find_quotes
from tests.extraction.drafts import draft_of
from tests.extraction.work import grows_with_length_alone


def cases_of(name: str) -> list[Any]:
    return tomllib.loads((Path(__file__).parents[1] / "cases/fr" / name).read_text(encoding="utf-8"))["case"]


CASES, QUIET, WRONG = cases_of("quotes.toml"), cases_of("quiet.toml"), cases_of("wrong.toml")


def quotes_in(text: str, actors: list[Any] | None = None) -> tuple[Quote, ...]:
    return find_quotes(draft_of(text, actors or []), PACK).quotes


def shown(text: str, quote: Quote) -> dict[str, Any]:
    def words(span: Span | None) -> str | None:
        return span.of(text) if span is not None else None

    found = {
        "type": quote.type.value,
        "parts": [part.of(text) for part in quote.parts],
        "cue": words(quote.cue),
        "speaker": words(quote.speaker.span) if quote.speaker else None,
        "via": words(quote.via.span) if quote.via else None,
    }
    return {key: value for key, value in found.items() if value is not None}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_construction(case: dict[str, Any]) -> None:
    found = quotes_in(case["text"], case.get("actors"))
    assert [shown(case["text"], quote) for quote in found] == case.get("quotes", [])


@pytest.mark.parametrize("case", QUIET, ids=[case["name"] for case in QUIET])
def test_articles_without_speech_raise_no_alarm(case: dict[str, Any]) -> None:
    assert [quote.parts[0].of(case["text"]) for quote in quotes_in(case["text"])] == []


@pytest.mark.parametrize("case", WRONG, ids=[case["name"] for case in WRONG])
def test_what_goes_wrong_goes_wrong_as_told(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [part.of(text) for quote in quotes_in(text, case.get("actors")) for part in quote.parts]
    assert found != case["expected"], (
        "it comes out right now: move the case to quotes.toml and to the list of what is read"
    )
    assert found == case["found"], "it goes wrong in another way: tell so in wrong.toml and docs/evaluation.md"


def test_the_docs_tell_every_example_of_what_goes_wrong() -> None:
    page = (Path(__file__).parents[2] / "docs/evaluation.md").read_text(encoding="utf-8")
    assert len(WRONG) >= 20
    assert [case["name"] for case in WRONG if case["name"] not in page] == []


HOSTILE = [
    "a, b, ",
    "« mot ",
    '"mot ',
    "que ",
    "X a déclaré que Y affirme que ",
    "« Oui », a dit Jean, « non », ",
    "a B c D ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    def prepared(size: int) -> Callable[[], object]:
        draft = draft_of(piece * (size // len(piece)))
        return lambda: find_quotes(draft, PACK)

    assert grows_with_length_alone(prepared, 1_500)


def test_ids_follow_the_text_and_confidence_is_a_share() -> None:
    found = quotes_in("Selon la police, il pleut ici. « Il neige sur tout le massif », a dit le maire.")
    assert [quote.id for quote in found] == ["q1", "q2"]
    assert all(0 < quote.confidence <= 1 for quote in found)


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("«\u00a0", "\u00a0»")])
def test_every_kind_of_marks_reads_the_same(opening: str, closing: str) -> None:
    text = f"{opening}La route est coupée{closing}, a dit le maire. {opening}Nous attendons les secours{closing}, a-t-il ajouté."
    found = quotes_in(text)
    assert [quote.parts[0].of(text) for quote in found] == ["La route est coupée", "Nous attendons les secours"]


def test_one_missing_mark_spoils_neither_its_paragraph_nor_the_next() -> None:
    text = (
        '"La route est coupée, a dit le maire. "Nous attendons les secours", a-t-il ajouté.\n\n'
        'Le préfet a répondu : "Ils arrivent par le col". Il a précisé que tout serait prêt demain.'
    )
    found = [quote.parts[0].of(text) for quote in quotes_in(text)]
    assert "Nous attendons les secours" in found
    assert found[-2:] == ["Ils arrivent par le col", "tout serait prêt demain"]


def test_inches_and_seconds_are_no_marks() -> None:
    assert quotes_in('Elle a couru en 9"81 puis en 9"79, devant ses rivales.') == ()


@pytest.mark.parametrize("text", ["", "«", "» « »", '" " "', "que que que", "a dit", ", a dit", "selon", "« a dit »"])
def test_scraps_are_read_without_fuss(text: str) -> None:
    for quote in quotes_in(text):
        assert quote.parts


def test_marks_that_are_never_closed_are_read_in_linear_time() -> None:
    text = "J'ai vu la neige. « Je dis que non. " * 4_000
    started = process_time()
    assert quotes_in(text) is not None
    assert process_time() - started < 3
