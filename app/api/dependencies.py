"""What an endpoint is given: the visit, which reads the database, finds the page, and understands the actors asked for."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypedDict, cast
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from app.api.caching import mark, tag_of
from app.api.courtesy import without_courtesy
from app.api.cursors import question_of
from app.api.resources import Resources
from app.api.schemas.listings import Resolved, Total
from app.api.schemas.questions import Paged
from app.domain.queries import ActorSet, Operator, Page, Slice, Sort
from app.domain.views import Resolved as ResolvedView
from app.storage.actors import resolve
from app.storage.changes import state
from app.storage.database import ReadSession

_PRESENTATION = frozenset({"cursor", "limit", "facets", "include", "fields"})


class ListingFields(TypedDict):
    """The fields of a listing beside its items."""

    next_cursor: str | None
    total: Total
    resolved: list[Resolved]


@dataclass(frozen=True, slots=True)
class Understood:
    """The actors asked for, as the store takes them and as the answer tells of them."""

    sets: Mapping[str, ActorSet]
    told: tuple[Resolved, ...] = ()


NOBODY = Understood({})


def understand(session: ReadSession, operator: Operator, asked: Mapping[str, Sequence[str]]) -> Understood:
    """Look up the actors asked for, all at once; `asked` holds the values by parameter."""
    pairs = [(name, value) for name, values in asked.items() for value in values]
    if not pairs:
        return Understood({name: ActorSet() for name in asked})
    views = _resolved(session, [value for _, value in pairs])
    told = tuple(Resolved.of(name, view) for (name, _), view in zip(pairs, views, strict=True))
    ids = {name: tuple(one.id for one in told if one.parameter == name) for name in asked}
    return Understood({name: ActorSet(ids[name], operator) for name in asked}, told)


def _resolved(session: ReadSession, values: Sequence[str]) -> list[ResolvedView]:
    """Say whom each value means; where nobody is called so, without the courtesies in front of the name."""
    bare = {value: name for value in values if (name := without_courtesy(value)) is not None}
    views = resolve(session, [*values, *bare.values()])
    by_input = {view.input: view for view in views}
    return [
        replace(by_input[bare[view.input]], input=view.input) if view.actor is None and view.input in bare else view
        for view in views[: len(values)]
    ]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, with everything it may use."""

    request: Request
    response: Response
    resources: Resources
    variant: str = ""
    """What the answer depends on beside its address: the language of a page."""

    @contextmanager
    def reading(self) -> Generator[ReadSession]:
        """Give a transaction within the time budget; a caller who has the answer already is told so first.

        Raises:
            StorageError: the database does not answer or the budget is spent.
            NotModified: the caller has the answer.
        """
        with self.resources.database.reading(self.resources.settings.query_seconds) as session:
            tag = tag_of(self.request, state(session), self.resources.index.revision, self.variant)
            mark(self.request, self.response, tag)
            yield session

    def page(self, question: Paged, sort: Sort) -> Page:
        """Return the page asked for.

        Raises:
            CursorError: the cursor belongs to another question.
        """
        cursor = question.cursor
        after = None if cursor is None else self.resources.cursors.read(cursor, self._question())
        return Page(limit=question.limit, sort=sort, after=after)

    def understand(self, session: ReadSession, operator: Operator, asked: Mapping[str, Sequence[str]]) -> Understood:
        """Look up the actors asked for, all at once; `asked` holds the values by parameter."""
        return understand(session, operator, asked)

    def beside(self, found: Slice[Any], understood: Understood = NOBODY) -> ListingFields:
        """Return what a listing says beside its items, and link the next page."""
        cursor = None
        if found.next_after is not None:
            cursor = self.resources.cursors.make(found.next_after, self._question())
            self.response.headers["Link"] = f'<{self._address(cursor)}>; rel="next"'
        total = Total(value=found.total, relation="eq")
        return {"next_cursor": cursor, "total": total, "resolved": list(understood.told)}

    def forget(self) -> None:
        """Let nobody keep this answer: the next one to the same question may hold more."""
        del self.response.headers["ETag"]
        self.response.headers["Cache-Control"] = "no-store"

    def _question(self) -> str:
        return question_of(self.request.url.path, self.request.query_params.multi_items(), _PRESENTATION)

    def _address(self, cursor: str) -> str:
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if name != "cursor"]
        return f"{self.request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"


def resources_of(request: Request) -> Resources:
    """Return what the application holds open."""
    return cast(Resources, request.app.state.resources)


async def _visit(request: Request, response: Response) -> Visit:
    return Visit(request, response, resources_of(request))


Visiting = Annotated[Visit, Depends(_visit)]
