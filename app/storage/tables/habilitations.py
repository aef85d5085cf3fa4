"""Who may do what: a row for each role that an agent was given."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class HabilitationRow(Base):
    """A role from one instant to another; rows are added and ended, never changed otherwise.

    `given_by` is empty for the first agent, who installed the laptop, and for what a migration
    gave.
    """

    __tablename__ = "habilitations"
    __table_args__ = (
        Index(
            "ix_habilitations_en_vigueur",
            "agent_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    role: Mapped[str]
    given_at: Mapped[datetime]
    given_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
