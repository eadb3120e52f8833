"""Requests made up from the OpenAPI document: no answer is 5xx, and every answer is one that is documented.

Replay a failure with the seed that pytest prints (`--hypothesis-seed`), or with the blob of the failing example.
"""

import functools
from collections.abc import Mapping, Sequence
from typing import Any, cast

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks

from app.api.application import create_application
from app.settings import Settings
from tests.api.service import Service
from tests.api.writers import Writer

EXAMPLES = {GenerationMode.POSITIVE: 15, GenerationMode.NEGATIVE: 10}
NOT_IN_THE_SCHEMA = ("positive_data_acceptance",)
"""A schema cannot say that a cursor was made here, that a day is in the calendar, or that a search has a word in it."""
TOO_MUCH = {413: ("negative_data_rejection",), 414: ("negative_data_rejection",)}
"""Statuses that refuse as well as any, and that the check of refusals does not know."""
WRITING: Mapping[str, Sequence[str]] = dict.fromkeys(
    ("addArticles", "deleteArticle"), ("negative_data_rejection", "ignored_auth")
)
"""A bad article among several is told in its outcome. Each request comes with a key: without one, no schema is looked at."""
SPARSE = ("response_schema_conformance",)
"""With `fields` an answer is less than its schema says, as the parameter tells."""
NO_HEADERS: Mapping[str, str] = {}


@functools.cache
def operations() -> dict[str, Any]:
    document = create_application(Settings(database_url="sqlite:///absent.db")).openapi()
    schema = cast("Any", schemathesis.openapi.from_dict(document))
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def excluded(operation: str, status: int, *, sparse: bool) -> list[Any]:
    checks.load_all_checks()
    names = (*NOT_IN_THE_SCHEMA, *TOO_MUCH.get(status, ()), *WRITING.get(operation, ()), *(SPARSE if sparse else ()))
    return [cast("Any", checks).CHECKS.get_one(name) for name in names]


TRIALS = [
    pytest.param(operation, mode, id=f"{operation}-{mode.value}")
    for operation in sorted(operations())
    for mode in EXAMPLES
    if mode is GenerationMode.POSITIVE
    or not operation.startswith(("getHealth", "getReadiness"))  # nothing to get wrong
]


@pytest.mark.parametrize(("operation", "mode"), [trial for trial in TRIALS if trial.values[0] not in WRITING])
def test_every_answer_is_documented(service: Service, operation: str, mode: GenerationMode) -> None:
    try_out(service, operation, mode)


@pytest.mark.parametrize(("operation", "mode"), [trial for trial in TRIALS if trial.values[0] in WRITING])
def test_every_answer_of_those_who_write_is_documented(desk: Writer, operation: str, mode: GenerationMode) -> None:
    try_out(desk.service, operation, mode, desk.headers)


def try_out(service: Service, operation: str, mode: GenerationMode, headers: Mapping[str, str] = NO_HEADERS) -> None:
    """Send what can be made up for `operation`, each with `headers`."""

    @settings(
        max_examples=EXAMPLES[mode],
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(case=operations()[operation].as_strategy(generation_mode=mode))
    def attempt(case: Any) -> None:
        answer = send(service, case, headers)
        assert answer.status_code < 500, answer.text
        sparse = "fields" in cast("dict[str, Any]", case.query or {})
        case.validate_response(answer, excluded_checks=excluded(operation, answer.status_code, sparse=sparse))

    attempt()


def send(service: Service, case: Any, headers: Mapping[str, str]) -> httpx.Response:
    """Send what was made up through the same door as every other test."""
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://propos.test")).prepare()
    return service.send(
        cast("str", prepared.method),
        cast("str", prepared.url),
        headers={**prepared.headers, **headers},
        content=prepared.body or b"",
    )
