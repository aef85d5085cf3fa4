"""Monthly counters that laptops sent: figures without anybody's name (docs/decisions/0008, 0034).

Small figures stand here as they came; they are hidden wherever they are shown.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class CounterReportRow(Base):
    """The figures of one month on one laptop: {indicator: {value: count}}.

    `own` was counted on this laptop; `inherited` stood in the backup that it was restored from, and
    counts only where no laptop of `ancestors` told the month itself. `lineage` is the same for all
    laptops that come from one vault. `set_aside_at`: other figures came under a known revision.
    """

    __tablename__ = "counter_report"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    lineage: Mapped[str] = mapped_column(String(32))
    ancestors: Mapped[list[str]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    own: Mapped[dict[str, Any]] = mapped_column(JSON)
    inherited: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime]
    set_aside_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "structure_id", "month"),)


class StatedQuarterRow(Base):
    """A quarter of a structure as its figures count for ever: {indicator: {value: count}}, exact.

    What laptops tell later counts in a later quarter (docs/decisions/0052). `absent` are laptops
    that had not told all its months then: {device: [month]}.
    """

    __tablename__ = "stated_quarter"
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    stated_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    absent: Mapped[dict[str, list[str]]] = mapped_column(JSON)
