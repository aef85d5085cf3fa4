"""Bring a database to the schema of this program, and refuse one that is ahead of it.

Alembic costs 200 ms to import, so it is imported only when there is something to migrate.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from app.storage import failures

HEAD: Final = "0023"
KNOWN: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
)  # every revision ever released, oldest first
_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def bring_to_head(
    engine: Engine, path: Path, *, empty: bool, before: Callable[[str], None] = lambda _: None
) -> None:
    """Migrate in one transaction: interrupted anywhere, the former schema stands.

    `before` is called with the present revision once an upgrade is sure to begin; what it raises
    leaves everything as it was. `empty` says that a database without any table is expected (it
    was just created).

    Raises:
        NewerDatabaseError: a later program wrote the file. Nothing was changed.
        UnreadableDatabaseError: the file opens and is not a database of Passerelle.
    """
    with engine.connect() as connection:
        revision = _revision(connection)
        bare = revision is None and not inspect(connection).get_table_names()
    if revision == HEAD:
        return
    if revision is None and not (bare and empty):
        raise failures.unreadable(path)
    if revision is not None and revision not in KNOWN:
        raise failures.newer(path)
    if revision is not None:
        before(revision)
    with engine.begin() as connection:
        _upgrade(connection)
        _require_sound(connection, path)


def _require_sound(connection: Connection, path: Path) -> None:
    """Look at the upgraded tables before they count: what is raised undoes the upgrade."""
    if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise failures.unreadable(path)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see the module's docstring
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
