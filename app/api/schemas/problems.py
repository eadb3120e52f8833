"""Problems: the one shape of every error (RFC 9457)."""

from pydantic import Field

from app.api.schemas.evidence import Answer


class Fault(Answer):
    """One thing that is wrong with a request."""

    location: str = Field(description="Where: `query`, `path`, `header` or `body`.")
    name: str = Field(description="Which parameter or field; dotted inside a body.")
    message: str = Field(description="What is wrong with it.")
    column: int | None = Field(description="In a search: the 1-based code point where it goes wrong.")


class Problem(Answer):
    """An error (RFC 9457); sent as `application/problem+json`."""

    type: str = Field(description="Address of a page that explains this kind of problem.")
    title: str = Field(description="The kind of problem, in a few words.")
    status: int = Field(ge=400, le=599, description="The HTTP status.")
    detail: str = Field(description="What is wrong with this request.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[Fault] = Field(description="The faults one by one, where there are several or a place can be named.")
    request_id: str = Field(description="The id of this request in the log; also in the header `X-Request-ID`.")
