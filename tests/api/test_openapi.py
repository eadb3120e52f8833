"""The OpenAPI document: valid, complete, with an example for everything."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from fastapi.routing import APIRoute

from app.api.application import create_application
from app.api.web import router as pages
from app.settings import Settings

DOCUMENT = create_application(Settings(database_url="sqlite:///absent.db")).openapi()
OPERATIONS = [
    pytest.param(path, method, operation, id=operation["operationId"])
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
PROBLEM = {"$ref": "#/components/schemas/Problem"}
NOT_JSON = "application/vnd.apache.parquet"
"""What no example in JSON can show."""


def test_it_is_valid_openapi() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(DOCUMENT).validate()


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_operations_are_described(path: str, method: str, operation: dict[str, Any]) -> None:
    assert re.fullmatch("[a-z]+([A-Z][a-z]+)*", operation["operationId"]), path
    assert operation["summary"]
    assert operation["description"]
    assert set(operation["tags"]) < {tag["name"] for tag in DOCUMENT["tags"] if tag["description"]}
    assert method in {"get", "post", "delete"}


def shown(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """Yield everything that an operation takes or gives: what it is, its schema, the examples of it."""
    for parameter in operation.get("parameters", ()):
        yield parameter["name"], parameter["schema"], parameter["schema"].get("examples", [])
    if "requestBody" in operation:
        yield from forms("body", operation["requestBody"])
    for status, told in operation["responses"].items():
        yield from forms(status, told)
        for name, header in told.get("headers", {}).items():
            yield f"{status} {name}", header["schema"], [header["example"]]


def forms(name: str, told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    for media_type, form in told.get("content", {}).items():
        several = [one["value"] for one in form.get("examples", {}).values()]
        if media_type != NOT_JSON:
            yield f"{name} {media_type}", form["schema"], [form["example"]] if "example" in form else several


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_everything_has_an_example_that_is_valid(path: str, method: str, operation: dict[str, Any]) -> None:
    del path, method
    for name, schema, examples in shown(operation):
        validator = jsonschema_rs.validator_for({**schema, "components": DOCUMENT["components"]})
        assert examples, name
        for example in examples:
            assert not [f"{name}: {fault}" for fault in validator.iter_errors(example)]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_parameter_has_a_text_and_is_never_null(path: str, method: str, operation: dict[str, Any]) -> None:
    del path, method
    for parameter in operation.get("parameters", ()):
        assert parameter["description"], parameter
        assert "null" not in str(parameter["schema"].get("anyOf", "")), parameter


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_problem_has_its_shape(path: str, method: str, operation: dict[str, Any]) -> None:
    del path, method
    problems = {status: told for status, told in operation["responses"].items() if status >= "4"}
    assert {"400", "413", "414", "422", "500"} <= set(problems)
    for told in problems.values():
        content = told["content"]
        assert list(content) == ["application/problem+json"]
        assert content["application/problem+json"]["schema"] == PROBLEM


def test_what_goes_out_is_always_all_there() -> None:
    may_be_left_out = {"ExtractedEntity": {"name_en", "country", "wikidata"}, "ExtractedMention": {"ambiguous"}}
    asked = {"ExtractionRequest", "GivenArticle"}
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if "properties" in schema and name not in asked:
            missing = set(schema["properties"]) - set(schema.get("required", ()))
            assert missing <= may_be_left_out.get(name, set()), name


def test_every_operation_says_which_key_it_needs() -> None:
    operations: list[dict[str, Any]] = [told for methods in DOCUMENT["paths"].values() for told in methods.values()]
    security = {operation["operationId"]: operation["security"] for operation in operations}
    others = {name for name, said in security.items() if said != [{}, {"key": ["read"]}]}

    assert others == {"addArticles", "deleteArticle", "getHealth", "getReadiness"}
    assert security["addArticles"] == [{"key": ["ingest"]}]
    assert security["deleteArticle"] == [{"key": ["admin"]}]
    assert security["getHealth"] == security["getReadiness"] == []
    assert DOCUMENT["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_pages_for_people_are_no_operations() -> None:
    paths = {route.path for route in pages.routes if isinstance(route, APIRoute)}

    assert "/docs" in paths
    assert not paths & set(DOCUMENT["paths"])
