"""Rulings: what each kind decides, that they come last in their own order, and that the order of the articles means nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.resolution.guises import Guise
from app.resolution.keys import keys_of
from app.resolution.partition import Reason, resolve
from app.resolution.rulings import Decided, Ruling, Verdict, decide, in_article, linked
from tests.resolution.test_partition import CORPORA, person

ADA, LORD, SHORT = person("Ada Byron"), person("Lord Byron"), person("Byron")
MERGE, SPLIT, RENAME = Verdict.MERGE, Verdict.SPLIT, Verdict.RENAME


def ruled(guises: Sequence[Guise], *rulings: Ruling) -> Decided:
    """Return who is who among `guises` after `rulings`."""
    return decide(Counter(guises), rulings)


def actor_of(found: Decided, guise: Guise) -> str:
    return found.members[guise].actor


def test_who_is_merged_is_the_other_and_says_by_which_ruling() -> None:
    found = ruled([ADA, LORD], Ruling(7, MERGE, "person ada biron", ("person lord biron",)))
    assert actor_of(found, LORD) == "person ada biron"
    assert (found.members[LORD].reason, found.members[LORD].detail) == (Reason.HAND, "ruling 7")
    assert found.effects == {7: 1}


def test_others_stay_merged_while_no_article_speaks_of_the_one_they_are_merged_with() -> None:
    grace = person("Grace Hopper")
    found = ruled([LORD, grace], Ruling(1, MERGE, "person ada biron", ("person lord biron", "person grase hoper")))
    assert actor_of(found, LORD) == actor_of(found, grace) == "person ada biron"


def test_an_ambiguous_name_merged_with_one_of_its_bearers_is_ambiguous_no_more() -> None:
    found = ruled([ADA, LORD, SHORT], Ruling(1, MERGE, "person ada biron", ("person biron",)))
    assert (actor_of(found, SHORT), found.members[SHORT].is_ambiguous) == ("person ada biron", False)


def test_a_name_that_is_split_off_is_the_actor_of_its_own_name() -> None:
    found = ruled([ADA, SHORT], Ruling(1, SPLIT, "person ada biron", ("byron",)))
    assert (actor_of(found, ADA), actor_of(found, SHORT)) == ("person ada biron", "person biron")


def test_a_spelling_that_is_split_off_becomes_an_actor_of_its_own() -> None:
    french, english = person("Vladimir Poutine"), person("Vladimir Putin")
    found = ruled([french, english], Ruling(1, SPLIT, "person vladimir putin", ("vladimir putin",)))
    assert actor_of(found, english) == "person vladimir putin; vladimir putin"
    again = ruled(
        [french, english],
        Ruling(1, SPLIT, "person vladimir putin", ("vladimir putin",)),
        Ruling(2, MERGE, "person vladimir putin", ("person vladimir putin; vladimir putin",)),
    )
    assert len({one.actor for one in again.members.values()}) == 1


def test_one_article_that_means_somebody_else_is_set_apart_before_anything_is_resolved() -> None:
    key = "person byron in article"
    ruling = Ruling(1, SPLIT, "person ada biron", (key,), "article")
    told = in_article({"e1": SHORT, "e2": ADA}, "article", [ruling])
    assert told == {"e1": replace(SHORT, scope="article"), "e2": ADA}
    assert in_article({"e1": SHORT}, "another", [ruling]) == {"e1": SHORT}
    found = ruled(list(told.values()), ruling)
    assert (actor_of(found, told["e1"]), found.members[told["e1"]].reason) == (key, Reason.HAND)


def test_the_last_name_given_by_hand_stands() -> None:
    first, second = (Ruling(number, RENAME, "person ada biron", (f"Ada {number}",)) for number in (1, 2))
    found = ruled([ADA], second, first)
    assert (found.names, found.effects) == ({"person ada biron": "Ada 2"}, {2: 1})


def test_a_ruling_about_nobody_waits() -> None:
    rulings = [Ruling(1, MERGE, "person x", ("person y",)), Ruling(2, SPLIT, "person x", ("z",))]
    found = ruled([ADA], *rulings, Ruling(3, RENAME, "person x", ("X",)))
    assert (found.members, found.names, found.effects) == (resolve(Counter([ADA])), {}, {})


def test_a_ruling_holds_for_a_name_that_the_rules_have_joined_to_a_fuller_one_since() -> None:
    ruling = Ruling(1, MERGE, "person biron", ("person grase hoper",))
    grace = person("Grace Hopper")
    assert actor_of(ruled([SHORT, grace], ruling), grace) == "person biron"
    assert actor_of(ruled([SHORT, grace, ADA], ruling), grace) == "person ada biron"


@st.composite
def ruled_corpora(draw: st.DrawFn) -> tuple[list[Guise], list[Ruling]]:
    """Draw guises, and rulings about their actors and names."""
    guises = draw(CORPORA)
    actors = st.sampled_from(sorted({found.actor for found in resolve(Counter(guises)).values()}))
    names = st.sampled_from(sorted({guise.name.casefold() for guise in guises}))
    rulings: list[Ruling] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        verdict, actor = draw(st.sampled_from(Verdict)), draw(actors)
        told = draw(actors if verdict is MERGE else names)
        rulings.append(Ruling(number, verdict, actor, (told,)))
    return guises, rulings


@given(ruled_corpora(), st.randoms(use_true_random=False))
def test_order_changes_nothing(drawn: tuple[list[Guise], list[Ruling]], chance: object) -> None:
    guises, rulings = drawn
    shuffled, mixed = list(guises), list(rulings)
    for listed in (shuffled, mixed):
        chance.shuffle(listed)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - a random.Random
    assert decide(Counter(shuffled), mixed) == decide(Counter(guises), rulings)


@given(ruled_corpora(), st.data())
def test_what_keys_and_rulings_do_not_reach_has_no_say(
    drawn: tuple[list[Guise], list[Ruling]], data: st.DataObject
) -> None:
    guises, rulings = drawn
    weights = Counter(guises)
    part = {data.draw(st.sampled_from(guises))}
    size = 0
    while len(part) > size:
        size = len(part)
        keys = {key for guise in part for key in keys_of(guise).all}
        keys |= linked(keys, rulings)
        part = {guise for guise in guises if keys_of(guise).all & keys}
    whole, alone = decide(weights, rulings), decide({guise: weights[guise] for guise in part}, rulings)
    assert {guise: whole.members[guise] for guise in part} == alone.members
    held = {found.actor for found in alone.members.values()}
    assert {key: whole.names.get(key) for key in held} == {key: alone.names.get(key) for key in held}
