"""What goes wrong with a laptop, and the batches in which activation codes are made.

Nothing here names a person: laptops, codes of the protocol, counts and instants.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class DeviceTroubleRow(Base):
    """How often one laptop met one refusal, since when and until when; `code` is the protocol's.

    One row a laptop and code, so the table never outgrows the laptops. `detail` is the clock's
    error in seconds (positive: the laptop is ahead) for the code `clock`.
    """

    __tablename__ = "device_trouble"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)
    detail: Mapped[int | None] = mapped_column(BigInteger)


class ActivationBatchRow(Base):
    """Codes that were made together, in one transaction; `account_id` is None at the command line.

    The codes themselves are `ActivationCodeRow`; their secrets are kept nowhere.
    """

    __tablename__ = "activation_batch"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    label: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    codes: Mapped[int]
    account_id: Mapped[str | None] = mapped_column(String(36))
