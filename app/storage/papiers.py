"""The papers of a record: which, for whom, and what happened to each.

Functions take the caller's session and never commit. The PDF is made again when it is wanted; only
its hash is kept, to recognise the one that was signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId, PapierId, PersonneId, PrescriptionId
from app.storage.tables.dossiers import PapierRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Papier:
    """A paper and its facts; a date is None until the thing was done.

    `kind` is a code of the documents (« notice », « feuille », « lettre », …). `pdf_hash` is the
    SHA-256 of the last PDF produced, empty before.
    """

    id: PapierId
    kind: str
    wanted_on: date
    entretien_id: EntretienId | None = None
    prescription_id: PrescriptionId | None = None
    personne_id: PersonneId | None = None
    printed_on: date | None = None
    signed_on: date | None = None
    handed_on: date | None = None
    pdf_hash: str = ""


def keep(session: Session, papier: Papier, *, due_on: date) -> None:
    """Keep a paper as it stands, in place of how it stood.

    `due_on` is that of the record it belongs to.
    """
    session.merge(
        PapierRow(
            id=papier.id,
            kind=papier.kind,
            entretien_id=papier.entretien_id,
            prescription_id=papier.prescription_id,
            personne_id=papier.personne_id,
            wanted_on=papier.wanted_on,
            printed_on=papier.printed_on,
            signed_on=papier.signed_on,
            handed_on=papier.handed_on,
            pdf_hash=papier.pdf_hash,
            due_on=due_on,
        )
    )
    session.flush()


def load(session: Session, papier_id: PapierId) -> Papier | None:
    """Return a paper, None when unknown or past its term."""
    row = session.get(PapierRow, papier_id)
    return None if row is None else _papier(row)


def mark_printed(session: Session, papier_id: PapierId, *, on: date, pdf_hash: str) -> None:
    """Note that the paper was printed or saved, and which PDF it was."""
    row = session.get_one(PapierRow, papier_id)
    row.printed_on, row.pdf_hash = on, pdf_hash
    session.flush()


def mark_signed(session: Session, papier_id: PapierId, *, on: date) -> None:
    """Note that the paper was signed."""
    session.get_one(PapierRow, papier_id).signed_on = on
    session.flush()


def mark_handed(session: Session, papier_id: PapierId, *, on: date) -> None:
    """Note that the paper was handed to the person."""
    session.get_one(PapierRow, papier_id).handed_on = on
    session.flush()


def want_again(
    session: Session, prescription_id: PrescriptionId, kinds: Sequence[str], *, on: date
) -> None:
    """Put papers of a prescription back « à imprimer »: what was printed is no longer right."""
    for papier in of_prescription(session, prescription_id):
        if papier.kind in kinds:
            row = session.get_one(PapierRow, papier.id)
            row.wanted_on, row.pdf_hash = on, ""
            row.printed_on = row.signed_on = row.handed_on = None
    session.flush()


def to_print(session: Session) -> Sequence[Papier]:
    """Return the papers « à imprimer plus tard », oldest first."""
    return _papiers(session, PapierRow.printed_on.is_(None))


def of_entretien(session: Session, entretien_id: EntretienId) -> Sequence[Papier]:
    """Return the papers of an interview, in the order they were wanted."""
    return _papiers(session, PapierRow.entretien_id == entretien_id)


def of_prescription(session: Session, prescription_id: PrescriptionId) -> Sequence[Papier]:
    """Return the papers of a prescription, in the order they were wanted."""
    return _papiers(session, PapierRow.prescription_id == prescription_id)


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Papier]:
    """Return the papers of a person, in the order they were wanted."""
    return _papiers(session, PapierRow.personne_id == personne_id)


def _papiers(session: Session, condition: ColumnElement[bool]) -> Sequence[Papier]:
    rows = session.scalars(
        select(PapierRow).where(condition).order_by(PapierRow.wanted_on, PapierRow.id)
    )
    return [_papier(row) for row in rows]


def _papier(row: PapierRow) -> Papier:
    return Papier(
        id=PapierId(row.id),
        kind=row.kind,
        wanted_on=row.wanted_on,
        entretien_id=None if row.entretien_id is None else EntretienId(row.entretien_id),
        prescription_id=(
            None if row.prescription_id is None else PrescriptionId(row.prescription_id)
        ),
        personne_id=None if row.personne_id is None else PersonneId(row.personne_id),
        printed_on=row.printed_on,
        signed_on=row.signed_on,
        handed_on=row.handed_on,
        pdf_hash=row.pdf_hash,
    )
