"""What OpenAPI says of the answers: an example each, the headers, and the problems that may come."""

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from app.api.problem_types import PROBLEM_TYPES, ProblemType
from app.api.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]
PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "application/json": "json",
        "application/ld+json": "jsonld",
        "application/x-ndjson": "jsonl",
        "text/plain": "txt",
        "text/csv": "csv",
        "application/graphml+xml": "graphml",
        "application/gexf+xml": "gexf",
    }
)
"""Suffixes of the files that keep examples; Parquet has none, for JSON cannot hold it."""
_ALIKE: Mapping[str, str] = MappingProxyType({"getArticle.jsonld": "getLinkedArticle.jsonld"})
"""Answers that are the very answer of another operation."""


def example_of(operation: str, media_type: str) -> object:
    """Return the answer that docs/api.md shows of an operation in one form, or None."""
    name = f"{operation}.{_FORMS.get(media_type.partition(';')[0])}"
    path = files("app.api").joinpath("examples", _ALIKE.get(name, name))
    if not path.is_file():
        return None
    text = path.read_text("utf-8")
    return json.loads(text) if path.name.endswith(("json", "jsonld")) else text


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


_ID = {"X-Request-ID": _header("The id of this request in the log.", "5f0c9a3e1b7d2468")}
_HEADERS = {
    "ETag": _header("Changes with the corpus; send it back in `If-None-Match`.", 'W/"12.12-9b0c4e8f6a2d1357"'),
    **_ID,
}
_LINK = {
    "Link": _header(
        'The next page, `rel="next"`; absent at the end.',
        '</v1/quotes?limit=20&cursor=AAAAAAAAAAAAAAAAW10>; rel="next"',
    )
}
_RETRY = {"Retry-After": _header("Seconds to wait before the next try.", "2")}
_BESIDE: Mapping[int, dict[str, Any]] = MappingProxyType(
    {
        401: {"WWW-Authenticate": _header("A key is sent so.", 'Bearer realm="propos"')},
        429: {
            **_RETRY,
            "RateLimit-Policy": _header(
                "The limits of the service; in every answer where there are any.", '"minute";q=60;w=60'
            ),
            "RateLimit": _header("How many requests are left, and when there are more; so too.", '"minute";r=0;t=5'),
        },
        503: _RETRY,
    }
)
"""What stands in the head of a problem, by its status."""


_FAULTS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "bad-query": {
            "location": "query",
            "name": "q",
            "message": "the search holds no word; type at least one (column 1)",
            "column": 1,
        },
        "bad-request-data": {
            "location": "query",
            "name": "speeker",
            "message": "there is no such parameter; there are: fields, limit, q, type",
            "column": None,
        },
    }
)
"""What is at fault in the examples of problems that tell it."""


def _problems(*codes: str) -> Responses:
    """Return what is declared of the problems `codes`, one entry a status."""
    by_status: dict[int, list[ProblemType]] = {}
    for code in codes:
        kind = PROBLEM_TYPES[code]
        by_status.setdefault(kind.status, []).append(kind)
    return {status: _declared(status, kinds) for status, kinds in by_status.items()}


def _declared(status: int, kinds: list[ProblemType]) -> dict[str, Any]:
    examples = {
        kind.code: {"summary": kind.title} for kind in kinds
    }  # what comes is shown by `problem_of`, with its address
    return {
        "description": "; or ".join(f"{kind.title} (`{kind.code}`)" for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA, "examples": examples}},
        "headers": _ID | _BESIDE.get(status, {}),
    }


def problem_of(code: str, path: str) -> dict[str, object]:
    """Return a problem as it may come from `path`."""
    kind, fault = PROBLEM_TYPES[code], _FAULTS.get(code)
    return {
        "type": kind.path,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.meaning if fault is None else fault["message"],
        "instance": path,
        "errors": [] if fault is None else [fault],
        "request_id": "5f0c9a3e1b7d2468",
    }


def answered(*, cached: bool = True, linked: bool = False) -> Responses:
    """Return what is declared of a good answer; `linked` are those that may have a next page."""
    good: Responses = {200: {"headers": (_HEADERS if cached else _ID) | (_LINK if linked else {})}}
    return good | _UNCHANGED if cached else good


def also(answers: Responses, forms: Mapping[str, Mapping[str, object]]) -> Responses:
    """Return `answers`, the good one of which comes in `forms` too: their schemas by media type."""
    content = {media_type: {"schema": schema} for media_type, schema in forms.items()}
    return {**answers, 200: {**answers[200], "content": content}}


_TEXT = {"type": "string"}
GRAPHS = {"application/graphml+xml": _TEXT, "application/gexf+xml": _TEXT}
_TABLES = {
    "application/x-ndjson": _TEXT,
    "text/csv": _TEXT,
    "application/vnd.apache.parquet": {"type": "string", "format": "binary"},
}


def exported(kind: str) -> Responses:
    """Return what is declared of a file of items."""
    name = {"Content-Disposition": _header("The file's name.", f'attachment; filename="propos-{kind}.jsonl"')}
    told = {"description": "The file.", "headers": _HEADERS | name}
    return also({200: told, **_UNCHANGED}, _TABLES)


def written(model: type) -> Responses:
    """Return what is declared of the good answers of an operation that may store what it is given."""
    headers = _ID | {"Idempotent-Replayed": _header("`true` when the same request was answered so before.", "true")}
    location = {"Location": _header("Where the article is.", "/v1/articles/17")}
    return {
        200: {"headers": headers},
        201: {"headers": headers | location, "model": model, "description": "The only article given is new."},
    }


_UNCHANGED: Responses = {304: {"description": "You have this answer already.", "headers": _HEADERS}}
_ALWAYS = ("bad-input", "url-too-long", "too-large", "bad-request-data", "too-many-requests", "internal")
_STORED = ("storage", "over-budget")
MOVED: Responses = {
    307: {
        "description": "Somebody has said that this is another actor, who is at `Location`.",
        "headers": {"Location": _header("The address of that actor.", "/v1/actors/17")},
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
