"""Conditional requests."""

from pathlib import Path

import pytest

from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import brief

CACHED = [
    "/v1/articles",
    "/v1/articles/1",
    "/v1/articles/1/quotes",
    "/v1/quotes?q=oui",
    "/v1/actors",
    "/v1/articles/1/annotations",
    "/v1/articles/1/text",
    "/v1/articles/1/jsonld",
    "/v1/actors/1",
    "/v1/suggest?q=ada",
    "/v1/relations",
    "/v1/events",
    "/v1/network",
    "/v1/timeline?q=oui",
]


@pytest.mark.parametrize("path", CACHED)
def test_the_same_answer_is_not_sent_twice(service: Service, path: str) -> None:
    first = service.get(path)
    again = service.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == again.headers["cache-control"] == "no-cache"
    assert "Accept-Encoding" in first.headers["vary"]
    assert first.headers["vary"] == again.headers["vary"]


def test_nothing_is_searched_for_an_answer_that_is_there(service: Service) -> None:
    tag = service.get("/v1/quotes", speaker="Ada Byron").headers["etag"]
    with service.resources.database.recording() as recorder:
        service.get("/v1/quotes", speaker="Ada Byron", headers={"If-None-Match": tag})

    assert len(recorder.statements) == 1


@pytest.mark.parametrize("form", ["{tag}", '"x", {tag}', "*", "{bare}", "  {tag}  "])
def test_tags_come_in_many_forms(service: Service, form: str) -> None:
    tag = service.get("/v1/actors").headers["etag"]
    given = form.format(tag=tag, bare=tag.removeprefix("W/"))

    assert service.get("/v1/actors", headers={"If-None-Match": given}).status_code == 304


def test_another_address_has_another_tag(service: Service) -> None:
    paths = [
        "/v1/quotes",
        "/v1/quotes?limit=20",
        "/v1/articles",
        "/v1/quotes?speaker=x",
        "/v1/articles/1",
        "/v1/articles/2",
    ]
    tags = [service.get(path).headers["etag"] for path in paths]

    assert len(set(tags)) == len(paths)
    assert service.get("/v1/quotes", headers={"If-None-Match": tags[1]}).status_code == 200


def test_a_tag_lives_until_the_corpus_or_the_index_moves(database: Database, make_service: MakeService) -> None:
    fill(database, brief(1).analysed())
    service = make_service(database)
    old = service.get("/v1/quotes", q="oui").headers["etag"]

    fill(database, brief(2).analysed())
    stored = service.get("/v1/quotes", q="oui", headers={"If-None-Match": old})
    service.follow()
    indexed = service.get("/v1/quotes", q="oui", headers={"If-None-Match": stored.headers["etag"]})

    assert (stored.status_code, indexed.status_code) == (200, 200)
    assert stored.json()["total"]["value"] == 1
    assert indexed.json()["total"]["value"] == 2


def test_another_corpus_has_other_tags_at_the_same_address_and_revision(
    make_service: MakeService, tmp_path: Path
) -> None:
    tags: list[str] = []
    for _ in range(2):
        fresh = Database.open(f"sqlite:///{tmp_path / 'same.db'}")
        fresh.migrate()
        fill(fresh, brief(1).analysed())
        service = make_service(fresh)
        tags.append(service.get("/v1/articles").headers["etag"])
        fresh.close()
        for file in tmp_path.glob("same.db*"):
            file.unlink()

    assert len(set(tags)) == 2


def test_problems_are_not_kept(service: Service) -> None:
    assert service.get("/v1/articles/999").headers["cache-control"] == "no-store"
    assert "etag" not in service.get("/v1/articles/999").headers
