"""All steps in their order; networks are trained by two processes of one thread each, which suits two cores best."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from app.errors import InputError
from training.folds import FOLDS
from training.recipes import ALL, RECIPES
from training.workshop import Workshop

STEPS = ("data", "vocabulary", "networks", "readings", "scorers", "cards")
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, and where: every step runs `python -m training` in a process of its own."""

    workshop: Workshop
    say: Callable[[str], None] = print

    def run(self, steps: Iterable[str]) -> None:
        """Do `steps` in their order.

        Raises:
            InputError: there is no such step, or one failed.
        """
        asked = tuple(steps) or STEPS
        for name in asked:
            if name not in STEPS:
                raise InputError(f"no step {name!r}: choose among {', '.join(STEPS)}")
        for name in STEPS:
            if name in asked:
                self.say(f"step {name}")
                self._together(self._commands(name))

    def _commands(self, step: str) -> list[list[str]]:
        """Return the commands of a step; they do not depend on one another."""
        shared, root = ["--shared", str(self.workshop.shared)], ["--root", str(self.workshop.root)]
        if step == "networks":
            return [
                ["network", name, "--fold", str(fold), *shared, *root]
                for name in RECIPES
                for fold in (ALL, *range(FOLDS))
            ]
        if step in {"readings", "cards"}:
            command = {"readings": "readings", "cards": "card"}[step]
            return [[command, name, *shared, *root] for name in RECIPES]
        return [[step, *shared, *(root if step == "vocabulary" else [])]]

    def _together(self, commands: Sequence[Sequence[str]]) -> None:
        with ThreadPoolExecutor(_PROCESSES) as pool:
            codes = list(pool.map(_run, commands))
        failed = [" ".join(command) for command, code in zip(commands, codes, strict=True) if code]
        if failed:
            raise InputError(f"this failed: {'; '.join(failed)}. What is done is kept: run the same command again")


def _run(command: Sequence[str]) -> int:
    """Run one command and return its exit code; a network is written by one thread."""
    return subprocess.run([sys.executable, "-W", "ignore", "-m", "training", *command], check=False).returncode
