"""Walks over all quotes, by pages of many sizes, while another process ingests: what was there is met exactly once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.ingest.feed import Feed, Manner
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.ingesting import run

ROOT = Path(__file__).parents[2]
DATES = ("2023-04-12", "2023-04", "2023", None, "2022-12-31")
NAMES = ("Ada Byron", "Paul Valmont", "Ivo Marin")
LIMITS = (1, 3, 7, 50, 200)


def stories(folder: Path, name: str, numbers: range) -> Path:
    """Write made-up articles of two quotes each, their days all through the years, and return the file."""
    path = folder / f"{name}.jsonl"
    lines = ({"id": f"{name}-{number}", "date": DATES[number % 5], "text": story(number)} for number in numbers)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def story(number: int) -> str:
    one, other = NAMES[number % 3], NAMES[(number + 1) % 3]
    return f"Dépêche {number}.\n« Oui, {number} fois », a dit {one}.\n« Non, jamais {number} », a dit {other}."


@pytest.mark.parametrize("asked", [{"sort": "date"}, {"q": "oui OR non"}], ids=str)
def test_every_quote_is_met_once_while_another_process_ingests(
    database: Database, make_service: MakeService, tmp_path: Path, asked: dict[str, Any]
) -> None:
    service = make_service(database)
    run(database, service.resources.index, list(Feed([str(stories(tmp_path, "before", range(10)))], Manner())))
    before = {quote["id"] for quote in service.walk("/v1/quotes", limit=200, **asked)}
    assert before
    told = [database.url.render_as_string(hide_password=False), str(tmp_path / "their-index")]
    more = str(stories(tmp_path, "more", range(10, 60)))
    writer = subprocess.Popen([sys.executable, "-m", "tests.ingesting", *told, more], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()  # it has begun
        for limit in LIMITS:
            met = [quote["id"] for quote in service.walk("/v1/quotes", limit=limit, **asked)]
            assert len(met) == len(set(met)), limit
            assert before <= set(met), limit
            service.follow()
    finally:
        writer.kill()
        writer.communicate()
    assert service.ok("/v1/quotes", **asked)["total"]["value"] > len(before)
