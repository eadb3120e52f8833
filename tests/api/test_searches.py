"""What people type: every ordinary French search is answered, whatever its marks."""

import pytest

from tests.api.service import Service

ORDINARY = """
accord
l'accord
l’accord
L'ACCORD DE PARIS
accord de Paris
"accord de Paris"
« accord de Paris »
qu'est-ce que l'accord
aujourd'hui
jusqu'à
d'après l'Élysée
Élysée
elysee
États-Unis
etats-unis
États Unis
russo-chinois
Jean-Marc Ayrault
M. Poutine
Mme. Byron
S.A.R.L.
U.R.S.S.
l'O.N.U.
C.I.A
site.com
https://example.org/sommet?x=1
contact@example.org
290.000
3,5 %
100 €
20/04/2023
2016-04-22
COP21
G-20
n°5
climat, santé et éducation
climat ; santé
climat: urgence
climat !
climat ?
(climat)
(climat
climat)
"climat
climat"
""climat
'climat'
climat*
clim*
*climat
cli*mat
climat -accord
-accord climat
climat OR accord
climat OR
OR climat
climat AND accord
climat NOT accord
climat NEAR accord
climat^2
climat~
climat & accord
climat | accord
climat + accord
title:climat
climat\\accord
climat/accord
#climat
@elysee
«climat»
“climat”
œuvre
oeuvre
Ÿ
où
à
été
le la les
c'est-à-dire
""".strip().splitlines()


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/quotes"])
def test_ordinary_searches_are_answered(service: Service, path: str) -> None:
    refused = [(q, answer.text) for q in ORDINARY if (answer := service.get(path, q=q)).status_code != 200]

    assert refused == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'accord", "l’accord"),
        ("Élysée", "elysee"),
        ("États-Unis", "etats-unis"),
        ("ACCORD", "accord"),
        ("à l'Élysée", "elysee"),
    ],
)
def test_typography_makes_no_difference(service: Service, one: str, other: str) -> None:
    assert service.ok("/v1/articles", q=one)["items"] == service.ok("/v1/articles", q=other)["items"]


def test_both_engines_give_the_same_order(service: Service) -> None:
    found = [article["title"] or article["date"] for article in service.ok("/v1/articles", q="climat")["items"]]

    assert sorted(map(str, found)) == ["2016-04-22", "Le sommet"]
