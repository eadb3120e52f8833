"""A problem met by somebody who looks at pages, told on a page."""

from collections.abc import Mapping

from fastapi import Response
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from app.api.pages.shell import Shell
from app.api.problem_types import ProblemType
from app.api.schemas.problems import Problem

_API = "/v1/"


def is_for_people(scope: Scope) -> bool:
    """Whether the request is for a page, by a browser."""
    return not str(scope["path"]).startswith(_API) and "text/html" in Headers(scope=scope).get("accept", "")


def problem_page(scope: Scope, problem: Problem, kind: ProblemType, headers: Mapping[str, str]) -> Response:
    """Return the page that tells of a problem."""
    shell = Shell.of(HTTPConnection(scope))
    page = shell.render(
        "problem.html",
        problem.status,
        kind=kind,
        text=kind.code if f"problem.{kind.code}" in shell.texts.table else "other",
        detail=problem.detail if problem.status < 500 else "",  # noqa: PLR2004
        request_id=problem.request_id,
        status=problem.status,
    )
    page.headers.update(headers)
    return page
