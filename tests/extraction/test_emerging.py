"""Names that texts give away: what one text tells, and what many of them tell together."""

import random
from pathlib import Path

import pytest

from app.domain.annotations import EntityType, MentionKind
from app.domain.emergence import EmergentName, Evidence, Sighting, Sightings, Thresholds, emerged
from app.extraction.actors import link_actors
from app.extraction.analyser import Analyser
from app.extraction.emerging import sightings
from app.extraction.entities import find_names
from app.extraction.languages.fr import PACK
from tests.extraction.drafts import draft_of

ARTICLES = (
    "Les « foulards gris » ont bloqué le pont de Vorel. Le maire a reçu une délégation des foulards gris.",
    "La manifestation des « foulards gris » a réuni mille personnes. Un passant portait un foulard rouge.",
    "Selon les foulards gris, le prix du pain est trop élevé. « Nous resterons », ajoutent les Foulards gris.",
    "Le rond-point est occupé par les « foulards gris » depuis lundi.",
    "Le préfet a interdit tout rassemblement des foulards gris dans le centre de Vorel.",
)


def told(text: str) -> Sightings:
    return sightings(draft_of(text), PACK)


def evidence(text: str, key: str) -> set[Evidence]:
    return {kind for sighting in told(text).phrases if sighting.key == key for kind in sighting.evidence}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Les foulards gris ont annoncé une marche.", {Evidence.ACTING}),
        ("Le pont est tenu par les foulards gris.", {Evidence.ACTING}),
        ("La colère des foulards gris grandit.", {Evidence.BELONGING}),
        ("Des heurts avec les foulards gris ont eu lieu.", {Evidence.BELONGING}),
        ("La police craint les « foulards gris ».", {Evidence.MARKED}),
        ("On a revu les Foulards gris à Vorel.", {Evidence.MARKED}),
        ("On a revu les foulards gris à Vorel.", set[Evidence]()),
    ],
)
def test_what_speaks_for_a_phrase(text: str, kinds: set[Evidence]) -> None:
    assert evidence(text, "foulards gris") == kinds


def test_a_noun_for_a_body_tells_what_is_one() -> None:
    assert evidence("Le mouvement Nuit claire a appelé à la grève.", "nuit claire") == {
        Evidence.TITLED,
        Evidence.ACTING,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Les policiers « municipaux » ont bloqué la rue.",
        "Les Kurdes ont annoncé une trêve.",
        "Les États-Unis ont annoncé une trêve.",
    ],
)
def test_people_of_a_trade_or_a_place_and_known_names_are_no_new_names(text: str) -> None:
    assert all(not sighting.evidence for sighting in told(text).phrases)


def test_a_few_articles_make_a_name_whatever_their_order() -> None:
    texts = [told(text) for text in ARTICLES]
    names = emerged(texts)
    assert names == (EmergentName("foulards gris", EntityType.GROUP, 5),)
    random.Random(4).shuffle(texts)
    assert emerged(texts) == names


def test_three_articles_are_too_few() -> None:
    assert emerged(told(text) for text in ARTICLES[:3]) == ()


def of_words(surface: str, *kinds: Evidence) -> Sightings:
    sighting = Sighting(surface, surface, EntityType.GROUP, frozenset(kinds))
    return Sightings((sighting,), {surface.partition(" ")[0]: 1})


def test_a_term_that_never_acts_is_no_name() -> None:
    assert emerged([of_words("fausses rumeurs", Evidence.MARKED)] * 30) == ()


def test_a_phrase_that_is_never_told_from_common_words_is_no_name() -> None:
    assert emerged([of_words("services secrets", Evidence.ACTING)] * 30) == ()


def test_a_word_that_goes_with_many_others_makes_no_name_with_one() -> None:
    others = [Sightings((), {"forces": 3})] * 4
    spoken = of_words("forces grises", Evidence.ACTING, Evidence.MARKED)
    assert emerged([spoken] * 4) != ()
    assert emerged([*[spoken] * 4, *others]) == ()


def test_thresholds_may_be_told() -> None:
    texts = [told(text) for text in ARTICLES[:3]]
    assert [name.articles for name in emerged(texts, Thresholds(articles=3))] == [3]


def test_a_name_that_has_emerged_is_an_actor_in_any_text() -> None:
    names = emerged(told(text) for text in ARTICLES)
    pack = Analyser.load(names=names).packs["fr"]
    text = "Hier, des foulards gris campaient à Vorel. Les « Foulards gris » ont parlé. Un foulard gris est tombé."
    found = link_actors(find_names(draft_of(text), pack), pack).entities
    [actor] = [one for one in found if one.type is EntityType.GROUP]
    assert [mention.span.of(text) for mention in actor.mentions if mention.kind is MentionKind.NAME] == [
        "foulards gris",
        "Foulards gris",
    ]


def test_a_user_may_tell_groups_and_organizations_that_are_names_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "known.txt"
    path.write_text("group|foulards gris|Grey Scarves|||\n", encoding="utf-8")
    pack = Analyser.load(knowledge=path).packs["fr"]
    [actor] = link_actors(find_names(draft_of("On a revu des foulards gris."), pack), pack).entities
    assert (actor.name, actor.type, actor.name_en) == ("foulards gris", EntityType.GROUP, "Grey Scarves")
