"""Motives that the Département's service reads on Démarches simplifiées and relays to this laptop.

The platform tells this laptop the state, never the motive; the service tells both, an hour later or
when the laptop next asks it. Whichever comes first, one decision stands (docs/decisions/0038).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.domain.dossier import Dossier, EtatDossier
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision
from app.storage import decisions, dossiers_prepares, parametres, rapports, reponses_relayees
from app.sync.demarches.standing import decisions as told_there
from app.sync.gateway import Gateway, GatewayError, Pulled
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionEntry
from app.usecases.exchange.activating import (
    Connect,
    NotActivatedError,
    gateway_of,
    keep_link,
    note_revoked,
)
from app.usecases.exchange.conversions import cursor_of, decision_of
from app.usecases.exchange.late_answers import back_to_decided
from app.usecases.interview.counting import count_decision
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_CURSOR: Final = "relais.curseur"


def relay_of(workplace: Workplace, connect: Connect) -> Gateway | None:
    """Return the way to the service that reads the motives; None where there is none.

    A laptop whose prescriptions go by Démarches simplifiées may be active with the service too.
    """
    if workplace.convention.demarche is None:
        return None
    try:
        return gateway_of(workplace, connect)
    except NotActivatedError:
        return None


def take_relayed(
    workplace: Workplace, relay: Gateway, number: int, *, stop_if_cancelled: Callable[[], None]
) -> tuple[int, bool]:
    """Read what the service relays; return how many decisions are new, and whether all was read.

    What fails here fails nothing else: the report `number` says so, and the next run asks again.

    Raises:
        GatewayError: cancelled.
    """
    new = 0
    try:
        more = True
        while more:
            stop_if_cancelled()
            with workplace.database.reading() as session:
                cursor = cursor_of(parametres.text(session, _CURSOR))
            pulled = relay.pull(cursor)
            new += _keep(workplace, number, pulled)
            more = pulled.more
    except GatewayError as failure:
        if failure.outcome is Outcome.INTERROMPUE:
            raise
        if failure.outcome is Outcome.POSTE_NON_AUTORISE:
            note_revoked(workplace)
        with workplace.database.writing() as session:
            rapports.note(session, number, "", Outcome.MOTIFS_EN_ATTENTE.value)
        return new, False
    finally:
        if relay.link is not None:
            with workplace.database.writing() as session:
                keep_link(session, relay.link)
    return new, True


def with_words(session: "Session", decision: Decision) -> Decision:
    """Return a decision that the platform told, with what the service told of it before."""
    return settled(decision, reponses_relayees.load(session, decision.prescription_id))


def settled(there: Decision, relayed: Decision | None) -> Decision:
    """Return the one decision that both say.

    The same decision takes the words that were relayed. Of two different ones the later day's
    stands; of one day, the platform's own word, which is fresher than what was read from it.
    """
    if relayed is None:
        return there
    if (there.sens, there.decided_on) == (relayed.sens, relayed.decided_on):
        return relayed
    return relayed if relayed.decided_on > there.decided_on else there


def _keep(workplace: Workplace, number: int, pulled: Pulled) -> int:
    """Keep a page with the cursor behind it; return how many decisions are new here."""
    new = 0
    with workplace.database.writing() as session:
        for entry in pulled.entries:
            new += _keep_one(session, workplace, entry)
        parametres.keep(session, _CURSOR, f"{pulled.cursor.epoch}:{pulled.cursor.seq}")
        rapports.note_decisions(session, number, new)
    return new


def _keep_one(session: "Session", workplace: Workplace, entry: DecisionEntry) -> bool:
    told = decision_of(entry)
    dossiers = dossiers_prepares.of_prescription(session, entry.item)
    if dossiers:
        reponses_relayees.keep(session, told)
        there = _told_there(session, workplace, dossiers)
        told = told if there is None else settled(there, told)
        entry = replace(entry, revision=_revision(dossiers))
    back_to_decided(session, workplace, entry)
    former = decisions.load(session, told.prescription_id)
    arrived = decisions.receive(
        session,
        told,
        received_at=workplace.clock.now(),
        due_on=workplace.convention.retention.due_on(told.decided_on),
    )
    if arrived in decisions.NEW:
        count_decision(session, workplace, former, told)
    return arrived in decisions.NEW


def _told_there(
    session: "Session", workplace: Workplace, dossiers: Sequence[Dossier]
) -> Decision | None:
    """Return what the platform itself told last, as far as this laptop still knows it."""
    entries, _ = told_there(dossiers, workplace.clock)
    if entries:
        return decision_of(entries[-1])
    if any(one.etat is EtatDossier.ARCHIVE for one in dossiers):
        return decisions.load(session, PrescriptionId(dossiers[0].prescription_id))
    return None


def _revision(dossiers: Sequence[Dossier]) -> int:
    """Return the revision that was decided upon: that of the dossier which went furthest.

    The platform knows no revisions, and the service learns none from it.
    """
    deposited = [one for one in dossiers if one.etat.is_deposited]
    current = [one for one in dossiers if one.current]
    return (deposited or current or list(dossiers))[-1].revision
