"""Alembic's entry: runs the migrations on the connection that `upgrade` gives."""

from alembic import context
from sqlalchemy import Connection

from app.department.database import (
    actors,
    agents,
    counters,
    demarches,
    devices,
    erasures,
    handling,
    prescriptions,
    publications,
    retention,
    sealed_files,
    stock,
)
from app.department.database.base import Base

TABLES = (
    actors,
    agents,
    counters,
    demarches,
    devices,
    erasures,
    handling,
    prescriptions,
    publications,
    retention,
    sealed_files,
    stock,
)  # read so that `Base.metadata` knows them


def run() -> None:
    """Run the migrations in the caller's transaction: all of them or none."""
    connection = context.config.attributes["connection"]
    if not isinstance(connection, Connection):
        raise TypeError("migrations run on a connection given by app.department.database.upgrade")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    context.run_migrations()


run()
