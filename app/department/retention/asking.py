"""Erase one person before the term, because somebody asked: at once, under a number of its own."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.failures import ChangedMeanwhileError
from app.department.records.journal import Action, Actor, note
from app.department.retention import conservation, erasing, proofs, relayed
from app.department.retention.daily import keep_ledger
from app.department.retention.proofs import Evenement
from app.department.web import Service

_ATTEMPTS: Final = 3  # two agents may take one number at once: the second takes the next
_MOST: Final = 5


class Demande(StrEnum):
    """Why a person is erased before the term. Source: RGPD, art. 17.1 and 21."""

    EFFACEMENT = "effacement"
    OPPOSITION = "opposition"
    ERREUR = "erreur"


DEMANDES: Final = {
    Demande.EFFACEMENT: "La personne demande l’effacement (RGPD, art. 17.1 a et b)",
    Demande.OPPOSITION: "La personne s’oppose au traitement (RGPD, art. 17.1 c et 21)",
    Demande.ERREUR: "Reçue par erreur ou sans base légale (RGPD, art. 17.1 d)",
}


def named(session: Session, reference: str) -> Sequence[PrescriptionRow]:
    """Return the prescriptions of this reference that still name somebody, a few at most.

    The structure's code stands in the reference: its index keeps the search short.
    """
    wanted = " ".join(reference.split()).upper()
    _, _, rest = wanted.partition("-")
    structure, _, _ = rest.rpartition("-")
    return session.scalars(
        select(PrescriptionRow)
        .where(
            PrescriptionRow.structure_id == structure,
            PrescriptionRow.reference == wanted,
            PrescriptionRow.etat.in_((*erasing.DECIDED, Etat.A_DECIDER)),
        )
        .limit(_MOST)
    ).all()


def may_erase(row: PrescriptionRow) -> bool:
    """Tell whether the service may erase it: a laptop must not wait for a decision for ever."""
    return row.etat in erasing.DECIDED


def erase_asked(service: Service, *, prescription_id: str, why: Demande, account_id: str) -> str:
    """Erase one person and return the number of the destruction, signed now where that is quick.

    Raises:
        ChangedMeanwhileError: it was erased, withdrawn or never decided.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            number = _erase(service, prescription_id, why, account_id)
            break
        except IntegrityError:
            continue
    else:
        number = _erase(service, prescription_id, why, account_id)
    keep_ledger(service)  # a backup of yesterday must not bring the person back
    conservation.prove_soon(service)
    return number


def erase_relayed(service: Service, *, dossier: int, why: Demande, account_id: str) -> str:
    """Erase the words of one decision read on Démarches simplifiées; return the number.

    Raises:
        ChangedMeanwhileError: no words of this dossier are kept.
    """
    now, today = service.clock.now(), service.clock.today()
    with service.database.writing() as session:
        item = relayed.item_of(session, dossier)
        if not item:
            raise ChangedMeanwhileError
        relayed.lock_structures_of(session, [item])
        number = proofs.next_request(session, today)
        row = proofs.open_one(
            session,
            number,
            event=Evenement.DEMANDE,
            rule=DEMANDES[why],
            now=now,
            account_id=account_id,
        )
        proofs.add(row, relayed.erase(session, [item], destruction=number, today=today))
        actor, detail = Actor.account(account_id), f"{why} {number}"
        note(session, at=now, actor=actor, action=Action.PERSONNE_EFFACEE, on=item, detail=detail)
    keep_ledger(service)
    conservation.prove_soon(service)
    return number


def _erase(service: Service, prescription_id: str, why: Demande, account_id: str) -> str:
    now, today = service.clock.now(), service.clock.today()
    with service.database.writing() as session:
        erasing.lock_structures_of(session, [prescription_id])
        row = session.get(PrescriptionRow, prescription_id)
        if row is None or not may_erase(row):
            raise ChangedMeanwhileError
        number = proofs.next_request(session, today)
        destruction = proofs.open_one(
            session,
            number,
            event=Evenement.DEMANDE,
            rule=DEMANDES[why],
            now=now,
            account_id=account_id,
        )
        counts = erasing.erase(session, [prescription_id], destruction=number, today=today)
        proofs.add(destruction, counts)
        note(
            session,
            at=now,
            actor=Actor.account(account_id),
            action=Action.PERSONNE_EFFACEE,
            on=prescription_id,
            detail=f"{why} {number}",
        )
    return number
