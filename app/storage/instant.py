"""The last trusted instant, kept so that a clock set back is noticed (docs/decisions/0001)."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.clock import TrustedInstant
from app.domain.retention_clock import Vecu
from app.storage import parametres

_KEY: Final = "instant.de_confiance"
_HEARD: Final = "instant.du_departement"


def trusted(session: Session) -> TrustedInstant | None:
    """Return the latest instant this database has lived through, None for a new one."""
    text = parametres.text(session, _KEY)
    return TrustedInstant(at=datetime.fromisoformat(text)) if text else None


def see(session: Session, now: datetime) -> TrustedInstant:
    """Remember that `now` (aware) was seen; the trusted instant never goes back.

    Give only an instant which `TrustedInstant.accepts`, or one that a server or the user confirmed.
    """
    known = trusted(session)
    latest = TrustedInstant(at=now) if known is None else known.after(now)
    parametres.keep(session, _KEY, latest.at.isoformat())
    return latest


def confirm(session: Session, now: datetime) -> TrustedInstant:
    """Believe `now` even before the instant known: the service or the user said that it is right.

    A clock that was once set far ahead is repaired so (docs/decisions/0001).
    """
    parametres.keep(session, _KEY, now.isoformat())
    return TrustedInstant(at=now)


def hear(session: Session, server: datetime) -> None:
    """Keep the service's own instant, as one of its keys signed it; the last one heard counts."""
    parametres.keep(session, _HEARD, server.isoformat())


def heard(session: Session) -> datetime | None:
    """Return the service's instant when it was last heard, None before that."""
    text = parametres.text(session, _HEARD)
    return datetime.fromisoformat(text) if text else None


def lived(session: Session) -> Vecu:
    """Return everything that this database knows of the time."""
    return Vecu(trusted=trusted(session), heard=heard(session))


def is_believed(session: Session, now: datetime) -> bool:
    """Tell whether something may be destroyed because `now` says that its time is over."""
    return lived(session).may_erase(now)


def keep(session: Session, vecu: Vecu) -> None:
    """Keep what is known of the time now."""
    if vecu.trusted is not None:
        parametres.keep(session, _KEY, vecu.trusted.at.isoformat())
    if vecu.heard is not None:
        parametres.keep(session, _HEARD, vecu.heard.isoformat())
