from collections.abc import Callable

from app.domain.annotations import Analysis, EntityType
from app.domain.emergence import EmergentName
from app.evaluation.corpora import read_names
from app.evaluation.emergence import evaluate_emergence, renamed, without_lists
from app.evaluation.gold import Article
from tests.evaluation.readings import analysis, at, entity

DEEDS = ("ont bloqué le pont", "ont annoncé une marche", "dénoncent la loi")
ARTICLES = [
    Article(
        f"a{number:02}",
        f"Port-Lune {number}. Les policiers {DEEDS[number % 3]} de Vorel. La ville craint les policiers.",
        names=read_names("T1\tLocation 0 9\tPort-Lune\n"),
    )
    for number in range(14)
]


def finder(*wanted: str) -> Callable[[str], Analysis]:
    """Return an extraction that finds the first place of each of `wanted`."""

    def analyse(text: str) -> Analysis:
        found = [(name, kind) for name in wanted if name in text for kind in [_kind(name)]]
        return analysis(
            [entity(f"e{number}", name, at(text, name), kind=kind) for number, (name, kind) in enumerate(found)]
        )

    return analyse


def _kind(name: str) -> EntityType:
    return EntityType.PLACE if name[0].isupper() else EntityType.GROUP


def learning(names: tuple[EmergentName, ...]) -> Callable[[str], Analysis]:
    return finder(*(name.name for name in names))


def test_a_body_gets_a_name_in_marks_at_its_first_place() -> None:
    given = renamed("Les policiers partent. On a vu des policiers.", "policiers")
    assert given is not None
    assert given.text == "Les « foulards gris » partent. On a vu des foulards gris."
    assert [place.of(given.text) for place in given.places] == ["foulards gris"] * 2
    assert renamed("Le policier part.", "policiers") is None


def test_names_are_learned_from_ten_articles_and_sought_in_the_others() -> None:
    sheet = evaluate_emergence(ARTICLES, learning, lambda: finder("Port-Lune"))
    assert sheet.percent("emergent/collectives, before they are learned") == 0
    assert sheet.percent("emergent/collectives, learned") == 50  # ours finds the first of two places
    assert sheet.shares["emergent/names without our lists"].total == 4
    assert sheet.percent("emergent/names without our lists") == 100


def test_names_of_a_few_articles_are_not_sought() -> None:
    assert evaluate_emergence(ARTICLES[:11], learning, finder).shares == {}


def test_without_lists_countries_stay() -> None:
    names = without_lists()["fr"].names
    assert (names.organizations, names.places) == ((), ())
    assert names.countries
