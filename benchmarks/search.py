"""Search latency beside SQLite FTS5 on the same synthetic articles, in one run: `python benchmarks/search.py [ARTICLES]`.

Only the ratios travel from one machine to another. Each figure is the best of many calls in this process (others may want
the same cores): the first 20 hits with the exact number of all. The words are made up so that no two share a stem.
"""

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from app.domain.dates import DateRange
from app.domain.queries import ActorSet, ArticleFilter, Page, Sort
from app.domain.views import IndexChange, IndexedArticle
from app.search.highlight import highlight
from app.search.index import SearchIndex

WORDS = 40_000
LENGTH = 180
FIRST_DAY = 735_599
CONSONANTS, VOWELS = "bcdfglmnprstv", "aeéio"
ENDINGS = ("k", "x", "z", "p", "ok", "ax", "ép", "uz", "ik")


def vocabulary(dice: random.Random) -> list[str]:
    """Return made-up French words, the commonest first."""
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found[_word(dice)] = None
    return list(found)


def _word(dice: random.Random) -> str:
    syllables = (dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(dice.randint(1, 3)))
    return "".join(syllables) + dice.choice(ENDINGS)


def articles(number: int) -> Iterator[IndexedArticle]:
    """Yield articles whose words are spread as in a language: the n-th commonest is n times as rare."""
    dice = random.Random(1)
    words = vocabulary(dice)
    weights = list(accumulate(1 / (rank + 8) for rank in range(WORDS)))
    for id_ in range(1, number + 1):
        text = " ".join(dice.choices(words, cum_weights=weights, k=LENGTH))
        day = FIRST_DAY + dice.randrange(3_650)
        actors = tuple(sorted({int(dice.paretovariate(0.6)) % 20_000 for _ in range(6)}))
        yield IndexedArticle(id_, " ".join(text.split()[:8]), text, "fr", f"s{id_ % 40}", day, day, actors)


def best_ms(call: Callable[[], object], seconds: float = 1.5) -> float:
    """Return the shortest time of `call` in milliseconds over `seconds` of calls, at least five."""
    call()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) * 1_000


def fill(number: int, folder: Path) -> tuple[SearchIndex, sqlite3.Connection]:
    """Write the same articles to both."""
    index = SearchIndex.open(folder / "index")
    made = list(articles(number))
    start = time.perf_counter()
    index.apply((IndexChange(each.id, each, ()) for each in made), 1)
    ours = time.perf_counter() - start
    fts = sqlite3.connect(folder / "fts.db")
    fts.execute("CREATE VIRTUAL TABLE fts USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2')")
    start = time.perf_counter()
    with fts:
        rows = ((each.id, each.title, each.text) for each in made)
        fts.executemany("INSERT INTO fts(rowid, title, text) VALUES (?, ?, ?)", rows)
    theirs = time.perf_counter() - start
    size = sum(file.stat().st_size for file in (folder / "index").rglob("*") if file.is_file())
    print(
        f"{number} articles of {LENGTH} words; index {size / 1e6:.0f} MB; built in {ours:.0f} s, FTS5 in {theirs:.0f} s"
    )
    return index, fts


def compare(index: SearchIndex, fts: sqlite3.Connection) -> None:
    """Print the table."""
    words = vocabulary(random.Random(1))
    common, other, third, rare = words[60], words[90], words[150], words[8_000]
    neighbours = " ".join(next(articles(1)).text.split()[20:22])
    page, ranked = Page(20), Page(20, Sort.RELEVANCE)

    def ask(match: str) -> int:
        fts.execute("SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 20", (match,)).fetchall()
        return fts.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (match,)).fetchone()[0]

    print(f"{'':24}{'hits':>8}{'best ms':>10}{'newest ms':>11}{'FTS5 ms':>10}{'FTS5 / best':>13}")
    for name, q, match in (
        ("common word", common, f'"{common}"'),
        ("rare word", rare, f'"{rare}"'),
        ("two words (AND)", f"{common} {other}", f'"{common}" AND "{other}"'),
        ("three words (OR)", f"{common} OR {other} OR {third}", f'"{common}" OR "{other}" OR "{third}"'),
        ("phrase", f'"{neighbours}"', f'"{neighbours}"'),
        ("beginning", f"{common[:3]}*", f"{common[:3]}*"),
    ):
        total = index.articles(q, ArticleFilter(), page).total
        best = best_ms(lambda q=q: index.articles(q, ArticleFilter(), ranked))
        newest = best_ms(lambda q=q: index.articles(q, ArticleFilter(), page))
        theirs = best_ms(lambda match=match: ask(match))
        assert ask(match) == total, f"{name}: FTS5 finds {ask(match)}, the index {total}"
        print(f"{name:24}{total:8}{best:10.2f}{newest:11.2f}{theirs:10.2f}{theirs / best:13.0f}")
    extras(index, common)


def extras(index: SearchIndex, common: str) -> None:
    """Print what FTS5 has no like of, beside the plain search for a common word."""
    page = Page(20)
    plain = best_ms(lambda: index.articles(common, ArticleFilter(), page))
    wanted = ArticleFilter(ActorSet((3,)), DateRange(), ("fr",), ("s1", "s2"))
    following = index.articles(common, ArticleFilter(), Page(10_000)).next_after
    texts = [each.text for each in articles(20)]
    for name, call in (
        ("actor, language, source", lambda: index.articles(common, wanted, page)),
        ("page at depth 10,000", lambda: index.articles(common, ArticleFilter(), Page(20, after=following))),
        ("facet by month", lambda: index.article_facets(common, ArticleFilter(), ["month"])),
        ("facet by actor", lambda: index.article_facets(common, ArticleFilter(), ["actor"])),
        ("20 texts highlighted", lambda: [highlight(common, text, "fr") for text in texts]),
    ):
        took = best_ms(call)
        print(f"{name:24}{took:8.2f} ms = {took / plain:.1f} x the plain search ({plain:.2f} ms)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        compare(*fill(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(home)))
