"""Rulings in the store: they hold in every order of ingestion and after every new analysis, and undone they leave no trace."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.annotations import EntityType, RelationType
from app.domain.queries import ActorSet, Page, QuoteFilter
from app.errors import AppError, InputError, NotFoundError
from app.indexing import refresh_index, verify_index
from app.search.index import SearchIndex
from app.storage import verdicts
from app.storage.actors import resolve
from app.storage.database import Database, ReadSession
from app.storage.quotes import list_quotes
from app.storage.rulings import Kept, keep, list_kept
from app.storage.stale import choose, read_stale
from app.storage.writer import Reanalysed, delete_article, replace_analyses, write_batch
from tests.builders import Story, brief, summit
from tests.conftest import ENGINES, MakeDatabase
from tests.dumps import rows_of
from tests.storage.test_consistency import WRONG

DAY = date(2026, 11, 24)


def met(number: int, first: str, second: str) -> Story:
    """Return an article in which one meets another and speaks of them."""
    story = Story(f"{first} a rencontré {second}. « Bien {number} », a dit {first} de {second}.", key=f"met-{number}")
    story.actor(first).actor(second).quote(f"Bien {number}", speaker=first, cue="a dit", about=(second,))
    return story.relation(RelationType.CONSULT, first, second, trigger="rencontré", symmetric=True)


def corpus() -> list[Story]:
    """Return articles of persons under several names."""
    return [
        summit(),
        brief(1),
        met(1, "Ada Byron", "Paul Valmont"),
        met(2, "Byron", "Zoé Lumière"),
        met(3, "la Comtesse", "Valmont"),
        met(4, "Ada King", "Paul Valmont"),
        Story("L’Union Azur (UA) recule.", key="azur").actor("Union Azur", EntityType.ORGANIZATION, "UA"),
        Story("UA avance.", key="ua").actor("UA", EntityType.ORGANIZATION),
    ]


def ingest(database: Database, stories: Sequence[Story], size: int = 100) -> None:
    for start in range(0, len(stories), size):
        with database.writing() as session:
            write_batch(session, [story.analysed() for story in stories[start : start + size]])


def rule(database: Database, verdict: Callable[..., Kept], actor: str, *told: Any) -> Kept:
    """Make a ruling about the actor of that name."""
    with database.writing() as session:
        found = verdicts.find_actor(session, actor)
        if verdict is verdicts.merge:
            told = ([verdicts.find_actor(session, name) for name in told],)
        return verdict(session, found, *told, DAY)


def undo(database: Database, number: int) -> None:
    with database.writing() as session:
        verdicts.undo(session, number)


def told(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that says who is who, without ids."""
    questions = {
        "actors": """SELECT key, type, name, country, is_ambiguous, article_count, mention_count, quote_count, about_count,
            relation_count FROM entities""",
        "aliases": "SELECT e.key, a.name, a.mention_count FROM aliases a JOIN entities e ON e.id = a.entity_id",
        "mentions": """SELECT x.identity, m.start_at, m.end_at, e.key FROM mentions m JOIN articles x ON x.id = m.article_id
            JOIN entities e ON e.id = m.entity_id""",
        "speakers": """SELECT x.identity, q.evidence_start, e.key FROM quotes q JOIN articles x ON x.id = q.article_id
            JOIN entities e ON e.id = q.speaker_id""",
        "about": """SELECT x.identity, q.evidence_start, e.key FROM quote_about a JOIN quotes q ON q.id = a.quote_id
            JOIN articles x ON x.id = q.article_id JOIN entities e ON e.id = a.entity_id""",
        "sides": """SELECT x.identity, r.evidence_start, p.side, e.key FROM relation_participants p JOIN relations r
            ON r.id = p.relation_id JOIN articles x ON x.id = r.article_id JOIN entities e ON e.id = p.entity_id""",
        "guises": "SELECT g.digest, e.key, g.reason, g.detail FROM guises g JOIN entities e ON e.id = g.entity_id",
    }
    with database.reading() as session:
        assert_counts_are_true(session)
        return {name: sorted(map(tuple, session.ask(sql))) for name, sql in questions.items()}


def assert_counts_are_true(session: ReadSession) -> None:
    assert not {name: found for name, sql in WRONG.items() if (found := session.ask(sql))}


def lasting(database: Database) -> dict[str, list[str]]:
    """Return every row but what counts writes: revisions, and the last ids given out."""
    rows = rows_of(database)
    with database.reading() as session:
        cards = session.ask("SELECT id, identity, actor_count, quote_count FROM articles")
    return {name: found for name, found in rows.items() if name not in {"corpus", "articles"}} | {
        "cards": sorted(map(repr, cards))
    }


RULINGS: dict[str, tuple[Any, ...]] = {
    "two actors are one": (verdicts.merge, "Ada Byron", "Ada King"),
    "three actors are one": (verdicts.merge, "Ada Byron", "Ada King", "la Comtesse"),
    "a name is somebody else": (verdicts.split, "Ada Byron", ["Byron"]),
    "an acronym is somebody else": (verdicts.split, "Union Azur", ["UA"]),
    "one article means somebody else": (verdicts.split_in_article, "Paul Valmont", (3, [])),
    "another name": (verdicts.rename, "Ada Byron", "Augusta Ada Lovelace"),
}


@pytest.mark.parametrize("name", RULINGS)
def test_undone_nothing_of_a_ruling_is_left_not_even_in_the_ids(database: Database, name: str) -> None:
    ingest(database, corpus())
    before, known = lasting(database), told(database)
    verdict, actor, *rest = RULINGS[name]
    kept = rule(database, verdict, actor, *rest)
    assert told(database) != known
    undo(database, kept.ruling.number)
    assert lasting(database) == before


def test_a_lost_id_means_the_actor_that_stands_for_it(database: Database) -> None:
    ingest(database, corpus())

    def meant(*ids: int) -> list[str | None]:
        with database.reading() as session:
            found = resolve(session, [str(id_) for id_ in ids])
            return [one.actor.name if one.actor else None for one in found]

    with database.reading() as session:
        comtesse, king, byron = (
            verdicts.find_actor(session, name).id for name in ("la Comtesse", "Ada King", "Ada Byron")
        )
    rule(database, verdicts.merge, "Ada King", "la Comtesse")
    rule(database, verdicts.merge, "Ada Byron", "Ada King")
    assert meant(comtesse, king, byron, 999) == ["Ada Byron", "Ada Byron", "Ada Byron", None]
    undo(database, 2)
    assert meant(comtesse, king, byron) == ["Ada King", "Ada King", "Ada Byron"]
    undo(database, 1)
    assert meant(comtesse, king) == ["la Comtesse", "Ada King"]


@pytest.mark.parametrize("name", RULINGS)
def test_a_ruling_outlasts_a_new_analysis_and_a_second_ingest(database: Database, name: str) -> None:
    ingest(database, corpus())
    verdict, actor, *rest = RULINGS[name]
    rule(database, verdict, actor, *rest)
    before = told(database)
    with database.writing() as session:
        analyses = {story.document().text: story.analysis() for story in corpus()}
        stored = read_stale(session, choose(session, None, frozenset()), None, 100, 10**9)
        replace_analyses(session, [Reanalysed(one, analyses[one.document.text]) for one in stored])
    assert told(database) == before
    with database.writing() as session:
        for one in stored:
            delete_article(session, one.article)
        [listed] = verdicts.list_rulings(session)
        assert listed.articles == 0  # it waits
    with database.reading() as session:
        assert session.ask("SELECT count(*) FROM entities") == [(0,)]


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 25), ("postgresql", 6)])
def test_rulings_mean_the_same_in_every_order_of_articles(
    make_database: MakeDatabase, engine: str, examples: int
) -> None:
    @settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(
        st.lists(st.sampled_from(sorted(RULINGS)), min_size=1, max_size=3, unique=True),
        st.integers(0, 1_000),
        st.integers(1, 8),
        st.integers(0, 8),
    )
    def play(names: list[str], seed: int, size: int, late: int) -> None:
        first, second = make_database(engine), make_database(engine)
        ingest(first, corpus())
        for name in names:
            verdict, actor, *rest = RULINGS[name]
            with suppress(AppError):  # it contradicts one before it, or its actor is another one now
                rule(first, verdict, actor, *rest)
        with first.reading() as session:
            made = list_kept(session)
        shuffled = corpus()
        Random(seed).shuffle(shuffled)
        ingest(second, shuffled[:late], size)
        with second.writing() as session:
            for kept in made:
                keep(session, kept)
        ingest(second, shuffled[late:], size)
        with second.writing() as session:  # what stood there before learns of rulings by being read again
            analyses = {story.document().text: story.analysis() for story in corpus()}
            stored = read_stale(session, choose(session, None, frozenset()), None, 100, 10**9)
            replace_analyses(session, [Reanalysed(one, analyses[one.document.text]) for one in stored])
        assert told(second) == told(first)
        first.close()
        second.close()

    play()


def test_quotes_relations_and_the_search_index_follow(database: Database, tmp_path: Path) -> None:
    ingest(database, corpus())
    index = SearchIndex.open(tmp_path / "index")
    refresh_index(database, index)
    for verdict, actor, *rest in (
        (verdicts.merge, "Ada Byron", "la Comtesse"),
        (verdicts.rename, "Ada Byron", "Augusta Lovelace"),
    ):
        rule(database, verdict, actor, *rest)
        assert refresh_index(database, index) > 0
        assert verify_index(database, index).is_none
    with database.reading() as session:
        ada = verdicts.find_actor(session, "augusta lovelace")
        said = list_quotes(session, QuoteFilter(speakers=ActorSet((ada.id,))), Page())
        relations = session.ask(
            "SELECT count(*) FROM relation_participants p WHERE p.entity_id = :ada AND p.side = 'source'", ada=ada.id
        )
    assert said.total == 5
    assert {quote.speaker and quote.speaker.actor for quote in said.items} == {ada}
    assert relations == [(4,)]


def test_one_of_two_families_in_one_article(database: Database) -> None:
    ingest(database, [*corpus(), met(9, "Valmont", "Ada King")])
    rule(database, verdicts.split_in_article, "Paul Valmont", (9, []))
    with database.reading() as session:
        assert session.ask("SELECT name FROM article_actors WHERE article_id = 9 ORDER BY ordinal") == [
            ("Valmont",),
            ("Ada King",),
        ]
        [(valmont,)] = session.ask("SELECT entity_id FROM article_actors WHERE article_id = 9 AND ordinal = 0")
        assert valmont != verdicts.find_actor(session, "Paul Valmont").id
    rule(database, verdicts.merge, "Ada King", str(valmont))
    undo(database, 2)
    undo(database, 1)
    with database.reading() as session:
        assert session.ask("SELECT count(*) FROM rulings") == [(0,)]
        assert verdicts.find_actor(session, "valmont").name == "Paul Valmont"


def test_what_contradicts_a_ruling_names_it(database: Database) -> None:
    ingest(database, corpus())
    rule(database, verdicts.split, "Ada Byron", ["Byron"])
    with database.reading() as session:
        [(byron,)] = session.ask("SELECT id FROM entities WHERE key = 'person biron'")
    with pytest.raises(InputError, match=r"ruling 1 says the contrary .* rulings undo 1"):
        rule(database, verdicts.merge, "Ada Byron", str(byron))
    rule(database, verdicts.merge, "Paul Valmont", "la Comtesse")
    with pytest.raises(InputError, match="ruling 2 says the contrary"):
        rule(database, verdicts.split, "Paul Valmont", ["la Comtesse"])


REFUSED: list[tuple[Callable[..., Kept], str, list[Any], str]] = [
    (verdicts.merge, "Ada Byron", ["ada byron"], "the same actor"),
    (verdicts.merge, "Ada Byron", ["Nobody Else"], "no actor 'Nobody Else'"),
    (verdicts.merge, "999", ["Ada Byron"], "no actor '999'"),
    (verdicts.split, "Paul Valmont", [["Paul"]], "no article calls Paul Valmont 'Paul' and nothing fuller"),
    (verdicts.split, "la Comtesse", [["la Comtesse"]], "every article calls"),
    (verdicts.split_in_article, "Ada Byron", [(7, [])], "does not speak of Ada Byron"),
    (verdicts.split_in_article, "Ada Byron", [(77, [])], "no article 77"),
    (verdicts.split_in_article, "la Comtesse", [(5, [])], "article 5 alone speaks"),
    (verdicts.rename, "Ada Byron", ["Ada  Byron"], "its name already"),
    (verdicts.rename, "Ada Byron", ["…"], "letters or figures"),
]


@pytest.mark.parametrize(("verdict", "actor", "rest", "message"), REFUSED)
def test_what_is_no_ruling_says_why_and_changes_nothing(
    sqlite_database: Database, verdict: Callable[..., Kept], actor: str, rest: list[Any], message: str
) -> None:
    ingest(sqlite_database, corpus())
    before = rows_of(sqlite_database)
    with pytest.raises((InputError, NotFoundError), match=message):
        rule(sqlite_database, verdict, actor, *rest)
    assert rows_of(sqlite_database) == before


def test_a_name_of_several_is_told_with_all_its_bearers(database: Database) -> None:
    ingest(
        database, [*corpus(), Story("Lord Byron et Byron.", key="lord").actor("Lord Byron", EntityType.PERSON, "Byron")]
    )
    with database.reading() as session, pytest.raises(InputError) as refused:
        verdicts.find_actor(session, "byron")
    assert "Ada Byron (person, articles: 3)" in str(refused.value)
    assert "Lord Byron (person, articles: 1)" in str(refused.value)


def test_a_ruling_that_is_not_there_cannot_be_undone(database: Database) -> None:
    with pytest.raises(NotFoundError, match="no ruling 3"):
        undo(database, 3)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_on_both_engines(make_database: MakeDatabase, engine: str) -> None:
    database = make_database(engine)
    ingest(database, corpus())
    for verdict, actor, *rest in list(RULINGS.values())[2:]:
        rule(database, verdict, actor, *rest)
    with database.reading() as session:
        names = [name for (name,) in session.ask("SELECT name FROM entities ORDER BY id")]
        listed = [(one.kept.words, one.articles) for one in verdicts.list_rulings(session)]
    assert names[:4] == ["Augusta Ada Lovelace", "France", "Radio Lune", "Paul Valmont"]
    assert listed == [
        ("Byron alone != Ada Byron", 1),
        ("UA alone != Union Azur", 1),
        ("Paul Valmont in article 3 != Paul Valmont", 1),
        ("Ada Byron is called Augusta Ada Lovelace", 3),
    ]
