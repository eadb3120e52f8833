"""The OpenAPI document: valid, complete, with an example for everything."""

import re
from typing import Any

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


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_parameter_has_a_text_and_an_example(path: str, method: str, operation: dict[str, Any]) -> None:
    del path, method
    for parameter in operation.get("parameters", ()):
        assert parameter["description"], parameter
        assert parameter["schema"]["examples"], parameter
        assert "null" not in str(parameter["schema"].get("anyOf", "")), parameter


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_answer_has_an_example_and_every_problem_its_shape(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    del path, method
    answers = operation["responses"]
    if "204" not in answers:
        assert next(iter(answers["200"]["content"].values()))["example"]
    problems = {status: told for status, told in answers.items() if status >= "4"}
    assert {"400", "413", "414", "422", "500"} <= set(problems)
    for told in problems.values():
        content = told["content"]
        assert list(content) == ["application/problem+json"]
        assert content["application/problem+json"]["schema"] == PROBLEM
        assert content["application/problem+json"]["examples"]


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
