"""Who acts on the service: console accounts, structures, devices, and the journal of their acts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.department.database.base import Base


class ServiceRow(Base):
    """The one row about the database itself.

    `epoch` changes when the database is made anew; devices compare it (architecture.md § 5).
    """

    __tablename__ = "service"
    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class AccountRow(Base):
    """A person who signs in to the console.

    `must_renew`: the next sign-in asks for another password before it opens a page.
    """

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password: Mapped[str] = mapped_column(String(255))  # Argon2id, PHC string
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    must_renew: Mapped[bool] = mapped_column(default=False, server_default=false())


class ConsoleSessionRow(Base):
    """A sign-in that is still open; only the digest of its token is kept.

    Until `second_factor_at` it opens the pages of the sign-in alone. `browser` is what its owner
    knows it by: « Firefox, Windows ».
    """

    __tablename__ = "console_session"
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(40), server_default="")
    account: Mapped[AccountRow] = relationship(lazy="joined", innerjoin=True)


class LoginFailureRow(Base):
    """A refused sign-in, kept for the rate limit; `key` is a keyed digest of name or address."""

    __tablename__ = "login_failure"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]
    __table_args__ = (Index(None, "key", "at"),)


class StructureRow(Base):
    """A structure de médiation; `id` is its code, as references and payloads name it.

    `feed_sequence` is the number of the last entry of its feed; whoever adds an entry holds this
    row's lock, so the order of the numbers is the order of the commits.
    """

    __tablename__ = "structure"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160), unique=True)
    feed_sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    closed_on: Mapped[date | None]  # from that day no laptop is activated for it any more


class DeviceRow(Base):
    """A laptop of a structure, known by its signing key.

    `items_received` and `items_refused` count what it sent; `program` is the version it says it
    runs, which nothing proves.
    """

    __tablename__ = "device"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    signing_key: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    receiving_key: Mapped[bytes] = mapped_column(LargeBinary)
    activated_at: Mapped[datetime]
    last_contact_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str] = mapped_column(String(24), default="", server_default="")
    program: Mapped[str] = mapped_column(String(40), default="", server_default="")
    items_received: Mapped[int] = mapped_column(default=0, server_default="0")
    items_refused: Mapped[int] = mapped_column(default=0, server_default="0")
    structure: Mapped[StructureRow] = relationship(lazy="joined", innerjoin=True)


class ActivationCodeRow(Base):
    """A one-time code: its public name, and the key of its proofs under the service's own keys.

    `label` is the name that its laptop will bear; `number` its place in the batch.
    """

    __tablename__ = "activation_code"
    lookup: Mapped[str] = mapped_column(String(32), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), index=True)
    wrapped_proof: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    device_id: Mapped[str | None] = mapped_column(String(36))
    batch_id: Mapped[str | None] = mapped_column(String(36), index=True)
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    label: Mapped[str] = mapped_column(String(120), default="", server_default="")
    cancelled_at: Mapped[datetime | None]


class NonceRow(Base):
    """A request already seen; kept as long as its timestamp would still be accepted."""

    __tablename__ = "nonce"
    device_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    nonce: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class JournalRow(Base):
    """One act: who, what, on which record. Identifiers only, never the name of a person helped."""

    __tablename__ = "journal"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(String(200), default="")
    __table_args__ = (
        Index(None, "actor_id", "id"),
        Index(None, "action", "id"),
        Index(None, "object_id", "id"),
    )


class FeedRow(Base):
    """One entry of a structure's feed; entries are only added."""

    __tablename__ = "feed"
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    prescription_id: Mapped[str] = mapped_column(String(36))
    number: Mapped[int]  # of the decision: 1, then 2 for its correction
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("prescription_id", "number"),)
