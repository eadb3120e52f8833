"""HTTP as people send it: an address typed with its accents is taken, and what is no HTTP at all is a problem too.

`curl 'http://.../v1/articles?q=Élysée'` sends the accents as they are. The standard wants them percent-encoded, and the parser
refuses the rest; here they are encoded first. Whether they are UTF-8 is looked at later, as for any address.
"""

import re
import secrets
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.api.problem_types import type_of
from app.api.problems import MEDIA_TYPE
from app.api.schemas.problems import Problem

_ACCENTED = re.compile(rb"[A-Z]+ [^ \r\n]*[\x80-\xff][^ \r\n]* HTTP/1\.[01]\r\n")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class Protocol(HttpToolsProtocol):
    """Uvicorn's protocol with the two leniencies of this module."""

    def data_received(self, data: bytes) -> None:
        """Take what came over the wire; where a request begins, encode its address."""
        cycle = cast("RequestResponseCycle | None", self.cycle)  # None before the first request
        if (cycle is None or cycle.response_complete) and (line := _ACCENTED.match(data)):
            data = _BEYOND_ASCII.sub(_encoded, line[0]) + data[line.end() :]
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Say that this is no HTTP, and hang up."""
        kind = type_of("bad-http")
        name = secrets.token_hex(8)
        problem = Problem(
            type=kind.path,
            title=kind.title,
            status=kind.status,
            detail=kind.meaning,
            instance="",
            errors=[],
            request_id=name,
        )
        body = problem.model_dump_json()
        head = (
            f"HTTP/1.1 {kind.status} Bad Request\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body.encode())}\r\n"
            f"x-request-id: {name}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.logger.info("request %s: %s", name, msg)
        self.transport.write(f"{head}{body}".encode())
        self.transport.close()


def _encoded(found: re.Match[bytes]) -> bytes:
    return b"%%%02X" % found[0][0]
