"""Near-duplicates: of articles that nearly repeat one another the earliest counts, in whatever order they came."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from app.domain.queries import ArticleFilter, Page, QuoteFilter
from app.storage import articles, changes, quotes
from app.storage.database import Database
from app.storage.likeness import alike, signature_of
from app.storage.writer import delete_article, write_batch
from tests.builders import Story


def words_of(text: str) -> Sequence[str]:
    return text.split()


WORDS = words_of(
    "le conseil municipal de la ville a voté lundi soir un budget de douze millions d'euros pour la rénovation des deux "
    "écoles du centre dont les toits laissent passer la pluie depuis trois hivers malgré les plaintes répétées des parents "
    "et des enseignants qui avaient occupé la cour en décembre dernier pour se faire entendre de la préfecture et du "
    "rectorat restés muets jusque là selon eux"
)
OTHER = words_of(
    "une tempête venue de la mer a privé hier quarante mille foyers de courant et arraché les voiles du vieux moulin que "
    "les habitants avaient relevé au printemps avec l'aide d'artisans de toute la région avant de fêter son retour par un "
    "grand bal sur la place où jouaient trois fanfares tandis que le maire promettait de nouveaux travaux sur les digues"
)


def story(key: str, words: Sequence[str], date: str | None = "2016-08-09") -> Story:
    told = Story(f"{' '.join(words)}. « Nous fermerons », a dit Ada Byron.", key=key, date=date)
    return told.actor("Ada Byron").quote("Nous fermerons", speaker="Ada Byron", cue="a dit")


FIRST = story("first", WORDS, "2016-08-09")
CUT = story("cut", WORDS[:-5], "2016-08-10")
HEADED = story("headed", ["dépêche", "de", "midi", *WORDS], None)
APART = story("apart", OTHER, "2016-08-01")


def write(database: Database, *stories: Story) -> None:
    with database.writing() as session:
        write_batch(session, [one.analysed() for one in stories])


def originals(database: Database) -> dict[str, str | None]:
    """Return of each article, by its date and first letters, the one it repeats."""
    with database.reading() as session:
        cards = articles.list_articles(session, ArticleFilter(), Page()).items
        texts = articles.get_texts(session, [card.id for card in cards])
    heads = {card.id: f"{card.date} {texts[card.id].text[:8]}" for card in cards}
    return {heads[card.id]: None if card.duplicate_of is None else heads[card.duplicate_of] for card in cards}


@pytest.mark.parametrize("order", list(permutations([FIRST, CUT, HEADED, APART])))
def test_the_earliest_is_the_original_in_every_order(database: Database, order: tuple[Story, ...]) -> None:
    for one in order:
        write(database, one)
    assert originals(database) == {
        "2016-08-09 le conse": None,
        "2016-08-10 le conse": "2016-08-09 le conse",
        "None dépêche ": "2016-08-09 le conse",
        "2016-08-01 une temp": None,
    }


def test_copies_are_left_out_of_listings_totals_and_facets(database: Database) -> None:
    write(database, FIRST, CUT, HEADED, APART)
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 4
        assert articles.list_articles(session, ArticleFilter(with_copies=False), Page()).total == 2
        assert quotes.list_quotes(session, QuoteFilter(), Page()).total == 4
        assert quotes.list_quotes(session, QuoteFilter(with_copies=False), Page()).total == 2
        [actor] = articles.facets(session, ArticleFilter(with_copies=False), ["actor"])["actor"]
        [speaker] = quotes.facets(session, QuoteFilter(with_copies=False), ["speaker"])["speaker"]
    assert (actor.count, speaker.count) == (2, 2)


def test_where_the_original_goes_the_next_takes_its_place(database: Database) -> None:
    write(database, FIRST, CUT, HEADED)
    with database.writing() as session:
        delete_article(session, 1)
    assert originals(database) == {"2016-08-10 le conse": None, "None dépêche ": "2016-08-10 le conse"}


def test_a_text_that_is_written_anew_is_a_copy_no_more(database: Database) -> None:
    write(database, FIRST, CUT)
    write(database, story("cut", OTHER, "2016-08-10"))
    assert set(originals(database).values()) == {None}


def test_an_article_that_becomes_a_copy_is_indexed_anew(database: Database) -> None:
    write(database, CUT)
    with database.reading() as session:
        since = changes.revision(session)
    write(database, FIRST)
    with database.reading() as session:
        found, _ = changes.read_changes(session, since, 10)
    told = {change.article.id: change for change in found if change.article is not None}
    assert {id_: change.article and change.article.is_copy for id_, change in told.items()} == {1: True, 2: False}
    assert all(quote.is_copy for quote in told[1].quotes)


def test_short_texts_are_never_copies(database: Database) -> None:
    write(database, Story("Un mot de trop.", key="a"), Story("Un mot de trop !", key="b"))
    assert set(originals(database).values()) == {None}


def test_likeness_is_that_of_runs_of_words() -> None:
    signatures = [signature_of(" ".join(words)) for words in (WORDS, WORDS[5:], OTHER)]
    first, cut, other = (one for one in signatures if one is not None)
    assert alike([first, cut, other]) == [[0, 1], [0, 1], [2]]
    assert signature_of("trop court") is None
