"""Run the migrations on the connection that `Database.migrate` hands over, or on PROPOS_DATABASE_URL for the alembic command."""

import os

from alembic import context
from sqlalchemy import Connection

from app.storage.database import Database
from app.storage.models import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    run(given)
else:
    database = Database.open(os.environ.get("PROPOS_DATABASE_URL", "sqlite:///var/propos.db"))
    with database.migrating() as connection:
        run(connection)
    database.close()
