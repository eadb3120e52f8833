"""Timelines, facets and suggestions over a large corpus, on SQLite and on PostgreSQL: `python benchmarks/counting.py [ARTICLES]`.

The rows are made up and written straight into the tables: as many articles as told (100,000), two quotes and one relation each,
half of them by month, and as many names of actors. Each figure is the best of many calls in this process, beside the plain listing
of the same question in the same run: read the ratios.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from app.domain.dates import PartialDate, Precision
from app.domain.queries import ActorSet, ArticleFilter, Page, QuoteFilter, RelationFilter
from app.domain.timelines import timeline_of
from app.domain.views import IndexChange, IndexedArticle, IndexedName
from app.search.index import SearchIndex
from app.storage import actors, articles, models, quotes, relations
from app.storage.database import Database, ReadSession, WriteSession
from benchmarks.engines import postgres
from benchmarks.search import best_ms

FIRST = date(2015, 1, 1).toordinal()
DAYS = 3_650
ACTORS = 20_000
SYLLABLES = [first + vowel + last for first in "bcdfglmnprstvz" for vowel in "aeiou" for last in ("", "n", "r", "l")]
SECONDS = 1.0


def main() -> None:
    """Fill both and print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="propos-counting-")))
        folder.chmod(0o755)  # the server is another user when this runs as root
        index = SearchIndex.open(folder / "index")
        names = list(made_names(max(number, 2 * ACTORS)))
        build(index, number, names)
        for name, url in (
            ("SQLite", f"sqlite:///{folder / 'propos.db'}"),
            ("PostgreSQL", held.enter_context(postgres(folder / "pg"))),
        ):
            database = Database.open(url)
            database.migrate()
            with database.writing() as session:
                fill(session, number, names)
            database.tidy()
            print(f"{name}: {number} articles, {2 * number} quotes, {len(names)} names")
            with database.reading() as session:
                measure(session, index)
            database.close()


def made_names(number: int) -> Iterator[str]:
    """Yield different folded names of one to three words."""
    dice = random.Random(1)
    seen: set[str] = set()
    while len(seen) < number:
        words = ("".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))) for _ in range(dice.randint(1, 3)))
        name = " ".join(words)
        if name not in seen:
            seen.add(name)
            yield name


def days(dice: random.Random) -> tuple[int, int]:
    """Return the days of an article: one day, or a month."""
    day = FIRST + dice.randrange(DAYS)
    if dice.random() < 0.5:
        return day, day
    month = PartialDate(date.fromordinal(day).year, date.fromordinal(day).month)
    return month.first.toordinal(), month.last.toordinal()


def build(index: SearchIndex, number: int, names: list[str]) -> None:
    """Write articles of a few words, and all names, into the search index."""
    dice = random.Random(2)
    words = [f"mot{n}x" for n in range(200)]

    def change(id_: int) -> IndexChange:
        first, last = days(dice)
        of = IndexedArticle(id_, "", " ".join(dice.choices(words, k=20)), "fr", f"s{id_ % 40}", first, last, ())
        told = tuple(IndexedName(name, place) for place, name in enumerate(names)) if id_ == 1 else ()
        return IndexChange(id_, of, (), told)

    index.apply((change(id_) for id_ in range(1, number + 1)), 1)


def fill(session: WriteSession, number: int, names: list[str]) -> None:
    """Write the rows of everything that is asked for below."""
    dice = random.Random(3)
    session.insert_many(models.EntityRow, [entity(id_, names[id_]) for id_ in range(1, ACTORS + 1)])
    aliases = [(place % ACTORS + 1, name, name, dice.randint(1, 500)) for place, name in enumerate(names)]
    session.insert_many(models.AliasRow, aliases)
    tails = {(" ".join(name.split()[n:]), id_, name) for id_, name, *_ in aliases for n in range(len(name.split()))}
    session.insert_many(models.AliasTailRow, sorted(tails))
    told = [days(dice) for _ in range(number)]
    session.insert_many(models.ArticleRow, [article(id_, when) for id_, when in enumerate(told, 1)])
    said = [(id_, when, dice) for id_, when in enumerate(told, 1) for _ in range(2)]
    session.insert_many(models.QuoteRow, [quote(id_, *one) for id_, one in enumerate(said, 1)])
    about = [(id_, someone(dice), 0, *when) for id_, (_, when, _) in enumerate(said, 1)]
    session.insert_many(models.QuoteAboutRow, about)
    session.insert_many(models.RelationRow, [relation(id_, when) for id_, when in enumerate(told, 1)])
    sides = [
        (id_, side, 0, someone(dice) + (side == "target"), side == "source", side == "target")
        for id_ in range(1, number + 1)
        for side in ("source", "target")
    ]
    session.insert_many(models.RelationParticipantRow, sides)
    session.run_many("UPDATE corpus SET revision = ? WHERE id = 1", [(1,)])


def someone(dice: random.Random) -> int:
    """Return an actor; a few are spoken of very often."""
    return int(dice.paretovariate(0.6)) % (ACTORS - 1) + 1


def entity(id_: int, name: str) -> tuple[str | int | bool | None, ...]:
    """Return a row of an actor."""
    return (id_, "person", name, name, None, None, None, 1, 1, 1, 1, 1, 0, 0, f"key {id_}", False)


def article(id_: int, when: tuple[int, int]) -> tuple[str | int | None, ...]:
    """Return a row of an article's card."""
    sort = "day" if when[0] == when[1] else "month"
    known = date.fromordinal(when[0]).isoformat()[: 10 if sort == "day" else 7]
    told = (f"identity {id_}", "sha", None, None, f"s{id_ % 40}", "fr", known, sort, *when)
    return (id_, *told, 100, 0, 2, 2, 1, "made", "1", 1, 1, 1)


def quote(id_: int, of: int, when: tuple[int, int], dice: random.Random) -> tuple[str | int | float | None, ...]:
    """Return a row of a quote of the article `of`."""
    cue, via = ("a dit", 0, 5), (None, None, None)
    return (id_, of, "direct", *cue, someone(dice), 0, 5, *via, 0, 10, 0.9, *when)


def relation(id_: int, when: tuple[int, int]) -> tuple[str | int | float | bool | None, ...]:
    """Return a row of a relation of the article of the same id."""
    told = (None, None, None, None, *when, None, None)
    return (id_, id_, "CONSULT", None, True, "affirmed", "actual", None, 0, 5, 0, 10, 0.9, *when, *told)


def measure(session: ReadSession, index: SearchIndex) -> None:
    """Print how long each question takes, beside the listing of the same."""
    speaker, page = ActorSet((1,)), Page(20)
    pair = RelationFilter(between=ActorSet((1, 2)))
    said = QuoteFilter(speakers=speaker)

    def days_of_word() -> object:
        return timeline_of(index.article_days("mot7x", ArticleFilter()), Precision.DAY)

    rows: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        (
            "articles by day",
            lambda: timeline_of(articles.days(session, ArticleFilter()), Precision.DAY, filled=True),
            lambda: articles.list_articles(session, ArticleFilter(), page),
        ),
        ("articles with a word by day", days_of_word, lambda: index.articles("mot7x", ArticleFilter(), page)),
        (
            "quotes of a speaker by month",
            lambda: timeline_of(quotes.days(session, said), Precision.MONTH),
            lambda: quotes.list_quotes(session, said, page),
        ),
        (
            "relations of a pair by year",
            lambda: timeline_of(relations.days(session, pair), Precision.YEAR),
            lambda: relations.list_relations(session, pair, page),
        ),
        (
            "quotes by speaker, about, type",
            lambda: quotes.facets(session, QuoteFilter(), ["speaker", "about", "type"]),
            lambda: quotes.list_quotes(session, QuoteFilter(), page),
        ),
    ]
    for name, call, plain in rows:
        took, listed = best_ms(call, SECONDS), best_ms(plain, SECONDS)
        print(f"  {name:32}{took:9.2f} ms = {took / listed:5.1f} x the listing ({listed:.2f} ms)")
    for typed in ("ba", "baner", "banrelo", "vanbelo mirz"):
        took = best_ms(lambda typed=typed: actors.suggest(session, typed, 10, index.names(typed)), SECONDS)
        looked = best_ms(lambda typed=typed: index.names(typed), SECONDS)
        print(f"  suggestions for {typed!r:16}{took:9.2f} ms, of it names nearly so {looked:.2f} ms")


if __name__ == "__main__":
    begun = time.monotonic()
    main()
    print(f"{time.monotonic() - begun:.0f} s in all")
