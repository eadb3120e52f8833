"""Walking a listing page by page while others write: what was there before is met exactly once."""

from dataclasses import replace

import pytest

from app.domain.queries import ActorFilter, ArticleFilter, Page, QuoteFilter, Sort
from app.errors import CursorError
from app.storage import actors, articles, quotes
from app.storage.database import Database
from app.storage.writer import write_batch
from tests.builders import brief

DATES = ["2023-04-12", None, "2023-04", "2023-04-12", "2024", None, "2023-04-12", "2022"]


def fill(database: Database, begin: int, end: int) -> None:
    with database.writing() as session:
        write_batch(
            session,
            [brief(n, date=DATES[n % len(DATES)], speaker=f"Ada Byron{n}").analysed() for n in range(begin, end)],
        )


@pytest.mark.parametrize("sort", list(Sort))
def test_articles_and_quotes_are_met_once_while_others_come_in(database: Database, sort: Sort) -> None:
    fill(database, 0, 60)
    seen_articles: list[int] = []
    seen_quotes: list[int] = []
    page_of_articles, page_of_quotes = Page(7, sort), Page(7, sort)
    for turn in range(100):
        fill(database, 100 + 3 * turn, 103 + 3 * turn)
        with database.reading() as session:
            cards = articles.list_articles(session, ArticleFilter(), page_of_articles)
            said = quotes.list_quotes(session, QuoteFilter(), page_of_quotes)
        seen_articles += [card.id for card in cards.items]
        seen_quotes += [quote.id for quote in said.items]
        page_of_articles = replace(page_of_articles, after=cards.next_after)
        page_of_quotes = replace(page_of_quotes, after=said.next_after)
        if cards.next_after is None or said.next_after is None:
            break
    before = set(range(1, 61))
    for seen in (seen_articles, seen_quotes):
        met = [id_ for id_ in seen if id_ in before]
        assert len(met) == len(set(met))
        assert before <= set(seen)


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_actors_are_met_once_while_others_come_in(database: Database, sort: Sort) -> None:
    fill(database, 0, 40)
    with database.reading() as session:
        before = {actor.id for actor in actors.list_actors(session, ActorFilter(), Page(200, sort)).items}
    seen: list[int] = []
    page = Page(9, sort)
    for turn in range(12):
        fill(database, 100 + turn, 101 + turn)
        with database.reading() as session:
            part = actors.list_actors(session, ActorFilter(), page)
        seen += [actor.id for actor in part.items]
        page = replace(page, after=part.next_after)
        if part.next_after is None:
            break
    assert before <= set(seen)
    assert len(seen) == len(set(seen))


def test_a_page_that_ends_exactly_at_the_end_has_no_next(database: Database) -> None:
    fill(database, 0, 6)
    with database.reading() as session:
        part = articles.list_articles(session, ArticleFilter(), Page(limit=6))
        assert (len(part.items), part.next_after, part.total) == (6, None, 6)


@pytest.mark.parametrize("after", [(1,), ("1", 2), (1, 2, 3), (2**70, 1), (-1, 5), (1, 2**63), (1.5, 2)])
def test_a_keyset_of_another_listing_is_refused(database: Database, after: tuple[int | float | str, ...]) -> None:
    with database.reading() as session, pytest.raises(CursorError):
        articles.list_articles(session, ArticleFilter(), Page(after=after))
