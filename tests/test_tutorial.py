"""Pages with commands are done step by step as they are written, in an empty folder, and every command prints what they show.

PROPOS_WRITE_DOCS=1 .venv/bin/python -m pytest tests/test_tutorial.py   writes what the commands print anew.
"""

import os
import re
import subprocess
import sys
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from benchmarks.engines import free_port, wait_for
from tests.test_docs import agrees, printed

DOCS = Path(__file__).parents[1] / "docs"
STEP = re.compile(
    r"Save this as `(?P<path>[^`]+)`:\n```\w+\n(?P<content>.*?)```|```console\n(?P<session>.*?)```", re.DOTALL
)
CHANGING = re.compile(r"\b[\d.]+ s\b(, [\d,]+ documents/s)?")
A_DAY = "2026-11-24"
"""Stands on a page for the day on which its test runs."""
HERE = "http://127.0.0.1:8000"


class Reader:
    """Somebody who does what the page says, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = {name: value for name, value in os.environ.items() if not name.startswith("PROPOS_")}
        self._environment = {**own, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"}
        self._address = ""
        self._server: subprocess.Popen[bytes] | None = None

    def save(self, path: str, content: str) -> None:
        """Write a file."""
        (self.folder / path).parent.mkdir(exist_ok=True)
        (self.folder / path).write_text(content, encoding="utf-8")

    def do(self, command: str) -> str:
        """Run a command and return what it prints."""
        exported = re.fullmatch(r"export (\w+)=(\S+)", command)
        asked = re.fullmatch(rf"curl '{HERE}([^']+)'", command)
        if exported:
            self._environment[exported[1]] = exported[2]
            return ""
        if command == "propos serve &":
            self._serve()
            return ""
        if asked:
            return printed(httpx.get(self._address + asked[1]).raise_for_status().json()) + "\n"
        told = subprocess.run(
            ["/bin/bash", "-c", f"set -o pipefail; {command}"],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout
        today = str(datetime.now(UTC).date())
        return CHANGING.sub("0.1 s", told.stdout).replace(today, A_DAY)

    def read(self, page: str) -> str:
        """Do everything that `page` says, and return it with what the commands print."""
        return STEP.sub(self._done, page)

    def _done(self, step: re.Match[str]) -> str:
        if step["path"]:
            self.save(step["path"], step["content"])
            return step[0]
        commands = [line.removeprefix("$ ") for line in step["session"].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"$ {command}\n{self.do(command)}" for command in commands) + "```"

    def _serve(self) -> None:
        port = free_port()
        command = ["propos", "serve", "--port", str(port)]
        self._server = subprocess.Popen(
            command, cwd=self.folder, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._address = wait_for(f"http://127.0.0.1:{port}")

    def close(self) -> None:
        """Stop the service."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait()


@pytest.fixture
def reader(tmp_path: Path) -> Generator[Reader]:
    """Return a reader in an empty folder."""
    somebody = Reader(tmp_path)
    yield somebody
    somebody.close()


def test_the_tutorial_is_done_as_it_is_written(reader: Reader) -> None:
    page = DOCS / "tutorial.md"
    agrees(page, reader.read(page.read_text(encoding="utf-8")))
    answer = (reader.folder / "answer.csv").read_text(encoding="utf-8")
    assert "La Norvège est un partenaire sur lequel nous pouvons compter" in answer
    assert "devait ouvrir ses ports" in answer
    assert "promesses" not in answer
    assert "Islande" not in answer


def test_the_page_of_actors_is_done_as_it_is_written(reader: Reader) -> None:
    page = DOCS / "actors.md"
    agrees(page, reader.read(page.read_text(encoding="utf-8")))
