"""The number of SQL statements of a listing does not depend on how many items it shows."""

from collections.abc import Callable

import pytest

from app.domain.queries import (
    ActorFilter,
    ActorSet,
    ArticleFilter,
    EventFilter,
    GraphFilter,
    Page,
    QuoteFilter,
    RelationFilter,
    Sort,
)
from app.storage import actors, articles, changes, events, naming, network, profiles, quotes, relations, stats
from app.storage.database import Database, ReadSession
from app.storage.writer import write_batch
from tests.builders import brief, summit

ADA, FRANCE, BOTH = ActorSet((1,)), ActorSet((2,)), ActorSet((1, 2))
NUMBER: dict[str, tuple[int, Callable[[ReadSession, Page], object]]] = {
    "articles": (2, lambda session, page: articles.list_articles(session, ArticleFilter(), page)),
    "articles of two actors": (3, lambda session, page: articles.list_articles(session, ArticleFilter(BOTH), page)),
    "quotes": (4, lambda session, page: quotes.list_quotes(session, QuoteFilter(), page)),
    "quotes of one about another": (
        4,
        lambda session, page: quotes.list_quotes(session, QuoteFilter(speakers=ADA, about=FRANCE), page),
    ),
    "relations": (3, lambda session, page: relations.list_relations(session, RelationFilter(), page)),
    "events": (5, lambda session, page: events.list_events(session, EventFilter(RelationFilter()), page)),
    "profile of one without roles": (2, lambda session, _page: profiles.get_profile(session, 1)),
    "network": (3, lambda session, _page: network.draw(session, GraphFilter(RelationFilter()))),
    "network, a step further": (
        4,
        lambda session, _page: network.draw(session, GraphFilter(RelationFilter(actors=ADA), depth=2)),
    ),
    "quotes by day": (1, lambda session, _page: quotes.days(session, QuoteFilter(speakers=ADA, about=FRANCE))),
    "actors": (3, lambda session, page: actors.list_actors(session, ActorFilter(), page)),
    "article cards": (1, lambda session, _page: articles.get_articles(session, [3, 1, 2])),
    "quotes by id": (3, lambda session, _page: quotes.get_quotes(session, [3, 1, 2])),
    "relations by id": (2, lambda session, _page: relations.get_relations(session, [1])),
    "actors of articles": (2, lambda session, page: articles.actors_of(session, range(1, 1 + page.limit))),
    "quotes of articles": (3, lambda session, page: quotes.quotes_of(session, range(1, 1 + page.limit))),
    "relations of articles": (2, lambda session, page: relations.relations_of(session, range(1, 1 + page.limit))),
    "three facets": (3, lambda session, _page: articles.facets(session, ArticleFilter(), ["lang", "month", "actor"])),
    "names": (3, lambda session, _page: actors.resolve(session, ["1", "ada byron", "ada", "nobody"])),
    "names of an actor": (5, lambda session, _page: naming.get_names(session, actors.get_actor(session, 1))),
    "completions": (2, lambda session, _page: actors.suggest(session, "ad", 10)),
    "changes": (9, lambda session, _page: changes.read_changes(session, 0, 100)),
    "figures": (2, lambda session, _page: stats.corpus_stats(session)),
}


@pytest.mark.parametrize("name", NUMBER)
def test_statements(database: Database, name: str) -> None:
    with database.writing() as session:
        write_batch(session, [summit().analysed(), *(brief(n).analysed() for n in range(12))])
    number, ask = NUMBER[name]
    for page in (Page(1), Page(10, Sort.OLDEST)):
        with database.reading() as session, database.recording() as recorder:
            ask(session, page)
        assert len(recorder.statements) == number, recorder.statements
