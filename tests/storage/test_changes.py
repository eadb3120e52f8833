"""The feed of the search index: whole revisions, each article as it stands now, nothing missed and nothing twice."""

from app.domain.annotations import QuoteType
from app.domain.views import IndexChange
from app.storage import changes
from app.storage.database import Database, ReadSession
from app.storage.writer import delete_article, write_batch
from tests.builders import Story, brief, summit


def ingest(database: Database, *stories: Story) -> None:
    with database.writing() as session:
        write_batch(session, [story.analysed() for story in stories])


def feed(session: ReadSession, since: int, limit: int) -> list[IndexChange]:
    """Read the feed to its end, as an index that catches up does."""
    found: list[IndexChange] = []
    while since < changes.revision(session):
        part, reached = changes.read_changes(session, since, limit)
        assert reached > since
        found, since = found + part, reached
    return found


def test_an_article_and_its_quotes_as_the_index_takes_them(database: Database) -> None:
    ingest(database, summit())
    with database.reading() as session:
        [change], reached = changes.read_changes(session, 0, 100)
    assert (change.article_id, reached) == (1, 1)
    assert change.article is not None
    assert (change.article.title, change.article.text) == ("Le sommet", summit().text)
    assert (change.article.first, change.article.last) == (738611, 738640)
    assert change.article.actors == (1, 2, 3, 4)
    [quote] = change.quotes
    assert (quote.text, quote.cue, quote.type) == ("Le climat 𝄞 change", "a dit", QuoteType.DIRECT)
    assert (quote.speaker, quote.about, quote.article) == (1, (2,), 1)


def test_the_parts_of_a_quote_are_joined_by_a_space(database: Database) -> None:
    story = Story("« Un début », dit-elle, « et une fin ».", date=None)
    ingest(database, story.quote("Un début", "et une fin", cue="dit-elle"))
    with database.reading() as session:
        [change], _ = changes.read_changes(session, 0, 100)
    assert change.quotes[0].text == "Un début et une fin"
    assert (change.quotes[0].first, change.quotes[0].last, change.quotes[0].speaker) == (None, None, None)


def test_each_article_comes_once_however_small_the_steps(database: Database) -> None:
    for batch in range(5):
        ingest(database, *(brief(10 * batch + n) for n in range(batch + 1)))
    with database.reading() as session:
        for limit in (1, 2, 3, 7, 100):
            assert [change.article_id for change in feed(session, 0, limit)] == list(range(1, 16))
        assert feed(session, changes.revision(session), 1) == []


def test_a_change_and_a_deletion_come_after_the_revision_that_is_known(database: Database) -> None:
    ingest(database, brief(1), brief(2), brief(3))
    ingest(database, Story("Autre chose.", key="brief-2"))
    with database.writing() as session:
        delete_article(session, 3)
    with database.reading() as session:
        later = feed(session, 1, 1)
    assert [(change.article_id, change.article is None) for change in later] == [(2, False), (3, True)]
    assert later[0].quotes == ()


def test_nothing_new_makes_no_revision(database: Database) -> None:
    ingest(database, brief(1))
    ingest(database, brief(1))
    with database.reading() as session:
        assert changes.revision(session) == 1
