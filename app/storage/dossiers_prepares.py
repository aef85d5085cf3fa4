"""The dossiers prepared on Démarches simplifiées, in the encrypted database.

Functions take the caller's session and never commit. What follows from a state is
`app.domain.dossier`'s matter.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, String, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.dossier import Dossier, EtatDossier
from app.storage.evenements import Evenement, note
from app.storage.tables.dossiers_prepares import DossierPrepareRow
from app.storage.tables.envois import PrescriptionRow

_QUIET: Final = {"synchronize_session": False}
_UNDECIDED: Final = (
    EtatDossier.BROUILLON.value,
    EtatDossier.EN_CONSTRUCTION.value,
    EtatDossier.EN_INSTRUCTION.value,
)
_FOLLOWED: Final = tuple(field.name for field in fields(Dossier) if field.name != "id")


def begin(
    session: Session, prescription_id: str, *, revision: int, empreinte: str, at: datetime
) -> Dossier:
    """Note, before the request leaves, that a dossier is being made; the former one is abandoned.

    A request that left without an answer had no address that anybody knows: it is forgotten.
    """
    session.execute(
        delete(DossierPrepareRow).where(
            DossierPrepareRow.prescription_id == prescription_id,
            DossierPrepareRow.etat == EtatDossier.ENVOYE.value,
        )
    )
    abandon(session, prescription_id)
    row = DossierPrepareRow(
        prescription_id=prescription_id,
        revision=revision,
        etat=EtatDossier.ENVOYE.value,
        since=at,
        current=True,
        numero=0,
        empreinte=empreinte,
        jeton="",
        url="",
        tried_at=at,
    )
    session.add(row)
    session.flush()
    return _dossier(row)


def keep(session: Session, dossier: Dossier) -> bool:
    """Keep what is known of a dossier now; tell whether it is still here (it may be erased).

    A dossier stripped by an erasure is not filled again.
    """
    row = session.get(DossierPrepareRow, dossier.id)
    if row is None or (row.numero and not row.jeton and dossier.jeton):
        return False
    changed = row.etat != dossier.etat.value
    for name in _FOLLOWED:
        setattr(row, name, getattr(dossier, name))
    row.etat = dossier.etat.value
    session.flush()
    if changed and session.get(PrescriptionRow, dossier.prescription_id) is not None:
        kind = f"dossier_{dossier.etat.value}"
        note(session, dossier.prescription_id, Evenement(kind=kind, at=dossier.since))
    return True


def of_prescription(session: Session, prescription_id: str) -> Sequence[Dossier]:
    """Return every dossier made for a prescription, oldest first."""
    return _found(session, DossierPrepareRow.prescription_id == prescription_id)


def etats(session: Session, prescription_ids: Sequence[str]) -> Mapping[str, EtatDossier]:
    """Return where the dossiers in force of these prescriptions stand; without one, nothing."""
    if not prescription_ids:
        return {}
    rows = session.execute(
        select(DossierPrepareRow.prescription_id, DossierPrepareRow.etat).where(
            _those(prescription_ids), DossierPrepareRow.current
        )
    )
    return {id_: EtatDossier(etat) for id_, etat in rows}


def with_token(session: Session) -> Sequence[Dossier]:
    """Return the dossiers that can still be asked about, oldest first."""
    return _found(session, DossierPrepareRow.jeton != "")


def current(session: Session, etats: Sequence[EtatDossier]) -> Sequence[Dossier]:
    """Return the dossiers in force in these states, the longest waiting first."""
    wanted = [etat.value for etat in etats]
    rows = session.scalars(
        select(DossierPrepareRow)
        .where(DossierPrepareRow.etat.in_(wanted), DossierPrepareRow.current)
        .order_by(DossierPrepareRow.since)
    )
    return [_dossier(row) for row in rows]


def to_remove(session: Session) -> Sequence[Dossier]:
    """Return what is left of erased prescriptions, which somebody must remove there."""
    here = (
        select(PrescriptionRow.id)
        .where(PrescriptionRow.id == DossierPrepareRow.prescription_id)
        .exists()
    )
    return _found(session, ~here & DossierPrepareRow.etat.in_(_UNDECIDED))


def abandon(session: Session, prescription_id: str) -> None:
    """Let a new dossier be made for a prescription; those there were are still watched."""
    session.execute(
        update(DossierPrepareRow)
        .where(DossierPrepareRow.prescription_id == prescription_id)
        .values(current=False),
        execution_options=_QUIET,
    )


def forget(session: Session, prescription_id: str) -> None:
    """Remove every dossier of a prescription."""
    session.execute(
        delete(DossierPrepareRow).where(DossierPrepareRow.prescription_id == prescription_id)
    )


def erase(session: Session, prescription_ids: Sequence[str]) -> int:
    """Erase the dossiers of prescriptions that are being erased; return how many.

    Of one that somebody claimed and that is not decided, its number stays with the nameless
    withdrawal: somebody must remove it on the platform, which no program can. Token, address and
    print go, whatever the state.
    """
    those = _those(prescription_ids)
    removed = session.scalars(
        delete(DossierPrepareRow)
        .where(those, DossierPrepareRow.etat.not_in(_UNDECIDED))
        .returning(DossierPrepareRow.id),
        execution_options=_QUIET,
    ).all()
    stripped = session.scalars(
        update(DossierPrepareRow)
        .where(those)
        .values(jeton="", url="", empreinte="")
        .returning(DossierPrepareRow.id),
        execution_options=_QUIET,
    ).all()
    return len(removed) + len(stripped)


def _found(session: Session, condition: ColumnElement[bool]) -> Sequence[Dossier]:
    rows = session.scalars(
        select(DossierPrepareRow).where(condition).order_by(DossierPrepareRow.id)
    )
    return [_dossier(row) for row in rows]


def _those(ids: Sequence[str]) -> ColumnElement[bool]:
    """Match the dossiers of these prescriptions; one parameter, so one statement for any number."""
    listed = func.json_each(bindparam("ids", json.dumps(list(ids)), String, unique=True))
    wanted = select(listed.table_valued("value").c.value)
    return DossierPrepareRow.prescription_id.in_(wanted)


def _dossier(row: DossierPrepareRow) -> Dossier:
    return Dossier(
        id=row.id,
        prescription_id=row.prescription_id,
        revision=row.revision,
        etat=EtatDossier(row.etat),
        since=row.since,
        current=row.current,
        numero=row.numero,
        empreinte=row.empreinte,
        jeton=row.jeton,
        url=row.url,
        tried_at=row.tried_at,
        prefilled_at=row.prefilled_at,
        seen_at=row.seen_at,
        submitted_at=row.submitted_at,
        processed_at=row.processed_at,
    )
