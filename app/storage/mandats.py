"""Keep and find mandates, their authorisations and what was done under them.

Functions take the caller's session and never commit. What a mandate says of the person beside her
record stands in its row and goes with it: `linked_rows.erase_mandats` is the way out.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.domain.entretien import LectureNotice
from app.domain.identifiers import ActeMandatId, AgentId, LigneId, MandatId, PersonneId
from app.domain.mandat import (
    ActeMandat,
    Explique,
    Fin,
    Imprime,
    LectureFaite,
    Ligne,
    Mandant,
    Mandat,
    PieceVue,
    Signature,
)
from app.domain.mandat_listes import (
    Aboutissement,
    CanalMandat,
    DureeMandat,
    Explication,
    Famille,
    Forme,
    Mandataire,
    Mode,
    NatureActe,
    NatureFin,
    Piece,
    Portee,
    Resultat,
)
from app.storage import demandes, personnes
from app.storage.due import INCLUDE_DUE
from app.storage.tables.dossiers import PapierRow
from app.storage.tables.mandats import MandatActeRow, MandatLigneRow, MandatRow

_LETTER: Final = "M"  # as destructions have D
_EVERYTHING: Final = {INCLUDE_DUE: True}


def next_reference(session: Session, structure_code: str, year: int) -> str:
    """Give the next reference of the year (« 2026-CCASILL-M0001 »); no number is given twice."""
    return demandes.next_numero(session, structure_code, year, _LETTER)


def keep(session: Session, mandat: Mandat, *, due_on: date) -> None:
    """Keep a mandate as it stands, in place of how it stood, and its papers as long.

    `due_on` is the first day on which nobody sees it any more. The person is kept as long.
    """
    row = session.get(MandatRow, mandat.id, execution_options=_EVERYTHING)
    if row is None:
        row = MandatRow(id=mandat.id)
        session.add(row)
    _write(row, mandat)
    row.due_on = due_on
    session.flush()
    _keep_lines(session, mandat)
    session.execute(
        update(PapierRow).where(PapierRow.mandat_id == mandat.id).values(due_on=due_on),
        execution_options=_EVERYTHING,
    )
    if mandat.personne_id is not None:
        personnes.hold_until(session, mandat.personne_id, due_on)


def load(session: Session, mandat_id: MandatId) -> Mandat | None:
    """Return a mandate, None when unknown or past its term."""
    found = _mandats(session, MandatRow.id == mandat_id)
    return found[0] if found else None


def bearing(session: Session, reference: str) -> MandatId | None:
    """Return the mandate that bears a reference, even one that nobody sees any more."""
    found = session.scalar(
        select(MandatRow.id).where(MandatRow.reference == reference), execution_options=_EVERYTHING
    )
    return None if found is None else MandatId(found)


def all_here(session: Session, *, agent_id: AgentId | None = None) -> Sequence[Mandat]:
    """Return every mandate that is here, those that end first before those without an end."""
    conditions = [] if agent_id is None else [MandatRow.agent_id == agent_id]
    return _mandats(session, *conditions)


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Mandat]:
    """Return the mandates of a person."""
    return _mandats(session, MandatRow.personne_id == personne_id)


def ended_before(session: Session, instant: datetime) -> Sequence[Mandat]:
    """Return the mandates whose end has come, even those that nobody sees any more."""
    return _mandats(
        session, MandatRow.fin_at.is_not(None), MandatRow.fin_at <= instant, everything=True
    )


def actes(session: Session, mandat_id: MandatId) -> Sequence[ActeMandat]:
    """Return what was done under a mandate, in the order of the days."""
    rows = session.scalars(
        select(MandatActeRow)
        .where(MandatActeRow.mandat_id == mandat_id)
        .order_by(MandatActeRow.fait_on, MandatActeRow.id)
    )
    return [_acte(row) for row in rows]


def keep_acte(session: Session, mandat_id: MandatId, acte: ActeMandat) -> None:
    """Keep something that was done, in place of how it stood."""
    row = session.get(MandatActeRow, acte.id)
    if row is None:
        row = MandatActeRow(id=acte.id, mandat_id=mandat_id, ligne_id=acte.ligne_id)
        session.add(row)
    row.agent_id, row.nature, row.fait_on = acte.agent_id, acte.nature.value, acte.on
    row.resultat, row.rendu_at = acte.resultat.value, acte.rendu_at
    session.flush()


def remove_acte(session: Session, mandat_id: MandatId, acte_id: ActeMandatId) -> None:
    """Forget an act that was noted by mistake."""
    session.execute(
        delete(MandatActeRow).where(
            MandatActeRow.id == acte_id, MandatActeRow.mandat_id == mandat_id
        )
    )


def _mandats(
    session: Session, *conditions: ColumnElement[bool], everything: bool = False
) -> list[Mandat]:
    query = select(MandatRow).where(*conditions)
    ordered = query.order_by(MandatRow.fin_at.is_(None), MandatRow.fin_at, MandatRow.id)
    rows = session.scalars(ordered, execution_options=_EVERYTHING if everything else {}).all()
    lines = session.scalars(
        select(MandatLigneRow)
        .where(MandatLigneRow.mandat_id.in_([row.id for row in rows]))
        .order_by(MandatLigneRow.rang)
    ).all()
    return [_mandat(row, [one for one in lines if one.mandat_id == row.id]) for row in rows]


def _keep_lines(session: Session, mandat: Mandat) -> None:
    kept = {ligne.id for ligne in mandat.lignes}
    former = session.scalars(
        select(MandatLigneRow).where(MandatLigneRow.mandat_id == mandat.id)
    ).all()
    known = {row.id: row for row in former}
    for row in former:
        if LigneId(row.id) not in kept:
            session.delete(row)
    for rang, ligne in enumerate(mandat.lignes):
        row = known.get(ligne.id) or MandatLigneRow(id=ligne.id, mandat_id=mandat.id)
        row.rang, row.portee = rang, ligne.portee.value
        row.organisme, row.objet = ligne.organisme, ligne.objet
        row.canal = ligne.canal.value if ligne.canal else ""
        row.famille = ligne.famille.value if ligne.famille else ""
        fin = ligne.fin
        row.fin, row.fin_at = (fin.nature.value, fin.at) if fin else ("", None)
        row.fin_par = fin.par.value if fin and fin.par else ""
        session.add(row)
    session.flush()


def _write(row: MandatRow, mandat: Mandat) -> None:
    row.reference, row.personne_id = mandat.reference, mandat.personne_id
    row.agent_id, row.mandataire = mandat.agent_id, mandat.mandataire.value
    row.convention_hash, row.touched_at = mandat.convention_hash, mandat.touched_at
    row.mode, row.duree, row.forme = mandat.mode.value, int(mandat.duree), mandat.forme.value
    row.nom_usage = mandat.mandant.nom_usage
    row.date_naissance = mandat.mandant.date_naissance
    row.lieu_naissance = mandat.mandant.lieu_naissance
    told = {one.quoi: one.at for one in mandat.explique}
    row.donnees_at = told.get(Explication.DONNEES)
    row.droits_at = told.get(Explication.DROITS)
    row.demarches_at = told.get(Explication.DEMARCHES)
    row.capacite_at, row.remis_at, row.fin_at = mandat.capacite_at, mandat.remis_at, mandat.fin_at
    lecture, piece = mandat.lecture, mandat.piece
    row.lecture = lecture.maniere.value if lecture else ""
    row.langue, row.interprete = (lecture.langue, lecture.interprete) if lecture else ("", "")
    row.piece = piece.piece.value if piece else ""
    row.piece_valide = piece is not None and piece.en_cours_de_validite
    row.piece_at, row.piece_agent = (piece.at, piece.agent_id) if piece else (None, None)
    printed, signed = mandat.imprime, mandat.signature
    row.modele, row.pdf_hash = (printed.modele, printed.pdf_hash) if printed else ("", "")
    row.imprime_at = printed.at if printed else None
    row.lieu, row.signed_at = (signed.lieu, signed.at) if signed else ("", None)
    row.temoins = signed.temoins if signed else 0


def _mandat(row: MandatRow, lines: Sequence[MandatLigneRow]) -> Mandat:
    told = (
        (Explication.DONNEES, row.donnees_at),
        (Explication.DROITS, row.droits_at),
        (Explication.DEMARCHES, row.demarches_at),
    )
    return Mandat(
        id=MandatId(row.id),
        reference=row.reference,
        agent_id=AgentId(row.agent_id),
        mandataire=Mandataire(row.mandataire),
        convention_hash=row.convention_hash,
        touched_at=row.touched_at,
        personne_id=None if row.personne_id is None else PersonneId(row.personne_id),
        mandant=Mandant(
            nom_usage=row.nom_usage,
            date_naissance=row.date_naissance,
            lieu_naissance=row.lieu_naissance,
        ),
        mode=Mode(row.mode),
        duree=DureeMandat(row.duree),
        forme=Forme(row.forme),
        lignes=tuple(map(_ligne, lines)),
        explique=tuple(Explique(quoi=quoi, at=at) for quoi, at in told if at is not None),
        capacite_at=row.capacite_at,
        piece=_piece(row),
        lecture=_lecture(row),
        imprime=_imprime(row),
        signature=_signature(row),
        remis_at=row.remis_at,
        fin_at=row.fin_at,
    )


def _piece(row: MandatRow) -> PieceVue | None:
    if row.piece_at is None or row.piece_agent is None:
        return None
    return PieceVue(
        piece=Piece(row.piece),
        en_cours_de_validite=row.piece_valide,
        at=row.piece_at,
        agent_id=AgentId(row.piece_agent),
    )


def _lecture(row: MandatRow) -> LectureFaite | None:
    if not row.lecture:
        return None
    return LectureFaite(
        maniere=LectureNotice(row.lecture), langue=row.langue, interprete=row.interprete
    )


def _imprime(row: MandatRow) -> Imprime | None:
    if row.imprime_at is None:
        return None
    return Imprime(modele=row.modele, pdf_hash=row.pdf_hash, at=row.imprime_at)


def _signature(row: MandatRow) -> Signature | None:
    if row.signed_at is None:
        return None
    return Signature(lieu=row.lieu, at=row.signed_at, temoins=row.temoins)


def _ligne(row: MandatLigneRow) -> Ligne:
    fin = None
    if row.fin_at is not None:
        par = Aboutissement(row.fin_par) if row.fin_par else None
        fin = Fin(nature=NatureFin(row.fin), at=row.fin_at, par=par)
    return Ligne(
        id=LigneId(row.id),
        portee=Portee(row.portee),
        organisme=row.organisme,
        objet=row.objet,
        canal=CanalMandat(row.canal) if row.canal else None,
        famille=Famille(row.famille) if row.famille else None,
        fin=fin,
    )


def _acte(row: MandatActeRow) -> ActeMandat:
    return ActeMandat(
        id=ActeMandatId(row.id),
        ligne_id=LigneId(row.ligne_id),
        agent_id=AgentId(row.agent_id),
        nature=NatureActe(row.nature),
        on=row.fait_on,
        resultat=Resultat(row.resultat),
        rendu_at=row.rendu_at,
    )
