"""French: the lists kept as text files beside this module."""

from pathlib import Path


def read_list(name: str) -> tuple[str, ...]:
    """Return the lines of the list `name` in their order, without comments and empty lines."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
