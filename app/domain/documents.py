"""Documents: what a reader hands to the pipeline."""

import json
from dataclasses import dataclass
from hashlib import sha256

from app.domain.dates import PartialDate


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal: the identity of a content."""
    return sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """One news document as it was read; `text` is stored as it is and never changes afterwards.

    `key` is what makes a later reading the same document: the record's own id where it has one, else its path (with
    the record's number in a file of many). `title` and `date` are what the record itself says beside its text; what the
    text's own head says is read by the extraction.
    """

    key: str
    text: str
    path: str
    record: int | None = None
    title: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the text alone."""
        return digest(self.text)

    @property
    def identity(self) -> str:
        """The digest of everything the record says: a second reading with the same identity changes nothing."""
        told = (self.text, self.title, self.date and str(self.date), self.url, self.source, self.language)
        return digest(json.dumps(told, ensure_ascii=True))

    def refused(self, reason: str) -> "Rejected":
        """Return the line of a report that says why this document was not taken."""
        return Rejected(self.path, self.record, reason)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or record that could not be read: where, and why with the remedy."""

    path: str
    record: int | None
    reason: str
