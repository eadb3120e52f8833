"""The pages for programmers: documentation that needs no network, and one page for each kind of problem."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Response
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.api.access import OPEN
from app.api.problem_types import PROBLEM_TYPES, ProblemType
from app.errors import NotFoundError

router = APIRouter(include_in_schema=False)
_STATIC = "static"
_SCRIPTS = Path(fastapi_offline.__file__).parent / "static"
_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"
_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def install(app: FastAPI) -> None:
    """Add the scripts that the pages need to `app`."""
    app.mount(f"/{_STATIC}", StaticFiles(directory=_SCRIPTS), name="static")


@router.get("/docs", openapi_extra=OPEN)
async def docs() -> HTMLResponse:
    """Show Swagger UI."""
    page = get_swagger_ui_html(
        openapi_url="openapi.json",
        title="Propos",
        swagger_js_url=f"{_STATIC}/swagger-ui-bundle.js",
        swagger_css_url=f"{_STATIC}/swagger-ui.css",
        swagger_favicon_url=f"{_STATIC}/favicon.png",
        swagger_ui_parameters={"displayOperationId": True, "displayRequestDuration": True, "validatorUrl": None},
    )
    return _guarded(page)


@router.get("/redoc", openapi_extra=OPEN)
async def redoc() -> HTMLResponse:
    """Show ReDoc."""
    page = get_redoc_html(
        openapi_url="openapi.json",
        title="Propos",
        redoc_js_url="redoc.js",
        redoc_favicon_url=f"{_STATIC}/favicon.png",
        with_google_fonts=False,
    )
    return _guarded(page)


@router.get("/redoc.js", openapi_extra=OPEN)
async def redoc_script() -> Response:
    """Give ReDoc without the picture that it would fetch from elsewhere."""
    return Response(_redoc_script(), media_type="text/javascript", headers={"Cache-Control": "max-age=86400"})


@cache
def _redoc_script() -> str:
    return (_SCRIPTS / "redoc.standalone.js").read_text("utf-8").replace(_LOGO, f"{_STATIC}/favicon.png")


@router.get("/problems", openapi_extra=OPEN)
async def problems() -> HTMLResponse:
    """List the kinds of problem."""
    items = "".join(
        f'<li><a href="{kind.path}">{escape(kind.title)}</a> ({kind.status})</li>' for kind in PROBLEM_TYPES.values()
    )
    return _plain("Kinds of problem", f"<ul>{items}</ul>")


@router.get("/problems/{code}", openapi_extra=OPEN)
async def problem(code: str) -> HTMLResponse:
    """Explain one kind of problem."""
    kind = PROBLEM_TYPES.get(code)
    if kind is None:
        raise NotFoundError("there is no such kind of problem")
    return _plain(kind.title, _explained(kind))


def _explained(kind: ProblemType) -> str:
    return (
        f"<p>HTTP status {kind.status}, type <code>{kind.path}</code></p><p>{escape(kind.meaning)}</p>"
        f'<h2>What to do</h2><p>{escape(kind.remedy)}</p><p><a href="/problems">All kinds of problem</a></p>'
    )


def _plain(title: str, body: str) -> HTMLResponse:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{escape(title)}</h1>{body}</body></html>'
    )


def _guarded(page: HTMLResponse) -> HTMLResponse:
    """Allow the page its own scripts, by their digest, and nothing from elsewhere."""
    digests = [b64encode(sha256(script).digest()).decode() for script in _SCRIPT.findall(bytes(page.body))]
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    page.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page
