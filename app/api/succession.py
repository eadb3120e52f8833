"""Ids that actors lost when somebody merged them: whoever asks is led to the actor that stands for them now."""

from typing import cast

from fastapi import Request, Response

from app.api.dependencies import Visit
from app.domain.views import ActorView
from app.errors import NotFoundError
from app.storage.actors import get_actor
from app.storage.database import ReadSession
from app.storage.rulings import heirs


class Moved(Exception):  # noqa: N818 - no error: the answer stands at another address
    """The actor asked for is another one now, whose page is at `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def actor_asked_for(visit: Visit, session: ReadSession, id_: int) -> ActorView:
    """Return the actor whose id ends the address of the request.

    Raises:
        Moved: it was merged into another.
        NotFoundError: there is no such actor.
    """
    try:
        return get_actor(session, id_)
    except NotFoundError:
        heir = heirs(session, [id_]).get(id_)
        if heir is None:
            raise
        asked = visit.request.url
        query = f"?{asked.query}" if asked.query else ""
        raise Moved(f"{asked.path.rpartition('/')[0]}/{heir}{query}") from None


async def moved(_request: Request, error: Exception) -> Response:
    """Answer 307: merges can be undone, so that nobody may take the new address for good."""
    return Response(status_code=307, headers={"Location": cast(Moved, error).address, "Cache-Control": "no-cache"})
