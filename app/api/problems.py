"""Errors leave here, and only here: every 4xx and 5xx is `application/problem+json`, and no exception text leaves.

Who looks at a page with a browser is told the same on a page.

What our own errors of the caller's making say (`AppError` below 500) was written for the caller and goes out as `detail`.
Everything else goes to the log under the request id, and the caller reads the words of the problem's page.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import Scope

from app.api.access import challenge
from app.api.pages.problem import is_for_people, problem_page
from app.api.problem_types import ProblemType, type_of, type_of_status
from app.api.schemas.problems import Fault, Problem
from app.errors import AppError, QueryError, UnavailableError

MEDIA_TYPE = "application/problem+json"
REQUEST_ID = "request_id"
_RETRY_SECONDS = 2
_log = logging.getLogger("propos.api")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one problem beside its kind."""

    detail: str
    status: int
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] | None = None


def install(app: FastAPI) -> None:
    """Let every error of `app` leave as a problem."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)


def problem_response(scope: Scope, kind: ProblemType, told: Told | None = None) -> Response:
    """Return the answer that tells of a problem."""
    told = told or Told(kind.meaning, kind.status)
    problem = Problem(
        type=_root(scope) + kind.path,
        title=kind.title,
        status=told.status,
        detail=told.detail,
        instance=quote(cast(str, scope["path"])[:500]),
        errors=list(told.faults),
        request_id=request_id(scope),
    )
    headers = {"Cache-Control": "no-store", **(told.headers or {})}
    if told.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.setdefault("Retry-After", str(_RETRY_SECONDS))
    if told.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = challenge(scope["method"])
    if is_for_people(scope):
        return problem_page(scope, problem, kind, headers)
    return Response(problem.model_dump_json(), told.status, headers, MEDIA_TYPE)


def _root(scope: Scope) -> str:
    """Return the path that a proxy serves the application under; a mount below it adds its own to `root_path`."""
    return str(scope.get("app_root_path", scope.get("root_path", "")))


def request_id(scope: Scope) -> str:
    """Return the id of the request, as the envelope set it."""
    state = cast(dict[str, Any], scope.get("state") or {})
    return str(state.get(REQUEST_ID, ""))


def internal_error(scope: Scope, error: Exception) -> Response:
    """Log an error nobody foresaw and return what the caller may know of it."""
    _log.error("request %s failed: %s", request_id(scope), scope["path"], exc_info=error)
    return problem_response(scope, type_of("internal"))


async def _app_error(request: Request, error: Exception) -> Response:
    error = cast(AppError, error)
    kind = type_of(error.code)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        trace = None if isinstance(error, UnavailableError) else error  # what is missing is no riddle, and may last
        _log.error("request %s: %s: %s", request_id(request.scope), error.code, error, exc_info=trace)
        return problem_response(request.scope, kind, Told(kind.meaning, error.status))
    faults = (
        [Fault(location="query", name="q", message=str(error), column=error.column)]
        if isinstance(error, QueryError)
        else []
    )
    return problem_response(request.scope, kind, Told(str(error), error.status, faults))


async def _http_error(request: Request, error: Exception) -> Response:
    error = cast(HTTPException, error)
    kind = type_of_status(error.status_code)
    headers = _allowed(request) if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else error.headers
    return problem_response(request.scope, kind, Told(_http_detail(kind, error), error.status_code, (), headers))


def _allowed(request: Request) -> Mapping[str, str]:
    """Return the header that names every method of an address: it may be in several routes."""
    routes = cast("Sequence[Route]", request.app.state.routes)
    here = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    methods = {method for route in here for method in route.methods or ()}
    if "GET" in methods or not methods:  # what is mounted only gives files
        methods |= {"GET", "HEAD"}
    return {"Allow": ", ".join(sorted(methods))}


def _http_detail(kind: ProblemType, error: HTTPException) -> str:
    known = HTTPStatus(error.status_code).phrase
    return kind.meaning if kind.code != "http-error" else f"{known}."


async def _validation_error(request: Request, error: Exception) -> Response:
    raised = cast(Sequence[dict[str, Any]], cast(RequestValidationError, error).errors())
    if any(fault["type"] == "json_invalid" for fault in raised):
        return problem_response(request.scope, type_of("bad-json"))
    kind = type_of("bad-request-data")
    faults = [_fault(fault) for fault in raised]
    detail = "; ".join(f"{fault.name}: {fault.message}" for fault in faults[:3])
    more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""  # noqa: PLR2004
    return problem_response(request.scope, kind, Told(detail + more, kind.status, faults))


def _fault(raised: Mapping[str, Any]) -> Fault:
    """Return one fault of a validation, without what was given: it may be long, and the caller has it."""
    place = [str(part) for part in raised["loc"]]
    name = ".".join(place[1:] if place[0] == "body" else place[1:2]) or place[0]
    return Fault(location=place[0], name=name, message=str(raised["msg"]), column=None)
