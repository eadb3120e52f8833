"""`propos migrate`: bring the database to the present schema."""

from app.settings import Settings


def migrate() -> None:
    """Bring the database of PROPOS_DATABASE_URL to the present schema; doing it twice changes nothing."""
    from app.storage.database import Database  # noqa: PLC0415 (the help of this command needs no database)

    Database.open(Settings().database_url).migrate()
