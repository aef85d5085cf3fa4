"""Move the service's data to another database: all of it, verified, or nothing.

The source is locked meanwhile, and refuses to serve afterwards: two databases that both go on would
be two truths. The epoch stays: for laptops nothing happened.
"""

from datetime import datetime

from sqlalchemy import Connection, make_url, text

from app.department.copies import rows
from app.department.copies.restoring import refuse_what_is_not_empty
from app.department.database.engine import open_database
from app.department.database.upgrade import MOVED, upgrade, upgrade_to
from app.department.failures import CopyError

_MARK = text("UPDATE alembic_version SET version_num = :moved")


def move(source: str, target: str, *, now: datetime) -> rows.Sums:
    """Move everything from `source` to the empty database `target`; return rows and digests.

    Interrupted before its end, it leaves the target empty and the source as it was: begin again.

    Raises:
        CopyError: both are the same, the target is not empty, or does not give back what it took.
        NewerDatabaseError: the source was moved already, or is of a newer version.
    """
    if make_url(source) == make_url(target):
        raise CopyError("La base de départ et celle d’arrivée sont la même.")
    here, there = open_database(source), open_database(target)
    try:
        upgrade(here, now=now)  # both have the tables of this version
        leaving = here.engine.execution_options(begin="IMMEDIATE")
        arriving = there.engine.execution_options(begin="IMMEDIATE")
        with leaving.begin() as old:
            _keep_writers_out(old)
            with arriving.begin() as new:
                refuse_what_is_not_empty(new)
                upgrade_to(new, "head")
                sums = rows.load(new, rows.lines(old))
                if rows.sums_of(new) != sums:
                    raise CopyError("La base d’arrivée ne rend pas ce qui y a été écrit.")
            old.execute(_MARK, {"moved": MOVED})
        return sums
    finally:
        here.close()
        there.close()


def _keep_writers_out(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE does it
        names = ", ".join(f'"{table.name}"' for table in rows.tables_of(connection))
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
