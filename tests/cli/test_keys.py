"""`propos keys` from outside: what is printed and returned."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import main

Ended = tuple[int, str, str]
Keys = Callable[..., Ended]


@pytest.fixture
def keys(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Keys:
    """Return what runs `propos keys` over a fresh database and gives its exit code and output."""
    for name in [name for name in os.environ if name.startswith("PROPOS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROPOS_DATABASE_URL", "sqlite:///propos.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "propos.db").write_bytes(sqlite_template.read_bytes())

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["propos", "keys", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def test_a_key_is_shown_once_and_alone_on_standard_output(keys: Keys) -> None:
    code, out, err = keys("create", "feeder", "--scope", "ingest", "--expires", "9999-12-31")
    assert code == 0
    assert re.fullmatch(r"propos_[0-9a-f]{12}_[\w-]{43}\n", out)
    assert "the only time" in err

    _, listed, _ = keys("list")
    assert out.strip() not in listed
    assert re.search(r"feeder +ingest +\S+ +never +works until 9999-12-31", listed)


def test_a_key_is_revoked_by_name_or_prefix(keys: Keys) -> None:
    keys("create", "one", "--scope", "read")
    prefix = keys("create", "two", "--scope", "admin")[1].split("_")[1]

    assert keys("revoke", "one") == (0, "one does not work any more\n", "")
    assert keys("revoke", prefix)[0] == 0
    assert keys("list")[1].count("was revoked on") == 2
    code, _, err = keys("revoke", "one")
    assert (code, err.count("\n")) == (1, 1)
    assert "no key 'one' that is not revoked" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("feeder",),
        ("feeder", "--scope", "all"),
        ("feeder", "--scope", "read", "--expires", "tomorrow"),
        ("feeder", "--scope", "read", "--expires", "2020-01-01"),
        ("", "--scope", "read"),
        ("a\x1bb", "--scope", "read"),
        ("x" * 101, "--scope", "read"),
    ],
)
def test_what_makes_no_key(keys: Keys, arguments: tuple[str, ...]) -> None:
    assert keys("create", *arguments)[0] == 2
    assert keys("list")[1].count("\n") == 1


def test_two_keys_of_one_name_are_refused(keys: Keys) -> None:
    keys("create", "feeder", "--scope", "read")

    code, out, err = keys("create", "feeder", "--scope", "read")

    assert (code, out) == (1, "")
    assert "revoke it first" in err
