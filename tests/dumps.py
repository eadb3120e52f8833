"""What a database holds, told so that two of them can be compared."""

from sqlalchemy import select

from app.domain.queries import ActorFilter, ArticleFilter, Page, QuoteFilter, Sort
from app.storage import actors, articles, quotes
from app.storage.database import Database
from app.storage.models import Base, DocumentRow


def rows_of(database: Database) -> dict[str, list[str]]:
    """Return every row of every table, the corpus's own name apart: equal only after the same writes in the same order."""
    with database.reading() as session:
        return {
            table.name: sorted(
                repr(tuple(row)) for row in session.rows(select(*(c for c in table.c if c.name != "uid")))
            )
            for table in Base.metadata.sorted_tables
        }


def contents_of(database: Database) -> dict[str, list[str]]:
    """Return what is stored without ids and revisions: equal whatever the order of the writes."""
    page = Page(limit=10_000, sort=Sort.OLDEST)
    with database.reading() as session:
        cards = articles.list_articles(session, ArticleFilter(), page).items
        said = quotes.list_quotes(session, QuoteFilter(), page).items
        people = actors.list_actors(session, ActorFilter(), page).items
        held = session.rows(
            select(DocumentRow.key, DocumentRow.path, DocumentRow.record, DocumentRow.identity, DocumentRow.status)
        )
    return {
        "articles": sorted(repr((card.sha256, card.title, card.date, card.url, card.quote_count)) for card in cards),
        "quotes": sorted(
            repr(
                (quote.article.sha256, quote.parts, quote.speaker and quote.speaker.actor and quote.speaker.actor.name)
            )
            for quote in said
        ),
        "actors": sorted(repr((actor.name, actor.type, actor.article_count, actor.aliases)) for actor in people),
        "documents": sorted(repr(tuple(row)) for row in held),
    }
