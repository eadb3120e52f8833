"""Hostile values on every parameter that OpenAPI names: refused as a problem, or taken as the plain text they are."""

import functools
import re
from typing import Any
from urllib.parse import quote

import pytest

from app.api.application import create_application
from app.api.schemas.timeline import Counted
from app.settings import Settings
from tests.api.service import PROBLEM, Service

REFUSED_BY_ALL = ["%00", "a%00b", "%ff", "%ed%a0%80", "%zz", "%", "x" * 10_000]
ODD = [
    "",
    "-1",
    "0",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 400,
    "NaN",
    "Infinity",
    "1e309",
    "null",
    "[]",
    "{}",
    "true",
]
ODDER = [
    "' OR 1=1 --",
    "../../etc/passwd",
    "<script>",
    "\u202e",
    "\ufeff",
    "\x1d",
    "\t\r\n",
    "%",
    "𝄞",
    "a\u0301",
    ",",
    "*",
    '"',
]
VALUES = [*REFUSED_BY_ALL, *(quote(value, safe="") for value in (*ODD, *ODDER))]


@functools.cache
def parameters() -> list[tuple[str, str, dict[str, Any]]]:
    document = create_application(Settings(database_url="sqlite:///absent.db")).openapi()
    return [
        (path, parameter["in"], parameter)
        for path, operations in document["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", ())
    ]


def is_text(schema: dict[str, Any]) -> bool:
    """Whether any text may be given: a name, a source, words to search."""
    schema = schema.get("items", schema)
    return schema.get("type") == "string" and schema.get("pattern", "").startswith("^[^")


@pytest.mark.parametrize(
    ("path", "place", "parameter"), parameters(), ids=[f"{path}-{told['name']}" for path, _, told in parameters()]
)
def test_hostile_values(service: Service, path: str, place: str, parameter: dict[str, Any]) -> None:
    for value in VALUES:
        if place == "path":
            address = path.replace(f"{{{parameter['name']}}}", value)
        else:
            required = "q=a&" if path == "/v1/suggest" and parameter["name"] != "q" else ""
            address = f"{path.replace('{article_id}', '1')}?{required}{parameter['name']}={value}"
        answer = service.get(address)
        if answer.status_code == 200:
            assert value not in REFUSED_BY_ALL, address
            assert is_text(parameter["schema"]) or value in {"0", "true", "1"}, address
        else:
            assert 400 <= answer.status_code < 500, (address, answer.text)
            assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(("path", "place", "parameter"), [told for told in parameters() if told[1] == "query"])
def test_what_may_be_given_once_is_refused_twice(
    service: Service, path: str, place: str, parameter: dict[str, Any]
) -> None:
    del place
    name, many = parameter["name"], parameter["schema"].get("type") == "array"
    example = parameter["schema"]["examples"][0]
    value = quote(str(example[0] if many else example))
    address = f"{re.sub('{.*}', '1', path)}?{name}={value}&{name}={value}"

    if many:
        required = {"/v1/suggest": ("&q=a",), "/v1/timeline": [f"&of={kind}" for kind in Counted]}.get(path, ("",))
        assert 200 in {service.get(address + beside).status_code for beside in required}
    else:
        assert service.get(address).status_code == 422
