"""What waits to be sent to the Département, and where each item stands.

Functions take the caller's session and never commit: the row of a prescription is written in the
transaction that keeps the prescription. An item's state and its prescription's are one: `advance`
writes both. States are never merged (`Suivi`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.prescription import Suivi
from app.storage.attente import Attente
from app.storage.due import INCLUDE_DUE
from app.storage.evenements import Evenement, note
from app.storage.tables.droits import LimitationRow
from app.storage.tables.envois import EnvoiRow, PrescriptionRow

NAMELESS: Final = "{}"  # the payload of a withdrawal: the item's id says everything

_TO_SEND: Final = (Suivi.PREPAREE.value, Suivi.REMISE.value)
_NOT_LEFT: Final = (Suivi.PREPAREE.value, Suivi.A_CORRIGER.value)
_THERE: Final = frozenset({"conflit"})  # codes by which the service says that it holds the item


class KindEnvoi(StrEnum):
    """What is sent; `TENUE` is never sent.

    It is what the Département holds under a revision where it refused another content, kept here
    until somebody compared the two.
    """

    PRESCRIPTION = "prescription"
    RETRAIT = "retrait"
    TENUE = "tenue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envoi:
    """An item of the outbox. `id` is the prescription's and the idempotency key.

    `payload` is JSON as the use case built it, and holds a person: never log it.
    """

    sequence: int
    id: str
    kind: KindEnvoi
    revision: int
    payload: str
    state: Suivi
    attempts: int
    last_code: str
    last_at: datetime | None
    last_place: str = ""

    @property
    def has_left(self) -> bool:
        """Tell whether this revision was ever handed to the channel."""
        return self.attempts > 0

    def __repr__(self) -> str:
        """Show what a log may hold."""
        return f"Envoi({self.kind} {self.id} revision {self.revision}, {self.state})"


def queue(
    session: Session,
    item_id: str,
    *,
    payload: str,
    revision: int = 1,
    kind: KindEnvoi = KindEnvoi.PRESCRIPTION,
) -> None:
    """Queue an item; it takes the place of its earlier revision that has not left.

    Raises:
        sqlalchemy.exc.IntegrityError: this revision is queued already.
    """
    session.execute(
        delete(EnvoiRow).where(
            EnvoiRow.item_id == item_id,
            EnvoiRow.kind == kind.value,
            EnvoiRow.revision < revision,
            EnvoiRow.state.in_(_NOT_LEFT),
        )
    )
    session.add(
        EnvoiRow(
            item_id=item_id,
            kind=kind.value,
            revision=revision,
            payload=payload,
            state=Suivi.PREPAREE.value,
            attempts=0,
            last_code="",
        )
    )
    session.flush()


def to_send(session: Session) -> Sequence[Envoi]:
    """Return what the next synchronisation sends, oldest first.

    An item handed over without an acknowledgement is sent again: its id makes that harmless. An
    item to correct is not sent, and holds nothing back; nor does that of a limited record, which
    waits until the limitation is lifted (its withdrawal does not). What is withdrawn is not sent
    again: its withdrawal alone is.
    """
    rows = session.scalars(
        select(EnvoiRow)
        .where(EnvoiRow.state.in_(_TO_SEND), ~_limited(), ~_withdrawn())
        .order_by(EnvoiRow.sequence)
    )
    return [envoi_of(row) for row in rows]


def _held_back(session: Session) -> int:
    query = select(func.count(EnvoiRow.sequence))
    waits = (*_TO_SEND, Suivi.A_CORRIGER.value)
    return session.scalars(query.where(EnvoiRow.state.in_(waits), _limited(), ~_withdrawn())).one()


def _withdrawn() -> ColumnElement[bool]:
    """Match the prescriptions of which a withdrawal waits, or is on its way."""
    withdrawals = select(EnvoiRow.item_id).where(EnvoiRow.kind == KindEnvoi.RETRAIT.value)
    return and_(EnvoiRow.kind != KindEnvoi.RETRAIT.value, EnvoiRow.item_id.in_(withdrawals))


def _limited() -> ColumnElement[bool]:
    """Match the prescriptions of limited records."""
    return and_(
        EnvoiRow.kind == KindEnvoi.PRESCRIPTION.value,
        EnvoiRow.item_id.in_(
            select(PrescriptionRow.id).join(
                LimitationRow, LimitationRow.personne_id == PrescriptionRow.personne_id
            )
        ),
    )


def advance(  # noqa: PLR0913 - where it stands, why, at what field, and when
    session: Session,
    envoi: Envoi,
    suivi: Suivi,
    *,
    code: str = "",
    place: str = "",
    at: datetime,
) -> bool:
    """Record where an item stands after an attempt; tell whether it is still in the outbox.

    The prescription stands where its latest revision does.

    Mark it `Suivi.REMISE` in a transaction of its own *before* the request leaves: from then on it
    cannot be undone. False means that it was undone, erased or limited meanwhile: do not send it.
    An acknowledged withdrawal has done its work: it leaves the outbox with what it withdrew.
    """
    if suivi is Suivi.REMISE and _is_limited(session, envoi):
        return False
    changed = session.scalars(
        update(EnvoiRow)
        .where(EnvoiRow.sequence == envoi.sequence)
        .values(
            state=suivi.value,
            attempts=EnvoiRow.attempts + (1 if suivi is Suivi.REMISE else 0),
            last_code=code,
            last_place=place,
            last_at=at,
        )
        .returning(EnvoiRow.sequence)
    ).all()
    if not changed:
        return False
    if envoi.kind is KindEnvoi.RETRAIT:
        if suivi is Suivi.ACCUSEE:
            drop(session, envoi.id)
        return True
    if not _is_superseded(session, envoi):
        _follow(session, envoi.id, suivi, at)
    return True


def note_failure(session: Session, envoi: Envoi, *, code: str, at: datetime) -> None:
    """Record why an attempt failed without changing where the item stands."""
    session.execute(
        update(EnvoiRow)
        .where(EnvoiRow.sequence == envoi.sequence)
        .values(last_code=code, last_at=at)
    )


def waiting(session: Session) -> Attente:
    """Count what has not been acknowledged."""
    rows = session.execute(
        select(EnvoiRow.state, func.count(EnvoiRow.sequence))
        .where(~_limited(), ~_withdrawn())
        .group_by(EnvoiRow.state)
    )
    numbers = dict(iter(rows))
    return Attente(
        preparees=numbers.get(Suivi.PREPAREE.value, 0),
        sans_accuse=numbers.get(Suivi.REMISE.value, 0),
        a_corriger=numbers.get(Suivi.A_CORRIGER.value, 0),
        retenues=_held_back(session),
    )


def of_item(session: Session, item_id: str) -> Sequence[Envoi]:
    """Return everything in the outbox about one item, oldest first."""
    rows = session.scalars(
        select(EnvoiRow)
        .where(EnvoiRow.item_id == item_id, EnvoiRow.kind != KindEnvoi.TENUE.value)
        .order_by(EnvoiRow.sequence)
    )
    return [envoi_of(row) for row in rows]


def offer_again(session: Session, *, at: datetime) -> None:
    """Send again, oldest first, whatever was acknowledged and not decided.

    The service was put back from a backup; identifiers make what it did not lose harmless.
    """
    rows = session.scalars(
        select(EnvoiRow)
        .where(EnvoiRow.state == Suivi.ACCUSEE.value, EnvoiRow.kind == KindEnvoi.PRESCRIPTION.value)
        .order_by(EnvoiRow.sequence)
    ).all()
    for row in rows:
        advance(session, envoi_of(row), Suivi.REMISE, at=at)


def can_be_undone(session: Session, item_id: str) -> bool:
    """Tell whether the Département certainly has no revision of this item.

    So it is while nothing was handed to the channel, and again once the service answered that it
    refuses the form. In between it may have arrived without our knowing; and what conflicts is
    there, under another content.
    """
    envois = of_item(session, item_id)
    return bool(envois) and all(
        (envoi.state is Suivi.A_CORRIGER and envoi.last_code not in _THERE)
        or (envoi.state is Suivi.PREPAREE and not envoi.has_left)
        for envoi in envois
    )


def drop(session: Session, item_id: str) -> None:
    """Remove an item with its payload (undone, or decided)."""
    session.execute(delete(EnvoiRow).where(EnvoiRow.item_id == item_id))


def drop_unsent(session: Session) -> int:
    """Take away every prescription that has not left; return how many.

    The convention sends none (003): what an earlier version of the program queued waits for nobody.
    """
    of_prescription = EnvoiRow.kind == KindEnvoi.PRESCRIPTION.value
    gone = session.scalars(
        delete(EnvoiRow)
        .where(of_prescription, EnvoiRow.attempts == 0, EnvoiRow.state.in_(_NOT_LEFT))
        .returning(EnvoiRow.item_id)
    ).all()
    session.execute(
        update(PrescriptionRow)
        .where(PrescriptionRow.id.in_(gone), PrescriptionRow.suivi == Suivi.A_CORRIGER.value)
        .values(suivi=Suivi.PREPAREE.value)
    )
    return len(gone)


def remove(session: Session, envoi: Envoi) -> bool:
    """Remove one revision that has not left; tell whether it was still there unsent."""
    gone = session.scalars(
        delete(EnvoiRow)
        .where(
            EnvoiRow.sequence == envoi.sequence,
            (EnvoiRow.attempts == 0) | (EnvoiRow.state == Suivi.A_CORRIGER.value),
        )
        .returning(EnvoiRow.sequence)
    ).all()
    return bool(gone)


def withdraw(session: Session, item_id: str) -> None:
    """Erase the payload of an item and leave a nameless withdrawal to be sent.

    Done for whatever the Département may hold or may yet receive: it stays until acknowledged.
    Doing it twice leaves one withdrawal.
    """
    revisions = session.scalars(
        select(EnvoiRow.revision).where(
            EnvoiRow.item_id == item_id, EnvoiRow.kind == KindEnvoi.PRESCRIPTION.value
        )
    ).all()
    if not revisions:
        return
    drop(session, item_id)
    queue(
        session,
        item_id,
        payload=NAMELESS,
        revision=max(revisions) + 1,
        kind=KindEnvoi.RETRAIT,
    )


def _is_limited(session: Session, envoi: Envoi) -> bool:
    query = select(EnvoiRow.sequence).where(EnvoiRow.sequence == envoi.sequence, _limited())
    return session.scalars(query).first() is not None


def _is_superseded(session: Session, envoi: Envoi) -> bool:
    later = select(EnvoiRow.sequence).where(
        EnvoiRow.item_id == envoi.id,
        EnvoiRow.revision > envoi.revision,
        EnvoiRow.kind != KindEnvoi.TENUE.value,
    )
    return session.scalars(later).first() is not None


def _follow(session: Session, prescription_id: str, suivi: Suivi, at: datetime) -> None:
    row = session.get(PrescriptionRow, prescription_id, execution_options={INCLUDE_DUE: True})
    if row is None or row.suivi == suivi.value:
        return
    row.suivi, row.suivi_at = suivi.value, at
    session.flush()
    note(session, prescription_id, Evenement(kind=suivi.value, at=at))


def envoi_of(row: EnvoiRow) -> Envoi:
    """Return the value of a row (for the other modules of this room)."""
    return Envoi(
        sequence=row.sequence,
        id=row.item_id,
        kind=KindEnvoi(row.kind),
        revision=row.revision,
        payload=row.payload,
        state=Suivi(row.state),
        attempts=row.attempts,
        last_code=row.last_code,
        last_at=row.last_at,
        last_place=row.last_place,
    )
