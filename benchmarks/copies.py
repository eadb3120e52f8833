"""How well near-duplicates are told: made-up edits of every article, all pairs of articles, and what it costs.

    PYTHONPATH=. .venv/bin/python benchmarks/copies.py '../shared/corpora/winer_fr/*/*/*.txt'

An edit is a copy where it still shares `LEAST` of its runs of three words with its original; recall is told for those, and
how many of the others are taken for copies all the same. Pairs of different articles are compared one with another by
their runs, so that what the bands miss is seen.
"""

import sys
import time
from collections.abc import Callable, Sequence
from glob import glob
from itertools import combinations
from pathlib import Path
from random import Random

from app.domain.names import fold
from app.extraction.analyser import Analyser
from app.storage.likeness import LEAST, Signature, alike, bands_of, signature_of

TIMED = 100
TAIL = " (avec agences) Tous droits réservés. Reproduction interdite sans l'accord écrit de la rédaction."
HEADLINE = "Ce que l'on sait de l'affaire du jour, minute par minute"


def main() -> int:
    """Measure and print."""
    paths = sorted(path for pattern in sys.argv[1:] for path in glob(pattern))  # noqa: PTH207 (patterns as the shell's)
    texts = [text for path in paths if signature_of(text := Path(path).read_text(encoding="utf-8")) is not None]
    print(f"{len(texts)} of {len(paths)} articles have the words for a signature; a copy shares {LEAST} of the runs")
    print(f"{'edit':<34} {'mean share':>10} {'copies':>7} {'recall':>7} {'others':>7} {'taken':>6}")
    for name, edit in EDITS.items():
        report(name, [(text, edit(text, Random(number))) for number, text in enumerate(texts)])
    pairs(texts)
    cost(texts[:TIMED])
    return 0


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of three words of a text."""
    words = fold(text).split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return the Jaccard index of two sets of runs."""
    return len(one & other) / max(1, len(one | other))


def found(one: Signature | None, other: Signature | None) -> bool:
    """Whether two texts are taken for copies: they share a band, and enough of their places."""
    if one is None or other is None or not set(bands_of(one)) & set(bands_of(other)):
        return False
    return 1 in alike([one, other])[0]


def report(name: str, edited: Sequence[tuple[str, str]]) -> None:
    """Print what became of one kind of edits."""
    copies = others = hits = taken = 0
    total = 0.0
    for text, copy in edited:
        likeness = share(runs(text), runs(copy))
        is_found = found(signature_of(text), signature_of(copy))
        total += likeness
        if likeness >= LEAST:
            copies, hits = copies + 1, hits + is_found
        else:
            others, taken = others + 1, taken + is_found
    recall = f"{100 * hits / copies:.1f} %" if copies else "-"
    print(f"{name:<34} {total / len(edited):>10.2f} {copies:>7} {recall:>7} {others:>7} {taken:>6}")


def pairs(texts: Sequence[str]) -> None:
    """Print which articles are copies of one another: by all pairs of their runs, and by their signatures."""
    words = [runs(text) for text in texts]
    signatures = [signature_of(text) for text in texts]
    bands = [set(bands_of(signature)) if signature is not None else set[int]() for signature in signatures]
    true, ours = set[tuple[int, int]](), set[tuple[int, int]]()
    for i, j in combinations(range(len(texts)), 2):
        if bands[i] & bands[j] and found(signatures[i], signatures[j]):
            ours.add((i, j))
        if len(words[i] & words[j]) >= LEAST * min(len(words[i]), len(words[j])) and share(words[i], words[j]) >= LEAST:
            true.add((i, j))
    count = len(texts) * (len(texts) - 1) // 2
    print(
        f"of {count:,} pairs of different articles {len(true)} are copies: {len(ours & true)} found, {len(ours - true)} others"
    )


def cost(texts: Sequence[str]) -> None:
    """Print what signatures take beside the extraction of the same texts, in one run."""
    analyser = Analyser.load()
    analyser.analyse(texts[0])
    begin = time.process_time()
    for text in texts:
        analyser.analyse(text)
    middle = time.process_time()
    for text in texts:
        signature = signature_of(text)
        if signature is not None:
            bands_of(signature)
    extraction, likeness = middle - begin, time.process_time() - middle
    print(
        f"signature and bands: {100 * likeness / extraction:.1f} % of the processor time of the extraction of the same texts"
    )


def without_sentences(part: float) -> Callable[[str, Random], str]:
    """Return what drops a part of the sentences."""

    def edit(text: str, random: Random) -> str:
        return ".".join(sentence for sentence in text.split(".") if random.random() >= part)

    return edit


def shuffled(text: str, random: Random) -> str:
    """Return the paragraphs in another order."""
    paragraphs = text.split("\n")
    random.shuffle(paragraphs)
    return "\n".join(paragraphs)


def without_paragraph(text: str, random: Random) -> str:
    """Return the text without one of its paragraphs."""
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    paragraphs.pop(random.randrange(len(paragraphs)))
    return "\n".join(paragraphs)


def typography(text: str, _random: Random) -> str:
    """Return the text with other marks, apostrophes and blanks."""
    return text.replace("«", '"').replace("»", '"').replace("'", "’").replace("\u00a0", " ").upper()


EDITS: dict[str, Callable[[str, Random], str]] = {
    "another headline": lambda text, _random: HEADLINE + "\n" + text.partition("\n")[2],
    "a tail of the agency": lambda text, _random: text + TAIL,
    "other marks, blanks and capitals": typography,
    "paragraphs in another order": shuffled,
    "a paragraph cut": without_paragraph,
    "5 % of the sentences dropped": without_sentences(0.05),
    "10 % of the sentences dropped": without_sentences(0.1),
    "20 % of the sentences dropped": without_sentences(0.2),
    "40 % of the sentences dropped": without_sentences(0.4),
}


if __name__ == "__main__":
    sys.exit(main())
