"""The kinds of problem: what each means and what to do. Each has its page at `/problems/{code}` and in docs/errors.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem, as its page explains it."""

    code: str
    status: int
    title: str
    meaning: str
    remedy: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/problems/{self.code}"


_TYPES = (
    ProblemType(
        "bad-input",
        400,
        "The request cannot be used as it is",
        "A value is well formed but does not make sense here, or the address holds a percent escape that is not UTF-8.",
        "Read `detail`; percent-encode values as UTF-8.",
    ),
    ProblemType(
        "bad-http",
        400,
        "This is not HTTP",
        "What came over the wire cannot be read as a request.",
        "Use an HTTP client; nothing that is one sends such a thing.",
    ),
    ProblemType(
        "bad-query",
        400,
        "The search cannot be read",
        "The search `q` holds no word to look for, or more than anybody needs: it is read as kindly as possible otherwise.",
        "Look at `errors[].column`, the 1-based character where it goes wrong, and give at least one word to look for.",
    ),
    ProblemType(
        "bad-cursor",
        400,
        "The cursor was not made for this request",
        "A cursor is bound to the listing, filters and order it was made for, and cannot be edited.",
        "Take `next_cursor` from the page before and repeat the same parameters, or start again without a cursor.",
    ),
    ProblemType(
        "bad-json",
        400,
        "The body is not JSON",
        "The body of the request could not be read as JSON in UTF-8.",
        "Send `Content-Type: application/json` and a JSON object.",
    ),
    ProblemType(
        "unauthorized",
        401,
        "A key is needed",
        "The request came without an API key where one is needed, or with one that does not work (any more).",
        "Send `Authorization: Bearer KEY`. The operator makes keys with `propos keys create`.",
    ),
    ProblemType(
        "forbidden",
        403,
        "The key may not do this",
        "The API key works, but its scope does not reach so far: articles are written with `ingest` and deleted with `admin`.",
        "Ask the operator for a key of that scope.",
    ),
    ProblemType(
        "not-found",
        404,
        "There is no such thing",
        "Nothing has this id, or there is nothing at this address.",
        "Look at `/docs` for the addresses there are. Ids come from the listings; an article that was withdrawn is gone.",
    ),
    ProblemType(
        "method-not-allowed",
        405,
        "The method does not work here",
        "The address exists but not for this method.",
        "The header `Allow` names the methods that work.",
    ),
    ProblemType(
        "too-large",
        413,
        "The body is too large",
        "The body of the request is over the limit (2 MB unless the operator set another).",
        "Send less at a time: one article a request.",
    ),
    ProblemType(
        "url-too-long",
        414,
        "The address is too long",
        "Path and query together are over the limit (8 kB unless the operator set another).",
        "Ask for fewer values in one request.",
    ),
    ProblemType(
        "bad-request-data",
        422,
        "Parameters or fields are not valid",
        "A parameter or field is unknown, missing, repeated or has a value that is not allowed.",
        "`errors[]` names each one and says what is allowed.",
    ),
    ProblemType(
        "bad-date",
        422,
        "The dates do not make sense",
        "A date is written `2023`, `2023-04` or `2023-04-12`, is in the calendar, and a range does not end before it begins.",
        "Correct `date_from` or `date_to`.",
    ),
    ProblemType(
        "bad-document",
        422,
        "The document cannot be read",
        "The text given to the extraction cannot be used.",
        "Read `detail`: it names the place.",
    ),
    ProblemType(
        "reused-key",
        422,
        "The `Idempotency-Key` stood on another request",
        "An `Idempotency-Key` stands for one request: with another body it is a mistake, and nothing was done.",
        "Take a new key for a new request; repeat a request with its own key and the very same body.",
    ),
    ProblemType(
        "too-many-requests",
        429,
        "Too many requests",
        "This key or address has sent more requests than the operator allows in this time.",
        "Wait for the seconds in `Retry-After`; `RateLimit` says in every answer how many requests are left and when there are more.",
    ),
    ProblemType(
        "http-error",
        400,
        "The request was refused",
        "The request was refused for a reason that HTTP has a status for.",
        "Look up the status.",
    ),
    ProblemType(
        "internal",
        500,
        "Something of ours failed",
        "The fault is ours. The log has the reason under the request id.",
        "Tell the operator the `request_id`.",
    ),
    ProblemType(
        "unavailable",
        503,
        "Something is missing for the moment",
        "A part of the service is not there yet, or is going away.",
        "Try again; `/readyz` says when it is ready.",
    ),
    ProblemType(
        "storage",
        503,
        "The database does not answer",
        "The database cannot be reached, or its tables are not those of this version.",
        "Try again. The operator: start the database, run `propos migrate`, look at the log.",
    ),
    ProblemType(
        "search-index",
        503,
        "The search index is not there",
        "The search index is absent, broken, or has not caught up yet.",
        "Try again. The operator: `propos index status`, then `propos index rebuild`.",
    ),
    ProblemType(
        "over-budget",
        503,
        "The query took too long",
        "The query was stopped at its time budget.",
        "Ask for less: more filters, a narrower range of dates, no facets.",
    ),
    ProblemType(
        "busy",
        503,
        "Too many extractions wait already",
        "Extraction is costly, and only a few requests may wait for it or for articles to be written.",
        "Try again after the seconds in `Retry-After`, or use `propos extract` and `propos ingest` for many texts.",
    ),
)

PROBLEM_TYPES: Mapping[str, ProblemType] = MappingProxyType({kind.code: kind for kind in _TYPES})

_BY_STATUS: Mapping[int, str] = MappingProxyType(
    {
        400: "bad-input",
        401: "unauthorized",
        403: "forbidden",
        404: "not-found",
        405: "method-not-allowed",
        413: "too-large",
        414: "url-too-long",
        429: "too-many-requests",
    }
)


def type_of(code: str) -> ProblemType:
    """Return the kind of problem `code` names; an error class without a page of its own is a fault of ours."""
    return PROBLEM_TYPES.get(code, PROBLEM_TYPES["internal"])


def type_of_status(status: int) -> ProblemType:
    """Return the kind of problem that an HTTP status stands for."""
    return type_of(_BY_STATUS.get(status, "http-error" if status < 500 else "internal"))  # noqa: PLR2004
