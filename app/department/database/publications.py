"""What the Département publishes to every laptop, and what its root has signed.

Public documents: they hold nobody but the agent's account that published them.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class EtatPublication(StrEnum):
    """Where a document stands."""

    BROUILLON = "brouillon"  # checked and shown, on no laptop
    PUBLIEE = "publiee"
    REMPLACEE = "remplacee"  # a later version of the same kind and name took its place
    RETIREE = "retiree"


class PublicationRow(Base):
    """One version of one document. `version` counts the published ones of a kind and name from 1.

    A draft has version 0 and no serial; `serial` is that of the first list that had the document.
    `starts_on` and `ends_on` are the days between which an announcement is shown.
    """

    __tablename__ = "publication"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # replaced or withdrawn
    serial: Mapped[int | None] = mapped_column(BigInteger)
    account_id: Mapped[str | None] = mapped_column(String(36))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class RootSignatureRow(Base):
    """Bytes that the root signed, as they travel: the list of publications, laptops' certificates.

    `subject` is « liste », or the laptop's identifier.
    """

    __tablename__ = "root_signature"
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime]
