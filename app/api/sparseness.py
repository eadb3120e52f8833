"""Sparse answers: of every item only the fields that are asked for."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast

from fastapi import Query, Response
from fastapi.exceptions import RequestValidationError

from app.api.schemas.evidence import Answer
from app.api.schemas.values import Listed

AnswerT = TypeVar("AnswerT", bound=Answer)
_MOST = 50


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields asked for; none mean all."""

    names: tuple[str, ...]

    def of(self, answer: AnswerT, beside: Response) -> AnswerT:
        """Return `answer`, or a response that holds these fields of it alone (of each item, if it is a listing).

        Args:
            answer: the whole answer.
            beside: has the headers.
        """
        if not self.names:
            return answer
        kept: Any = set(self.names)
        if "items" in type(answer).model_fields:  # a listing
            kept = {**dict.fromkeys(type(answer).model_fields, True), "items": {"__all__": kept}}
        body = answer.model_dump_json(include=kept)
        sparse = Response(body, headers=dict(beside.headers), media_type="application/json")
        return cast("AnswerT", sparse)  # a response is sent as it is, whatever an endpoint promises


def unknown_field(model: type[Answer], names: Iterable[str]) -> str | None:
    """Say which of `names` is no field of `model`, and which there are; None where all are."""
    unknown = next((name for name in names if name not in model.model_fields), None)
    return unknown and f"there is no field {unknown[:100]!r}; there are: {', '.join(model.model_fields)}"


def fields_of(model: type[Answer]) -> Callable[..., Awaitable[Fields]]:
    """Return the dependency that reads which fields of `model` are asked for."""
    known = tuple(model.model_fields)
    schema: dict[str, Any] = {"items": {"type": "string", "enum": list(known)}}

    async def read(
        fields: Annotated[
            Listed[str],
            Query(
                max_length=_MOST,
                description="Only these fields of each item, in place of all; the answer is then less than its schema says.",
                examples=[[known[0], known[1]]],
                json_schema_extra=schema,
            ),
        ] = (),
    ) -> Fields:
        fault = unknown_field(model, fields)
        if fault is not None:
            raise RequestValidationError([{"type": "fields", "loc": ("query", "fields"), "msg": fault}])
        return Fields(fields)

    return read
