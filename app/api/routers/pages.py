"""Pages for people: the search, an article, an actor, two actors compared, and what these pages are made with."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import HTMLResponse

from app.api.access import OPEN
from app.api.dependencies import Visit, Visiting
from app.api.pages.actor import portray
from app.api.pages.article import read
from app.api.pages.assets import assets, digest, media_type
from app.api.pages.comparison import compare
from app.api.pages.search import search
from app.api.pages.shell import Shell
from app.api.schemas.pages import ComparePage, Filled, SearchPage
from app.api.schemas.values import Id64
from app.errors import NotFoundError

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Look:
    """A visit by somebody who looks at pages."""

    visit: Visit
    shell: Shell

    def page(self, template: str, status: int = 200, /, **told: object) -> HTMLResponse:
        """Return the page, with what the visit tells of it to caches."""
        page = self.shell.render(template, status, **told)
        page.headers.update(self.visit.response.headers)
        return page


async def _look(visit: Visiting) -> Look:
    shell = Shell.of(visit.request)
    visit.response.headers.update(shell.headers())
    return Look(replace(visit, variant=shell.variant), shell)


Looking = Annotated[Look, Depends(_look)]


@router.get("/")
def show_search(asked: Annotated[SearchPage, Query()], look: Looking) -> HTMLResponse:
    """Search quotes and articles."""
    results = search(look.visit, asked)
    return look.page("search.html", 200 if results.fault is None else results.fault.status, results=results)


@router.get("/articles/{article_id}")
def show_article(
    article_id: Annotated[Id64, Path()], _asked: Annotated[Filled, Query()], look: Looking
) -> HTMLResponse:
    """Show an article with everything found in it."""
    return look.page("article.html", reading=read(look.visit, article_id))


@router.get("/actors/{actor_id}")
def show_actor(actor_id: Annotated[Id64, Path()], _asked: Annotated[Filled, Query()], look: Looking) -> HTMLResponse:
    """Show an actor."""
    return look.page("actor.html", portrait=portray(look.visit, actor_id))


@router.get("/compare")
def show_comparison(asked: Annotated[ComparePage, Query()], look: Looking) -> HTMLResponse:
    """Show what two actors say of each other."""
    return look.page("compare.html", made=compare(look.visit, asked))


@router.get("/assets/{version}/{name:path}", openapi_extra=OPEN)
def get_asset(version: str, name: str) -> Response:
    """Give a style, a script or letters; under this address they never change."""
    body = assets().get(name) if version == digest() else None
    if body is None:
        raise NotFoundError("there is no such asset")
    return Response(body, headers={"Cache-Control": "public, max-age=31536000, immutable"}, media_type=media_type(name))
