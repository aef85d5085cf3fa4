"""The forms of Démarches simplifiées whose decisions are read, and what was read of each dossier.

Nothing here names a person but the words of an agent, which may: `message` goes with its term, and
is kept only of dossiers that a laptop of the Département prepared.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class Rattachement(StrEnum):
    """What a dossier is to this service."""

    RELAYE = "relaye"  # its decision goes to the structure that prepared it
    ROUVERT = "rouvert"  # was decided, and is looked at again there
    SANS_REPERE = "sans_repere"  # deposited without Passerelle: nobody waits for it here
    STRUCTURE_INCONNUE = "structure_inconnue"  # prepared by a structure that is not known here
    AUTRE_STRUCTURE = "autre_structure"  # another structure than that of the first dossier
    DECIDE_ICI = "decide_ici"  # the service holds this prescription itself, and decides it
    EFFACE = "efface"  # its term is over, or it was erased on request: nothing of it comes back


class DemarcheRow(Base):
    """A form whose decisions are read, with the token that reads them.

    `wrapped_token` is sealed by the service's keys, empty once somebody stopped the reading.
    `item_field` and `structure_field` are the annotations that the laptops fill. A reading begins
    at `from_cursor`, and stands at `at_cursor` while it is under way (empty: it is not).
    `outcome` is a code of `demarches.failures`; a reading under way has none.
    """

    __tablename__ = "demarche"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    item_field: Mapped[str] = mapped_column(String(80))
    structure_field: Mapped[str] = mapped_column(String(80))
    wrapped_token: Mapped[bytes] = mapped_column(LargeBinary)
    token_at: Mapped[datetime]
    from_cursor: Mapped[str] = mapped_column(String(200), default="", server_default="")
    next_cursor: Mapped[str] = mapped_column(String(200), default="", server_default="")
    next_at: Mapped[datetime | None]  # when `next_cursor` was reached
    at_cursor: Mapped[str] = mapped_column(String(200), default="", server_default="")
    claimed_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]  # when a reading last went to its end
    not_before: Mapped[datetime | None]  # the platform asked to wait
    outcome: Mapped[str] = mapped_column(String(32), default="", server_default="")


class DossierRow(Base):
    """A dossier that was decided there, as it was last read."""

    __tablename__ = "dossier"
    demarche: Mapped[int] = mapped_column(ForeignKey("demarche.number"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(36), index=True)  # the prescription; "" without one
    structure_code: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(16))
    rattachement: Mapped[str] = mapped_column(String(24))
    processed_at: Mapped[datetime | None]
    motif: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(Text)
    read_at: Mapped[datetime]
    __table_args__ = (Index(None, "rattachement", "read_at"),)


class RelayedDecisionRow(Base):
    """A decision taken there, as the feed of a structure tells it; a later one has its number."""

    __tablename__ = "relayed_decision"
    item: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), index=True)
    dossier: Mapped[int] = mapped_column(BigInteger)
    sens: Mapped[str] = mapped_column(String(16))
    motif: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date] = mapped_column(index=True)
    decided_at: Mapped[datetime]
    relayed_at: Mapped[datetime]
