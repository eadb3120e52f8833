"""Every error Propos raises on purpose.

AppError                       500  something of ours failed
├── InputError                 400  the caller's input cannot be used as it is
│   ├── DateError              422  not a date of the form 2023, 2023-04 or 2023-04-12
│   ├── QueryError             400  a search string that cannot be read (names the column)
│   ├── CursorError            400  a cursor that this service did not make for this request
│   ├── DocumentError          422  a document or record that cannot be read (names the place)
│   ├── TooLargeError          413  over a stated limit
│   └── ReusedKeyError         422  an `Idempotency-Key` that stood on another request
├── UnauthorizedError          401  a key is needed, or the one that was sent does not work
├── ForbiddenError             403  the key that was sent may not do this
├── NotFoundError              404  no such article, actor or page
├── ContractError              500  a stage broke its contract (a span that is not in its text)
└── UnavailableError           503  a resource is missing for the moment (names the remedy)
    ├── StorageError           503  the database does not answer or is not migrated
    │   └── OverBudgetError    503  a query took longer than its time budget
    ├── BusyError              503  too many costly requests wait already
    └── SearchIndexError       503  the search index is absent, broken or locked

Every class carries `status` (an HTTP status) and `code` (a stable word that names the problem page); the message is one sentence
for a person, and says what to do about it where there is something to do.
"""

from typing import ClassVar


class AppError(Exception):
    """Something of ours failed."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500


class InputError(AppError):
    """The caller's input cannot be used as it is."""

    code = "bad-input"
    status = 400


class DateError(InputError):
    """Not a date of the form 2023, 2023-04 or 2023-04-12."""

    code = "bad-date"
    status = 422


class QueryError(InputError):
    """A search string that cannot be read; `column` is the 1-based code point where it goes wrong."""

    code = "bad-query"

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{message} (column {column})")
        self.column = column


class CursorError(InputError):
    """A cursor that this service did not make for this request."""

    code = "bad-cursor"


class DocumentError(InputError):
    """A document or record that cannot be read; the message names the place and the remedy."""

    code = "bad-document"
    status = 422


class TooLargeError(InputError):
    """Over a stated limit."""

    code = "too-large"
    status = 413


class ReusedKeyError(InputError):
    """An `Idempotency-Key` that stood on another request."""

    code = "reused-key"
    status = 422


class UnauthorizedError(AppError):
    """A key is needed, or the one that was sent does not work."""

    code = "unauthorized"
    status = 401


class ForbiddenError(AppError):
    """The key that was sent may not do this."""

    code = "forbidden"
    status = 403


class NotFoundError(AppError):
    """No such article, actor or page."""

    code = "not-found"
    status = 404


class ContractError(AppError):
    """A stage broke its contract, for example a span that is not in its text."""

    code = "contract"


class UnavailableError(AppError):
    """A resource is missing for the moment; the message names the remedy."""

    code = "unavailable"
    status = 503


class StorageError(UnavailableError):
    """The database does not answer or is not migrated."""

    code = "storage"


class OverBudgetError(StorageError):
    """A query took longer than its time budget."""

    code = "over-budget"


class BusyError(UnavailableError):
    """Too many costly requests wait already."""

    code = "busy"


class SearchIndexError(UnavailableError):
    """The search index is absent, broken or locked."""

    code = "search-index"
