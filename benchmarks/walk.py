"""Walks over all quotes with every size of page from 1 to 200 while another process ingests: is each quote met exactly once?

    PYTHONPATH=. PROPOS_MODEL=fast .venv/bin/python benchmarks/walk.py '../shared/corpora/winer_fr/*/*/*.txt'

Ingests the files into a fresh SQLite store, serves it on 127.0.0.1, lets another process ingest made-up articles of the same days as
long as the walks go on, walks, and exports all quotes. Exit code 1 where a quote that
was there before is missing, or any is met twice.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx

from benchmarks.engines import PROPOS, free_port, wait_for

LIMITS = range(1, 201)
MADE_UP = 200_000
PAUSE = 0.2
"""Seconds between two made-up articles: enough come in during every walk, and no walk is outrun by them."""
NAMES = ("Ada Byron", "Paul Valmont", "Zoé Lumière", "Ivo Marin")


def main() -> int:
    """Run it all and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="propos-walk-") as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "PROPOS_DATABASE_URL": f"sqlite:///{folder / 'propos.db'}",
            "PROPOS_INDEX_DIR": str(folder / "index"),
        }
        subprocess.run([PROPOS, "migrate"], check=True, env=environment)
        subprocess.run([PROPOS, "ingest", *sys.argv[1:]], check=True, env=environment)
        with serving(environment) as address, httpx.Client(base_url=address, timeout=60) as client:
            before = Counter(ids(client, 200))
            with writing(environment):
                faults = walked(client, before) + exported(client, before)
            after = client.get("/v1/quotes?limit=1").json()["total"]["value"]
    print(f"{sum(before.values())} quotes before, {after} after; {faults} faults")
    return 1 if faults else 0


def walked(client: httpx.Client, before: Counter[int]) -> int:
    """Walk with every size of page, tell what it took, and return how many quotes were missing or met twice."""
    begin, faults, pages = time.monotonic(), 0, 0
    for limit in LIMITS:
        met = Counter(ids(client, limit))
        faults += len(before - met) + sum(times - 1 for times in met.values())
        pages += -(-sum(met.values()) // limit)
    seconds = time.monotonic() - begin
    print(f"{len(LIMITS)} walks of {pages:,} pages in {seconds:.0f} s: {seconds / pages * 1000:.1f} ms a page")
    return faults


def ids(client: httpx.Client, limit: int) -> Iterator[int]:
    """Yield the ids of all quotes, page by page."""
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/v1/quotes", params={"limit": str(limit), **cursor}).raise_for_status().json()
        yield from (quote["id"] for quote in page["items"])
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}


def exported(client: httpx.Client, before: Counter[int]) -> int:
    """Export all quotes, tell what it took, and return how many were missing or stood there twice."""
    begin = time.monotonic()
    lines = client.get("/v1/export/quotes").raise_for_status().text.splitlines()
    seconds = time.monotonic() - begin
    met = Counter(json.loads(line)["id"] for line in lines[:-1])
    assert json.loads(lines[-1])["closing"]["count"] == sum(met.values())
    print(f"an export of {len(lines) - 1:,} quotes in {seconds:.1f} s: {len(lines) / seconds:,.0f} a second")
    return len(before - met) + sum(times - 1 for times in met.values())


@contextmanager
def serving(environment: dict[str, str]) -> Generator[str]:
    """Serve the store until the block ends."""
    port = free_port()
    server = subprocess.Popen([PROPOS, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


@contextmanager
def writing(environment: dict[str, str]) -> Generator[None]:
    """Let another process ingest made-up articles until the block ends; the last batch is stored."""
    command = [PROPOS, "ingest", "--format", "jsonl", "-"]
    process = subprocess.Popen(command, env={**environment, "PROPOS_BATCH_SIZE": "8"}, stdin=subprocess.PIPE)
    ended: list[bool] = []
    feeder = Thread(target=feed, args=(process, ended))
    feeder.start()
    try:
        yield
        assert process.poll() is None, "the other process ended before the walks"
    finally:
        ended.append(True)
        feeder.join()
        process.wait()


def feed(process: "subprocess.Popen[bytes]", ended: list[bool]) -> None:
    """Hand made-up articles to a process, one after the other."""
    assert process.stdin is not None
    with process.stdin as pipe:
        for number in range(MADE_UP):
            if ended:
                return
            name, day = NAMES[number % 4], f"{2016 + number % 2}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            text = f"Dépêche {number}. « La mesure numéro {number} sera votée », a déclaré {name}, le {number} du mois."
            pipe.write(json.dumps({"id": f"made-{number}", "text": text, "date": day}).encode() + b"\n")
            pipe.flush()
            time.sleep(PAUSE)


if __name__ == "__main__":
    sys.exit(main())
