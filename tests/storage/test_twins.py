"""The same documents in the same order give the same answers, ids included, on SQLite and on PostgreSQL."""

from collections.abc import Callable

import pytest

from app.domain.dates import PartialDate
from app.domain.queries import (
    ActorFilter,
    ActorSet,
    ArticleFilter,
    DateRange,
    Operator,
    Page,
    QuoteFilter,
    RelationFilter,
    Sort,
)
from app.storage import actors, articles, changes, quotes, relations, stats
from app.storage.database import Database, ReadSession
from app.storage.writer import delete_article, write_batch
from tests.builders import Story, brief, summit, varied

APRIL = DateRange(PartialDate(2023, 4, 10).first, PartialDate(2023, 4, 20).last, include_undated=True)
WHOLE = Page(200)
QUESTIONS: dict[str, Callable[[ReadSession], object]] = {
    "articles, newest first": lambda s: articles.list_articles(s, ArticleFilter(), WHOLE),
    "articles, oldest first": lambda s: articles.list_articles(s, ArticleFilter(), Page(200, Sort.OLDEST)),
    "articles of April": lambda s: articles.list_articles(s, ArticleFilter(dates=APRIL), WHOLE),
    "articles of one or another": lambda s: articles.list_articles(
        s, ArticleFilter(ActorSet((1, 3, None), Operator.OR), sources=("alpha.example",)), WHOLE
    ),
    "texts": lambda s: [articles.get_text(s, card.id) for card in articles.get_articles(s, range(1, 60))],
    "actors of articles": lambda s: articles.actors_of(s, range(70)),
    "facets of articles": lambda s: articles.facets(s, ArticleFilter(), articles.FACETS),
    "facets of April": lambda s: articles.facets(s, ArticleFilter(dates=APRIL), articles.FACETS),
    "quotes": lambda s: quotes.list_quotes(s, QuoteFilter(), WHOLE),
    "quotes of one about another": lambda s: quotes.list_quotes(
        s, QuoteFilter(speakers=ActorSet((5,)), about=ActorSet((6,))), Page(200, Sort.OLDEST)
    ),
    "facets of quotes": lambda s: quotes.facets(s, QuoteFilter(min_confidence=0.5), quotes.FACETS),
    "relations": lambda s: relations.list_relations(s, RelationFilter(), WHOLE),
    "relations of one": lambda s: relations.list_relations(s, RelationFilter(subjects=ActorSet((1,))), WHOLE),
    "days": lambda s: (
        sorted(articles.days(s, ArticleFilter(dates=APRIL))),
        sorted(quotes.days(s, QuoteFilter(about=ActorSet((1,))))),
        sorted(relations.days(s, RelationFilter(), told=True)),
    ),
    "actors by mentions": lambda s: actors.list_actors(s, ActorFilter(), Page(200, Sort.RELEVANCE)),
    "actors by a beginning": lambda s: actors.list_actors(s, ActorFilter(name="é"), WHOLE),
    "names": lambda s: actors.resolve(s, ["byron", "ADA", "etats unis", "œuvre", "3", "personne"]),
    "completions": lambda s: [actors.suggest(s, prefix, 5) for prefix in "abcdefghijklmnopqrstuvwxyzéœ"],
    "changes": lambda s: changes.read_changes(s, 2, 10),
    "figures": stats.corpus_stats,
}


def history(database: Database) -> None:
    """Bring the same documents in the same order: new ones, changed ones, repeated ones, deleted ones."""
    odd = Story("Œuvre d’Éloïse Œuvrard, ﬁlle d’Ægir — 𝄞 « où ? », dit-elle à Éloïse.", key="odd", title="É\u0301 𝄞")
    odd.actor("Éloïse Œuvrard").actor("Ægir").quote("où ?", speaker="Ægir", cue="dit-elle", about=("Éloïse Œuvrard",))
    batches = [
        [summit(), *(varied(number) for number in range(20))],
        [varied(number) for number in range(15, 50)],
        [
            odd,
            Story("Un\ttexte \\N avec\r\n\\t des\x7f signes\x1d.", key="signs"),
            *(brief(number) for number in range(10)),
        ],
        [Story("Tout autre chose.", key="story-7"), varied(3)],
    ]
    for batch in batches:
        with database.writing() as session:
            write_batch(session, [story.analysed() for story in batch])
    with database.writing() as session:
        delete_article(session, 5)


def test_every_question_has_one_answer(twin_databases: tuple[Database, Database]) -> None:
    sqlite, postgresql = twin_databases
    for database in twin_databases:
        history(database)
    with sqlite.reading() as one, postgresql.reading() as other:
        for name, ask in QUESTIONS.items():
            assert ask(one) == ask(other), name


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_is_about_nothing(sqlite_database: Database, name: str) -> None:
    history(sqlite_database)
    with sqlite_database.reading() as session:
        answer = QUESTIONS[name](session)
    assert answer
    assert getattr(answer, "items", True)
