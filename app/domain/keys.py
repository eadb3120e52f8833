"""API keys: `propos_PREFIX_SECRET`, shown once when they are made; the store knows the prefix and a digest.

The secret is 256 random bits, so its plain SHA-256 is as good to keep as anything: there is nothing to guess, and a slow
password hash, which protects what people choose, would only slow down every request.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hmac import compare_digest

from app.domain.documents import digest

_FORM = re.compile(r"propos_(?P<prefix>[0-9a-f]{12})_(?P<secret>[A-Za-z0-9_-]{43})")


class Scope(StrEnum):
    """What a key may do; each may do what those before it may."""

    READ = "read"
    INGEST = "ingest"
    ADMIN = "admin"

    def allows(self, wanted: "Scope") -> bool:
        """Whether a key of this scope may do what `wanted` names."""
        order = list(Scope)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What the store keeps of a key. Days are UTC; `expires` is the last day on which it works."""

    prefix: str
    digest: str
    name: str
    scope: Scope
    created: date
    expires: date | None = None
    last_used: date | None = None
    revoked: date | None = None

    def opens(self, secret: str) -> bool:
        """Whether `secret` is this key's own; takes equally long for any other."""
        return compare_digest(self.digest, digest(secret))

    def ended(self, today: date) -> str | None:
        """Say why the key does not work any more, None while it does."""
        if self.revoked is not None:
            return f"was revoked on {self.revoked}"
        if self.expires is not None and self.expires < today:
            return f"expired on {self.expires}"
        return None


def make_key(name: str, scope: Scope, created: date, expires: date | None) -> tuple[ApiKey, str]:
    """Return a new key and, for the only time, what its holder is to send."""
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    return ApiKey(prefix, digest(secret), name, scope, created, expires), f"propos_{prefix}_{secret}"


def parts_of(sent: str) -> tuple[str, str] | None:
    """Return the prefix and the secret of what a holder sent, None when it has not the form of a key."""
    found = _FORM.fullmatch(sent)
    return None if found is None else (found["prefix"], found["secret"])
