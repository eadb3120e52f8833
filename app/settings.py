"""Settings, read from `PROPOS_*` variables and `.env`; only the API and the commands read them."""

from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Model: TypeAlias = Literal["accurate", "fast"]


class Settings(BaseSettings):
    """Everything that can be set; each field is the variable `PROPOS_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="PROPOS_", env_file=".env", extra="ignore")

    database_url: str = Field(
        default="sqlite:///var/propos.db", description="SQLite or PostgreSQL address of the store."
    )
    index_dir: Path | None = Field(
        default=None, description="Folder of the search index; beside an SQLite database, or var/index."
    )
    model: Model = Field(default="accurate", description="Tagger that reads the texts: accurate, or fast.")
    knowledge: Path | None = Field(
        default=None, description="File of further known actors, one a line, read beside those shipped."
    )
    batch_size: int = Field(default=64, ge=1, le=10_000, description="Documents in one transaction of an ingest.")
    max_document_bytes: int = Field(default=8_000_000, ge=1, description="A larger document is refused with a reason.")
    fetch: bool = Field(
        default=False, description="`propos ingest` may fetch feeds and pages from addresses (docs/ingest.md)."
    )
    fetch_hosts: str | None = Field(
        default=None,
        description="Hosts that may be fetched from although they lie in a private network, or at a port of their own: `feeds.intranet,10.0.0.7:8080`.",
    )
    max_body_bytes: int = Field(default=2_000_000, ge=1, description="A larger request body answers 413.")
    max_url_bytes: int = Field(default=8_192, ge=256, description="A longer request target answers 414.")
    query_seconds: float = Field(default=5.0, gt=0, description="Time budget of one query; over it the answer is 503.")
    facet_seconds: float = Field(
        default=2.0, gt=0, description="Time budget of the facets of one answer; over it the answer comes without them."
    )
    follow_seconds: float = Field(default=1.0, gt=0, description="How often the API looks for a newer corpus revision.")
    rate_limit: str | None = Field(
        default=None,
        pattern=r"^\d+/(\d+)?(second|minute|hour|day)(;\d+/(\d+)?(second|minute|hour|day))*$",
        description="Requests that one key or address may send to one process, such as `60/minute` or `10/second;1000/hour`.",
    )
    cors_origins: str | None = Field(
        default=None,
        pattern=r"^(\*|https?://[\w.:\[\]-]+(,https?://[\w.:\[\]-]+)*)$",
        description="Sites whose scripts may ask from a browser, such as `https://desk.example,http://localhost:5173`, or `*` for all.",
    )
    require_key: bool = Field(
        default=False, description="Reading needs an API key too (`propos keys`); writing always does."
    )

    def index_folder(self, sqlite: Path | None) -> Path:
        """Return where the search index is: as set, beside the SQLite file `sqlite`, or `var/index`."""
        if self.index_dir is not None:
            return self.index_dir
        return Path("var/index") if sqlite is None else sqlite.with_suffix(".index")
