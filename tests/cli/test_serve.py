"""`propos serve`, as a process of its own."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

import httpx
import pytest

from app.cli.serve import warn
from app.storage.database import Database
from tests.api.service import fill
from tests.builders import brief

Start = Callable[..., subprocess.Popen[str]]
COMMAND = [sys.executable, "-c", "from app.cli.main import main; main()", "serve"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path: Path, sqlite_template: Path) -> Generator[Start]:
    """Return a function that starts the service over a database with one article."""
    address = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'served.db')}"
    database = Database.open(address)
    fill(database, brief(1).analysed())
    database.close()
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str, **variables: str) -> subprocess.Popen[str]:
        told: Mapping[str, str] = {"PROPOS_DATABASE_URL": address, "PYTHONPATH": str(ROOT), **variables}
        process = subprocess.Popen(
            [*COMMAND, *arguments], env=told, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def read_greeting(process: subprocess.Popen[str]) -> list[str]:
    """Return the lines that are printed once it listens."""
    assert process.stdout is not None
    return [process.stdout.readline() for _ in range(4)]


def test_it_prints_three_requests_that_work_and_stops_when_told(start: Start) -> None:
    process = start("--port", "0")
    greeting = read_greeting(process)
    address = re.findall(r"http://127\.0\.0\.1:\d+", greeting[0])[0]
    asked = [re.findall(r"'?(http://[^\s']+)", line)[0] for line in greeting[1:]]

    with httpx.Client(timeout=30) as client:
        assert client.get(f"{address}/v1/articles").json()["total"]["value"] == 1
        assert [client.get(asked[0]).status_code, client.get(asked[1]).status_code] == [200, 200]
        text = re.findall(r"-d '(.*)'", greeting[3])[0]
        answer = client.post(asked[2], content=text.encode(), headers={"content-type": "application/json"})
        assert answer.json()["quotes"]
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=10)

    assert "Traceback" not in told


def spoken(address: str, request: bytes) -> bytes:
    """Return what is answered to raw bytes."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(request)
        heard = b""
        while part := line.recv(65_536):
            heard += part
    return heard


def test_addresses_typed_with_their_accents_are_understood(start: Start) -> None:
    process = start("--port", "0")
    address = re.findall(r"http://127\.0\.0\.1:\d+", read_greeting(process)[0])[0]
    head = " HTTP/1.1\r\nHost: propos\r\nConnection: close\r\n\r\n"

    assert b'"total":{"value":1,' in spoken(address, f"GET /v1/quotes?speaker=Byron{head}".encode())
    assert b'"input":"\xc3\x89lys\xc3\xa9e"' in spoken(address, f"GET /v1/quotes?speaker=Élysée{head}".encode())
    assert b'"instance":"/%C3%A9t%C3%A9"' in spoken(address, f"GET /été{head}".encode())
    assert b"/problems/bad-input" in spoken(address, f"GET /v1/quotes?q=été{head}".encode("latin-1"))


def test_what_is_no_http_is_a_problem_as_well(start: Start) -> None:
    process = start("--port", "0")
    address = re.findall(r"http://127\.0\.0\.1:\d+", read_greeting(process)[0])[0]

    for noise in (b"hello\r\n\r\n", b"\x16\x03\x01\x02\x00", b"GET /\x00 HTTP/1.1\r\n\r\n", b"GET\r\n\r\n"):
        head, _, body = spoken(address, noise).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 ")
        assert b"application/problem+json" in head
        assert json.loads(body)["type"] == "/problems/bad-http"


def test_several_processes_share_the_port(start: Start) -> None:
    process = start("--port", "0", "--workers", "2")
    address = re.findall(r"http://127\.0\.0\.1:\d+", read_greeting(process)[0])[0]

    assert httpx.get(f"{address}/healthz", timeout=30).json() == {"status": "ok"}
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7"])  # noqa: S104 - nothing listens there
def test_an_address_that_others_reach_is_warned_of_where_reading_is_open(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    warn(address, is_closed=True)
    warn("127.0.0.1", is_closed=False)
    warn("::1", is_closed=False)
    assert capsys.readouterr().err == ""

    warn(address, is_closed=False)
    assert "whoever reaches this address may read everything; PROPOS_REQUIRE_KEY=1" in capsys.readouterr().err


def test_reading_is_closed_by_a_variable(start: Start) -> None:
    process = start("--port", "0", PROPOS_REQUIRE_KEY="1")
    address = re.findall(r"http://127\.0\.0\.1:\d+", read_greeting(process)[0])[0]

    assert httpx.get(f"{address}/v1/articles", timeout=30).status_code == 401
    assert httpx.get(f"{address}/readyz", timeout=30).status_code in {200, 503}
    process.terminate()
    assert "warning" not in process.communicate(timeout=20)[1]


def test_a_port_that_is_taken_is_told(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        out, told = start("--port", port).communicate(timeout=30)

    assert (out, told.count("\n")) == ("", 1)
    assert f"cannot listen on 127.0.0.1:{port} (Address already in use): choose another with --port" in told


def test_a_host_that_is_none_of_ours_is_told(start: Start) -> None:
    _, told = start("--host", "203.0.113.7").communicate(timeout=30)

    assert "cannot listen on 203.0.113.7:8000" in told


def test_a_database_that_is_not_migrated_is_told(start: Start, tmp_path: Path) -> None:
    process = start("--port", "0", PROPOS_DATABASE_URL=f"sqlite:///{tmp_path / 'absent.db'}")
    out, told = process.communicate(timeout=30)

    assert (out, process.returncode) == ("", 1)
    assert told.startswith("propos: there is no database at ")
    assert "run `propos migrate`" in told


def test_a_setting_that_cannot_be_used_is_told(start: Start) -> None:
    process = start(PROPOS_QUERY_SECONDS="soon")
    _, told = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "PROPOS_QUERY_SECONDS" in told
