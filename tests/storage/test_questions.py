"""Any filter, in any order, page by page, gives what the same question asked of the stories in plain Python gives."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.annotations import Modality, Polarity, QuoteType, RelationType
from app.domain.dates import DateMatch, DateRange, PartialDate
from app.domain.queries import (
    ActorSet,
    ArticleFilter,
    Claimant,
    Operator,
    Page,
    QuoteFilter,
    RelationFilter,
    Slice,
    Sort,
)
from app.storage import articles, quotes, relations
from app.storage.database import Database, ReadSession
from app.storage.writer import write_batch
from tests.builders import Story, varied


@dataclass
class Corpus:
    """The stories as they were written, by the id that each thing got."""

    stories: list[Story] = field(default_factory=list[Story])
    actors: dict[str, int] = field(default_factory=dict[str, int])
    quotes: list[tuple[int, Story, int]] = field(default_factory=list[tuple[int, Story, int]])
    relations: list[tuple[int, Story, int]] = field(default_factory=list[tuple[int, Story, int]])


def write_corpus(database: Database) -> Corpus:
    """Write sixty stories in batches of seven; ids are given out in order, so they are known."""
    corpus = Corpus([varied(number) for number in range(60)])
    for begin in range(0, 60, 7):
        with database.writing() as session:
            write_batch(session, [story.analysed() for story in corpus.stories[begin : begin + 7]])
    for story in corpus.stories:
        for entity in story.entities:
            corpus.actors.setdefault(entity.name, len(corpus.actors) + 1)
        corpus.quotes += [(len(corpus.quotes) + place + 1, story, place) for place in range(len(story.quotes))]
        corpus.relations.append((len(corpus.relations) + 1, story, 0))
    return corpus


ids = st.sampled_from([None, 1, 2, 3, 4, 99, 2**63, -1])
sets = st.builds(ActorSet, st.lists(ids, max_size=3).map(tuple), st.sampled_from(Operator))
days = st.sampled_from([None, date(2022, 1, 1), date(2023, 4, 12), date(2023, 4, 20), date(2023, 12, 31), date.max])


@st.composite
def some_range(draw: st.DrawFn) -> DateRange:
    """Draw a range that does not end before it begins."""
    first, last = draw(days), draw(days)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return DateRange(first, last, draw(st.sampled_from(DateMatch)), draw(st.booleans()))


ranges = some_range()
some_sources = st.sampled_from([(), (), ("alpha.example",), ("alpha.example", "beta.example"), ("nobody", "\x00")])
some_languages = st.sampled_from([(), (), ("fr",), ("en", "de"), ("\ud800",)])
confidence = st.sampled_from([0.0, 0.0, 0.5, 1.0])
pages = st.builds(Page, st.integers(1, 70), st.sampled_from(Sort))
article_filters = st.builds(ArticleFilter, sets, ranges, some_languages, some_sources)
quote_filters = st.builds(
    QuoteFilter,
    *(sets, sets, sets, ranges),
    st.sampled_from([(), (QuoteType.DIRECT,), (QuoteType.DIRECT, QuoteType.MIXED)]),
    *(some_languages, some_sources),
    st.sampled_from([None, None, "a dit", "A DIT", "chante"]),
    confidence,
    st.sampled_from([None, None, None, 7, 2**64]),
)
relation_filters = st.builds(
    RelationFilter,
    *(sets, sets, sets),
    st.sampled_from([(), (RelationType.AGREE,), (RelationType.AGREE, RelationType.CONSULT)]),
    st.sampled_from([(), (Modality.ACTUAL,)]),
    st.sampled_from([(), (Polarity.NEGATED,)]),
    *(ranges, some_languages, some_sources, confidence),
    st.sampled_from([None, None, None, 8]),
    between=st.sampled_from(
        [ActorSet()] * 3 + [ActorSet((1, 2)), ActorSet((2, 3)), ActorSet((1, None)), ActorSet((1,))]
    ),
    claimants=st.sampled_from([(), (), (Claimant.ARTICLE,), (Claimant.QUOTE,), tuple(Claimant)]),
    modes=st.sampled_from([(), (), (), ("visit",)]),
)


def satisfies(actors: ActorSet, borne: set[int]) -> bool:
    """Whether the actors `borne` answer a set of actors."""
    if not actors.ids:
        return True
    found = [actor in borne for actor in actors.ids]
    return all(found) if actors.operator is Operator.AND else any(found)


def satisfies_both(pair: ActorSet, source: set[int], target: set[int]) -> bool:
    """Whether two actors stand on opposite sides."""
    if not pair.ids:
        return True
    one, other = (*pair.ids, None)[:2]
    return (one in source and other in target) or (one in target and other in source)


def told(filter_: ArticleFilter | QuoteFilter | RelationFilter, story: Story) -> bool:
    """Whether a story's date, language and source are asked for."""
    when = None if story.date is None else PartialDate.parse(story.date)
    return (
        filter_.dates.accepts(when)
        and (not filter_.languages or story.language in filter_.languages)
        and (not filter_.sources or story.source in filter_.sources)
    )


def expected_articles(corpus: Corpus, filter_: ArticleFilter) -> list[tuple[int, Story]]:
    return [
        (id_, story)
        for id_, story in enumerate(corpus.stories, start=1)
        if told(filter_, story) and satisfies(filter_.actors, {corpus.actors[entity.name] for entity in story.entities})
    ]


def expected_quotes(corpus: Corpus, filter_: QuoteFilter) -> list[tuple[int, Story]]:
    found: list[tuple[int, Story]] = []
    for id_, story, place in corpus.quotes:
        quote = story.quotes[place]
        names = {entity.id: corpus.actors[entity.name] for entity in story.entities}
        speaker = {names[quote.speaker.entity]} if quote.speaker and quote.speaker.entity else set[int]()
        about = {names[entity] for entity in quote.about} - speaker
        cue = None if quote.cue is None else quote.cue.of(story.text)
        if (
            told(filter_, story)
            and satisfies(filter_.speakers, speaker)
            and satisfies(filter_.about, about)
            and satisfies(filter_.actors, speaker | about)
            and (not filter_.types or quote.type in filter_.types)
            and (filter_.cue is None or (cue is not None and f" {filter_.cue.casefold()} " in f" {cue} "))
            and quote.confidence >= filter_.min_confidence
            and filter_.article in {None, corpus.stories.index(story) + 1}
        ):
            found.append((id_, story))
    return found


def expected_relations(corpus: Corpus, filter_: RelationFilter) -> list[tuple[int, Story]]:
    found: list[tuple[int, Story]] = []
    for id_, story, place in corpus.relations:
        relation = story.relations[place]
        names = {entity.id: corpus.actors[entity.name] for entity in story.entities}
        source, target = ({names[entity] for entity in side} for side in (relation.source, relation.target))
        subjects = source | target if relation.symmetric else source
        objects = source | target if relation.symmetric else target
        if (
            told(filter_, story)
            and satisfies(filter_.subjects, subjects)
            and satisfies(filter_.objects, objects)
            and satisfies(filter_.actors, source | target)
            and satisfies_both(filter_.between, source, target)
            and (not filter_.claimants or Claimant.ARTICLE in filter_.claimants)
            and not filter_.modes
            and (not filter_.types or relation.type in filter_.types)
            and (not filter_.modalities or relation.modality in filter_.modalities)
            and (not filter_.polarities or relation.polarity in filter_.polarities)
            and relation.confidence >= filter_.min_confidence
            and filter_.article in {None, corpus.stories.index(story) + 1}
        ):
            found.append((id_, story))
    return found


def ordered(found: Sequence[tuple[int, Story]], sort: Sort) -> list[int]:
    """Return the ids in the order of a listing: undated ones last either way."""

    def key(item: tuple[int, Story]) -> tuple[bool, int, int]:
        id_, story = item
        day = 0 if story.date is None else PartialDate.parse(story.date).first.toordinal()
        sign = 1 if sort is Sort.OLDEST else -1
        return day == 0, sign * day, sign * id_

    return [id_ for id_, _ in sorted(found, key=key)]


def walk(listing: Callable[[Page], Slice[int]], page: Page) -> tuple[list[int], set[int]]:
    """Return all ids of all pages, and the totals that the pages told."""
    found: list[int] = []
    totals: set[int] = set()
    after = page.after
    while True:
        part = listing(Page(page.limit, page.sort, after))
        found += part.items
        totals.add(part.total)
        if part.next_after is None:
            return found, totals
        assert len(part.items) == page.limit
        after = part.next_after


@pytest.fixture
def corpus(database: Database) -> Corpus:
    return write_corpus(database)


def ask(session: ReadSession, filter_: ArticleFilter | QuoteFilter | RelationFilter) -> Callable[[Page], Slice[int]]:
    """Return the listing that answers `filter_`, reduced to ids."""

    def listing(page: Page) -> Slice[int]:
        match filter_:
            case ArticleFilter():
                part = articles.list_articles(session, filter_, page)
            case QuoteFilter():
                part = quotes.list_quotes(session, filter_, page)
            case RelationFilter():
                part = relations.list_relations(session, filter_, page)
        return Slice(tuple(item.id for item in part.items), part.next_after, part.total)

    return listing


def test_articles(database: Database, corpus: Corpus) -> None:
    with database.reading() as session:

        @settings(max_examples=60)
        @given(article_filters, pages)
        def play(filter_: ArticleFilter, page: Page) -> None:
            expected = ordered(expected_articles(corpus, filter_), page.sort)
            assert walk(ask(session, filter_), page) == (expected, {len(expected)})

        play()


def test_quotes(database: Database, corpus: Corpus) -> None:
    with database.reading() as session:

        @settings(max_examples=60)
        @given(quote_filters, pages)
        def play(filter_: QuoteFilter, page: Page) -> None:
            expected = ordered(expected_quotes(corpus, filter_), page.sort)
            assert walk(ask(session, filter_), page) == (expected, {len(expected)})

        play()


def test_relations(database: Database, corpus: Corpus) -> None:
    with database.reading() as session:

        @settings(max_examples=60)
        @given(relation_filters, pages)
        def play(filter_: RelationFilter, page: Page) -> None:
            expected = ordered(expected_relations(corpus, filter_), page.sort)
            assert walk(ask(session, filter_), page) == (expected, {len(expected)})

        play()


def test_facets_count_what_the_listing_lists(database: Database, corpus: Corpus) -> None:
    with database.reading() as session:

        @settings(max_examples=25)
        @given(article_filters)
        def play(filter_: ArticleFilter) -> None:
            found = [story for _, story in expected_articles(corpus, filter_)]
            counted = articles.facets(session, filter_, articles.FACETS)
            assert {facet.value: facet.count for facet in counted["lang"]} == tally(story.language for story in found)
            assert {facet.value: facet.count for facet in counted["source"]} == tally(story.source for story in found)
            assert {facet.value: facet.count for facet in counted["year"]} == tally(
                story.date[:4] for story in found if story.date
            )
            assert {facet.value: facet.count for facet in counted["month"]} == tally(
                story.date[:7] for story in found if story.date and len(story.date) > 4
            )
            assert {facet.label: facet.count for facet in counted["actor"]} == tally(
                entity.name for story in found for entity in story.entities
            )

        play()


def test_facets_of_quotes_count_what_the_listing_lists(database: Database, corpus: Corpus) -> None:
    with database.reading() as session:

        @settings(max_examples=25)
        @given(quote_filters)
        def play(filter_: QuoteFilter) -> None:
            found = dict(expected_quotes(corpus, filter_))
            said = [(story, story.quotes[place]) for id_, story, place in corpus.quotes if id_ in found]
            counted = quotes.facets(session, filter_, quotes.FACETS)
            assert {facet.value: facet.count for facet in counted["type"]} == tally(
                quote.type.value for _, quote in said
            )
            assert {facet.value: facet.count for facet in counted["lang"]} == tally(story.language for story, _ in said)
            assert {facet.value: facet.count for facet in counted["source"]} == tally(story.source for story, _ in said)
            assert {facet.label: facet.count for facet in counted["speaker"]} == tally(
                next(entity.name for entity in story.entities if quote.speaker and entity.id == quote.speaker.entity)
                for story, quote in said
            )
            assert {facet.value: facet.count for facet in counted["year"]} == tally(
                story.date[:4] for story, _ in said if story.date
            )

        play()


def tally(values: Iterable[str | None]) -> dict[str, int]:
    """Count the values that are there."""
    return dict(Counter(value for value in values if value is not None))
