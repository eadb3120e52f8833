"""Whether the service runs and can answer."""

from typing import Literal

from pydantic import Field

from app.api.schemas.evidence import Answer


class Health(Answer):
    """The process answers."""

    status: Literal["ok"]


class Readiness(Answer):
    """The service can answer everything."""

    status: Literal["ready"]
    corpus_revision: int = Field(ge=0, description="Grows with every change of the corpus.")
    index_revision: int = Field(ge=0, description="The corpus revision that the search index shows.")
