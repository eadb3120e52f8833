"""The speed of `propos extract` beside the whole spaCy pipeline, in one run: `make bench-extract`.

    python benchmarks/extract.py [--shared FOLDER] [--articles N] [--rounds N] [--seconds N] [--json FILE]

Every figure is taken in a fresh process of one thread: first the model is loaded and meets one sentence, then the clock
runs. The clock is processor time of all threads of the process. In each round every runner reads the same texts, and each
round begins with another one, so that whatever else the machine does hits all alike; ratios are taken within a round.
Ours reads lines of JSON and writes lines of JSON, as the command does; spaCy gets the texts by `nlp.pipe` as it comes
out of the box. Then texts that are made to hurt are doubled until one takes longer than --seconds.

Without annotated articles (`../shared`) the seed document stands in for them: ratios, but not those of the page.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PROPOS_SHARED", ROOT.parent / "shared"))
ARTICLES = "corpora/winer_fr/*/*/*.txt"
MODELS = ("accurate", "fast")
SPACY = "spacy"
NAMES = {SPACY: "spaCy fr_core_news_md, whole", "accurate": "propos extract", "fast": "propos extract --model fast"}
REACH = {"accurate": 3.0, "fast": 10.0}
WARMING = "Le maire de Paris a parlé."
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
SIZES = (125_000, 250_000, 500_000, 1_000_000)
GROWTH = 2.5
HURTING = {
    "marks never closed": "« Le maire a dit que la ville irait bien. ",
    "straight marks": 'Le "maire" a dit "que la ville. ',
    "one sentence": "et le maire Paul Durand a dit que la ville de Lyon irait bien, ",
    "only commas": ",",
    "one letter a token": "a b c d e f ",
    "only capitals": "LE MAIRE PAUL DURAND A DIT QUE LYON IRAIT BIEN ",
    "dashes": "— Oui. ",
    "cues alone": "selon dit-il a déclaré que affirme d'après ",
}


def main() -> int:
    """Measure everything and print it."""
    told = arguments()
    if told.runner:
        print(json.dumps(measured(told)))
        return 0
    record: dict[str, Any] = {"speed": compare(told)}
    if told.seconds:
        record["growth"] = hurt(told)
    if told.json is not None:
        told.json.parent.mkdir(parents=True, exist_ok=True)
        told.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--articles", type=int, default=400, help="spread evenly over all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="a text that takes longer is not doubled; 0: no such texts"
    )
    parser.add_argument("--json", type=Path, default=None)
    parser.add_argument("--runner", choices=(SPACY, *MODELS), default=None, help=argparse.SUPPRESS)
    parser.add_argument("--hurting", choices=tuple(HURTING), default=None, help=argparse.SUPPRESS)
    return parser.parse_args()


def compare(told: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Let every runner read the articles, round by round, print the table and return it."""
    texts = read_texts(told.shared, told.articles)
    words = sum(len(text.split()) for text in texts)
    print(
        f"{len(texts)} texts, {words:,} words, {told.rounds} rounds; one thread, processor time, loading apart",
        flush=True,
    )
    runners = (SPACY, *MODELS)
    rounds: list[dict[str, dict[str, float]]] = []
    for number in range(told.rounds):
        order = runners[number % len(runners) :] + runners[: number % len(runners)]
        rounds.append({runner: child(told, runner) for runner in order})
    print(f"{'':31}{'words/CPU-s':>12}{'lowest':>9}{'highest':>9}{'times spaCy':>13}{'loading s':>11}{'peak MB':>9}")
    table = {runner: row(runner, words, rounds) for runner in runners}
    for runner, cells in table.items():
        print(
            f"{NAMES[runner]:31}{cells['speed']:12,.0f}{cells['lowest']:9,.0f}{cells['highest']:9,.0f}"
            f"{cells['ratio']:13.2f}{cells['loading']:11.1f}{cells['peak_mb']:9.0f}"
        )
    for runner, reach in REACH.items():
        verdict = "reached" if table[runner]["ratio"] >= reach else "NOT reached"
        print(
            f"{NAMES[runner]}: {table[runner]['ratio']:.2f} times the words of spaCy a second; {reach:.0f} is to be reached: {verdict}"
        )
    return table


def row(runner: str, words: int, rounds: Sequence[dict[str, dict[str, float]]]) -> dict[str, float]:
    """Return what the rounds say of one runner: medians, and the largest memory."""
    speeds = [words / each[runner]["seconds"] for each in rounds]
    return {
        "speed": median(speeds),
        "lowest": min(speeds),
        "highest": max(speeds),
        "ratio": median(each[SPACY]["seconds"] / each[runner]["seconds"] for each in rounds),
        "loading": median(each[runner]["loading"] for each in rounds),
        "peak_mb": max(each[runner]["peak_bytes"] for each in rounds) / 1e6,
    }


def hurt(told: argparse.Namespace) -> dict[str, dict[str, list[float]]]:
    """Let ours read texts that are made to hurt, each twice as long as the one before, and return the seconds."""
    sizes = "".join(f"{f'{size // 1000}k':>9}" for size in SIZES)
    print(f"\nCPU-s by characters{'':24}{sizes}{'per doubling':>15}")
    found: dict[str, dict[str, list[float]]] = {}
    worst = 0.0
    for model in MODELS:
        for name in HURTING:
            seconds: list[float] = child(told, model, "--hurting", name)["growth"]
            found.setdefault(model, {})[name] = seconds
            growth = max((after / before for before, after in pairwise(seconds)), default=0.0)
            worst = max(worst, growth)
            cells = "".join(f"{value:9.2f}" for value in seconds).ljust(9 * len(SIZES))
            print(f"{model:10}{name:33}{cells}{growth:15.2f}", flush=True)
    print(
        f"largest growth {worst:.2f}; at most {GROWTH} is to be reached: {'reached' if worst <= GROWTH else 'NOT reached'}"
    )
    return found


def child(told: argparse.Namespace, runner: str, *more: str) -> dict[str, Any]:
    """Measure one runner in a fresh process."""
    options = ("--shared", str(told.shared), "--articles", str(told.articles), "--seconds", str(told.seconds), *more)
    command = [sys.executable, __file__, "--runner", runner, *options]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | ONE_THREAD, cwd=ROOT)
    return json.loads(ended.stdout.splitlines()[-1])


def measured(told: argparse.Namespace) -> dict[str, Any]:
    """Load a runner, let it read what it is to read, and return what that took."""
    texts = [] if told.hurting else read_texts(told.shared, told.articles)
    read = with_spacy() if told.runner == SPACY else with_propos(told.runner)
    read([WARMING])
    loading = process_time()
    if told.hurting:
        return {"growth": list(doubling(read, HURTING[told.hurting], told.seconds))}
    read(texts)
    seconds = process_time() - loading
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"seconds": seconds, "loading": loading, "peak_bytes": peak}


def doubling(read: Callable[[Sequence[str]], None], unit: str, most: float) -> Iterator[float]:
    """Yield the seconds that texts of growing size take, the shorter ones at their best of two."""
    for size in SIZES:
        text = (unit * (size // len(unit) + 1))[:size]
        seconds = timed(read, text)
        if seconds < most / 4:
            seconds = min(seconds, timed(read, text))
        yield seconds
        if seconds > most:
            return


def timed(read: Callable[[Sequence[str]], None], text: str) -> float:
    """Return the processor time of one text."""
    start = process_time()
    read([text])
    return process_time() - start


def with_propos(model: str) -> Callable[[Sequence[str]], None]:
    """Return what reads texts as `propos extract --jsonl` does, lines in, lines out."""
    import orjson  # noqa: PLC0415 - a child imports what it measures, and nothing else

    from app.cli.extract import answers, read_lines  # noqa: PLC0415
    from app.extraction.analyser import Analyser  # noqa: PLC0415

    analyser = Analyser.load(model)

    def read(texts: Sequence[str]) -> None:
        lines = [orjson.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
        for answer in answers(read_lines(lines), analyser):
            assert "error" not in answer, answer["error"]
            orjson.dumps(answer)

    return read


def with_spacy() -> Callable[[Sequence[str]], None]:
    """Return what reads texts by the whole pipeline."""
    from app.evaluation.baseline import load_pipeline  # noqa: PLC0415

    pipeline = load_pipeline()

    def read(texts: Sequence[str]) -> None:
        for _ in pipeline.pipe(texts):
            pass

    return read


def read_texts(shared: Path, number: int) -> list[str]:
    """Return `number` articles, spread evenly over all there are; the seed as often where there are none."""
    paths = sorted(shared.glob(ARTICLES))
    if not paths:
        return [seed.read_text(encoding="utf-8") for seed in sorted((ROOT / "seeds").glob("*.txt"))] * number
    chosen = paths[:: max(1, len(paths) // number)][:number]
    return [path.read_bytes().decode("utf-8") for path in chosen]


if __name__ == "__main__":
    sys.exit(main())
