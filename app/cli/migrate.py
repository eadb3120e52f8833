"""`propos migrate`: bring the database to the present schema."""

from app.settings import Settings
from app.storage.database import Database


def migrate() -> None:
    """Bring the database of PROPOS_DATABASE_URL to the present schema; doing it twice changes nothing."""
    Database.open(Settings().database_url).migrate()
