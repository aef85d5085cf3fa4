"""Dossiers on Démarches simplifiées: what is to deposit, to send again, to remove there.

Only where the convention says that its prescriptions go that way (`Convention.demarche`). No
program can deposit for a person, nor take a deposited dossier back: these actions help who does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.demarche import Demarche
from app.domain.dossier import Dossier, EtatDossier
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.storage import dossiers_prepares, evenements, limitations, outbox, prescriptions
from app.storage.attente import Attente
from app.storage.evenements import Evenement
from app.storage.prescriptions import SuiviPrescription
from app.sync.demarches.ledger import Ledger
from app.sync.gateway import Gateway
from app.usecases.demarches_simplifiees.demarches_communes import knows_commune
from app.usecases.demarches_simplifiees.demarches_ledger import StoredLedger
from app.usecases.exchange.activating import Connect, gateway_of
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_prescription
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.sync.demarches.body import KnowsCommune

OPENED = "dossier_ouvert"  # in the history
_TO_DEPOSIT = (EtatDossier.PREREMPLI, EtatDossier.BROUILLON)
_ON_ITS_WAY = frozenset({Suivi.REMISE, Suivi.ACCUSEE})
_FOR_A_PERSON = (*_TO_DEPOSIT, EtatDossier.PERDU, EtatDossier.RETIRE)

OpenForm = Callable[[Demarche, Ledger, "KnowsCommune", Callable[[], bool]], Gateway]
"""Opens the way to a form of Démarches simplifiées; given by the program's start."""


class DossierGoneError(AppError):
    """The dossier cannot be opened from here any more: taken, expired, or not made yet."""


class NotSentAgainError(AppError):
    """The dossier is there, or on its way: a second one would be a double."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDeposit:
    """A dossier that waits for a person; `before` is None once somebody opened it there.

    `vanished` says that it is to be looked for there, then perhaps made again.
    """

    known: SuiviPrescription
    numero: int
    before: datetime | None
    vanished: bool = False
    limited: bool = False


def way(
    workplace: Workplace,
    connect: Connect,
    open_form: OpenForm,
    *,
    cancelled: Callable[[], bool],
) -> Gateway:
    """Return the way to the Département that the convention chooses.

    Raises:
        NotActivatedError: it is the Département's own service, and this laptop is not active.
    """
    demarche = workplace.convention.demarche
    if demarche is None:
        return gateway_of(workplace, connect)
    ledger = StoredLedger(workplace.database, workplace.clock)
    return open_form(demarche, ledger, knows_commune(workplace), cancelled)


def to_deposit(workplace: Workplace) -> list[ToDeposit]:
    """Return the dossiers that wait for this agent, the first to expire first."""
    require(workplace, Acte.CONSULTER)
    found: list[ToDeposit] = []
    with workplace.database.reading() as session:
        limited = set(limitations.limited(session))
        for dossier in dossiers_prepares.current(session, _FOR_A_PERSON):
            known = prescriptions.load(session, PrescriptionId(dossier.prescription_id))
            stands = known is not None and known.suivi in _ON_ITS_WAY
            if known and stands and known.prescription.agent_id == workplace.agent.id:
                one = ToDeposit(
                    known=known,
                    numero=dossier.numero,
                    before=dossier.deposit_before,
                    vanished=dossier.etat.needs_a_person,
                    limited=known.personne.id in limited,
                )
                found.append(one)
    far = datetime.max.replace(tzinfo=workplace.clock.now().tzinfo)
    return sorted(found, key=lambda one: one.before or far)


def waiting(workplace: Workplace) -> frozenset[str]:
    """Return the prescriptions of everybody whose dossier waits for a person there.

    They left this laptop: synchronising again brings them no further.
    """
    if workplace.convention.demarche is None:
        return frozenset()
    with workplace.database.reading() as session:
        found = [
            *dossiers_prepares.current(session, _FOR_A_PERSON),
            *dossiers_prepares.to_remove(session),
        ]
    return frozenset(one.prescription_id for one in found)


def still_to_send(found: Attente, deposits: frozenset[str]) -> Attente:
    """Return what waits to be sent, without what waits for a person to deposit it."""
    return replace(found, sans_accuse=max(0, found.sans_accuse - len(deposits)))


def dossier_of(workplace: Workplace, prescription_id: PrescriptionId) -> Dossier | None:
    """Return the dossier in force of a prescription, None when there is none."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_prescription(session, workplace, prescription_id)
        found = dossiers_prepares.of_prescription(session, prescription_id)
    return next((one for one in reversed(found) if one.current), None)


def open_dossier(workplace: Workplace, prescription_id: PrescriptionId) -> str:
    """Return the address at which the dossier is claimed, and note who opened it.

    The first who opens it while signed in there owns it. Whoever holds the address reads the
    person's data: it goes to the browser and nowhere else.

    Raises:
        LimitedRecordError: the record is limited.
        DossierGoneError: there is nothing to open from here.
        NotAllowedError: the agent's roles do not let him prescribe.
    """
    require(workplace, Acte.PRESCRIRE)
    dossier = dossier_of(workplace, prescription_id)
    with workplace.database.reading() as session:
        known = prescriptions.load(session, prescription_id)
    if known is None or known.suivi not in _ON_ITS_WAY:
        raise DossierGoneError
    if dossier is None or dossier.etat not in _TO_DEPOSIT or not dossier.url:
        raise DossierGoneError
    with workplace.database.reading() as session:
        limitations.refuse_limited(session, known.personne.id)
    now = workplace.clock.now()
    event = Evenement(kind=OPENED, at=now, agent_id=workplace.agent.id)
    with workplace.database.writing() as session:
        evenements.note(session, prescription_id, event)
    return dossier.url


def send_again(workplace: Workplace, prescription_id: PrescriptionId) -> None:
    """Let the next synchronisation make a new dossier: a person says that the former is no more.

    The former one is watched on: should both be deposited, the double is told.

    Raises:
        LimitedRecordError: the record is limited.
        NotSentAgainError: the dossier did not vanish after somebody took it.
        NotAllowedError: the agent's roles do not let him prescribe.
    """
    require(workplace, Acte.PRESCRIRE)
    dossier = dossier_of(workplace, prescription_id)
    if dossier is None or not dossier.etat.needs_a_person:
        raise NotSentAgainError
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        known = prescriptions.load(session, prescription_id)
        limitations.refuse_limited(session, known.personne.id if known else None)
        envois = outbox.of_item(session, prescription_id)
        if not envois:  # decided meanwhile: there is nothing to send any more
            raise NotSentAgainError
        dossiers_prepares.abandon(session, prescription_id)
        outbox.advance(session, envois[-1], Suivi.REMISE, at=now)
        event = Evenement(kind="dossier_renvoye", at=now, agent_id=workplace.agent.id)
        evenements.note(session, prescription_id, event)


def to_remove(workplace: Workplace) -> list[Dossier]:
    """Return what stands on the platform of prescriptions that were erased here, by number."""
    with workplace.database.reading() as session:
        return list(dossiers_prepares.to_remove(session))


def note_removed(workplace: Workplace, item: str) -> None:
    """Note that a person removed there what was erased here: it is forgotten."""
    with workplace.database.writing() as session:
        dossiers_prepares.forget(session, item)
        outbox.drop(session, item)
