"""Cursors: a place in a listing, opaque, and good for nothing but going on in exactly that listing.

A cursor is `base64url(seal + keyset as JSON)`. The seal is a keyed digest of the keyset and of the question it belongs
to, so a cursor that was edited, or that comes from another listing, filter, order or service, is refused.
"""

import binascii
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import blake2b
from typing import cast

from app.errors import CursorError

Keyset = tuple[int | float | str, ...]
_SEAL = 12


class Cursors:
    """Makes and reads the cursors of one service; processes with the same `secret` read each other's."""

    def __init__(self, secret: str) -> None:
        self._key = blake2b(secret.encode("utf-8", "surrogatepass"), digest_size=32, person=b"propos cursors").digest()

    def make(self, keyset: Keyset, question: str) -> str:
        """Return the cursor that goes on behind `keyset` in the listing of `question`."""
        place = json.dumps(keyset, separators=(",", ":")).encode()
        return urlsafe_b64encode(self._seal(place, question) + place).rstrip(b"=").decode("ascii")

    def read(self, cursor: str, question: str) -> Keyset:
        """Return the keyset that a cursor of `question` goes on behind.

        Raises:
            CursorError: this service did not make it for this question.
        """
        try:
            raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (binascii.Error, ValueError) as error:
            raise _foreign() from error
        seal, place = raw[:_SEAL], raw[_SEAL:]
        # the second condition: base64 has bits to spare, and an edit of those is an edit as well
        if not hmac.compare_digest(seal, self._seal(place, question)) or _text(raw) != cursor:
            raise _foreign()
        return tuple(cast("list[int | float | str]", json.loads(place)))

    def _seal(self, place: bytes, question: str) -> bytes:
        return blake2b(place + b"\0" + question.encode(), key=self._key, digest_size=_SEAL).digest()


def question_of(path: str, parameters: Iterable[tuple[str, str]], presentation: frozenset[str]) -> str:
    """Return what a cursor is bound to: the listing and its parameters, but for those of `presentation` alone."""
    told = sorted((name, value) for name, value in parameters if name not in presentation)
    return json.dumps([path, told])


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _foreign() -> CursorError:
    return CursorError(
        "this cursor was not made for this request: take `next_cursor` of the page before, with the same parameters"
    )
