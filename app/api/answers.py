"""What OpenAPI says of the answers: an example each, the headers, and the problems that may come."""

import json
from importlib.resources import files
from typing import Any

from app.api.problem_types import PROBLEM_TYPES, ProblemType
from app.api.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]
PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_HEADERS = {
    "ETag": {"description": "Changes with the corpus; send it back in `If-None-Match`.", "schema": {"type": "string"}},
    "X-Request-ID": {"description": "The id of this request in the log.", "schema": {"type": "string"}},
}
_LINK = {"Link": {"description": 'The next page, `rel="next"`; absent at the end.', "schema": {"type": "string"}}}


def _problems(*codes: str) -> Responses:
    """Return what is declared of the problems `codes`, one entry a status."""
    by_status: dict[int, list[ProblemType]] = {}
    for code in codes:
        kind = PROBLEM_TYPES[code]
        by_status.setdefault(kind.status, []).append(kind)
    return {status: _declared(kinds) for status, kinds in by_status.items()}


def _declared(kinds: list[ProblemType]) -> dict[str, Any]:
    examples = {kind.code: {"summary": kind.title, "value": _example(kind)} for kind in kinds}
    content = {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA, "examples": examples}}
    return {"description": "; or ".join(f"{kind.title} (`{kind.code}`)" for kind in kinds), "content": content}


def _example(kind: ProblemType) -> dict[str, object]:
    return {
        "type": kind.path,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.meaning,
        "instance": "/v1/quotes",
        "errors": [],
        "request_id": "5f0c9a3e1b7d2468",
    }


def answered(
    operation: str, *, cached: bool = True, linked: bool = True, media_type: str = "application/json"
) -> Responses:
    """Return what is declared of the good answer of `operation`, with its example."""
    is_text = media_type == "text/plain"
    path = files("app.api").joinpath("examples", f"{operation}.{'txt' if is_text else 'json'}")
    example = path.read_text("utf-8") if path.is_file() else "null"
    content = {media_type: {"example": example if is_text else json.loads(example)}} if path.is_file() else {}
    headers = (_HEADERS if cached else {"X-Request-ID": _HEADERS["X-Request-ID"]}) | (_LINK if linked else {})
    good: Responses = {200: {"content": content, "headers": headers}}
    if cached:
        good[304] = {"description": "You have this answer already.", "headers": _HEADERS}
    return good


def drawable(operation: str) -> Responses:
    """Return what is declared of a graph that is given as JSON or as a file, with its example as JSON."""
    declared = answered(operation, linked=False)
    files_of_graphs = ("application/graphml+xml", "application/gexf+xml")
    declared[200]["content"] |= {media_type: {"schema": {"type": "string"}} for media_type in files_of_graphs}
    return declared


def exported(operation: str) -> Responses:
    """Return what is declared of a file of items, with its example as JSONL."""
    path = files("app.api").joinpath("examples", f"{operation}.jsonl")
    example = {"example": path.read_text("utf-8")} if path.is_file() else {}
    content = {
        "application/x-ndjson": {"schema": {"type": "string"}, **example},
        "text/csv": {"schema": {"type": "string"}},
        "application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}},
    }
    headers = {**_HEADERS, "Content-Disposition": {"description": "The file's name.", "schema": {"type": "string"}}}
    return {
        200: {"description": "The file.", "content": content, "headers": headers},
        304: {"description": "You have this answer already.", "headers": _HEADERS},
    }


def written(operation: str, model: type) -> Responses:
    """Return what is declared of the good answers of `operation`, which may store what it is given."""
    told = answered(operation, cached=False, linked=False)[200]
    replayed = {"description": "`true` when the same request was answered so before.", "schema": {"type": "string"}}
    headers = {**told["headers"], "Idempotent-Replayed": replayed}
    location = {"Location": {"description": "Where the article is.", "schema": {"type": "string"}}}
    return {
        200: {**told, "headers": headers},
        201: {**told, "headers": headers | location, "model": model, "description": "The only article given is new."},
    }


_ALWAYS = ("bad-input", "url-too-long", "too-large", "bad-request-data", "too-many-requests", "internal")
_STORED = ("storage", "over-budget")
MOVED: Responses = {
    307: {
        "description": "Somebody has said that this is another actor, who is at `Location`.",
        "headers": {"Location": {"description": "The address of that actor.", "schema": {"type": "string"}}},
    }
}
GET_PROBLEMS = _problems(*_ALWAYS, "bad-query", "bad-cursor", "bad-date", *_STORED, "search-index")
EXPORT_PROBLEMS = _problems(*_ALWAYS, "bad-query", "bad-date", *_STORED, "search-index")
ITEM_PROBLEMS = _problems(*_ALWAYS, "bad-cursor", "not-found", *_STORED)
POST_PROBLEMS = _problems(*_ALWAYS, "bad-json", "bad-document", "busy")
WRITE_PROBLEMS = _problems(*_ALWAYS, "bad-json", "bad-document", "reused-key", "busy", "storage", "unavailable")
DELETE_PROBLEMS = _problems(*_ALWAYS, "not-found", "busy", "storage")
NO_KEY_PROBLEM = _problems("unauthorized")
KEY_PROBLEMS = _problems("unauthorized", "forbidden")
HEALTH_PROBLEMS = _problems("bad-input", "url-too-long", "too-large", "bad-request-data", "internal")
READY_PROBLEMS = _problems(
    "bad-input", "url-too-long", "too-large", "bad-request-data", "internal", "unavailable", "storage", "search-index"
)
