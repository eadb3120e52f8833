"""The container files are read and held against the program: no engine is needed to see that they speak of what exists."""

import fnmatch
import re
import shlex
from pathlib import Path
from typing import Any, Protocol, cast

import pytest
import yaml
from typer.main import get_command

from app.cli.main import COMMANDS, build
from app.settings import Settings

ROOT = Path(__file__).parents[1]
VARIABLES = {f"PROPOS_{name.upper()}" for name in Settings.model_fields}


class Option(Protocol):
    """What is used of a parameter of a command."""

    opts: list[str]


class Command(Protocol):
    """What is used of a command."""

    params: list[Option]
    commands: dict[str, "Command"]


def dockerfile() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [
        (word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line and line[0] != "#")
    ]


def compose() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))


def services() -> dict[str, dict[str, Any]]:
    return cast("dict[str, dict[str, Any]]", compose()["services"])


def ours() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in services().items() if service["image"] == "propos"}


def told(arguments: list[str]) -> None:
    """Assert that `arguments` is a command of propos with options it has."""
    assert arguments[0] in COMMANDS, f"propos has no command {arguments[0]}"
    command = cast("Command", get_command(build(arguments[0]))).commands[arguments[0]]
    known = {name for option in command.params for name in option.opts}
    for word in arguments[1:]:
        assert not word.startswith("-") or word in known, f"propos {arguments[0]} has no option {word}"


@pytest.mark.parametrize("name", sorted(ours()))
def test_every_service_runs_a_command_that_exists(name: str) -> None:
    told([str(word) for word in ours()[name]["command"]])


def test_the_image_runs_a_command_that_exists() -> None:
    [entry] = [rest for word, rest in dockerfile() if word == "ENTRYPOINT"]
    [command] = [rest for word, rest in dockerfile() if word == "CMD"]
    assert yaml.safe_load(entry) == ["propos"]
    told(cast("list[str]", yaml.safe_load(command)))


def test_every_variable_is_a_setting() -> None:
    named = {name for service in ours().values() for name in service["environment"]}
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert named | set(re.findall(r"PROPOS_\w+", text)) <= VARIABLES


def test_the_file_speaks_of_every_variable_it_uses() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+):-", text)) == set(re.findall(r"\$\{(\w+)", text)), "a variable has no default"


def test_what_is_copied_exists_and_reaches_the_builder() -> None:
    copied = [
        name
        for word, rest in dockerfile()
        if word == "COPY" and "--from" not in rest
        for name in shlex.split(rest)[:-1]
    ]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = [line[1:] for line in ignored if line.startswith("!")]
    assert {"app", "alembic", "requirements/base.txt"} <= set(copied)
    for name in copied:
        assert (ROOT / name).exists(), name
        assert any(fnmatch.fnmatch(name, pattern) for pattern in allowed), f"{name} is in .dockerignore"


def test_the_image_installs_the_hashed_lock_and_runs_as_an_ordinary_user() -> None:
    commands = [rest for word, rest in dockerfile() if word == "RUN"]
    assert any("--require-hashes --requirement requirements/base.txt" in command for command in commands)
    stage = max(number for number, (word, _) in enumerate(dockerfile()) if word == "FROM")
    users = [rest for word, rest in dockerfile()[stage:] if word == "USER"]
    assert users
    assert users[-1] not in {"root", "0"}
    assert any(users[-1] in command and "useradd" in command for command in commands)


def test_the_image_has_the_python_that_the_project_asks_for() -> None:
    images = {rest.split()[0] for word, rest in dockerfile() if word == "FROM"}
    assert images == {"python:3.11-slim"}
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("api", "scheme"), [("api", "sqlite:////data/"), ("api-pg", "postgresql://")])
def test_each_api_is_looked_after(api: str, scheme: str) -> None:
    service = services()[api]
    assert service["environment"]["PROPOS_DATABASE_URL"].startswith(scheme)
    assert "/readyz" in service["healthcheck"]["test"][-1]
    assert any(volume.endswith(":/data") for volume in service["volumes"])
    assert service["read_only"] is True


def test_only_the_profile_pg_needs_postgresql() -> None:
    profiles = {name: service.get("profiles") for name, service in services().items()}
    assert {name for name, profile in profiles.items() if profile is None} == {"migrate", "ingest", "api"}
    assert {name for name, profile in profiles.items() if profile == ["pg"]} == {
        "postgres",
        "migrate-pg",
        "ingest-pg",
        "api-pg",
    }
    assert "pg_isready" in services()["postgres"]["healthcheck"]["test"]


def test_everything_that_is_named_is_defined() -> None:
    volumes = {volume.split(":")[0] for service in services().values() for volume in service["volumes"]}
    assert {name for name in volumes if not name.startswith(("$", ".", "/"))} == set(compose()["volumes"])
    for service in services().values():
        assert set(service.get("depends_on", {})) <= set(services())
