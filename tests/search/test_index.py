"""Filters, order, pages and facets of the index, against a naive reading of the same questions."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.annotations import QuoteType
from app.domain.dates import DateMatch, DateRange
from app.domain.queries import ActorSet, ArticleFilter, Operator, Page, QuoteFilter, Slice, Sort
from app.domain.queries import Hit as Found
from app.domain.views import IndexedArticle, IndexedQuote
from app.errors import CursorError, InputError
from app.search.index import SearchIndex
from app.search.pages import RELEVANCE_DEPTH
from tests.search.corpora import article, change, counted, gone, in_order, matches, passes, quote

DATES = ("2015", "2016", "2016-08", "2016-08-09", "2016-08-31", "2016-09-01", "2017-01", None)
ABOUT_DATES = [None, date(2016, 1, 1), date(2016, 8, 9), date(2016, 8, 31), date(2016, 12, 31), date(2017, 1, 15)]
CUES = ("affirme", "a déclaré", "selon", None)


def _corpus() -> list[tuple[IndexedArticle, tuple[IndexedQuote, ...]]]:
    made: list[tuple[IndexedArticle, tuple[IndexedQuote, ...]]] = []
    for n in range(1, 161):
        of = article(
            n,
            "accord " * (n % 3 + 1) + ("paix" if n % 5 else "guerre"),
            on=DATES[(n * 5 + n // 8) % len(DATES)],
            language=("fr", "en")[n % 7 == 0],
            source=("wikinews", "agence", None)[n % 3],
            actors=sorted({n % 4, n % 6 + 10, 99}),
        )
        said = tuple(
            quote(
                n * 10 + k,
                of,
                ("accord signé", "aucun accord", "paix")[(n + k) % 3],
                type_=tuple(QuoteType)[(n + k) % 3],
                cue=CUES[(n * k) % 4],
                speaker=(None, 1, 2, 3)[(n + k) % 4],
                about=sorted({n % 5 + 10, k + 20}),
                confidence=(0.25, 0.5, 1.0)[n % 3],
            )
            for k in range(n % 3)
        )
        made.append((of, said))
    return made


CORPUS = _corpus()
ARTICLES = [of for of, _ in CORPUS]
QUOTES = [said for _, quotes in CORPUS for said in quotes]
SEARCHES = ("accord", "paix", "accord -guerre", "accord OR guerre", "sign*", "-guerre")

actor_sets = st.builds(
    ActorSet,
    st.lists(st.sampled_from([0, 1, 2, 3, 10, 11, 12, 20, 99, 1000, None, 2**70]), max_size=3).map(tuple),
    st.sampled_from(Operator),
)
date_ranges = st.builds(
    DateRange,
    st.sampled_from(ABOUT_DATES[:4]),
    st.sampled_from([None, *ABOUT_DATES[3:]]),
    st.sampled_from(DateMatch),
    st.booleans(),
)
languages = st.sampled_from([(), ("fr",), ("en", "fr"), ("de",)])
sources = st.sampled_from([(), ("agence",), ("agence", "wikinews"), ("nulle part", "\ud800")])
article_filters = st.builds(ArticleFilter, actor_sets, date_ranges, languages, sources)
quote_filters = st.builds(
    QuoteFilter,
    actor_sets,
    actor_sets,
    actor_sets,
    date_ranges,
    st.sampled_from([(), (QuoteType.DIRECT,), (QuoteType.MIXED, QuoteType.INDIRECT)]),
    languages,
    sources,
    st.sampled_from([None, "selon", "A DECLARE", "jamais"]),
    st.sampled_from([0.0, 0.5, 0.51, 1.0]),
    st.sampled_from([None, None, 7, 2**70]),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Index the corpus in several segments."""
    index = SearchIndex.open(tmp_path_factory.mktemp("index"))
    for revision in range(5):
        index.apply((change(of, *said) for of, said in CORPUS[revision * 32 : revision * 32 + 32]), revision + 1)
    return index


def ids(found: Slice[Found]) -> list[int]:
    return [hit.id for hit in found.items]


@given(st.sampled_from(SEARCHES), article_filters, st.sampled_from([Sort.NEWEST, Sort.OLDEST]))
@settings(max_examples=100)
def test_article_filters(index: SearchIndex, q: str, wanted: ArticleFilter, sort: Sort) -> None:
    expected = [item for item in ARTICLES if matches(q, item) and passes(wanted, item)]
    found = index.articles(q, wanted, Page(200, sort))
    assert (ids(found), found.total, found.next_after) == (in_order(expected, sort), len(expected), None)
    facets = index.article_facets(q, wanted, ["lang", "source", "year", "month", "actor"])
    for name, counts in facets.items():
        assert [(each.value, each.count) for each in counts] == counted(expected, name)


@given(st.sampled_from(SEARCHES), quote_filters, st.sampled_from([Sort.NEWEST, Sort.OLDEST]))
@settings(max_examples=100)
def test_quote_filters(index: SearchIndex, q: str, wanted: QuoteFilter, sort: Sort) -> None:
    expected = [item for item in QUOTES if matches(q, item) and passes(wanted, item)]
    found = index.quotes(q, wanted, Page(200, sort))
    assert (ids(found), found.total) == (in_order(expected, sort), len(expected))
    for name, counts in index.quote_facets(q, wanted, ["speaker", "about", "type", "actor", "month"]).items():
        assert [(each.value, each.count) for each in counts] == counted(expected, name)


def test_an_unknown_actor_matches_nobody_and_spoils_only_an_and(index: SearchIndex) -> None:
    def total(*ids_: int | None, operator: Operator = Operator.AND) -> int:
        return index.articles("accord", ArticleFilter(ActorSet(ids_, operator)), Page()).total

    assert total() == total(99) == len(ARTICLES)
    assert total(None) == total(99, None) == total(None, operator=Operator.OR) == 0
    assert total(99, None, operator=Operator.OR) == len(ARTICLES)


def test_undated_items_come_last_in_both_orders(index: SearchIndex) -> None:
    undated = {item.id for item in ARTICLES if item.first is None}
    for sort in (Sort.NEWEST, Sort.OLDEST):
        listed = ids(index.articles("accord", ArticleFilter(), Page(200, sort)))
        assert set(listed[-len(undated) :]) == undated


def test_facets_of_a_name_that_is_none(index: SearchIndex) -> None:
    with pytest.raises(InputError, match="no facet 'colour'; there are actor, lang, month, source, year"):
        index.article_facets("accord", ArticleFilter(), ["colour"])


def test_facets_are_exact_among_many_values_and_segments(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = SearchIndex.open(tmp_path_factory.mktemp("facets"))
    made = [article(n, "accord", source=f"s{n * n % 500:03d}", actors=sorted({n % 300, n % 7})) for n in range(1, 601)]
    for revision in range(6):
        index.apply([change(of) for of in made[revision * 100 : revision * 100 + 100]], revision + 1)
    index.apply([gone(of.id) for of in made[::9]], 7)
    left = [of for of in made if of not in made[::9]]
    facets = index.article_facets("accord", ArticleFilter(), ["source", "actor"])
    for name, counts in facets.items():
        assert [(each.value, each.count) for each in counts] == counted(left, name)
        assert len(counts) == 20


def walk(index: SearchIndex, q: str, sort: Sort, limit: int) -> list[int]:
    """Read every page of a listing of articles."""
    seen: list[int] = []
    page = Page(limit, sort)
    while True:
        found = index.articles(q, ArticleFilter(), page)
        seen += ids(found)
        assert len(found.items) == limit or found.next_after is None
        if found.next_after is None:
            assert len(seen) == found.total
            return seen
        page = Page(limit, sort, found.next_after)


@pytest.mark.parametrize("q", SEARCHES)
@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("limit", [1, 7, 160])
def test_a_walk_returns_everything_once_in_order(index: SearchIndex, q: str, sort: Sort, limit: int) -> None:
    seen = walk(index, q, sort, limit)
    expected = [item for item in ARTICLES if matches(q, item)]
    assert sorted(seen) == [item.id for item in expected]
    assert seen == ids(index.articles(q, ArticleFilter(), Page(200, sort)))
    if sort is not Sort.RELEVANCE:
        assert seen == in_order(expected, sort)


def test_the_best_match_comes_first_and_equal_ones_by_id(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = SearchIndex.open(tmp_path_factory.mktemp("scores"))
    for revision, ids_ in enumerate(([5, 6, 9], [8, 1, 3], [2, 4, 7]), 1):
        times = {id_: 1 + id_ % 3 for id_ in ids_}
        changes = [change(article(id_, "accord " * n + "mot " * (9 - n))) for id_, n in times.items()]
        index.apply(changes, revision)
    found = index.articles("accord", ArticleFilter(), Page(200, Sort.RELEVANCE))
    assert ids(found) == [2, 5, 8, 1, 4, 7, 3, 6, 9]
    assert len({hit.score for hit in found.items}) == 3
    assert {hit.score for hit in index.articles("accord", ArticleFilter(), Page()).items} == {0.0}
    only_a_filter = index.articles("accord", ArticleFilter(languages=("fr",)), Page(200, Sort.RELEVANCE))
    assert only_a_filter == found


@pytest.mark.parametrize("sort", list(Sort))
def test_a_walk_among_inserts_keeps_what_was_there(tmp_path_factory: pytest.TempPathFactory, sort: Sort) -> None:
    index = SearchIndex.open(tmp_path_factory.mktemp("inserts"))
    index.apply([change(article(n, "accord " * (n % 4 + 1), on=DATES[n % 8])) for n in range(1, 61)], 1)
    seen: list[int] = []
    page = Page(7, sort)
    while True:
        found = index.articles("accord", ArticleFilter(), page)
        seen += [id_ for id_ in ids(found) if id_ <= 60]
        if found.next_after is None:
            break
        new = 100 + index.revision * 10
        index.apply([change(article(new + k, "accord " * k, on=DATES[k])) for k in range(5)], index.revision + 1)
        page = Page(7, sort, found.next_after)
    assert sorted(seen) == list(range(1, 61))


def test_relevance_stops_at_its_depth_and_says_the_total(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert RELEVANCE_DEPTH == 10_000
    monkeypatch.setattr("app.search.pages.RELEVANCE_DEPTH", 50)
    index = SearchIndex.open(tmp_path_factory.mktemp("deep"))
    index.apply([change(article(n, "accord " * (n % 9 + 1))) for n in range(1, 101)], 1)
    seen: list[int] = []
    page = Page(20, Sort.RELEVANCE)
    while True:
        found = index.articles("accord", ArticleFilter(), page)
        assert found.total == 100
        seen += ids(found)
        if found.next_after is None:
            break
        page = Page(20, Sort.RELEVANCE, found.next_after)
    assert len(seen) == len(set(seen)) == 50


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize(
    "after",
    [
        (),
        (1,),
        (1, 2, 3, 4),
        ("a", 1),
        (1, "a"),
        (-1, 5),
        (1, -5),
        (2**80, 1),
        (1, 2**80),
        (0, 0.5, 1),
        (True, 1),
        (5.0, 3),
    ],
)
def test_a_keyset_of_another_listing_is_refused(
    index: SearchIndex, sort: Sort, after: tuple[int | float | str, ...]
) -> None:
    with pytest.raises(CursorError):
        index.articles("accord", ArticleFilter(), Page(5, sort, after))


def test_title_and_text_are_searched_together_but_no_phrase_runs_across(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = SearchIndex.open(tmp_path_factory.mktemp("titles"))
    index.apply([change(article(1, "Paris accueille", title="Un accord de"))], 1)
    assert index.articles("accord Paris", ArticleFilter(), Page()).total == 1
    assert index.articles('"accord de Paris"', ArticleFilter(), Page()).total == 0
    assert index.articles('"¶"  accord', ArticleFilter(), Page()).total == 1
