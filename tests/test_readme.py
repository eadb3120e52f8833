"""The README's request over the seed documents is answered as the README shows it, and its other requests are answered.

`make docs` writes the answer anew.
"""

import json
import os
import re
from collections.abc import Generator
from pathlib import Path

import pytest

from app.analysts import Alone
from app.extraction.analyser import Analyser
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from app.storage.database import Database
from tests.api.service import Service

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "README.md"
README = PAGE.read_text(encoding="utf-8")
WRITE = os.environ.get("PROPOS_WRITE_DOCS") == "1"
TABLE = re.findall(r"^\|.*\| `(/v1/[^`]+)` \|$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Generator[Service]:
    folder = tmp_path_factory.mktemp("readme")
    database = Database.open(f"sqlite:///{folder / 'propos.db'}")
    (folder / "propos.db").write_bytes(sqlite_template.read_bytes())
    feed = Feed([str(ROOT / "seeds")], Manner())
    report = ingest(feed, database, Alone(Analyser.load()), Process())
    assert report.new
    assert not report.failed
    service = Service(database, folder / "index")
    yield service
    service.close()
    database.close()


def test_the_request_is_answered_as_shown(seeded: Service) -> None:
    request = re.search(r"curl 'http://127\.0\.0\.1:8000(/v1/[^']+)'", README)
    shown = re.search(r"(?<=```json\n).*?(?=\n```)", README, re.DOTALL)
    assert request
    assert shown

    answer = seeded.send("GET", request[1]).json()
    if WRITE:
        start, end = shown.span()
        PAGE.write_text(
            README[:start] + json.dumps(answer, ensure_ascii=False, indent=2) + README[end:], encoding="utf-8"
        )
    else:
        assert answer == json.loads(shown[0])


def test_the_table_holds_requests() -> None:
    assert len(TABLE) > 4


@pytest.mark.parametrize("target", TABLE)
def test_every_other_request_is_answered(seeded: Service, target: str) -> None:
    answer = seeded.send("GET", target)

    assert answer.status_code == 200
    if target.startswith("/v1/export/"):
        assert len(answer.text.splitlines()) > 1
    elif "within" in target:
        assert answer.json()["items"] == []
    elif "items" in answer.json():
        assert answer.json()["items"]


@pytest.mark.parametrize("address", re.findall(r"\]\((docs/[^)#]+|[A-Z]+\.md)\)", README))
def test_every_page_it_names_is_there(address: str) -> None:
    assert (ROOT / address).exists()
