"""Remove the rows of records with everything that is linked; only `effacement` calls this.

Functions take the caller's session and never commit. They take many identifiers at once, because a
purge of thousands is a few statements for each batch instead of twenty for each person.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.droits import Sort
from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId, PersonneId
from app.domain.prescription import Suivi
from app.storage import journal, limitations, outbox, registre, reponses
from app.storage.among import among
from app.storage.database import INCLUDE_DUE
from app.storage.tables.demandes import DemandeRow
from app.storage.tables.destructions import ConservationRow
from app.storage.tables.dossiers import (
    ChoixRow,
    ConsentementRow,
    DiagnosticRow,
    EntretienRow,
    PapierRow,
    PersonneRow,
    ReponseRow,
)
from app.storage.tables.droits import ExportRow, LimitationRow, OppositionRow
from app.storage.tables.envois import DecisionRow, EnvoiRow, PrescriptionRow, RapportItemRow
from app.storage.tables.questionnaires import ReevaluationRow
from app.storage.tables.structure import AccesRow, EvenementRow

if TYPE_CHECKING:
    from sqlalchemy import CursorResult

    from app.storage.tables.base import Base

EVERYTHING: Final = {INCLUDE_DUE: True}
_QUIET: Final = {"synchronize_session": False}
_SETTLED: Final = (Suivi.DECIDEE.value, Suivi.ANNULEE.value)
_LEFT: Final = (Suivi.REMISE.value, Suivi.ACCUSEE.value, Suivi.DECIDEE.value)
_TALLY: Final = "erased"

# what the proof of a destruction counts apart from the rows: where something stays out of reach
TRANSMISES, IMPRIMES, REMIS = "transmises", "imprimes", "remis"
FICHIERS_EFFACES, FICHIERS_DEHORS = "fichiers_effaces", "fichiers_dehors"


def tally(session: Session) -> Counter[str]:
    """Return how many rows of each table this session erased, for the proof of destruction."""
    counted: Counter[str] = session.info.setdefault(_TALLY, Counter())
    return counted


def erase_personnes(session: Session, ids: Sequence[str]) -> int:
    """Erase persons with their interviews, prescriptions and papers; return how many they were.

    The journal of accesses keeps who and why, and forgets whose record it was.
    """
    _erase_papiers(session, ids_of(session, PapierRow.id, among(PapierRow.personne_id, ids)))
    erase_prescriptions(
        session, ids_of(session, PrescriptionRow.id, among(PrescriptionRow.personne_id, ids))
    )
    erase_entretiens(session, ids_of(session, EntretienRow.id, among(EntretienRow.personne_id, ids)))
    _erase_rows(session, EvenementRow.subject_id, ids)
    session.execute(
        update(AccesRow).where(among(AccesRow.personne_id, ids)).values(personne_id=None),
        execution_options=_QUIET,
    )
    _unname_demandes(session, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    _erase_exports(session, among(ExportRow.personne_id, ids))
    for column in (
        ConservationRow.personne_id,
        LimitationRow.personne_id,
        OppositionRow.personne_id,
    ):
        _erase_rows(session, column, ids)
    return _erase_rows(session, PersonneRow.id, ids)


def _unname_demandes(session: Session, ids: Sequence[str]) -> None:
    """Leave of their requests the proof that each was dealt with, and nothing of whose it was."""
    session.execute(
        update(DemandeRow)
        .where(among(DemandeRow.personne_id, ids))
        .values(personne_id=None, personne="", joindre="", mots="", representant=""),
        execution_options=_QUIET,
    )


def erase_demandes(session: Session, ids: Sequence[str]) -> int:
    """Erase requests past their term with their histories; return how many they were."""
    _erase_rows(session, EvenementRow.subject_id, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    return _erase_rows(session, DemandeRow.id, ids)


def erase_prescriptions(session: Session, ids: Sequence[str]) -> int:
    """Erase prescriptions with their decisions and papers; return how many they were.

    What the Département may hold leaves a nameless withdrawal in the outbox.
    """
    if not ids:
        return 0
    _erase_papiers(session, ids_of(session, PapierRow.id, among(PapierRow.prescription_id, ids)))
    _erase_exports(session, among(ExportRow.prescription_id, ids))
    _erase_rows(session, DecisionRow.prescription_id, ids)
    _withdraw(session, ids)
    session.execute(
        update(PrescriptionRow).where(among(PrescriptionRow.earlier, ids)).values(earlier=None),
        execution_options=_QUIET,
    )
    session.execute(
        update(RapportItemRow).where(among(RapportItemRow.item_id, ids)).values(item_id=""),
        execution_options=_QUIET,
    )
    _erase_rows(session, EvenementRow.subject_id, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    return _erase_rows(session, PrescriptionRow.id, ids)


def _withdraw(session: Session, ids: Sequence[str]) -> None:
    """Leave nameless withdrawals, but for what was decided or undone."""
    left = ids_of(
        session, PrescriptionRow.id, among(PrescriptionRow.id, ids) & PrescriptionRow.suivi.in_(_LEFT)
    )
    tally(session)[TRANSMISES] += len(left)
    settled = ids_of(
        session,
        PrescriptionRow.id,
        among(PrescriptionRow.id, ids) & PrescriptionRow.suivi.in_(_SETTLED),
    )
    _erase_rows(session, EnvoiRow.item_id, settled)
    for prescription_id in sorted(set(ids) - set(settled)):
        outbox.withdraw(session, prescription_id)


def erase_entretiens(session: Session, ids: Sequence[str]) -> int:
    """Erase interviews with their answers, diagnoses and papers; return how many they were.

    Their prescriptions must be gone before.
    """
    if not ids:
        return 0
    _erase_papiers(session, ids_of(session, PapierRow.id, among(PapierRow.entretien_id, ids)))
    _erase_exports(session, among(ExportRow.entretien_id, ids))
    for column in (
        ReponseRow.entretien_id,
        DiagnosticRow.entretien_id,
        ReevaluationRow.entretien_id,
        ConsentementRow.entretien_id,
        ChoixRow.entretien_id,
    ):
        _erase_rows(session, column, ids)
    _erase_rows(session, EvenementRow.subject_id, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    return _erase_rows(session, EntretienRow.id, ids)


def erase_answers(session: Session, personne_id: PersonneId, today: date) -> int:
    """Erase answers, diagnoses and exercise of the ended interviews of a person; return how many.

    An interview under way keeps them until its end: they serve the person who is there.
    """
    ended = ids_of(
        session,
        EntretienRow.id,
        (EntretienRow.personne_id == personne_id)
        & (EntretienRow.etape == Etape.TERMINE.value)
        & EntretienRow.reponses_erased_on.is_(None),
    )
    for table in (ReponseRow, DiagnosticRow, ReevaluationRow):
        counted = select(func.count()).select_from(table).where(table.entretien_id.in_(ended))
        tally(session)[table.__tablename__] += session.scalars(counted).one()
    for entretien_id in ended:
        reponses.erase(session, EntretienId(entretien_id), today=today)
    with limitations.suspended(session, personne_id):
        session.execute(
            update(EntretienRow).where(among(EntretienRow.id, ended)).values(exercice=None),
            execution_options=_QUIET,
        )
    return len(ended)


def _erase_papiers(session: Session, ids: Sequence[str]) -> None:
    for name, day in ((IMPRIMES, PapierRow.printed_on), (REMIS, PapierRow.handed_on)):
        tally(session)[name] += len(
            ids_of(session, PapierRow.id, among(PapierRow.id, ids) & day.is_not(None))
        )
    _erase_rows(session, EvenementRow.subject_id, ids)
    journal.forget(session, ids)
    _erase_rows(session, PapierRow.id, ids)


def _erase_exports(session: Session, condition: ColumnElement[bool]) -> None:
    """Erase what is known of files that left; `exports.reach` has removed those it could."""
    gone = session.scalars(
        select(ExportRow.sort).where(condition), execution_options=EVERYTHING
    ).all()
    reached = sum(sort == Sort.EFFACE.value for sort in gone)
    tally(session)[FICHIERS_EFFACES] += reached
    tally(session)[FICHIERS_DEHORS] += len(gone) - reached
    session.execute(delete(ExportRow).where(condition), execution_options=_QUIET)


def _erase_rows(session: Session, column: InstrumentedAttribute[str], ids: Sequence[str]) -> int:
    if not ids:
        return 0
    table = cast("type[Base]", column.class_)
    deleted = delete(table).where(among(column, ids))
    result = session.execute(deleted, execution_options=_QUIET)
    number = cast("CursorResult[tuple[()]]", result).rowcount
    tally(session)[table.__tablename__] += number
    return number


def ids_of(
    session: Session, column: InstrumentedAttribute[str], condition: ColumnElement[bool]
) -> Sequence[str]:
    """Return the identifiers of the rows that fulfil `condition`, past their term or not."""
    return session.scalars(select(column).where(condition), execution_options=EVERYTHING).all()
