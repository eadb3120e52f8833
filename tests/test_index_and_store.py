"""The search index and the store answer the same questions alike; the index follows whatever is written."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from app.domain.annotations import EntityType, QuoteType
from app.domain.dates import DateMatch, DateRange
from app.domain.queries import ActorSet, ArticleFilter, FacetCount, Operator, Page, QuoteFilter, Sort
from app.indexing import rebuild_index, refresh_index, verify_index
from app.search.index import SearchIndex
from app.storage import articles, quotes
from app.storage.database import Database
from app.storage.writer import delete_article, write_batch
from tests.builders import Story
from tests.conftest import MakeDatabase

NAMES = ("Ada Byron", "Paul Valmont", "France", "Radio Lune")
DATES = (None, "2015", "2016", "2016-08", "2016-08-09", "2016-08-31", "2017-01-01")


def story(n: int, words: str = "") -> Story:
    """Return an article that holds `commun`, with two quotes that do as well."""
    first, second = NAMES[n % 4], NAMES[(n // 4 + n + 1) % 4]
    text = f"« Un premier commun {n} », a dit {first}. {second} affirme qu'un accord commun tient. {words}"
    made = Story(
        text,
        key=str(n),
        date=DATES[n % 7],
        source=(None, "agence", "wikinews")[n % 3],
        language=("fr", "en")[n % 5 == 0],
    )
    for name in {first, second}:
        made.actor(name, EntityType.COUNTRY if name == "France" else EntityType.PERSON)
    made.quote(f"Un premier commun {n}", speaker=first, cue="a dit", about=(second,) if second != first else ())
    return made.quote(
        "un accord commun tient", speaker=second, cue="affirme", type_=QuoteType.INDIRECT, confidence=0.25 * (n % 5)
    )


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex.open(tmp_path / "index")


def write(database: Database, numbers: Iterable[int], words: str = "") -> None:
    with database.writing() as session:
        write_batch(session, [story(n, words).analysed() for n in numbers])


def random_actors(dice: random.Random) -> ActorSet:
    ids = tuple(dice.choice([1, 2, 3, 4, 77, None]) for _ in range(dice.choice([0, 0, 1, 2])))
    return ActorSet(ids, dice.choice(list(Operator)))


def random_dates(dice: random.Random) -> DateRange:
    first = dice.choice([None, None, date(2015, 6, 1), date(2016, 8, 9)])
    last = dice.choice([None, None, date(2016, 8, 20), date(2016, 12, 31)])
    return DateRange(first, last, dice.choice(list(DateMatch)), dice.choice([False, True]))


def random_article_filter(dice: random.Random) -> ArticleFilter:
    languages = dice.choice([(), (), ("fr",), ("en", "de")])
    return ArticleFilter(
        random_actors(dice), random_dates(dice), languages, dice.choice([(), (), ("agence",), ("agence", "x")])
    )


def random_quote_filter(dice: random.Random) -> QuoteFilter:
    return QuoteFilter(
        random_actors(dice),
        random_actors(dice),
        random_actors(dice),
        random_dates(dice),
        dice.choice([(), (), (QuoteType.DIRECT,)]),
        dice.choice([(), (), ("fr",)]),
        dice.choice([(), (), ("agence",)]),
        dice.choice([None, None, "A DIT", "affirme"]),
        dice.choice([0.0, 0.25, 0.5]),
        dice.choice([None, None, 7]),
    )


def test_both_answer_the_same_questions_alike(database: Database, index: SearchIndex) -> None:
    """Every item holds the word `commun`, so that asking the index for it is asking the store for everything."""
    for start in range(0, 60, 15):
        write(database, range(start, start + 15))
        refresh_index(database, index)
    dice = random.Random(7)
    for _ in range(60):
        page = Page(dice.choice([3, 200]), dice.choice([Sort.NEWEST, Sort.OLDEST]))
        with database.reading() as session:
            wanted = random_article_filter(dice)
            told, found = articles.list_articles(session, wanted, page), index.articles("commun", wanted, page)
            assert [item.id for item in told.items] == [hit.id for hit in found.items]
            assert (told.total, told.next_after) == (found.total, found.next_after)
            names = ("lang", "source", "year", "month", "actor")
            assert plain(articles.facets(session, wanted, names)) == plain(
                index.article_facets("commun", wanted, names)
            )
            asked = random_quote_filter(dice)
            said, heard = quotes.list_quotes(session, asked, page), index.quotes("commun", asked, page)
            assert [item.id for item in said.items] == [hit.id for hit in heard.items]
            assert (said.total, said.next_after) == (heard.total, heard.next_after)
            names = ("lang", "source", "year", "month", "speaker", "type")
            assert plain(quotes.facets(session, asked, names)) == plain(index.quote_facets("commun", asked, names))


def test_a_least_confidence_is_one_to_the_last_digit(database: Database, index: SearchIndex) -> None:
    confidences = (0.1 + 0.2, 0.3, 0.29999999999999993, 1 / 3, 0.0, 1.0)
    made = [Story(f"« Un mot commun {n} », a dit Ada Byron.", key=str(n)).actor("Ada Byron") for n in range(6)]
    for n, confidence in enumerate(confidences):
        made[n].quote(f"Un mot commun {n}", speaker="Ada Byron", cue="a dit", confidence=confidence)
    with database.writing() as session:
        write_batch(session, [each.analysed() for each in made])
    refresh_index(database, index)
    for least in confidences:
        asked = QuoteFilter(min_confidence=least)
        with database.reading() as session:
            told = [quote.confidence for quote in quotes.list_quotes(session, asked, Page()).items]
        assert sorted(told) == sorted(value for value in confidences if value >= least)
        assert index.quotes("commun", asked, Page()).total == len(told)


def plain(facets: Mapping[str, Sequence[FacetCount]]) -> dict[str, list[tuple[str, int]]]:
    return {name: [(each.value, each.count) for each in counts] for name, counts in facets.items()}


def test_the_index_follows_what_is_written_changed_and_deleted(
    database: Database, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.indexing._CHANGES_AT_ONCE", 4)
    dice = random.Random(11)
    for _ in range(8):
        write(database, dice.sample(range(12), 5), words=dice.choice(["accord", "paix", ""]))
        if dice.random() < 0.5:
            with database.writing() as session:
                delete_article(session, dice.choice(articles.list_articles(session, ArticleFilter(), Page()).items).id)
        if dice.random() < 0.7:
            refresh_index(database, index)
            assert verify_index(database, index).is_none
    refresh_index(database, index)
    assert refresh_index(database, index) == 0
    again = SearchIndex.open(index.path, afresh=True)
    rebuild_index(database, again)
    assert verify_index(database, again).is_none
    assert again.counts == index.counts


def test_the_index_of_another_store_is_made_anew(make_database: MakeDatabase, index: SearchIndex) -> None:
    old, new = make_database("sqlite"), make_database("sqlite")
    write(old, range(3))
    write(old, range(3, 6))
    refresh_index(old, index)
    write(new, [9])
    assert refresh_index(new, index) == 1
    assert verify_index(new, index).is_none


def test_the_index_of_another_corpus_is_made_anew(tmp_path: Path, index: SearchIndex) -> None:
    """A database that was deleted and made again may have the old one's address and revision."""
    found: list[int] = []
    for numbers in ((1, 2, 3), (4, 5)):
        database = Database.open(f"sqlite:///{tmp_path / 'propos.db'}")
        database.migrate()
        write(database, numbers)
        refresh_index(database, index)
        assert verify_index(database, index).is_none
        found.append(index.articles("commun", ArticleFilter(), Page()).total)
        database.close()
        for file in tmp_path.glob("propos.db*"):
            file.unlink()
    assert found == [3, 2]
