"""Bring a database to the tables of this version, or refuse it untouched when it is newer."""

import secrets
from datetime import datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.department.database.actors import ServiceRow
from app.department.database.engine import Database
from app.department.failures import NewerDatabaseError

MIGRATIONS = Path(__file__).parent.parent / "migrations"
MOVED = "deplacee"  # the revision of a database whose content was moved to another


def upgrade(database: Database, *, now: datetime) -> None:
    """Apply the missing migrations, and name the epoch of a database made just now.

    Raises:
        NewerDatabaseError: the database was written by a newer service, or its content was moved
            to another database; it was not touched.
    """
    writer = database.engine.execution_options(begin="IMMEDIATE")
    with writer.begin() as connection:
        upgrade_to(connection, "head")
    with database.writing() as session:
        _name_epoch(session, now)


def is_behind(database: Database) -> bool:
    """Tell whether there is a database of an earlier version, which an upgrade would change.

    Raises:
        NewerDatabaseError: as `upgrade`.
    """
    scripts = _scripts()
    with database.engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    _refuse_newer(scripts, present)
    return bool(present) and present != set(scripts.get_heads())


def upgrade_to(connection: Connection, revision: str) -> None:
    """Apply the missing migrations up to `revision`, in the caller's transaction.

    Raises:
        NewerDatabaseError: see `upgrade`; or no such revision is known.
    """
    scripts = _scripts()
    present = set(MigrationContext.configure(connection).get_current_heads())
    _refuse_newer(scripts, present)
    if revision != "head":
        _refuse_newer(scripts, {revision})
    if revision != "head" or present != set(scripts.get_heads()):
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@cache
def _scripts() -> ScriptDirectory:
    """Return the migrations, read once: an application is made again for each test."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _refuse_newer(scripts: ScriptDirectory, present: set[str]) -> None:
    if MOVED in present:
        raise NewerDatabaseError(
            "Le contenu de cette base a été déplacé vers une autre : démarrez le service avec "
            "--database-url. Rien n’a été modifié ici."
        )
    known = {script.revision for script in scripts.walk_revisions()}
    if not present <= known:
        raise NewerDatabaseError(
            "La base de données vient d’une version plus récente de Passerelle. "
            "Rien n’a été modifié : installez cette version ou une plus récente."
        )


def _name_epoch(session: Session, now: datetime) -> None:
    if session.get(ServiceRow, 1) is None:
        session.add(ServiceRow(id=1, epoch=secrets.token_hex(8), created_at=now))
