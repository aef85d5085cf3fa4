"""The papers of a record: which, for whom, and what happened to each.

Functions take the caller's session and never commit. The PDF is made again when it is wanted; only
its hash is kept, to recognise the one that was signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId, EntretienId, PapierId, PersonneId, PrescriptionId
from app.domain.papier import Fait
from app.storage.tables.dossiers import PapierRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Papier:
    """A paper and its facts; a date is None until the thing was done.

    `kind` is a code of the documents (« notice », « feuille », « lettre », …). `pdf_hash` is the
    SHA-256 of the last PDF produced, empty before. `exemplaire` is 1 or 2 for the originals of a
    mandate, else 0. The agents are None for what was noted before schema 0014.
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
    mandat_id: str | None = None
    exemplaire: int = 0
    printed_by: AgentId | None = None
    signed_by: AgentId | None = None
    handed_by: AgentId | None = None


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
            mandat_id=papier.mandat_id,
            exemplaire=papier.exemplaire,
            printed_by=papier.printed_by,
            signed_by=papier.signed_by,
            handed_by=papier.handed_by,
            due_on=due_on,
        )
    )
    session.flush()


def load(session: Session, papier_id: PapierId) -> Papier | None:
    """Return a paper, None when unknown or past its term."""
    row = session.get(PapierRow, papier_id)
    return None if row is None else _papier(row)


def note(  # noqa: PLR0913 - a fact is a paper, what, when, by whom and of which PDF
    session: Session,
    papier_id: PapierId,
    fait: Fait,
    *,
    on: date,
    by: AgentId,
    pdf_hash: str = "",
) -> None:
    """Note what happened to a paper; `pdf_hash` says which PDF was printed or saved."""
    row = session.get_one(PapierRow, papier_id)
    match fait:
        case Fait.IMPRIME:
            row.printed_on, row.printed_by = on, by
            row.pdf_hash = pdf_hash or row.pdf_hash
        case Fait.SIGNE:
            row.signed_on, row.signed_by = on, by
        case Fait.REMIS:
            row.handed_on, row.handed_by = on, by
    session.flush()


def take_back(session: Session, papier_id: PapierId, fait: Fait) -> None:
    """Forget a fact that was noted by mistake; the history of the paper keeps that it was."""
    row = session.get_one(PapierRow, papier_id)
    match fait:
        case Fait.IMPRIME:
            row.printed_on, row.printed_by, row.pdf_hash = None, None, ""
        case Fait.SIGNE:
            row.signed_on = row.signed_by = None
        case Fait.REMIS:
            row.handed_on = row.handed_by = None
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
            row.printed_by = row.signed_by = row.handed_by = None
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


def of_mandat(session: Session, mandat_id: str) -> Sequence[Papier]:
    """Return the papers of a mandate, its two originals one after the other."""
    found = _papiers(session, PapierRow.mandat_id == mandat_id)
    return sorted(found, key=lambda one: (one.wanted_on, one.exemplaire, one.id))


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
        mandat_id=row.mandat_id,
        exemplaire=row.exemplaire,
        printed_by=None if row.printed_by is None else AgentId(row.printed_by),
        signed_by=None if row.signed_by is None else AgentId(row.signed_by),
        handed_by=None if row.handed_by is None else AgentId(row.handed_by),
    )
