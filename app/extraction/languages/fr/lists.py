"""French: the lists and weights kept as files beside this module."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_list(name: str) -> tuple[str, ...]:
    """Return the lines of the list `name` in their order, without comments and empty lines."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def read_weights(name: str) -> Mapping[str, Any]:
    """Return the learned weights `name`, an empty mapping where none are shipped."""
    path = Path(__file__).with_name("weights") / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
