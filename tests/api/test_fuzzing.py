"""Requests made up from the OpenAPI document: no answer is 5xx, and every answer is one that is documented.

Replay a failure with the seed that pytest prints (`--hypothesis-seed`), or with the blob of the failing example.
"""

import functools
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

EXAMPLES = {GenerationMode.POSITIVE: 15, GenerationMode.NEGATIVE: 10}
NOT_IN_THE_SCHEMA = ("positive_data_acceptance",)
"""A schema cannot say that a cursor was made here, that a day is in the calendar, or that a search has a word in it."""
TOO_MUCH = {413: ("negative_data_rejection",), 414: ("negative_data_rejection",)}
"""Statuses that refuse as well as any, and that the check of refusals does not know."""
OPERATIONS = [
    "listArticles",
    "getArticle",
    "listArticleQuotes",
    "listQuotes",
    "listActors",
    "getActor",
    "suggestActors",
    "listRelations",
    "listEvents",
    "getNetwork",
    "extract",
    "getHealth",
    "getReadiness",
]


@functools.cache
def operations() -> dict[str, Any]:
    document = create_application(Settings(database_url="sqlite:///absent.db")).openapi()
    schema = cast("Any", schemathesis.openapi.from_dict(document))
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def excluded(status: int) -> list[Any]:
    checks.load_all_checks()
    return [cast("Any", checks).CHECKS.get_one(name) for name in (*NOT_IN_THE_SCHEMA, *TOO_MUCH.get(status, ()))]


def test_every_operation_is_tried() -> None:
    assert sorted(operations()) == sorted(OPERATIONS)


TRIALS = [
    pytest.param(operation, mode, id=f"{operation}-{mode.value}")
    for operation in OPERATIONS
    for mode in EXAMPLES
    if mode is GenerationMode.POSITIVE
    or not operation.startswith(("getHealth", "getReadiness"))  # nothing to get wrong
]


@pytest.mark.parametrize(("operation", "mode"), TRIALS)
def test_every_answer_is_documented(service: Service, operation: str, mode: GenerationMode) -> None:
    @settings(
        max_examples=EXAMPLES[mode],
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(case=operations()[operation].as_strategy(generation_mode=mode))
    def attempt(case: Any) -> None:
        answer = send(service, case)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, excluded_checks=excluded(answer.status_code))

    attempt()


def send(service: Service, case: Any) -> httpx.Response:
    """Send what was made up through the same door as every other test."""
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://propos.test")).prepare()
    return service.send(
        cast("str", prepared.method),
        cast("str", prepared.url),
        headers=dict(prepared.headers),
        content=prepared.body or b"",
    )
