"""What OpenAPI says beside the endpoints: the text in front, the groups, and the one shape of a problem."""

from typing import Any, cast

from fastapi import FastAPI

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
- **Caching**: send `If-None-Match` with the `ETag` of the answer before.
"""

TAGS = [
    {"name": "articles", "description": "What was published: find articles, read one with everything found in it."},
    {
        "name": "quotes",
        "description": "Who said what, with the sentence, the cue, the speaker and the actors spoken of.",
    },
    {"name": "actors", "description": "Persons, organizations, countries, places and groups, under all their names."},
    {"name": "relations", "description": "What the texts state between actors: meetings, roles, alliances, tensions."},
    {"name": "extraction", "description": "Read a text of your own; nothing is stored."},
    {"name": "health", "description": "For those who run the service."},
]
_DIALECT = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Let the OpenAPI document of `app` know the shape of problems."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        document = made()
        schemas = cast(dict[str, Any], document.setdefault("components", {}).setdefault("schemas", {}))
        for model in (Fault, Problem):
            schema = model.model_json_schema(ref_template=_DIALECT)
            schema.pop("$defs", None)
            schemas[model.__name__] = schema
        return document

    app.openapi = openapi  # pyright: ignore[reportAttributeAccessIssue]
