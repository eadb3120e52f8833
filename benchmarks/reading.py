"""How long readers wait while somebody sends articles over HTTP, beside how long they wait otherwise.

    PYTHONPATH=. .venv/bin/python benchmarks/reading.py '../shared/corpora/winer_fr/*/*/*.txt'

Ingests the first 200 of the files, serves them on 127.0.0.1, and asks one request after the other, with nobody else there and
while the other files are sent to `POST /v1/articles` in batches, in turns.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from glob import glob
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from threading import Thread

import httpx

from benchmarks.engines import PROPOS
from benchmarks.walk import serving

STORED = 200
BATCH = 16
TURNS = 4
SECONDS = 4.0
"""How long a turn without writing lasts; one with writing lasts as long as a batch."""
REQUESTS = (
    "/v1/quotes?speaker=Hollande",
    "/v1/articles?q=pr%C3%A9sident&facets=actor,month",
    "/v1/quotes?q=gouvernement",
    "/v1/suggest?q=sarko",
    "/v1/articles/1?include=text,quotes,actors,relations",
    "/v1/timeline?of=quotes&speaker=Hollande&interval=month",
)


def main() -> int:
    """Measure, print, and return the exit code."""
    paths = sorted(path for pattern in sys.argv[1:] for path in glob(pattern))  # noqa: PTH207 (patterns as the shell's)
    with tempfile.TemporaryDirectory(prefix="propos-reading-") as name:
        environment = {
            **os.environ,
            "PROPOS_DATABASE_URL": f"sqlite:///{Path(name) / 'propos.db'}",
            "PROPOS_INDEX_DIR": str(Path(name) / "index"),
        }
        subprocess.run([PROPOS, "migrate"], check=True, env=environment)
        subprocess.run([PROPOS, "ingest", *paths[:STORED]], check=True, env=environment)
        made = subprocess.run(
            [PROPOS, "keys", "create", "bench", "--scope", "ingest"],
            check=True,
            env=environment,
            capture_output=True,
            text=True,
        )
        key = next(word for word in made.stdout.split() if word.startswith("propos_"))
        with serving(environment) as address, httpx.Client(base_url=address, timeout=600) as client:
            batches = batched(paths[STORED:])
            post(address, key, next(batches))  # loads the extraction
            alone, beside = list[float](), list[float]()
            for _ in range(TURNS):
                alone += ask(client, SECONDS)
                writer = Thread(target=post, args=(address, key, next(batches)))
                writer.start()
                beside += ask_while(client, writer)
    report("alone", alone)
    report("beside a batch", beside)
    print(f"99th percentile: {percentile(beside, 99) / percentile(alone, 99):.1f} times as long")
    return 0


def batched(paths: Sequence[str]) -> Iterator[list[dict[str, str]]]:
    """Yield the articles of `paths`, a batch at a time."""
    for start in range(0, len(paths), BATCH):
        yield [
            {"id": Path(path).stem, "text": Path(path).read_text(encoding="utf-8")}
            for path in paths[start : start + BATCH]
        ]


def post(address: str, key: str, batch: list[dict[str, str]]) -> None:
    """Send a batch and wait until it is stored."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    answer = httpx.post(f"{address}/v1/articles", content=json.dumps({"articles": batch}), headers=headers, timeout=600)
    answer.raise_for_status()


def ask(client: httpx.Client, seconds: float) -> Iterator[float]:
    """Yield the seconds of each request, for so long."""
    ends = time.monotonic() + seconds
    for path in cycle(REQUESTS):
        if time.monotonic() > ends:
            return
        yield timed(client, path)


def ask_while(client: httpx.Client, writer: Thread) -> Iterator[float]:
    """Yield the seconds of each request until `writer` is done."""
    for path in cycle(REQUESTS):
        if not writer.is_alive():
            return
        yield timed(client, path)


def timed(client: httpx.Client, path: str) -> float:
    """Return how many seconds an answer took."""
    begin = time.perf_counter()
    client.get(path).raise_for_status()
    return time.perf_counter() - begin


def report(name: str, seconds: list[float]) -> None:
    """Print the median, the 99th percentile and the longest."""
    half, last = percentile(seconds, 50), percentile(seconds, 99)
    print(
        f"{name:<15} {len(seconds):>6} requests  median {half * 1000:6.1f} ms  99th percentile {last * 1000:6.1f} ms"
        f"  longest {max(seconds) * 1000:6.1f} ms"
    )


def percentile(seconds: list[float], share: int) -> float:
    """Return the percentile `share`, in seconds."""
    return quantiles(seconds, n=100)[share - 1]


if __name__ == "__main__":
    sys.exit(main())
