"""The article of a web page, taken out by trafilatura in a process of its own that may be slow, greedy or crash alone.

One process reads page after page; over its time or memory it is ended, the page is refused and the next page gets a new
one. trafilatura is imported in that process only.
"""

import atexit
import resource
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from app.errors import DocumentError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Told: TypeAlias = Mapping[str, str | None]
SECONDS: Final = 20.0
"""One page may take so long; an ordinary one takes some hundredths of a second."""
STARTING_SECONDS: Final = 60.0
MEMORY: Final = 2_000_000_000
"""Bytes of address space of the process."""
_PARAGRAPHS = "\n\n"


@dataclass(slots=True)
class Pages:
    """Takes articles out of pages, one at a time."""

    seconds: float = SECONDS
    _process: "SpawnProcess | None" = None
    _pipe: "Connection[bytes, Told] | None" = field(default=None, repr=False)

    def article(self, page: bytes) -> Told:
        """Return the fields of the article on `page`: `text`, `title`, `date`, `url` and `source`, None for what it does not tell.

        Raises:
            DocumentError: there is no article on it, or reading it took too long or too much memory.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send(page)
            told = pipe.recv() if pipe.poll(self.seconds) else None
        except (EOFError, OSError) as error:
            self.close()
            raise DocumentError("the page took too much memory to read: save its text by itself") from error
        if told is None:
            self.close()
            raise DocumentError(f"no article found within {self.seconds:g} s: save its text by itself")
        if not told.get("text"):
            raise DocumentError(told.get("reason") or "no article on the page: save its text by itself")
        return told

    def close(self) -> None:
        """End the process; the next page starts a new one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _start(self) -> "Connection[bytes, Told]":
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = cast("Connection[bytes, Told]", ours)
        try:
            # A process that starts on a busy machine must not cost the first page its time.
            started = ours.poll(STARTING_SECONDS) and bool(self._pipe.recv())
        except (EOFError, OSError):
            started = False
        if not started:
            self.close()
            raise DocumentError("the process that reads pages did not start: read the page again")
        return self._pipe


PAGES = Pages()
atexit.register(PAGES.close)


def _serve(pipe: "Connection[Told, bytes]") -> None:
    """Answer pages with their articles until the other end is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import_module("trafilatura")
    pipe.send({"started": "yes"})
    while True:
        try:
            page = pipe.recv()
        except EOFError:
            return
        pipe.send(_article(page))


def _article(page: bytes) -> Told:
    from trafilatura import bare_extraction  # noqa: PLC0415 (only the process of pages pays for this import)
    from trafilatura.settings import Document  # noqa: PLC0415 (the same)

    try:
        found = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (an edge: whatever a page does to the library is the page's reason)
        return {"reason": f"the page cannot be read ({type(error).__name__}): save its text by itself"}
    if not isinstance(found, Document):
        return {}
    paragraphs = _PARAGRAPHS.join(line for line in (found.text or "").splitlines() if line.strip())
    return {
        "text": paragraphs,
        "title": _line(found.title),
        "date": found.date,
        "url": _address(found.url),
        "source": _line(found.sitename or found.hostname),
    }


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else None


def _address(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) else None
