"""Run the migrations on the connection that `app.storage.schema` hands over, and on no other."""

from typing import TYPE_CHECKING, cast

from alembic import context

from app.storage.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection

context.configure(
    connection=cast("Connection", context.config.attributes["connection"]),
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,  # the caller's transaction holds the whole upgrade
)
context.run_migrations()
