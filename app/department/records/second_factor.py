"""The second factor of an account: six digits that a telephone shows, and codes for its loss.

TOTP, RFC 6238, with what every authenticator application reads: SHA-1, six digits, thirty seconds,
a secret of 160 bits (RFC 4226 § 4). A code is taken one period before or after its own, for clocks
that stand apart (RFC 6238 § 5.2), and once: the period of the last one taken is kept.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from app.department.database.agents import RecoveryCodeRow, SecondFactorRow
from app.department.keys import ServiceKeys

PERIOD_S, DIGITS, DRIFT = 30, 6, 1
RECOVERY_CODES = 10
_SECRET_BYTES = 20
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read for another
_RECOVERY_LENGTH = 10  # 49 bits, behind a limit of attempts


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Enrolment:
    """A secret to put into an application: `address` for its camera, `text` for its keyboard."""

    secret: bytes
    address: str
    text: str


def new_enrolment(keys: ServiceKeys, *, seed: bytes, name: str, issuer: str) -> Enrolment:
    """Return the secret that belongs to `seed`, so that a page shown again shows the same one.

    `seed` is a value of this sign-in and of what the account had until now.
    """
    secret = keys.digest("second factor", seed)[:_SECRET_BYTES]
    text = base64.b32encode(secret).decode("ascii")
    return Enrolment(
        secret=secret,
        address=_totp(secret).get_provisioning_uri(name, issuer),
        text=" ".join(text[at : at + 4] for at in range(0, len(text), 4)),
    )


def is_enrolled(session: Session, account_id: str) -> bool:
    """Tell whether the account has a second factor."""
    return session.get(SecondFactorRow, account_id) is not None


def mark_of(session: Session, account_id: str) -> bytes:
    """Return what changes whenever the second factor does; empty without one."""
    row = session.get(SecondFactorRow, account_id)
    return row.wrapped_secret if row else b""


def enrol(  # noqa: PLR0913 - who, what, proof and when
    session: Session,
    keys: ServiceKeys,
    *,
    account_id: str,
    secret: bytes,
    code: str,
    now: datetime,
    replacing: bool = False,
) -> list[str]:
    """Keep `secret` if `code` proves that an application holds it; return the recovery codes.

    The list is empty when the code is wrong, and nothing was written. With `replacing` a former
    factor ends; without, one that was linked meanwhile stays: a password alone never takes an
    account away from whoever linked it first.
    """
    step = _step_of(secret, code, now)
    if step is None or (not replacing and is_enrolled(session, account_id)):
        return []
    remove(session, account_id)
    session.add(
        SecondFactorRow(
            account_id=account_id,
            wrapped_secret=keys.wrap(_purpose(account_id), secret),
            last_step=step,
            enrolled_at=now,
        )
    )
    return renew_recovery_codes(session, keys, account_id)


def takes(
    session: Session, keys: ServiceKeys, *, account_id: str, code: str, now: datetime
) -> bool:
    """Tell whether `code` is right now and was not taken yet; from now on it is taken."""
    row = session.get(SecondFactorRow, account_id)
    if row is None:
        return False
    try:
        secret = keys.unwrap(_purpose(account_id), row.wrapped_secret)
    except InvalidTag:  # another account's row put in this one's place
        return False
    step = _step_of(secret, code, now)
    if step is None:
        return False
    done = session.execute(
        update(SecondFactorRow)
        .where(SecondFactorRow.account_id == account_id, SecondFactorRow.last_step < step)
        .values(last_step=step)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


def renew_recovery_codes(session: Session, keys: ServiceKeys, account_id: str) -> list[str]:
    """Replace the recovery codes; they are shown once and kept as keyed digests."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))
    codes = [_new_recovery_code() for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCodeRow(account_id=account_id, digest=_digest(keys, account_id, code))
        for code in codes
    )
    return codes


def takes_recovery(session: Session, keys: ServiceKeys, *, account_id: str, code: str) -> bool:
    """Tell whether `code` is one of the recovery codes; from now on it is none."""
    done = session.execute(
        delete(RecoveryCodeRow).where(
            RecoveryCodeRow.account_id == account_id,
            RecoveryCodeRow.digest == _digest(keys, account_id, code),
        )
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


def recovery_codes_left(session: Session, account_id: str) -> int:
    """Count the recovery codes not used yet."""
    counted = (
        select(func.count())
        .select_from(RecoveryCodeRow)
        .where(RecoveryCodeRow.account_id == account_id)
    )
    return session.scalar(counted) or 0


def remove(session: Session, account_id: str) -> None:
    """Forget the second factor: the next sign-in makes another."""
    for table in (RecoveryCodeRow, SecondFactorRow):
        session.execute(delete(table).where(table.account_id == account_id))


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), PERIOD_S)  # noqa: S303 - the applications read no other


def _step_of(secret: bytes, code: str, now: datetime) -> int | None:
    """Return the latest period near `now` whose code this is; every one is looked at."""
    digits = "".join(code.split()).encode()
    current = int(now.timestamp()) // PERIOD_S
    steps = range(current - DRIFT, current + DRIFT + 1)
    totp = _totp(secret)
    right = [s for s in steps if hmac.compare_digest(totp.generate(s * PERIOD_S), digits)]
    return right[-1] if right else None


def _new_recovery_code() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_RECOVERY_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def _digest(keys: ServiceKeys, account_id: str, code: str) -> bytes:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return keys.digest(f"recovery code {account_id}", plain.encode())


def _purpose(account_id: str) -> str:
    return f"second factor {account_id}"
