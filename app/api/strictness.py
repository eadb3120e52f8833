"""Every parameter counts: an unknown one is refused with the list of those there are, a repeated one too."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.routing import BaseRoute

Known = Mapping[str, bool]
"""The query parameters of an endpoint, and whether each may be given several times."""


def known_parameters(routes: Iterable[BaseRoute]) -> Mapping[Callable[..., Any], Known]:
    """Return what each endpoint may be asked with."""
    return {route.endpoint: _known(route.dependant) for route in routes if isinstance(route, APIRoute)}


async def only_known_parameters(request: Request) -> None:
    """Refuse parameters that the endpoint does not know, and single ones given twice.

    Raises:
        RequestValidationError: names each one; answers 422.
    """
    given = Counter(name for name, _ in request.query_params.multi_items())
    if not given:
        return
    known = cast("Mapping[object, Known]", request.app.state.parameters)[request.scope["endpoint"]]
    listed = ", ".join(sorted(known)) or "none"
    unknown = [_fault(name, f"there is no such parameter; there are: {listed}") for name in given if name not in known]
    twice = [_fault(name, "give it once") for name, times in given.items() if times > 1 and known.get(name) is False]
    if unknown or twice:
        raise RequestValidationError([*unknown, *twice])


def _fault(name: str, message: str) -> dict[str, object]:
    return {"type": "parameter", "loc": ("query", name[:100]), "msg": message}


def _known(dependant: Dependant) -> Known:
    found: dict[str, bool] = {}
    for field in dependant.query_params:
        annotation = cast(Any, field.field_info.annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found |= {name: get_origin(info.annotation) is tuple for name, info in annotation.model_fields.items()}
        else:
            found[field.alias] = get_origin(annotation) is tuple
    for inner in dependant.dependencies:
        found |= _known(inner)
    return found
