"""What the console knows of its agents: roles, second factor, invitations, rates, sealed journal.

`account_role`, `second_factor`, `recovery_code` and `invitation` hold a member of the Département's
staff, nobody helped: they go with `records.agents.close`, and the purge drops invitations past
their term. `request_count` and `journal_seal` hold identifiers and digests alone.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class Role(StrEnum):
    """What an agent may do; one agent may have several (decision 0031)."""

    INSTRUCTEUR = "instructeur"  # reads prescriptions and decides
    GESTIONNAIRE = "gestionnaire"  # structures, devices, stock, publications
    ADMINISTRATEUR = "administrateur"  # agents, keys, journal; reads no prescription
    DELEGUE = "delegue"  # data protection officer: journal, retention; reads no prescription
    LECTEUR = "lecteur"  # reads prescriptions and counters, changes nothing


class AccountRoleRow(Base):
    """One role of one account."""

    __tablename__ = "account_role"
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class SecondFactorRow(Base):
    """The TOTP secret of an account, wrapped under the service's keys.

    `last_step` is the last period of thirty seconds whose code was taken: no code serves twice.
    """

    __tablename__ = "second_factor"
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    wrapped_secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger)
    enrolled_at: Mapped[datetime]


class RecoveryCodeRow(Base):
    """The keyed digest of a recovery code not used yet."""

    __tablename__ = "recovery_code"
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class InvitationRow(Base):
    """A link that lets an agent choose a password, once; only the digest of its token is kept."""

    __tablename__ = "invitation"
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class RequestCountRow(Base):
    """How many requests one caller made in its last minute of activity; one row a caller."""

    __tablename__ = "request_count"
    caller: Mapped[str] = mapped_column(String(80), primary_key=True)
    minute: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]


class JournalSealRow(Base):
    """A block of the journal under a keyed digest that continues the block before.

    `mac` covers the entries from the one after the previous block up to `last_entry`, their number
    and the previous `mac`. `emptied_at`: the block was past its term and its entries were erased.
    """

    __tablename__ = "journal_seal"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_entry: Mapped[int]
    entries: Mapped[int]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_at: Mapped[datetime]
    emptied_at: Mapped[datetime | None]
