"""This device before the Département: its keys, its activation, what it knows of the service.

Functions take the caller's session and never commit. The keys are random and live in the encrypted
database alone: re-keying the vault keeps the identity.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from app.storage import parametres
from app.storage.tables.structure import AppareilRow

LOOK_AGAIN: Final = "envois.a_revoir"
"""A setting: what is to be compared with the Département, all of it (true) or these items."""

_ONLY = 1


class Activation(StrEnum):
    """Where the device stands with the Département."""

    A_ACTIVER = "a_activer"
    ACTIVE = "active"
    REVOQUE = "revoque"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appareil:
    """The device.

    `signing_key` and `receiving_key` are the private halves as `sync` serialised them, and
    `departement_keys` is the signed list of the Département's keys as text. `epoch` and
    `high_water` are the last that the service showed: lower ones mean that it was put back.
    """

    device_id: str
    signing_key: bytes = field(repr=False)
    receiving_key: bytes = field(repr=False)
    activation: Activation = Activation.A_ACTIVER
    service_url: str = ""
    departement_keys: str = field(default="", repr=False)
    epoch: str = ""
    high_water: int = 0
    activated_on: date | None = None


def keep(session: Session, appareil: Appareil) -> None:
    """Keep the device as it stands, in place of how it stood."""
    session.merge(
        AppareilRow(
            id=_ONLY,
            device_id=appareil.device_id,
            signing_key=appareil.signing_key,
            receiving_key=appareil.receiving_key,
            state=appareil.activation.value,
            service_url=appareil.service_url,
            departement_keys=appareil.departement_keys,
            epoch=appareil.epoch,
            high_water=appareil.high_water,
            activated_on=appareil.activated_on,
        )
    )
    session.flush()


def forget(session: Session) -> None:
    """Forget keys and activation: a restored or copied vault must not speak as the laptop before.

    Two laptops with one identity would each take the other's outcomes for its own. The next one
    looks at what this database may have sent since: it may be older than that.
    """
    parametres.keep(session, LOOK_AGAIN, value=True)
    row = session.get(AppareilRow, _ONLY)
    if row is not None:
        session.delete(row)
        session.flush()


def load(session: Session) -> Appareil | None:
    """Return the device, None before its keys were made."""
    row = session.get(AppareilRow, _ONLY)
    if row is None:
        return None
    return Appareil(
        device_id=row.device_id,
        signing_key=row.signing_key,
        receiving_key=row.receiving_key,
        activation=Activation(row.state),
        service_url=row.service_url,
        departement_keys=row.departement_keys,
        epoch=row.epoch,
        high_water=row.high_water,
        activated_on=row.activated_on,
    )
