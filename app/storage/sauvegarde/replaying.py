"""Erase again what an older state of the database brought back. Decision: 0019."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId
from app.storage import linked_rows, parametres, registre, reponses
from app.storage.database import Database
from app.storage.tables.demandes import DemandeRow
from app.storage.tables.dossiers import EntretienRow, PersonneRow, ReponseRow
from app.storage.tables.envois import PrescriptionRow
from app.storage.tables.mandats import MandatRow

_TO_REWRITE: Final = "registre.a_reecrire"
_BATCH: Final = 100


def replay(database: Database, marks: Mapping[str, date], today: date) -> int:
    """Erase every record that bears one of `marks`, then write the file anew; return how many.

    Quick when every mark is known here already. Stopped anywhere, calling it again goes on.
    """
    with database.reading() as session:
        unknown = marks.keys() - registre.marks(session).keys()
    erased = _erase(database, unknown, today) if unknown else 0
    if unknown:
        with database.writing() as session:
            registre.add(session, {mark: marks[mark] for mark in unknown})
    with database.reading() as session:
        wanted = parametres.load(session, _TO_REWRITE) is True
    if wanted and database.rewrite():
        with database.writing() as session:
            parametres.remove(session, _TO_REWRITE)
    return erased


def _erase(database: Database, unknown: Collection[str], today: date) -> int:
    with database.writing() as session:
        key = registre.key(session)

    def marked(ids: Sequence[str]) -> list[str]:
        return [one for one in ids if registre.mark_of(key, one) in unknown]

    with database.reading() as session:
        interviews = marked(linked_rows.ids_of(session, EntretienRow.id, EntretienRow.id != ""))
        left = set(interviews)
        answered = [
            one
            for one in session.scalars(
                select(ReponseRow.entretien_id).distinct(),
                execution_options=linked_rows.EVERYTHING,
            )
            if one not in left and registre.mark_of(key, registre.answers_of(one)) in unknown
        ]
        rows = session.execute(
            select(PrescriptionRow.id, PrescriptionRow.entretien_id),
            execution_options=linked_rows.EVERYTHING,
        ).all()
        prescriptions = [
            one for one, of in rows if of in left or registre.mark_of(key, one) in unknown
        ]
        persons = marked(linked_rows.ids_of(session, PersonneRow.id, PersonneRow.id != ""))
        mandats = marked(linked_rows.ids_of(session, MandatRow.id, MandatRow.id != ""))
        requests = linked_rows.ids_of(session, DemandeRow.id, DemandeRow.id != "")
        demandes, gone = marked(requests), set(marked(list(map(registre.name_of, requests))))
        named = [one for one in requests if registre.name_of(one) in gone]
    _in_batches(database, mandats, linked_rows.erase_mandats)
    _in_batches(database, prescriptions, linked_rows.erase_prescriptions)
    _in_batches(database, interviews, linked_rows.erase_entretiens)
    _in_batches(database, persons, linked_rows.erase_personnes)
    _in_batches(database, named, _unname)
    _in_batches(database, demandes, linked_rows.erase_demandes)
    for one in answered:
        with database.writing() as session:
            parametres.keep(session, _TO_REWRITE, value=True)
            reponses.erase(session, EntretienId(one), today=today)
    records = (mandats, prescriptions, interviews, persons, demandes, answered)
    return sum(map(len, records))


def _unname(session: Session, ids: Sequence[str]) -> int:
    linked_rows.unname_demandes(session, ids)
    return len(ids)


def _in_batches(
    database: Database, ids: Sequence[str], erase: Callable[[Session, Sequence[str]], int]
) -> None:
    for start in range(0, len(ids), _BATCH):
        with database.writing() as session:
            parametres.keep(session, _TO_REWRITE, value=True)
            erase(session, ids[start : start + _BATCH])
