"""What every table shares: the naming of constraints, and how instants are written."""

from datetime import UTC, date, datetime

from sqlalchemy import Date, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC as text that sorts in the order of time."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the instant; a naive one is a bug and is refused."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant cannot be kept")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the instant back, aware, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """The root of the tables. Constraints have names, so that a migration can reach them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcInstant, date: Date}  # noqa: RUF012 - SQLAlchemy reads it so


class Retained:
    """A row with a term: from `due_on` on, no query of the program shows it.

    The filter stands in `database.py`, once for every query; `effacement` removes the row itself.
    """

    due_on: Mapped[date] = mapped_column(index=True)
