"""The network of a tagger, run by onnxruntime."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

_INPUT, _OUTPUT = "words", "logits"


class _Session(Protocol):
    def run(self, outputs: Sequence[str], inputs: Mapping[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]: ...


class _Options(Protocol):
    intra_op_num_threads: int
    inter_op_num_threads: int
    log_severity_level: int


class _Open(Protocol):
    def __call__(self, path: str, options: _Options, *, providers: Sequence[str]) -> _Session: ...


class Network:
    """A loaded network; safe to share between threads, each of which computes on its own."""

    def __init__(self, session: _Session) -> None:
        """Take a session; `load` opens one."""
        self._session = session

    @classmethod
    def load(cls, path: Path) -> "Network":
        """Open the network in the file `path`, to be run in the thread that asks.

        One thread a run costs the least processor time; who has several processors reads several texts at once.
        """
        import onnxruntime  # noqa: PLC0415  (costs a fifth of a second; commands that extract nothing never pay it)

        options = cast("_Options", onnxruntime.SessionOptions())  # pyright: ignore[reportUnknownMemberType]
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = cast("_Open", onnxruntime.InferenceSession)(str(path), options, providers=["CPUExecutionProvider"])
        return cls(session)

    def logits(self, words: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (positions, labels) for (positions, hidden)."""
        (logits,) = self._session.run([_OUTPUT], {_INPUT: words[None]})
        return logits[0]
