"""Actors across documents: which entities become one, how names asked for are understood, what completes a name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.annotations import EntityType, RelationType
from app.domain.queries import ActorFilter, NearName, Page, Sort
from app.domain.views import ActorView, AliasView, NameMatch
from app.storage import actors
from app.storage.database import Database
from app.storage.writer import delete_article, write_batch
from tests.builders import Story
from tests.conftest import MakeDatabase


def ingest(database: Database, *stories: Story) -> None:
    with database.writing() as session:
        write_batch(session, [story.analysed() for story in stories])


def known(database: Database) -> list[ActorView]:
    with database.reading() as session:
        return list(actors.list_actors(session, ActorFilter(), Page(200, Sort.OLDEST)).items)


def understood(database: Database, *inputs: str) -> list[str | None]:
    with database.reading() as session:
        return [found.actor and found.actor.name for found in actors.resolve(session, inputs)]


def test_the_same_full_name_is_one_actor_whatever_its_case_and_accents(database: Database) -> None:
    first = Story("Zoé Lumière arrive.", key="1").actor("Zoé Lumière")
    second = Story("ZOE LUMIERE repart.", key="2").actor("ZOE LUMIERE")
    ingest(database, first, second)
    [actor] = known(database)
    assert (actor.name, actor.article_count, actor.mention_count) == ("Zoé Lumière", 2, 2)
    assert actor.aliases == (AliasView("ZOE LUMIERE", 1), AliasView("Zoé Lumière", 1))


def test_a_country_is_known_by_its_code(database: Database) -> None:
    first = Story("La France arrive.", key="1").actor("France", EntityType.COUNTRY, country="FR")
    second = Story("L’Hexagone repart.", key="2").actor("Hexagone", EntityType.COUNTRY, country="FR", name_en="France")
    ingest(database, first)
    ingest(database, second)
    [actor] = known(database)
    assert (actor.name, actor.name_en, actor.country, actor.article_count) == ("France", "France", "FR", 2)


def test_two_countries_of_one_name_and_different_codes_stay_two(database: Database) -> None:
    ingest(database, Story("Le Congo.", key="1").actor("Congo", EntityType.COUNTRY, country="CG"))
    ingest(database, Story("Au Congo !", key="2").actor("Congo", EntityType.COUNTRY, country="CD"))
    assert [actor.country for actor in known(database)] == ["CG", "CD"]


def test_a_person_and_an_organization_of_one_name_stay_two(database: Database) -> None:
    ingest(database, Story("Ada Byron.", key="1").actor("Ada Byron"))
    ingest(database, Story("Chez Ada Byron.", key="2").actor("Ada Byron", EntityType.ORGANIZATION))
    assert len(known(database)) == 2


def test_a_family_name_alone_is_the_one_person_who_bears_it(database: Database) -> None:
    ingest(
        database, Story("Ada Byron arrive, puis Byron repart.", key="1").actor("Ada Byron", EntityType.PERSON, "Byron")
    )
    ingest(database, Story("Byron revient.", key="2").actor("Byron"))
    assert [(actor.name, actor.article_count) for actor in known(database)] == [("Ada Byron", 2)]


def test_a_family_name_that_two_persons_bear_is_a_third_actor_and_stays_that_one(database: Database) -> None:
    ingest(database, Story("Ada Byron, dite Byron.", key="1").actor("Ada Byron", EntityType.PERSON, "Byron"))
    ingest(database, Story("Lord Byron, dit Byron.", key="2").actor("Lord Byron", EntityType.PERSON, "Byron"))
    ingest(database, Story("Byron revient.", key="3").actor("Byron"))
    ingest(database, Story("Byron repart.", key="4").actor("Byron"))
    assert [(actor.name, actor.article_count) for actor in known(database)] == [
        ("Ada Byron", 1),
        ("Lord Byron", 1),
        ("Byron", 2),
    ]


def test_batches_make_no_difference_to_who_is_who(twin_databases: tuple[Database, Database]) -> None:
    stories = [
        Story("Ada Byron, dite Byron.", key="1").actor("Ada Byron", EntityType.PERSON, "Byron"),
        Story("Byron revient.", key="2").actor("Byron"),
        Story("Lord Byron, dit Byron.", key="3").actor("Lord Byron", EntityType.PERSON, "Byron"),
        Story("Byron repart.", key="4").actor("Byron"),
    ]
    at_once, one_by_one = twin_databases
    ingest(at_once, *stories)
    for story in reversed(stories):
        ingest(one_by_one, story)
    assert told(at_once) == told(one_by_one)


NAMES = ["Ada Byron", "Lord Byron", "Byron", "Vladimir Poutine", "Vladimir Putin", "Putin", "ONU", "Nations unies"]


def sketch(number: int) -> Story:
    """Return one of many articles that name some of the same few actors."""
    chosen = [NAMES[number % 8], NAMES[(number // 8 + number) % 8]]
    story = Story(f"{number}. " + " et ".join(f"{name} parle" for name in chosen) + ".", key=f"sketch-{number}")
    for name in dict.fromkeys(chosen):
        story.actor(name, EntityType.ORGANIZATION if name[:2] in {"ON", "Na"} else EntityType.PERSON)
    story.relation(RelationType.AGREE, chosen[0], chosen[1], trigger="parle")
    return story.quote(chosen[1], speaker=chosen[0], about=(chosen[1],))


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 15), ("postgresql", 4)])
def test_the_order_of_ingestion_changes_nothing(make_database: MakeDatabase, engine: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(st.lists(st.integers(0, 63), min_size=2, max_size=14, unique=True), st.integers(1, 5), st.data())
    def play(numbers: list[int], size: int, data: st.DataObject) -> None:
        at_once, in_parts = make_database(engine), make_database(engine)
        ingest(at_once, *map(sketch, numbers))
        mixed = data.draw(st.permutations([*numbers, 64, 65]))
        for start in range(0, len(mixed), size):
            ingest(in_parts, *map(sketch, mixed[start : start + size]))
        with in_parts.writing() as session:
            for number in (64, 65):
                [(article,)] = session.ask("SELECT article_id FROM documents WHERE key = :k", k=f"sketch-{number}")
                delete_article(session, article)
        assert told(at_once) == told(in_parts)
        at_once.close()
        in_parts.close()

    play()


def told(database: Database) -> object:
    """Return everything of the actors of a store but their ids: their own row, their aliases, and who stands where."""
    with database.reading() as session:
        rows = session.ask(
            "SELECT key, type, name, country, is_ambiguous, article_count, mention_count, quote_count, about_count,"
            " relation_count, first_day, last_day FROM entities ORDER BY key"
        )
        aliases = session.ask(
            "SELECT e.key, a.name, a.mention_count FROM aliases a JOIN entities e ON e.id = a.entity_id ORDER BY 1, 2"
        )
        places = session.ask(
            "SELECT x.identity, m.start_at, m.end_at, e.key FROM mentions m JOIN articles x ON x.id = m.article_id"
            " JOIN entities e ON e.id = m.entity_id ORDER BY 1, 2, 3, 4"
        )
        sides = session.ask(
            "SELECT x.identity, r.type, p.side, e.key FROM relation_participants p JOIN relations r"
            " ON r.id = p.relation_id JOIN articles x ON x.id = r.article_id JOIN entities e ON e.id = p.entity_id"
            " ORDER BY 1, 2, 3, 4"
        )
    return rows, aliases, places, sides


def test_an_actor_tells_its_counts_and_days(database: Database) -> None:
    story = Story("« Oui », a dit Ada Byron à Paul Valmont.", key="1", date="2023")
    story.actor("Ada Byron").actor("Paul Valmont").quote(
        "Oui", speaker="Ada Byron", cue="a dit", about=("Paul Valmont",)
    )
    ingest(database, story, Story("Ada Byron dort.", key="2", date=None).actor("Ada Byron"))
    speaker, other = known(database)
    assert (speaker.quote_count, speaker.about_count, speaker.article_count) == (1, 0, 2)
    assert (other.quote_count, other.about_count) == (0, 1)
    assert (str(speaker.first_date), str(speaker.last_date)) == ("2023-01-01", "2023-12-31")


def test_an_actor_in_undated_articles_only_has_no_days(database: Database) -> None:
    ingest(database, Story("Ada Byron dort.", date=None).actor("Ada Byron"))
    [actor] = known(database)
    assert (actor.first_date, actor.last_date) == (None, None)


def namesakes(database: Database) -> None:
    """Write a corpus where Byron stands for Ada three times and for Lord Byron once, and a country with two names."""
    ada = Story("Ada Byron. Byron, Byron et Byron.", key="1").actor("Ada Byron", EntityType.PERSON, "Byron")
    lord = Story("Lord Byron, Lord Byron, Lord Byron, Lord Byron et Byron.", key="2")
    lord.actor("Lord Byron", EntityType.PERSON, "Byron")
    union = Story("L’Union des Ports et les États-Unis.", key="3").actor("Union des Ports", EntityType.ORGANIZATION)
    union.actor("États-Unis", EntityType.COUNTRY, country="US", name_en="United States")
    ingest(database, ada, lord, union)


def test_a_name_means_the_actor_it_most_often_stands_for_and_names_the_others(database: Database) -> None:
    namesakes(database)
    with database.reading() as session:
        [found] = actors.resolve(session, ["byron"])
    assert found.actor is not None
    assert found.actor.name == "Ada Byron"  # though Lord Byron is mentioned more often
    assert [actor.name for actor in found.alternatives] == ["Lord Byron"]


def test_names_are_understood_whatever_their_typography(database: Database) -> None:
    namesakes(database)
    assert understood(database, "etats unis", "ÉTATS–UNIS", "united states", "l'union des ports", "Ada  byron") == [
        "États-Unis",
        "États-Unis",
        "États-Unis",
        None,
        "Ada Byron",
    ]


def test_whole_words_of_a_name_do_where_nobody_bears_it(database: Database) -> None:
    namesakes(database)
    assert understood(database, "union", "ports", "union des", "lord", "por", "unis etats") == [
        "Union des Ports",
        "Union des Ports",
        "Union des Ports",
        "Lord Byron",
        None,
        None,
    ]


def test_a_number_is_an_id(database: Database) -> None:
    namesakes(database)
    assert understood(database, "2", "99", "0", "-1", str(2**63), str(2**63 - 1), "٣") == ["Lord Byron"] + [None] * 6


def test_odd_names_mean_nobody(database: Database) -> None:
    namesakes(database)
    assert understood(database, "", " ", "\x00", "\ud800", "%", "_", "byron\x00", "b" * 5000, "\U0010ffff") == [
        *[None] * 6,
        "Ada Byron",
        None,
        None,
    ]


def test_resolving_keeps_the_order_and_repeats(database: Database) -> None:
    namesakes(database)
    assert understood(database, "lord byron", "nobody", "lord byron", "1") == [
        "Lord Byron",
        None,
        "Lord Byron",
        "Ada Byron",
    ]


def test_a_beginning_of_any_word_is_completed_most_articles_first(database: Database) -> None:
    namesakes(database)
    ingest(database, Story("Lord Byron seul.", key="4").actor("Lord Byron"))
    with database.reading() as session:
        found = actors.suggest(session, "byr", 10)
        one = actors.suggest(session, "byr", 1)
        words = actors.suggest(session, "union d", 10)
        nothing = [actors.suggest(session, odd, 10) for odd in ("", "%", "\x00", "zzz", "\ud800")]
    assert [(item.actor.name, item.matched, item.article_count) for item in found] == [
        ("Lord Byron", "Lord Byron", 2),
        ("Ada Byron", "Byron", 1),
    ]
    assert one == found[:1]
    assert [item.actor.name for item in words] == ["Union des Ports"]
    assert nothing == [[], [], [], [], []]


def test_the_nearest_name_first_then_the_most_often_called(database: Database) -> None:
    namesakes(database)
    near = [
        NearName("byron", 1, is_whole=False),
        NearName("lord byron", 1, is_whole=True),
        NearName("gone", 1, is_whole=True),
    ]
    with database.reading() as session:
        found = actors.suggest(session, "lrd byron", 10, near)
        persons = actors.suggest(session, "lrd byron", 10, near, ["organization"])
    assert [(one.actor.name, one.matched, one.match, one.edits) for one in found] == [
        ("Lord Byron", "Lord Byron", NameMatch.SIMILAR, 1),
        ("Ada Byron", "Byron", NameMatch.SIMILAR, 1),
    ]
    assert persons == []


def test_actors_are_listed_by_mentions_name_and_type(database: Database) -> None:
    namesakes(database)
    with database.reading() as session:
        most = actors.list_actors(session, ActorFilter(), Page(2, Sort.RELEVANCE))
        rest = actors.list_actors(session, ActorFilter(), Page(2, Sort.RELEVANCE, most.next_after))
        named = actors.list_actors(session, ActorFilter(name="Byr"), Page())
        countries = actors.list_actors(session, ActorFilter(types=("country",)), Page())
        nobody = actors.list_actors(session, ActorFilter(name="…"), Page())
    assert [actor.name for actor in most.items + rest.items] == [
        "Lord Byron",
        "Ada Byron",
        "États-Unis",
        "Union des Ports",
    ]
    assert (most.total, rest.next_after, named.total, nobody.total) == (4, None, 2, 0)
    assert [actor.name for actor in countries.items] == ["États-Unis"]


def test_an_alias_goes_with_the_article_that_brought_it(database: Database) -> None:
    ingest(database, Story("Ada Byron, dite Byron.", key="1").actor("Ada Byron", EntityType.PERSON, "Byron"))
    ingest(database, Story("Ada Byron seule.", key="2").actor("Ada Byron"))
    ingest(database, Story("Rien du tout.", key="1"))
    [actor] = known(database)
    assert actor.aliases == (AliasView("Ada Byron", 1),)
    assert understood(database, "byron") == ["Ada Byron"]  # still a word of the name
