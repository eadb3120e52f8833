"""What is too much is refused early, and every answer has its headers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.api.service import Service, problem

JSON = {"content-type": "application/json"}


def test_a_body_over_two_megabytes(service: Service) -> None:
    answer = service.send("POST", "/v1/extract", content=b"x" * 2_000_001, headers=JSON)

    assert problem(answer, 413)["type"] == "/problems/too-large"


def test_a_body_that_does_not_say_how_long_it_is(service: Service) -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(300):
            await asyncio.sleep(0)
            yield b"x" * 10_000

    answer = service.send("POST", "/v1/extract", content=drip(), headers=JSON)

    assert "content-length" not in answer.request.headers
    assert problem(answer, 413)["type"] == "/problems/too-large"


@pytest.mark.parametrize("length", ["9" * 30, "-1", "x", "²"])
def test_a_length_that_is_none(service: Service, length: str) -> None:
    headers = httpx.Headers({**JSON, "content-length": length.encode()})  # pyright: ignore[reportArgumentType]

    problem(service.send("POST", "/v1/extract", content=b"{}", headers=headers), 413)


def test_an_address_over_eight_kilobytes(service: Service) -> None:
    assert problem(service.get(f"/v1/quotes?q={'x' * 9_000}"), 414)["type"] == "/problems/url-too-long"
    problem(service.get("/" + "x" * 9_000), 414)


@pytest.mark.parametrize("query", ["q=%zz", "q=%f", "q=%", "q=%ff", "q=%ed%a0%80", "q=%c0%80", "%ff=1", "speaker=a%80"])
def test_escapes_that_are_not_utf8(service: Service, query: str) -> None:
    assert raw(service, "/v1/quotes", query)["type"] == "/problems/bad-input"


def test_a_path_that_is_not_utf8(service: Service) -> None:
    assert raw(service, "/v1/articles/%ff", "")["type"] == "/problems/bad-input"


def raw(service: Service, path: str, query: str) -> dict[str, Any]:
    """Send an address as it is: a client library would mend it."""
    sent: list[dict[str, Any]] = []
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [],
        "server": ("propos.test", 80),
        "client": ("127.0.0.1", 1),
        "asgi": {"version": "3.0"},
    }

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    asyncio.run(service.app(scope, receive, send))
    answer = httpx.Response(sent[0]["status"], headers=sent[0]["headers"], content=sent[1]["body"])
    return problem(answer, 400)


@pytest.mark.parametrize(
    "path", ["/v1/quotes", "/nowhere", "/docs", "/openapi.json", "/static/swagger-ui.css", "/healthz"]
)
def test_every_answer_has_its_headers(service: Service, path: str) -> None:
    headers = service.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-request-id"]


def test_a_request_keeps_the_id_it_came_with_when_it_is_a_plain_one(service: Service) -> None:
    assert service.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    for odd in ("", "a b", "x" * 65, "a\tb", "<b>"):
        assert service.get("/healthz", headers={"X-Request-ID": odd}).headers["x-request-id"] != odd
