"""What a batch leaves in the store, read back through the listings."""

from app.domain.queries import ArticleFilter, Page
from app.storage import articles
from app.storage.database import Database
from app.storage.ledger import Status
from app.storage.writer import write_batch
from tests.builders import summit


def test_an_article_comes_back_as_it_was_told(database: Database) -> None:
    with database.writing() as session:
        [outcome] = write_batch(session, [summit().analysed()])
    with database.reading() as session:
        found = articles.list_articles(session, ArticleFilter(), Page())
        text = articles.get_text(session, 1)
    assert (outcome.status, outcome.article) == (Status.NEW, 1)
    assert found.total == 1
    assert found.items[0].title == "Le sommet"
    assert text.text == summit().text
