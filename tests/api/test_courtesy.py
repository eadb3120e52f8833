"""Names as people write them, with what is put in front of them."""

import pytest

from app.api.courtesy import without_courtesy
from tests.api.service import Service


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("M. Hollande", "hollande"),
        ("Mme Merkel", "merkel"),
        ("Monsieur le président François Hollande", "francois hollande"),
        ("l'ancienne ministre Ada Byron", "ada byron"),
        ("le Premier ministre Paul Valmont", "paul valmont"),
        ("Hollande", None),
        ("Le Monde", None),
        ("le président", None),
        ("président de la République", None),
        ("Grand Paris", None),
        ("…", None),
    ],
)
def test_courtesies_are_no_part_of_a_name(typed: str, bare: str | None) -> None:
    assert without_courtesy(typed) == bare


@pytest.mark.parametrize("name", ["M. Valmont", "M.Valmont", "monsieur Paul VALMONT", "le ministre Valmont"])
def test_an_actor_may_be_asked_for_with_courtesy(service: Service, name: str) -> None:
    answer = service.ok("/v1/quotes", speaker=name, limit=1)

    assert answer["total"]["value"] == 12
    assert (answer["resolved"][0]["input"], answer["resolved"][0]["name"]) == (name, "Paul Valmont")


def test_a_name_being_typed_too(service: Service) -> None:
    assert service.ok("/v1/suggest", q="Mme By")["items"][0]["actor"]["name"] == "Ada Byron"


def test_nobody_stays_nobody(service: Service) -> None:
    answer = service.ok("/v1/quotes", speaker=["M. Nemo", "M. Valmont"], actor_op="or")

    assert [one["name"] for one in answer["resolved"]] == [None, "Paul Valmont"]
    assert answer["total"]["value"] == 12
