"""Accumulators of scores. Everything adds up, so that documents may be scored in any number of processes.

A metric writes into a `Sheet` under keys such as `quotes/o30` or `relations/type/LEADS`; a new metric or a new table is a
new key, nothing else. Sheets of documents are merged in the order of the documents, so that sums are reproducible.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.resolution.guises import Guise


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` out of `total`; hits may be fractions (B-cubed)."""

    hits: float = 0.0
    total: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.total + other.total)

    @property
    def value(self) -> float | None:
        """From 0 to 1; None when there was nothing to count."""
        return self.hits / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall that add up."""

    precision: Share = field(default_factory=Share)
    recall: Share = field(default_factory=Share)

    @classmethod
    def of(cls, hits: float, found: int, gold: int) -> "Score":
        """Return the score of `hits` right ones among `found`, where `gold` were to be found."""
        return cls(Share(hits, found), Share(hits, gold))

    def __add__(self, other: "Score") -> "Score":
        return Score(self.precision + other.precision, self.recall + other.recall)

    @property
    def value(self) -> float | None:
        """F1, from 0 to 1; None when there was nothing to find and nothing was found."""
        if self.precision.value is None and self.recall.value is None:
            return None
        precision, recall = self.precision.value or 0.0, self.recall.value or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What an extraction took: words between blanks, and seconds of processor time over all threads."""

    articles: int = 0
    words: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.articles + other.articles, self.words + other.words, self.seconds + other.seconds)

    @property
    def speed(self) -> float:
        """Words in a second of processor time; 0 where nothing was timed."""
        return self.words / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference from the gold, for whoever looks for its reason: its class, the document, and what stands there."""

    kind: str
    document: str
    detail: str


@dataclass(slots=True)
class Sheet:
    """All that was counted over some documents."""

    document: str = ""
    scores: dict[str, Score] = field(default_factory=dict[str, Score])
    shares: dict[str, Share] = field(default_factory=dict[str, Share])
    links: Counter[tuple[str, Guise | None]] = field(default_factory=Counter[tuple[str, Guise | None]])
    """Mentions of each actor of the gold, by what was found there."""
    guises: Counter[Guise] = field(default_factory=Counter[Guise])
    """In how many articles each guise stands."""
    mistakes: list[Mistake] = field(default_factory=list[Mistake])
    classes: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    """Mistakes by class and by a kind within it, where there are kinds."""
    confusions: Counter[tuple[str, str, str]] = field(default_factory=Counter[tuple[str, str, str]])
    """By what is told apart: what stands in the gold and what was found there."""
    cost: Cost = field(default_factory=Cost)
    baseline: Cost = field(default_factory=Cost)
    peak_bytes: int = 0
    is_recorded: bool | None = None
    """Whether what is scored was read by models that had not seen the articles, where that is known."""

    def score(self, key: str, score: Score) -> None:
        """Add `score` under `key`."""
        self.scores[key] = self.scores.get(key, Score()) + score

    def share(self, key: str, *, hit: bool) -> None:
        """Count one more case under `key`, right or wrong."""
        self.add_share(key, Share(float(hit), 1))

    def add_share(self, key: str, share: Share) -> None:
        """Add `share` under `key`."""
        self.shares[key] = self.shares.get(key, Share()) + share

    def mistake(self, kind: str, detail: str, of: str = "") -> None:
        """Write down one difference from the gold; `of` is its kind within its class."""
        self.mistakes.append(Mistake(kind, self.document, detail))
        if of:
            self.classes[kind, of] += 1

    def merge(self, other: "Sheet") -> None:
        """Add everything of `other`."""
        for key, score in other.scores.items():
            self.score(key, score)
        for key, share in other.shares.items():
            self.add_share(key, share)
        self.links.update(other.links)
        self.guises.update(other.guises)
        self.classes.update(other.classes)
        self.confusions.update(other.confusions)
        self.mistakes.extend(other.mistakes)
        self.cost += other.cost
        self.baseline += other.baseline
        self.peak_bytes = max(self.peak_bytes, other.peak_bytes)

    def percent(self, key: str) -> float | None:
        """Return F1 or share under `key` in percent; None where nothing was counted."""
        found = self.scores.get(key) or self.shares.get(key)
        return None if found is None or found.value is None else 100 * found.value


def merged(sheets: Iterable[Sheet]) -> Sheet:
    """Return the sum of `sheets`, in their order."""
    total = Sheet()
    for sheet in sheets:
        total.merge(sheet)
    return total
