"""The one door of deletion: whatever holds something of a person goes through here.

Functions that take a session never commit. Deleting overwrites the rows (`secure_delete`); copies
of them stay in the write-ahead log and, rarely, in the unused space of pages that were split. Those
go when the file is written anew: `purger` and `effacer_pour_de_bon` end with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.identifiers import EntretienId, PersonneId, PrescriptionId
from app.domain.prescription import Suivi
from app.storage import outbox, parametres
from app.storage.database import INCLUDE_DUE, Database
from app.storage.tables.dossiers import (
    ChoixRow,
    ConsentementRow,
    DiagnosticRow,
    EntretienRow,
    PapierRow,
    PersonneRow,
    ReponseRow,
)
from app.storage.tables.envois import DecisionRow, PrescriptionRow, RapportItemRow
from app.storage.tables.structure import AccesRow, EvenementRow

if TYPE_CHECKING:
    from app.storage.tables.base import Base

_TO_REWRITE: Final = "effacement.a_reecrire"
_SETTLED: Final = (Suivi.DECIDEE.value, Suivi.ANNULEE.value)
_QUIET = {"synchronize_session": False}
_EVERYTHING = {INCLUDE_DUE: True}


class Objet(StrEnum):
    """What can be erased as a whole."""

    PERSONNE = "personne"
    ENTRETIEN = "entretien"
    PRESCRIPTION = "prescription"


@dataclass(frozen=True, slots=True, kw_only=True)
class Echu:
    """Something whose term has come."""

    objet: Objet
    id: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """What a purge did, without a name. `complete` is false when it was stopped before its end."""

    personnes: int
    entretiens: int
    prescriptions: int
    complete: bool


def effacer_personne(session: Session, personne_id: PersonneId) -> bool:
    """Erase a person with everything that is linked; tell whether there was somebody.

    Gone with the row: interviews, answers, diagnoses, prescriptions, decisions, papers, histories.
    What the Département may hold leaves a nameless withdrawal in the outbox until it is
    acknowledged. Counters are untouched: they were never linked.
    """
    entretiens = _ids(session, EntretienRow.id, EntretienRow.personne_id == personne_id)
    prescriptions = _ids(session, PrescriptionRow.id, PrescriptionRow.personne_id == personne_id)
    papiers = _ids(session, PapierRow.id, PapierRow.personne_id == personne_id)
    _erase_papiers(session, papiers)
    _erase_prescriptions(session, prescriptions)
    _erase_entretiens(session, entretiens)
    _erase_history(session, [personne_id])
    session.execute(
        update(AccesRow).where(AccesRow.personne_id == personne_id).values(personne_id=None),
        execution_options=_QUIET,
    )
    return _erase_rows(session, PersonneRow.id, [personne_id]) > 0


def effacer_pour_de_bon(database: Database, personne_id: PersonneId) -> bool:
    """Erase a person at once and from the whole file; tell whether there was somebody.

    The erasure is one transaction; killed after it, the next purge writes the file anew.
    """
    with database.writing() as session:
        parametres.keep(session, _TO_REWRITE, value=True)
        there = effacer_personne(session, personne_id)
    _rewrite(database)
    return there


def effacer_entretien(session: Session, entretien_id: EntretienId) -> bool:
    """Erase an interview that led to no prescription; tell whether there was one.

    Raises:
        ValueError: a prescription came out of it: erase that one first, or the person.
    """
    if _ids(session, PrescriptionRow.id, PrescriptionRow.entretien_id == entretien_id):
        raise ValueError("a prescription came out of this interview")
    return _erase_entretiens(session, [entretien_id]) > 0


def effacer_prescription(session: Session, prescription_id: PrescriptionId) -> bool:
    """Erase a prescription with its decision and papers; tell whether there was one."""
    return _erase_prescriptions(session, [prescription_id]) > 0


def echus(session: Session, today: date, *, limit: int = 1000) -> Sequence[Echu]:
    """Return what must be gone on `today`, in the order in which it can be erased.

    Prescriptions first, then interviews, then persons: each is a transaction of a few rows. What
    something else with a later term still needs is not listed: nothing is ever erased early.
    """
    found: list[Echu] = []
    for objet, column, term, still_needed in (
        (Objet.PRESCRIPTION, PrescriptionRow.id, PrescriptionRow.due_on, ()),
        (
            Objet.ENTRETIEN,
            EntretienRow.id,
            EntretienRow.due_on,
            ((PrescriptionRow.entretien_id, PrescriptionRow.due_on),),
        ),
        (
            Objet.PERSONNE,
            PersonneRow.id,
            PersonneRow.due_on,
            (
                (PrescriptionRow.personne_id, PrescriptionRow.due_on),
                (EntretienRow.personne_id, EntretienRow.due_on),
            ),
        ),
    ):
        query = select(column, term).where(term <= today).order_by(term, column).limit(limit)
        for owner, later in still_needed:
            query = query.where(~exists().where(owner == column, later > today))
        rows = session.execute(query, execution_options=_EVERYTHING)
        found += [Echu(objet=objet, id=id_, due_on=due_on) for id_, due_on in rows]
    return found[:limit]


def purger(
    database: Database, today: date, *, keep_going: Callable[[], bool] = lambda: True
) -> Purge:
    """Erase everything whose term has come, record by record, then write the file anew.

    Each record is a short transaction of its own (under 50 ms), so that a worker who saves
    meanwhile does not wait; only the last step, 1 s for 50 MB, makes him. Stopped or killed
    anywhere, calling it again goes on.
    """
    numbers = dict.fromkeys(Objet, 0)
    complete = True
    while complete:
        with database.reading() as session:
            due = echus(session, today)
        if not due:
            break
        for echu in due:
            if not keep_going():
                complete = False
                break
            with database.writing() as session:
                parametres.keep(session, _TO_REWRITE, value=True)
                numbers[echu.objet] += _effacer(session, echu)
    if complete:
        _rewrite(database)
    return Purge(
        personnes=numbers[Objet.PERSONNE],
        entretiens=numbers[Objet.ENTRETIEN],
        prescriptions=numbers[Objet.PRESCRIPTION],
        complete=complete,
    )


def _rewrite(database: Database) -> None:
    """Write the file anew if something was erased since it last was."""
    with database.reading() as session:
        wanted = parametres.load(session, _TO_REWRITE) is True
    if wanted and database.rewrite():
        with database.writing() as session:
            parametres.remove(session, _TO_REWRITE)


def _effacer(session: Session, echu: Echu) -> int:
    match echu.objet:
        case Objet.PERSONNE:
            return effacer_personne(session, PersonneId(echu.id))
        case Objet.PRESCRIPTION:
            return effacer_prescription(session, PrescriptionId(echu.id))
        case Objet.ENTRETIEN:
            return effacer_entretien(session, EntretienId(echu.id))


def _erase_prescriptions(session: Session, ids: Sequence[str]) -> int:
    _erase_papiers(session, _ids(session, PapierRow.id, PapierRow.prescription_id.in_(ids)))
    _erase_rows(session, DecisionRow.prescription_id, ids)
    for prescription_id in ids:
        _withdraw(session, prescription_id)
    session.execute(
        update(PrescriptionRow).where(PrescriptionRow.earlier.in_(ids)).values(earlier=None),
        execution_options=_QUIET,
    )
    session.execute(
        update(RapportItemRow).where(RapportItemRow.item_id.in_(ids)).values(item_id=""),
        execution_options=_QUIET,
    )
    _erase_history(session, ids)
    return _erase_rows(session, PrescriptionRow.id, ids)


def _withdraw(session: Session, prescription_id: str) -> None:
    """Leave a nameless withdrawal unless the Département has decided or never had anything."""
    suivi = session.scalars(
        select(PrescriptionRow.suivi).where(PrescriptionRow.id == prescription_id),
        execution_options=_EVERYTHING,
    ).one_or_none()
    if suivi in _SETTLED:
        outbox.drop(session, prescription_id)
    else:
        outbox.withdraw(session, prescription_id)


def _erase_entretiens(session: Session, ids: Sequence[str]) -> int:
    _erase_papiers(session, _ids(session, PapierRow.id, PapierRow.entretien_id.in_(ids)))
    for column in (
        ReponseRow.entretien_id,
        DiagnosticRow.entretien_id,
        ConsentementRow.entretien_id,
        ChoixRow.entretien_id,
    ):
        _erase_rows(session, column, ids)
    _erase_history(session, ids)
    return _erase_rows(session, EntretienRow.id, ids)


def _erase_papiers(session: Session, ids: Sequence[str]) -> None:
    _erase_history(session, ids)
    _erase_rows(session, PapierRow.id, ids)


def _erase_history(session: Session, ids: Sequence[str]) -> None:
    _erase_rows(session, EvenementRow.subject_id, ids)


def _erase_rows(session: Session, column: InstrumentedAttribute[str], ids: Sequence[str]) -> int:
    if not ids:
        return 0
    result = session.execute(
        delete(cast("type[Base]", column.class_)).where(column.in_(ids)).returning(column),
        execution_options=_QUIET,
    )
    return len(result.all())


def _ids(
    session: Session, column: InstrumentedAttribute[str], condition: ColumnElement[bool]
) -> Sequence[str]:
    return session.scalars(select(column).where(condition), execution_options=_EVERYTHING).all()
