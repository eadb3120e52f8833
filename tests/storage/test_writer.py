"""What a batch leaves in the store: articles, annotations, revisions, and what becomes of documents that come again."""

from dataclasses import replace

import pytest

from app.domain.annotations import EntityType, Extractor, Modality, QuoteType, RelationType
from app.domain.documents import Document, Rejected
from app.domain.queries import ActorFilter, ArticleFilter, Page, QuoteFilter, RelationFilter
from app.domain.spans import Span
from app.domain.views import TextSpan
from app.errors import ContractError, DocumentError, NotFoundError, StorageError
from app.storage import actors, articles, changes, quotes, relations, stats
from app.storage.database import Database
from app.storage.ledger import Status, plan, record_failures
from app.storage.writer import Analysed, Outcome, delete_article, write_batch
from tests.builders import Story, brief, summit


def written(database: Database, *stories: Story) -> list[Outcome]:
    with database.writing() as session:
        return write_batch(session, [story.analysed() for story in stories])


def test_an_article_comes_back_as_it_was_told(database: Database) -> None:
    [outcome] = written(database, summit())
    with database.reading() as session:
        [card] = articles.list_articles(session, ArticleFilter(), Page()).items
        text = articles.get_text(session, 1)
        extractor = articles.get_article(session, 1).extractor
    assert outcome == Outcome("summit", Status.NEW, 1)
    assert (card.id, card.title, str(card.date), card.url) == (1, "Le sommet", "2023-04", "https://example.org/sommet")
    assert (card.source, card.language, card.revision, card.length) == ("example.org", "fr", 1, len(summit().text))
    assert (card.quote_count, card.actor_count, card.relation_count) == (1, 4, 1)
    assert (text.text, text.sentences) == (summit().text, summit().analysis().sentences)
    assert extractor == Extractor("builder", "1")


def test_a_quote_comes_back_with_its_evidence_in_both_units_of_offset(database: Database) -> None:
    written(database, summit())
    with database.reading() as session:
        [quote] = quotes.list_quotes(session, QuoteFilter(), Page()).items
    assert quote.parts == (TextSpan(2, 20, 2, 21, "Le climat 𝄞 change"),)
    assert quote.cue == TextSpan(24, 29, 25, 30, "a dit")
    assert quote.speaker is not None
    assert quote.speaker.actor is not None
    assert quote.speaker.actor.name == "Ada Byron"
    assert quote.speaker.mention == TextSpan(30, 39, 31, 40, "Ada Byron")
    assert quote.via is not None
    assert quote.via.mention is not None
    assert quote.via.mention.text == "Radio Lune"
    assert [actor.name for actor in quote.about] == ["France"]
    assert quote.evidence.text == "« Le climat 𝄞 change », a dit Ada Byron à la France, selon Radio Lune."
    assert (quote.article.title, quote.article.sha256) == ("Le sommet", summit().document().sha256)
    assert quote.extractor == Extractor("builder", "1")


def test_a_relation_comes_back_with_its_sides_and_sentence(database: Database) -> None:
    written(database, summit())
    with database.reading() as session:
        [relation] = relations.list_relations(session, RelationFilter(), Page()).items
    assert [actor.name for actor in relation.source] == ["Ada Byron"]
    assert [actor.name for actor in relation.target] == ["Paul Valmont"]
    assert (relation.symmetric, relation.modality, relation.quote) == (True, Modality.FUTURE, None)
    assert relation.trigger.text == "rencontrera"
    assert relation.evidence.text == "Byron rencontrera Paul Valmont."


def test_mentions_come_back_in_the_order_of_the_text(database: Database) -> None:
    written(database, summit())
    with database.reading() as session:
        found = articles.actors_of(session, [1])[1]
    assert [(actor.name, [mention.span.text for mention in actor.mentions]) for actor in found] == [
        ("Ada Byron", ["Ada Byron", "Byron"]),
        ("France", ["France"]),
        ("Radio Lune", ["Radio Lune"]),
        ("Paul Valmont", ["Paul Valmont"]),
    ]


def test_evidence_reaches_over_all_sentences_that_hold_parts_cue_and_speaker(database: Database) -> None:
    story = Story("Il pleut. Ada Byron arrive. Elle hésite. « Un début. Une fin », dit-elle. Il neige.")
    story.actor("Ada Byron").quote("Un début.", "Une fin", speaker="Ada Byron", cue="dit-elle")
    written(database, story)
    with database.reading() as session:
        [quote] = quotes.list_quotes(session, QuoteFilter(), Page()).items
    assert quote.evidence.text == "Ada Byron arrive. Elle hésite. « Un début. Une fin », dit-elle."


def test_a_relation_that_a_quote_alone_claims_names_that_quote(database: Database) -> None:
    first, second = brief(1), brief(2)
    for story in (first, second):
        story.relation(RelationType.CONSULT, "Ada Byron", "France", trigger="Oui", attribution="q1")
    written(database, first, second)
    with database.reading() as session:
        found = relations.list_relations(session, RelationFilter(), Page()).items
        said = quotes.get_quotes(session, [relation.quote or 0 for relation in found])
    assert [relation.article.id for relation in found] == [quote.article.id for quote in said] == [2, 1]


def test_the_same_documents_again_change_nothing(database: Database) -> None:
    written(database, summit(), brief(1))
    with database.reading() as session:
        before = changes.revision(session)
        planned = plan(session, [summit().document(), brief(1).document()])
    assert planned == [Status.UNCHANGED, Status.UNCHANGED]
    assert [outcome.status for outcome in written(database, summit(), brief(1))] == [Status.UNCHANGED] * 2
    with database.reading() as session:
        assert changes.revision(session) == before


def test_a_changed_document_becomes_a_new_revision_of_its_article(database: Database) -> None:
    written(database, summit(), brief(1))
    changed = Story("Paul Valmont a dit « non ».", key="summit", date="2024").actor("Paul Valmont")
    changed.quote("non", speaker="Paul Valmont", cue="a dit")
    [outcome] = written(database, changed)
    with database.reading() as session:
        card = articles.get_article(session, 1)
        [quote] = quotes.list_quotes(session, QuoteFilter(article=1), Page()).items
        found = relations.list_relations(session, RelationFilter(), Page())
        known = actors.list_actors(session, ActorFilter(), Page())
    assert (outcome.status, outcome.article, card.revision) == (Status.CHANGED, 1, 2)
    assert (str(card.date), card.quote_count, found.total) == ("2024", 1, 0)
    assert quote.parts[0].text == "non"
    assert {actor.name for actor in known.items} == {
        "Paul Valmont",
        "Ada Byron",
        "France",
    }  # Radio Lune stands nowhere now


def test_ids_are_never_given_out_twice(database: Database) -> None:
    written(database, brief(1))
    with database.writing() as session:
        delete_article(session, 1)
    [outcome] = written(database, brief(2))
    with database.reading() as session:
        [quote] = quotes.list_quotes(session, QuoteFilter(), Page()).items
    assert (outcome.article, quote.id) == (2, 2)


def test_a_second_document_with_the_same_content_shares_the_article(database: Database) -> None:
    twin = replace(brief(1), key="elsewhere")
    outcomes = written(database, brief(1), twin)
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 1
        assert plan(session, [twin.document(), replace(twin, key="third").document()]) == [
            Status.UNCHANGED,
            Status.DUPLICATE,
        ]
        assert stats.corpus_stats(session).documents == {"stored": 2}
    assert [(outcome.status, outcome.article) for outcome in outcomes] == [(Status.NEW, 1), (Status.DUPLICATE, 1)]


def test_a_shared_article_stays_with_the_others_when_one_of_its_documents_changes(database: Database) -> None:
    written(database, brief(1), replace(brief(1), key="elsewhere"))
    [outcome] = written(database, replace(brief(7), key="elsewhere"))
    with database.reading() as session:
        cards = articles.get_articles(session, [1, 2])
    assert (outcome.status, outcome.article) == (Status.CHANGED, 2)
    assert [(card.id, card.revision) for card in cards] == [(1, 1), (2, 1)]


def test_an_article_that_no_document_holds_any_more_is_removed(database: Database) -> None:
    written(database, brief(1), brief(2))
    [outcome] = written(database, replace(brief(2), key="brief-1"))
    with database.reading() as session:
        assert [card.id for card in articles.list_articles(session, ArticleFilter(), Page()).items] == [2]
        gone = [change.article_id for change in changes.read_changes(session, 0, 100)[0] if change.article is None]
    assert (outcome.status, outcome.article, gone) == (Status.DUPLICATE, 2, [1])


def test_two_documents_that_swap_their_contents_in_one_batch(database: Database) -> None:
    written(database, brief(1), brief(2))
    written(database, replace(brief(2), key="brief-1"), replace(brief(1), key="brief-2"))
    with database.reading() as session:
        texts = {
            articles.get_text(session, card.id).text
            for card in articles.list_articles(session, ArticleFilter(), Page()).items
        }
        assert plan(session, [replace(brief(2), key="brief-1").document()]) == [Status.UNCHANGED]
    assert texts == {brief(1).text, brief(2).text}


def test_a_document_that_comes_twice_in_one_batch_ends_as_its_last_content(database: Database) -> None:
    outcomes = written(database, brief(1), replace(brief(2), key="brief-1"), replace(brief(3), key="brief-1"))
    with database.reading() as session:
        [card] = articles.list_articles(session, ArticleFilter(), Page()).items
        assert articles.get_text(session, card.id).text == brief(3).text
    assert [outcome.article for outcome in outcomes] == [1, 1, 1]
    assert card.revision == 3


def test_a_document_that_passes_by_an_article_on_its_way_leaves_no_trace_there(database: Database) -> None:
    written(database, brief(1), brief(2))
    passing = [replace(brief(1), key="passer-by"), replace(brief(2), key="brief-1"), replace(brief(2), key="passer-by")]
    assert [outcome.article for outcome in written(database, *passing)] == [1, 2, 2]
    with database.reading() as session:
        assert [card.id for card in articles.list_articles(session, ArticleFilter(), Page()).items] == [2]


def test_another_extractor_makes_a_new_revision_of_the_same_content(database: Database) -> None:
    written(database, brief(1))
    newer = replace(brief(1), extractor=Extractor("builder", "2"))
    with database.reading() as session:
        assert plan(session, [newer.document()], newer.extractor) == [Status.CHANGED]
        assert plan(session, [newer.document()]) == [Status.UNCHANGED]
    [outcome] = written(database, newer)
    with database.reading() as session:
        assert articles.get_article(session, 1).extractor == newer.extractor
        assert articles.get_article(session, 1).revision == 2
    assert outcome.status == Status.CHANGED


def test_a_deleted_article_stays_deleted_until_its_document_changes(database: Database) -> None:
    written(database, brief(1))
    with database.writing() as session:
        delete_article(session, 1)
    [again] = written(database, brief(1))
    with database.reading() as session:
        assert plan(session, [brief(1).document()]) == [Status.UNCHANGED]
        assert stats.corpus_stats(session).documents == {"deleted": 1}
        assert actors.list_actors(session, ActorFilter(), Page()).total == 0
    [changed] = written(database, replace(brief(2), key="brief-1"))
    assert (again.status, again.article) == (Status.UNCHANGED, None)
    assert (changed.status, changed.article) == (Status.NEW, 2)


def test_deleting_what_is_not_there_says_so(database: Database) -> None:
    with pytest.raises(NotFoundError, match="no article 7"), database.writing() as session:
        delete_article(session, 7)


def test_a_duplicate_needs_no_analysis_and_anything_else_does(database: Database) -> None:
    written(database, brief(1))
    twin = replace(brief(1), key="elsewhere").document()
    with database.writing() as session:
        [outcome] = write_batch(session, [Analysed(twin, None)])
    assert outcome == Outcome("elsewhere", Status.DUPLICATE, 1)
    with pytest.raises(StorageError, match="run the command again"), database.writing() as session:
        write_batch(session, [Analysed(brief(2).document(), None)])


def test_failures_are_remembered_until_the_place_is_read_well(database: Database) -> None:
    failure = Rejected("brief-1.txt", None, "not UTF-8 (byte 17)")
    with database.writing() as session:
        record_failures(session, [failure, failure, Rejected("all.jsonl", 3, "no text")])
    with database.reading() as session:
        assert stats.corpus_stats(session).documents == {"failed": 2}
    written(database, brief(1))
    with database.reading() as session:
        assert stats.corpus_stats(session).documents == {"failed": 1, "stored": 1}


def test_an_article_stays_when_its_file_cannot_be_read_any_more(database: Database) -> None:
    written(database, brief(1))
    with database.writing() as session:
        record_failures(session, [Rejected("brief-1.txt", None, "not UTF-8 (byte 17)")])
    with database.reading() as session:
        assert articles.get_article(session, 1).revision == 1
        assert plan(session, [brief(1).document()]) == [Status.UNCHANGED]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "a\x00b"),
        ("title", "\ud800"),
        ("url", "https://example.org/\x00"),
        ("key", "a\x00"),
        ("source", "s" * 501),
        ("language", "\udfff"),
    ],
)
def test_what_one_engine_could_not_hold_is_refused_on_both(database: Database, field: str, value: str) -> None:
    document = replace(Document("k", "Un texte.", "k.txt"), **{field: value})
    with pytest.raises(DocumentError, match=field), database.writing() as session:
        write_batch(session, [Analysed(document, None)])


def test_a_file_name_that_is_not_utf8_is_stored_escaped(database: Database) -> None:
    story = brief(1)
    document = replace(story.document(), key="dépêche", path="d\udce9p\udceache.txt")
    with database.writing() as session:
        [outcome] = write_batch(session, [Analysed(document, story.analysis())])
    assert outcome.status == Status.NEW


def test_long_keys_and_names_are_no_trouble(database: Database) -> None:
    name = "Nom " * 2000
    story = Story(f"{name}.", key="k" * 5000).actor(name.strip())
    [outcome] = written(database, story)
    with database.reading() as session:
        [actor] = actors.list_actors(session, ActorFilter(), Page()).items
        assert plan(session, [story.document()]) == [Status.UNCHANGED]
    assert outcome.status == Status.NEW
    assert len(actor.name) == 199  # no blank at its end


def test_a_span_outside_its_text_leaves_nothing_of_the_batch(database: Database) -> None:
    story = brief(2)
    broken = replace(story.analysis(), sentences=(Span(0, 9999),))
    with pytest.raises(ContractError, match="outside a text"), database.writing() as session:
        write_batch(session, [brief(1).analysed(), Analysed(story.document(), broken)])
    with database.reading() as session:
        assert articles.list_articles(session, ArticleFilter(), Page()).total == 0
        assert changes.revision(session) == 0


def test_entities_that_are_one_actor_after_all_become_one_row(database: Database) -> None:
    story = Story("Ada Byron a dit « oui » à Byron.", key="split").actor("Ada Byron")
    story.actor("ADA BYRON", EntityType.PERSON, "Byron")
    story.quote("oui", speaker="Ada Byron", cue="a dit", about=("ADA BYRON",), type_=QuoteType.MIXED)
    written(database, story)
    with database.reading() as session:
        [actor] = articles.actors_of(session, [1])[1]
        [quote] = quotes.list_quotes(session, QuoteFilter(), Page()).items
    assert actor.name == "Ada Byron"
    assert quote.about == ()  # nobody is the subject of their own quote
