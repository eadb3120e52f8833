"""What OpenAPI says beside the endpoints: the text in front, the groups, and the one shape of a problem."""

import re
from copy import deepcopy
from typing import Any

from fastapi import FastAPI

from app.api.access import READING, SECURITY_SCHEMES
from app.api.answers import KEY_PROBLEMS, NO_KEY_PROBLEM, example_of, problem_of
from app.api.problems import MEDIA_TYPE
from app.api.schemas.problems import Fault, Problem

DESCRIPTION = """\
News articles are read once; this service answers **who said what, about whom and when**, each time with the exact sentence.

- **Offsets** are Unicode code points, half-open, into the article's `text`, which never changes; `utf16_start` and `utf16_end`
  count as JavaScript does.
- **Dates** may be a year, a month or a day. A filter finds every article that *may* be of these days (`date_match=overlap`);
  `date_match=within` finds those that *must* be.
- **Actors** are asked for by id, by name or by any alias; `resolved` tells how each was understood.
- **Pages**: follow `next_cursor` until it is null; there is no last page that cannot be reached.
- **Errors** are `application/problem+json` (RFC 9457), and `type` is a page that explains them.
- **Keys**: reading needs none unless the operator closed it; articles are brought with a key of scope `ingest` and deleted with
  one of scope `admin`, sent as `Authorization: Bearer KEY`.
- **Caching**: send `If-None-Match` with the `ETag` of the answer before.
"""

TAGS = [
    {"name": "articles", "description": "What was published: find articles, read one with everything found in it."},
    {
        "name": "quotes",
        "description": "Who said what, with the sentence, the cue, the speaker and the actors spoken of.",
    },
    {"name": "actors", "description": "Persons, organizations, countries, places and groups, under all their names."},
    {
        "name": "relations",
        "description": "What the texts state between actors, the events that several of them report, and the graph they make.",
    },
    {"name": "exports", "description": "Everything that matches, as a file whose end counts what stands in it."},
    {"name": "extraction", "description": "Read a text of your own; nothing is stored."},
    {"name": "health", "description": "For those who run the service."},
]
_PAGING = frozenset({"sort", "limit", "cursor"})
_IN_BRACES = re.compile(r"\{\w+\}")
_REFERENCE = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Let the OpenAPI document of `app` know the shape of problems, and say of parameters what holds in an address."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(made())
        return made()

    app.openapi = openapi  # pyright: ignore[reportAttributeAccessIssue] - the way FastAPI documents


def _complete(document: dict[str, Any]) -> None:
    for model in (Fault, Problem):
        schema = model.model_json_schema(ref_template=_REFERENCE)
        schema.pop("$defs", None)
        document["components"]["schemas"][model.__name__] = schema
    document["components"]["securitySchemes"] = SECURITY_SCHEMES
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _tell_of_keys(operation)
            _show_answers(operation)
            _show_problems(operation, _IN_BRACES.sub("1", path))
            parameters = operation.get("parameters", [])
            parameters.sort(key=_is_paging)
            for parameter in parameters:
                parameter["schema"] = _told(parameter["schema"])


def _tell_of_keys(operation: dict[str, Any]) -> None:
    """Say which key an operation needs, and how it is answered without."""
    security: list[dict[str, list[str]]] = operation.setdefault("security", READING)
    if security:
        problems = KEY_PROBLEMS if len(security) == 1 else NO_KEY_PROBLEM
        operation["responses"] |= {str(status): deepcopy(told) for status, told in problems.items()}


def _show_answers(operation: dict[str, Any]) -> None:
    """Show an answer of each form; only now, for FastAPI leaves out of examples whatever is null in them."""
    for status, told in operation["responses"].items():
        for media_type, form in told.get("content", {}).items():
            example = example_of(operation["operationId"], media_type) if status < "3" else None
            if example is not None:
                form["example"] = example


def _show_problems(operation: dict[str, Any], path: str) -> None:
    """Show each problem as it comes from this address."""
    for status, told in operation["responses"].items():
        if status >= "4":
            for code, example in told["content"][MEDIA_TYPE]["examples"].items():
                example["value"] = problem_of(code, path)


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what holds of a parameter: it can be absent but never null, and is described beside its schema."""
    kept = {key: value for key, value in schema.items() if key not in {"anyOf", "title", "description"}}
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    return {**(kinds[0] if kinds else {}), **kept}


def _is_paging(parameter: dict[str, Any]) -> bool:
    return parameter["name"] in _PAGING
