"""What is erased and when: proofs without names, postponements, rules in force, daily tasks.

Nothing here names a person: random identifiers of prescriptions, numbers, days and signatures.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class DestructionRow(Base):
    """What was erased under one number; signed once nothing of it is left in the file.

    `counts` are numbers by kind of record. `content` and `signature` are what was signed, empty
    until then. `account_id` is the agent who asked, None for the daily task and for laptops.
    """

    __tablename__ = "destruction"
    number: Mapped[str] = mapped_column(String(24), primary_key=True)  # « D-2026-00001 »
    event: Mapped[str] = mapped_column(String(24))
    rule: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str | None] = mapped_column(String(36))
    begun_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class ErasedItemRow(Base):
    """A prescription whose person was erased: its random identifier alone is still known.

    The row goes after 400 days with every row of the identifier: until then no laptop's backup and
    no backup of the service can bring the person back.
    """

    __tablename__ = "erased_item"
    prescription_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    erased_on: Mapped[date] = mapped_column(index=True)
    destruction: Mapped[str] = mapped_column(String(24), index=True)


class RetentionRuleRow(Base):
    """How long the convention keeps prescriptions, from the day on which the service read it.

    A longer rule never prolongs what was prescribed under a shorter one (decision 0023).
    """

    __tablename__ = "retention_rule"
    since: Mapped[date] = mapped_column(primary_key=True)
    years: Mapped[int]
    source: Mapped[str] = mapped_column(Text)


class RetentionHoldRow(Base):
    """A prescription kept after its term, for a reason of the closed list, until a day."""

    __tablename__ = "retention_hold"
    prescription_id: Mapped[str] = mapped_column(ForeignKey("prescription.id"), primary_key=True)
    until: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(24))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class DailyTaskRow(Base):
    """A task that one process does once a day: `claimed_at` keeps the others away meanwhile."""

    __tablename__ = "daily_task"
    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    done_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(24))  # a code, never a message
