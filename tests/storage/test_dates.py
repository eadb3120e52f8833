"""Partial dates in questions: the same on both engines as a comparison of sets of days."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.dates import DateMatch, DateRange, PartialDate
from app.domain.queries import ArticleFilter, Page
from app.storage import articles
from app.storage.database import Database
from app.storage.writer import write_batch
from tests.builders import Story

FIRST, LAST = date(2021, 11, 1), date(2025, 2, 28)
DAYS = [FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1)]


def days_of(value: str) -> set[date]:
    """Return every day that a partial date may be, one by one."""
    return {day for day in DAYS if day.isoformat().startswith(value)}


VALUES = sorted(
    {day.isoformat()[:length] for day in DAYS[::9] for length in (4, 7, 10) if 2022 <= day.year <= 2024}
    | {"2024-02-29", "2023-12-31", "2024-01-01"}
)
DAYS_OF = {value: days_of(value) for value in VALUES}


def test_any_range_of_days_against_sets_of_days(twin_databases: tuple[Database, Database]) -> None:
    stories = [Story(f"Texte {value}.", key=value, date=value) for value in VALUES]
    stories.append(Story("Texte sans date.", key="undated", date=None))
    for database in twin_databases:
        with database.writing() as session:
            write_batch(session, [story.analysed() for story in stories])
    sqlite, postgresql = twin_databases
    with sqlite.reading() as one, postgresql.reading() as other:

        @settings(max_examples=100)
        @given(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)), st.sampled_from(DateMatch), st.booleans())
        def play(pair: tuple[date, date], match: DateMatch, include_undated: bool) -> None:  # noqa: FBT001 - drawn
            first, last = min(pair), max(pair)
            wanted = {day for day in DAYS if first <= day <= last}
            expected = {
                story.key
                for story in stories
                if story.date
                and (DAYS_OF[story.date] & wanted if match is DateMatch.OVERLAP else DAYS_OF[story.date] <= wanted)
            } | ({"undated"} if include_undated else set[str]())
            question = DateRange(first, last, match, include_undated)
            for session in (one, other):
                found = articles.list_articles(session, ArticleFilter(dates=question), Page(limit=1000))
                assert {
                    VALUES[card.id - 1] if card.id <= len(VALUES) else "undated" for card in found.items
                } == expected
                assert found.total == len(expected)

        play()


def test_the_range_of_the_readme(database: Database) -> None:
    with database.writing() as session:
        write_batch(session, [Story("Un texte.", date="2023-04").analysed()])
    overlap = DateRange(PartialDate.parse("2023-04-10").first, PartialDate.parse("2023-04-20").last)
    within = DateRange(overlap.first, overlap.last, DateMatch.WITHIN)
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(dates=overlap), Page()).total == 1
        assert articles.list_articles(session, ArticleFilter(dates=within), Page()).total == 0
