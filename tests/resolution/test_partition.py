"""Who is who across articles: examples of every rule, and that neither order nor cutting the corpus up changes anything."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.annotations import EntityType
from app.resolution.guises import Guise
from app.resolution.keys import keys_of
from app.resolution.partition import Membership, Reason, resolve
from app.resolution.spelling import is_acronym, spelled

PERSON, ORGANIZATION, COUNTRY = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY


def person(*forms: str, offices: tuple[str, ...] = (), ties: tuple[str, ...] = (), year: int = 0) -> Guise:
    """Return a person under its names, the fullest first."""
    return Guise(PERSON, forms[0], tuple(sorted(forms)), ties=ties, offices=offices, year=year)


def organization(*forms: str) -> Guise:
    """Return an organization under its names, the fullest first."""
    return Guise(ORGANIZATION, forms[0], tuple(sorted(forms)))


def actors(*guises: Guise) -> list[int]:
    """Return the number of the actor of each guise, in the order of their first appearance."""
    found = resolve(Counter(guises))
    order = list(dict.fromkeys(found[guise].actor for guise in guises))
    return [order.index(found[guise].actor) for guise in guises]


def one(guise: Guise, *others: Guise) -> Membership:
    """Return what became of one guise among others."""
    return resolve(Counter([guise, *others]))[guise]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Nikita Khrouchtchev", "Nikita Khrushchev"),
        ("Bachar al-Assad", "Bashar el-Assad"),
        ("Boris Eltsine", "Boris Yeltsin"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Jean-Marie Dupont", "Jean Marie Dupont"),
    ],
)
def test_one_name_in_two_spellings(name: str, other: str) -> None:
    assert actors(person(name), person(other)) == [0, 0]


@pytest.mark.parametrize(("name", "other"), [("Martin Roy", "Martine Roy"), ("Jean Roy", "Jeanne Roy")])
def test_given_names_of_women_and_men_stay_apart(name: str, other: str) -> None:
    assert spelled(name) != spelled(other)


def test_acronyms_are_one_word_of_capitals() -> None:
    assert [is_acronym(name) for name in ("OTAN", "CNDD-FDD", "Otan", "O", "LE MONDE")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_family_name_alone_is_the_only_one_that_bears_it() -> None:
    found = one(person("Byron"), person("Ada Byron"), person("Paul Valmont"))
    assert (found.actor, found.reason, found.is_ambiguous) == (one(person("Ada Byron")).actor, Reason.PART, False)


def test_a_family_name_of_two_is_nobodys_and_says_so() -> None:
    found = one(person("Byron"), person("Ada Byron"), person("Lord Byron"))
    assert (found.actor, found.is_ambiguous) == ("person biron", True)


def test_what_two_articles_have_in_common_decides_between_two_bearers() -> None:
    ada = person("Ada Byron", ties=("organization azur",))
    found = one(person("Byron", ties=("organization azur",)), ada, person("Lord Byron", ties=("organization sel",)))
    assert (found.actor, found.reason) == ("person ada biron", Reason.TIES)
    assert "organization azur" in found.detail


def test_usage_decides_where_articles_show_it_often_enough() -> None:
    seen = Counter({person("Ada Byron", "Byron"): 9, person("Lord Byron"): 1, person("Byron"): 3})
    found = resolve(seen)[person("Byron")]
    assert (found.actor, found.reason) == ("person ada biron", Reason.USAGE)
    assert "9 of 9 articles" in found.detail


def test_usage_is_that_of_the_time() -> None:
    old, new = person("Ada Byron", "Byron", year=1990), person("Lia Byron", "Byron", year=2010)
    found = resolve(Counter({old: 9, new: 9, person("Byron", year=1991): 1, person("Byron", year=2011): 1}))
    assert found[person("Byron", year=1991)].actor == "person ada biron"
    assert found[person("Byron", year=2011)].actor == "person lia biron"


def test_homonyms_with_offices_in_two_countries_stay_apart() -> None:
    french, belgian = person("Jean Martin", offices=("FR",)), person("Jean Martin", offices=("BE",))
    neither = person("Jean Martin")
    assert actors(french, belgian, neither) == [0, 1, 2]
    assert one(neither, french, belgian).is_ambiguous


def test_one_article_against_many_is_a_misreading() -> None:
    many = Counter({person("Jean Martin", offices=("FR",)): 9, person("Jean Martin", offices=("BE",)): 1})
    assert len({found.actor for found in resolve(many).values()}) == 1


def test_an_acronym_is_the_organization_that_articles_introduce_with_it() -> None:
    whole = organization("Fonds monétaire international", "FMI")
    assert actors(whole, organization("FMI"), organization("Fonds monétaire international")) == [0, 0, 0]
    assert one(organization("FMI"), organization("Front mauve indien")).reason is Reason.INITIALS


def test_two_names_of_which_one_ends_with_the_other_share_an_acronym() -> None:
    long, short = organization("Organisation des Nations unies", "ONU"), organization("Nations unies", "ONU")
    assert actors(long, short, organization("ONU")) == [0, 0, 0]


def test_a_known_actor_takes_in_every_spelling_of_its_names() -> None:
    known = replace(person("Vladimir Poutine", "Poutine"), wikidata="Q7747")
    assert actors(known, person("Vladimir Putin"), person("Poutine"), person("V. Poutine")) == [0, 0, 0, 0]


def test_a_country_is_its_code() -> None:
    names = [Guise(COUNTRY, name, (name,), country="US") for name in ("États-Unis", "Amérique")]
    assert actors(*names) == [0, 0]


def test_a_bare_description_is_somebody_of_its_article_alone() -> None:
    here, there = (Guise(PERSON, "le procureur", scope=article) for article in ("a", "b"))
    assert actors(here, there) == [0, 1]
    assert one(here).reason is Reason.DESCRIPTION


WORDS = st.sampled_from(["Ada", "Lia", "Byron", "Roy", "Le", "Poutine", "Putin", "ONU", "FMI", "Unies"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
GUISES = st.builds(
    Guise,
    type=st.sampled_from(EntityType),
    name=NAMES,
    forms=st.lists(NAMES, max_size=3, unique=True).map(lambda names: tuple(sorted(names))),
    country=st.sampled_from(["", "", "FR", "BE"]),
    wikidata=st.sampled_from(["", "", "", "Q1", "Q2"]),
    ties=st.sampled_from([(), ("organization azur",), ("organization sel",)]),
    offices=st.sampled_from([(), (), ("FR",), ("BE",)]),
    year=st.sampled_from([0, 1990, 2016]),
)
CORPORA = st.lists(GUISES, min_size=1, max_size=25)


@given(CORPORA, st.randoms(use_true_random=False))
def test_order_changes_nothing(guises: list[Guise], chance: object) -> None:
    shuffled = list(guises)
    chance.shuffle(shuffled)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - a random.Random
    assert resolve(Counter(shuffled)) == resolve(Counter(guises))


def components(weights: Iterable[Guise]) -> list[list[Guise]]:
    """Return the guises cut into parts that share no key: what happens in one part changes nothing in another."""
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        while parents.setdefault(key, key) != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    listed = sorted(weights)
    for guise in listed:
        first, *others = sorted(keys_of(guise).all)
        for key in others:
            parents[root(key)] = root(first)
    found: defaultdict[str, list[Guise]] = defaultdict(list)
    for guise in listed:
        found[root(keys_of(guise).own)].append(guise)
    return list(found.values())


@given(CORPORA)
def test_parts_without_a_common_key_have_nothing_to_do_with_each_other(guises: list[Guise]) -> None:
    weights = Counter(guises)
    parts = [resolve({guise: weights[guise] for guise in part}) for part in components(weights)]
    assert {guise: found for part in parts for guise, found in part.items()} == resolve(weights)
