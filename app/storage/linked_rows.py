"""Remove the rows of records with everything that is linked; only `effacement` calls this.

Functions take the caller's session and never commit. They take many identifiers at once, because a
purge of thousands is a few statements for each batch instead of twenty for each person.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.droits import Sort
from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId, PersonneId
from app.domain.prescription import Suivi
from app.storage import (
    demandes,
    dossiers_prepares,
    exports,
    journal,
    limitations,
    outbox,
    registre,
    reponses,
)
from app.storage.among import (
    Key,
    blank_among,
    erase_among,
    ids_among,
    may_hold,
    rows_among,
)
from app.storage.due import INCLUDE_DUE
from app.storage.normalisation import same_person
from app.storage.tables.carnets import CarnetRemiseRow
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
from app.storage.tables.dossiers_prepares import DossierPrepareRow, ReponseRelayeeRow
from app.storage.tables.droits import ExportRow, LimitationRow, OppositionRow
from app.storage.tables.envois import DecisionRow, EnvoiRow, PrescriptionRow, RapportItemRow
from app.storage.tables.mandats import MandatActeRow, MandatLigneRow, MandatRow
from app.storage.tables.questionnaires import ReevaluationRow
from app.storage.tables.structure import AccesRow, EvenementRow

EVERYTHING: Final = {INCLUDE_DUE: True}
_QUIET: Final = {"synchronize_session": False}
_SETTLED: Final = (Suivi.DECIDEE.value, Suivi.ANNULEE.value)
_LEFT: Final = (Suivi.REMISE.value, Suivi.ACCUSEE.value, Suivi.DECIDEE.value)
_TALLY: Final = "erased"
_HANDED: Final = ("carnet_remis", "carnet_repris")

# what the proof of a destruction counts apart from the rows: where something stays out of reach
TRANSMISES, IMPRIMES, REMIS = "transmises", "imprimes", "remis"
FICHIERS_EFFACES, FICHIERS_DEHORS = "fichiers_effaces", "fichiers_dehors"
DEMANDES_VIDEES, DEMANDES_LAISSEES = "demandes_videes", "demandes_laissees"


def tally(session: Session) -> Counter[str]:
    """Return how many rows of each table this session erased, for the proof of destruction."""
    counted: Counter[str] = session.info.setdefault(_TALLY, Counter())
    return counted


def erase_personnes(session: Session, ids: Sequence[str]) -> int:
    """Erase persons with their interviews, prescriptions and papers; return how many they were.

    The journal of accesses keeps who and why, and forgets whose record it was.
    """
    erase_mandats(session, ids_among(session, MandatRow.id, MandatRow.personne_id, ids))
    erase_papiers(session, ids_among(session, PapierRow.id, PapierRow.personne_id, ids))
    erase_prescriptions(
        session, ids_among(session, PrescriptionRow.id, PrescriptionRow.personne_id, ids)
    )
    erase_entretiens(session, ids_among(session, EntretienRow.id, EntretienRow.personne_id, ids))
    _erase_rows(session, EvenementRow.subject_id, ids)
    blank_among(session, AccesRow.personne_id, ids, {"personne_id": None})
    hers = ids_among(session, DemandeRow.id, DemandeRow.personne_id, ids)
    unname_demandes(session, hers)
    tally(session)[DEMANDES_VIDEES] += len(hers)
    _count_namesakes(session, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    _erase_exports(session, ExportRow.personne_id, ids)
    for column in (
        ConservationRow.personne_id,
        LimitationRow.personne_id,
        OppositionRow.personne_id,
    ):
        _erase_rows(session, column, ids)
    return _erase_rows(session, PersonneRow.id, ids)


def erase_mandats(session: Session, ids: Sequence[str]) -> int:
    """Erase mandates with their authorisations, acts and papers; return how many they were."""
    if not ids:
        return 0
    erase_papiers(session, ids_among(session, PapierRow.id, PapierRow.mandat_id, ids))
    _erase_exports(session, ExportRow.mandat_id, ids)
    for column in (MandatActeRow.mandat_id, MandatLigneRow.mandat_id, EvenementRow.subject_id):
        _erase_rows(session, column, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    return _erase_rows(session, MandatRow.id, ids)


def erase_remises(session: Session, ids: Sequence[str]) -> int:
    """Forget who had which carnets; the movements stay, and say nothing of anybody.

    The instants of the hand-overs go from the histories: in their order, they would be the ledger's
    lines again.
    """
    if not ids:
        return 0
    under = ids_among(session, CarnetRemiseRow.prescription_id, CarnetRemiseRow.id, ids)
    told = EvenementRow.subject_id.in_(under), EvenementRow.kind.in_(_HANDED)
    gone = session.scalars(select(EvenementRow.id).where(*told)).all()
    session.execute(delete(EvenementRow).where(EvenementRow.id.in_(gone)))
    tally(session)[EvenementRow.__tablename__] += len(gone)
    registre.note(session, ids)
    return _erase_rows(session, CarnetRemiseRow.id, ids)


def unname_demandes(session: Session, ids: Sequence[str]) -> None:
    """Leave of requests the proof that each was dealt with, and nothing of whose it was."""
    nothing = {"personne_id": None, "personne": "", "joindre": "", "mots": "", "representant": ""}
    blank_among(session, DemandeRow.id, ids, nothing)
    registre.note(session, map(registre.name_of, ids))


def _count_namesakes(session: Session, ids: Sequence[str]) -> None:
    """Count the open requests that keep the name of somebody erased: they hang on no record."""
    left = demandes.unlinked(session) if may_hold(session, DemandeRow) else ()
    if not left:
        return
    names = rows_among(session, PersonneRow.id, ids, PersonneRow.nom, PersonneRow.prenom)
    tally(session)[DEMANDES_LAISSEES] += sum(
        any(same_person(one.personne, nom=nom, prenom=prenom) for nom, prenom in names)
        for one in left
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
    erase_remises(
        session, ids_among(session, CarnetRemiseRow.id, CarnetRemiseRow.prescription_id, ids)
    )
    erase_papiers(session, ids_among(session, PapierRow.id, PapierRow.prescription_id, ids))
    _erase_exports(session, ExportRow.prescription_id, ids)
    _erase_rows(session, DecisionRow.prescription_id, ids)
    _withdraw(session, ids)
    _erase_rows(session, ReponseRelayeeRow.prescription_id, ids)
    if may_hold(session, DossierPrepareRow):
        tally(session)[DossierPrepareRow.__tablename__] += dossiers_prepares.erase(session, ids)
    blank_among(session, PrescriptionRow.earlier, ids, {"earlier": None})
    blank_among(session, RapportItemRow.item_id, ids, {"item_id": ""})
    _erase_rows(session, EvenementRow.subject_id, ids)
    registre.note(session, ids)
    journal.forget(session, ids)
    return _erase_rows(session, PrescriptionRow.id, ids)


def _withdraw(session: Session, ids: Sequence[str]) -> None:
    """Leave nameless withdrawals, but for what was decided or undone."""
    found = rows_among(session, PrescriptionRow.id, ids, PrescriptionRow.id, PrescriptionRow.suivi)
    suivis = {str(id_): str(suivi) for id_, suivi in found}
    tally(session)[TRANSMISES] += sum(suivi in _LEFT for suivi in suivis.values())
    settled = [id_ for id_, suivi in suivis.items() if suivi in _SETTLED]
    _erase_rows(session, EnvoiRow.item_id, settled)
    for prescription_id in sorted(set(ids) - set(settled)):
        outbox.withdraw(session, prescription_id)


def erase_entretiens(session: Session, ids: Sequence[str]) -> int:
    """Erase interviews with their answers, diagnoses and papers; return how many they were.

    Their prescriptions must be gone before.
    """
    if not ids:
        return 0
    erase_papiers(session, ids_among(session, PapierRow.id, PapierRow.entretien_id, ids))
    _erase_exports(session, ExportRow.entretien_id, ids)
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
    if ended:
        for export in exports.of_personne(session, personne_id):
            if export.kind in exports.WITH_ANSWERS:
                reached = export.sort is Sort.EFFACE
                tally(session)[FICHIERS_EFFACES if reached else FICHIERS_DEHORS] += 1
    with limitations.suspended(session, personne_id):
        session.execute(
            update(EntretienRow).where(EntretienRow.id.in_(ended)).values(exercice=None),
            execution_options=_QUIET,
        )
    return len(ended)


def erase_papiers(session: Session, ids: Sequence[str]) -> None:
    """Erase papers with their histories, and count what was printed and handed over."""
    if not ids:
        return
    rows = rows_among(session, PapierRow.id, ids, PapierRow.printed_on, PapierRow.handed_on)
    tally(session)[IMPRIMES] += sum(printed_on is not None for printed_on, _ in rows)
    tally(session)[REMIS] += sum(handed_on is not None for _, handed_on in rows)
    _erase_rows(session, EvenementRow.subject_id, ids)
    journal.forget(session, ids)
    _erase_rows(session, PapierRow.id, ids)


def _erase_exports(session: Session, column: Key, ids: Sequence[str]) -> None:
    """Erase what is known of files that left; `exports.reach` has removed those it could."""
    gone = rows_among(session, column, ids, ExportRow.sort)
    reached = sum(sort == Sort.EFFACE.value for (sort,) in gone)
    tally(session)[FICHIERS_EFFACES] += reached
    tally(session)[FICHIERS_DEHORS] += len(gone) - reached
    erase_among(session, column, ids)


def _erase_rows(session: Session, column: InstrumentedAttribute[str], ids: Sequence[str]) -> int:
    number = erase_among(session, column, ids)
    tally(session)[column.class_.__tablename__] += number
    return number


def ids_of(
    session: Session, column: InstrumentedAttribute[str], condition: ColumnElement[bool]
) -> Sequence[str]:
    """Return the identifiers of the rows that fulfil `condition`, past their term or not."""
    return session.scalars(select(column).where(condition), execution_options=EVERYTHING).all()
