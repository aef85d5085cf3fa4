"""Keep the register of requests by which persons exercise their rights.

Functions take the caller's session and never commit. An open request has no term; closed, it goes
five years later (`app.domain.retention.REGISTRES`). `linked_rows` empties the name when the person
is erased.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.domain.demande import (
    ActionLocale,
    CanalDemande,
    Demande,
    Droit,
    Fait,
    MotifRetard,
    Reponse,
    Transmission,
)
from app.domain.identifiers import AgentId, DemandeId, PersonneId
from app.domain.retention import REGISTRES
from app.storage.tables.demandes import DemandeRow, NumeroRegistreRow

STILL_OPEN: Final = date(9999, 12, 31)  # the term of what is not closed yet
_LETTER: Final = "R"  # « 2026-CCASILL-R0001 », as destructions have D


def next_numero(session: Session, structure_code: str, year: int, letter: str = _LETTER) -> str:
    """Give the next number of a register and a year; none is given twice."""
    first = insert(NumeroRegistreRow).values(registre=letter, year=year, last=1)
    number = session.execute(
        first.on_conflict_do_update(
            index_elements=[NumeroRegistreRow.registre, NumeroRegistreRow.year],
            set_={"last": NumeroRegistreRow.last + 1},
        ).returning(NumeroRegistreRow.last)
    ).scalar_one()
    return f"{year}-{structure_code}-{letter}{number:04d}"


def keep(session: Session, demande: Demande) -> None:
    """Keep a request, new or changed."""
    row = session.get(DemandeRow, demande.id)
    if row is None:
        row = DemandeRow(id=demande.id)
        session.add(row)
    _write(row, demande)
    session.flush()


def load(session: Session, demande_id: DemandeId) -> Demande | None:
    """Return a request, None when unknown or past its term."""
    found = _found(session, DemandeRow.id == demande_id)
    return found[0] if found else None


def still_open(session: Session) -> Sequence[Demande]:
    """Return the requests that are not closed, the oldest first: its clock ends first."""
    return _found(session, DemandeRow.closed_on.is_(None))


def closed(session: Session, *, limit: int = 200) -> Sequence[Demande]:
    """Return the closed requests, the latest received first."""
    rows = session.scalars(
        select(DemandeRow)
        .where(DemandeRow.closed_on.is_not(None))
        .order_by(DemandeRow.recue_at.desc(), DemandeRow.id.desc())
        .limit(limit)
    )
    return [_demande(row) for row in rows]


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Demande]:
    """Return the requests of a person, open or not, the oldest first."""
    return _found(session, DemandeRow.personne_id == personne_id)


def unsent(session: Session, personne_id: PersonneId) -> Sequence[Demande]:
    """Return the requests of a person that have not left: erasing her makes them nameless."""
    hers = DemandeRow.personne_id == personne_id
    return _found(
        session, hers & DemandeRow.closed_on.is_(None) & DemandeRow.transmise_at.is_(None)
    )


def unlinked(session: Session) -> Sequence[Demande]:
    """Return the open requests under a name that hangs on no record, the oldest first."""
    return _found(
        session,
        DemandeRow.closed_on.is_(None)
        & DemandeRow.personne_id.is_(None)
        & (DemandeRow.personne != ""),
    )


def _found(session: Session, condition: ColumnElement[bool]) -> Sequence[Demande]:
    rows = session.scalars(
        select(DemandeRow).where(condition).order_by(DemandeRow.recue_at, DemandeRow.id)
    )
    return [_demande(row) for row in rows]


def _write(row: DemandeRow, demande: Demande) -> None:
    sent = demande.transmise
    row.numero, row.personne_id = demande.numero, demande.personne_id
    row.personne, row.joindre = demande.personne, demande.joindre
    row.droits = json.dumps([droit.value for droit in demande.droits])
    row.recue_at, row.canal = demande.recue_at, demande.canal.value
    row.recue_par, row.agent_id = demande.recue_par, demande.agent_id
    row.mots, row.representant = demande.mots, demande.representant
    row.representant_justifie = demande.representant_justifie
    row.doute_identite = demande.doute_identite
    row.faits = json.dumps([[fait.action.value, fait.at.isoformat()] for fait in demande.faits])
    row.transmise_at = sent.at if sent else None
    row.transmise_canal = sent.canal.value if sent else ""
    row.retard = sent.retard.value if sent and sent.retard else ""
    row.accusee_at, row.repondue_on = demande.accusee_at, demande.repondue_on
    row.reponse = demande.reponse.value if demande.reponse else ""
    row.closed_on = demande.closed_on
    row.due_on = REGISTRES.after(demande.closed_on) if demande.closed_on else STILL_OPEN


def _demande(row: DemandeRow) -> Demande:
    droits = cast("list[str]", json.loads(row.droits))
    faits = cast("list[tuple[str, str]]", json.loads(row.faits))
    return Demande(
        id=DemandeId(row.id),
        numero=row.numero,
        personne_id=None if row.personne_id is None else PersonneId(row.personne_id),
        personne=row.personne,
        joindre=row.joindre,
        droits=tuple(Droit(code) for code in droits),
        recue_at=row.recue_at,
        canal=CanalDemande(row.canal),
        recue_par=row.recue_par,
        agent_id=AgentId(row.agent_id),
        mots=row.mots,
        representant=row.representant,
        representant_justifie=row.representant_justifie,
        doute_identite=row.doute_identite,
        faits=tuple(
            Fait(action=ActionLocale(code), at=datetime.fromisoformat(at)) for code, at in faits
        ),
        transmise=_transmission(row.transmise_at, row.transmise_canal, row.retard),
        accusee_at=row.accusee_at,
        repondue_on=row.repondue_on,
        reponse=Reponse(row.reponse) if row.reponse else None,
        closed_on=row.closed_on,
    )


def _transmission(at: datetime | None, canal: str, retard: str) -> Transmission | None:
    """Return a sending as its columns say it, None while nothing was sent."""
    if at is None:
        return None
    return Transmission(
        at=at, canal=CanalDemande(canal), retard=MotifRetard(retard) if retard else None
    )
