"""What agents do with many prescriptions: pairs that look alike, batches of decisions, print runs.

Rows that concern a prescription go with it (`ON DELETE CASCADE`): whoever erases one erases here
too. A person who is only forgotten (`projection.forget_person`) leaves her pairs behind there.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.department.database.actors import AccountRow
from app.department.database.base import Base


class Avis(StrEnum):
    """What an agent said of two prescriptions of different structures that look alike."""

    A_VOIR = "a_voir"
    MEME = "meme"
    DIFFERENTE = "differente"


class DuplicateRow(Base):
    """Two prescriptions, of two structures, that may be for one person; never sent to a laptop.

    `first_id` is the smaller identifier. `reasons` are codes, separated by blanks (decision 0033).
    """

    __tablename__ = "duplicate"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    first_id: Mapped[str] = mapped_column(ForeignKey("prescription.id", ondelete="CASCADE"))
    second_id: Mapped[str] = mapped_column(
        ForeignKey("prescription.id", ondelete="CASCADE"), index=True
    )
    degree: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[str] = mapped_column(String(160))
    found_at: Mapped[datetime]
    avis: Mapped[str] = mapped_column(String(16), default=Avis.A_VOIR)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index(None, "avis", "degree", "id"),
        Index(None, "avis", "id"),
    )


class BatchRow(Base):
    """Decisions taken together; `id` is made with the confirmation, so a form counts once."""

    __tablename__ = "decision_batch"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    decided_at: Mapped[datetime]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    sens: Mapped[str] = mapped_column(String(16))
    motif: Mapped[str] = mapped_column(String(80))
    account: Mapped[AccountRow] = relationship(lazy="joined", innerjoin=True)


class BatchItemRow(Base):
    """What became of one prescription of a batch; `outcome` is a code of `records.batches`."""

    __tablename__ = "decision_batch_item"
    batch_id: Mapped[str] = mapped_column(ForeignKey("decision_batch.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    prescription_id: Mapped[str] = mapped_column(
        ForeignKey("prescription.id", ondelete="CASCADE"), index=True
    )
    outcome: Mapped[str] = mapped_column(String(24))


class PrintRunRow(Base):
    """A « tirage »: letters prepared together, and how they are printed.

    `labels` is the code of a sheet of labels, empty for none; the offsets are tenths of a
    millimetre. What was in it is told by its letters; `letters` stays when a person is erased.
    """

    __tablename__ = "print_run"
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    dated: Mapped[date]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    letters: Mapped[int]
    labels: Mapped[str] = mapped_column(String(24))
    first_label: Mapped[int]
    right_tenths: Mapped[int]
    down_tenths: Mapped[int]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    account: Mapped[AccountRow] = relationship(
        lazy="joined", innerjoin=True, foreign_keys=[account_id]
    )


class PrintLetterRow(Base):
    """One letter of a run: the decision that it tells. A decision is in one run at most."""

    __tablename__ = "print_letter"
    run: Mapped[int] = mapped_column(ForeignKey("print_run.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    prescription_id: Mapped[str] = mapped_column(String(36))
    number: Mapped[int]
    shortened: Mapped[bool]  # the address was too long: the shortened one was accepted
    __table_args__ = (
        ForeignKeyConstraint(
            ["prescription_id", "number"],
            ["decision.prescription_id", "decision.number"],
            ondelete="CASCADE",
            name="fk_print_letter_prescription_id_decision",
        ),
        UniqueConstraint("prescription_id", "number"),
    )
