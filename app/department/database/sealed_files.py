"""What came on a stick and what was given back on one: numbers, digests and receipts.

Nobody is named here: a receipt holds an item's identifier and a code. `forget_before` (in
`records.sealed_files`) drops rows that no laptop can ask about any more; retention may call it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class SealedFileRow(Base):
    """One file of a laptop that was imported, whole (protocole.md § 14).

    `number` is the laptop's own count of its sendings, `part` of `parts` the place of this file in
    that sending; a laptop put back from a backup may use a number again, so the digest is what
    tells two files apart. `receipts` are what each item became, in the order of the file.
    """

    __tablename__ = "sealed_file"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    number: Mapped[int] = mapped_column(BigInteger)
    part: Mapped[int]
    parts: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime]
    imported_at: Mapped[datetime] = mapped_column(index=True)
    imported_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))  # None: the command
    receipts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    __table_args__ = (
        UniqueConstraint("device_id", "digest"),
        Index(None, "device_id", "number"),
    )


class SealedKnowledgeRow(Base):
    """What a laptop said it knows in its latest file, and how many answers it was given.

    `epoch` and `sequence`: how far it read the feed; `settled`: the last of its sendings whose
    receipts it read; `answers` numbers the answers made for it. `ledger` is its ledger of erasures,
    read to `marks_read` in the service's life `ledger_epoch`, and told to its own number
    `marks_told`; `asked` are the prescriptions of which it wants to know what is held.
    """

    __tablename__ = "sealed_knowledge"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    told_at: Mapped[datetime]
    epoch: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int] = mapped_column(BigInteger)
    settled: Mapped[int] = mapped_column(BigInteger)
    material: Mapped[int] = mapped_column(BigInteger)
    answers: Mapped[int] = mapped_column(BigInteger)
    answered_at: Mapped[datetime | None]
    ledger: Mapped[str] = mapped_column(String(32), default="", server_default="")
    ledger_epoch: Mapped[str] = mapped_column(String(80), default="", server_default="")
    marks_read: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    marks_told: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    asked: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
