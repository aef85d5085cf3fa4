"""What the lists of the window show: today, prescriptions by state, one prescription whole."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId, PrescriptionId
from app.domain.prescription import Suivi
from app.storage import (
    agents,
    evenements,
    limitations,
    outbox,
    papiers,
    personnes,
    prescriptions,
)
from app.storage.attente import Attente
from app.storage.evenements import Evenement
from app.storage.limitations import Limitation
from app.storage.papiers import Papier
from app.storage.prescriptions import SuiviPrescription
from app.usecases.interview.receiving import Unfinished, unfinished
from app.usecases.laptop.colleagues import is_sheet_checked
from app.usecases.laptop.habilitations import actes, require
from app.usecases.people.openings import require_prescription
from app.usecases.workplace import Workplace


class PrescriptionGoneError(AppError):
    """The prescription is no longer here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPrint:
    """A paper « à imprimer plus tard », and for whom."""

    papier: Papier
    who: str
    limited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What Aujourd'hui shows."""

    unfinished: tuple[Unfinished, ...]
    to_print: tuple[ToPrint, ...]
    waiting: Attente
    answers: tuple[SuiviPrescription, ...]  # decided, the latest first
    sheet_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionDetail:
    """One prescription with its history, papers and what waits to be sent."""

    known: SuiviPrescription
    agent: str
    history: tuple[Evenement, ...]
    papers: tuple[Papier, ...]
    can_undo: bool
    last_code: str
    last_place: str
    last_at: datetime | None
    limitation: Limitation | None = None


def today(workplace: Workplace) -> Today:
    """Return what waits for this agent; persons only if his roles let him look them up."""
    if Acte.CONSULTER not in actes(workplace):
        with workplace.database.reading() as session:
            waiting = outbox.waiting(session)
        return Today(
            unfinished=(),
            to_print=(),
            waiting=waiting,
            answers=(),
            sheet_checked=is_sheet_checked(workplace),
        )
    with workplace.database.reading() as session:
        to_print: list[ToPrint] = []
        held = set(limitations.limited(session))
        for papier in papiers.to_print(session):
            if papier.mandat_id:  # signed on the spot: its draft waits, not its paper
                continue
            who = personnes.load(session, papier.personne_id) if papier.personne_id else None
            if who is not None and who.owner == workplace.agent.id:
                to_print.append(
                    ToPrint(papier=papier, who=who.display_name, limited=who.id in held)
                )
        waiting = outbox.waiting(session)
        answers = prescriptions.by_suivi(
            session, suivis=[Suivi.DECIDEE], agent_id=workplace.agent.id, limit=5
        )
    return Today(
        unfinished=tuple(unfinished(workplace)),
        to_print=tuple(to_print),
        waiting=waiting,
        answers=tuple(answers),
        sheet_checked=is_sheet_checked(workplace),
    )


def listing(
    workplace: Workplace, suivis: tuple[Suivi, ...] = (), *, everyone: bool = False
) -> list[SuiviPrescription]:
    """Return the prescriptions in these states (all of them if none is named), latest first."""
    require(workplace, Acte.CONSULTER)
    owner = None if everyone else workplace.agent.id
    with workplace.database.reading() as session:
        return list(prescriptions.by_suivi(session, suivis=suivis, agent_id=owner))


def limited(workplace: Workplace) -> frozenset[PersonneId]:
    """Return whose records are limited, for a list of what belongs to them."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        return frozenset(limitations.limited(session))


def detail(workplace: Workplace, prescription_id: PrescriptionId) -> PrescriptionDetail:
    """Return one prescription, whole.

    Raises:
        PrescriptionGoneError: erased, or past its term.
        ReasonNeededError: a colleague made it for a person of his, whose record was not opened
            today with a reason.
        NotAllowedError: the agent's roles do not let him look people up.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        known = prescriptions.load(session, prescription_id)
        if known is None:
            raise PrescriptionGoneError
        require_prescription(session, workplace, prescription_id)
        agent = agents.load(session, known.prescription.agent_id)
        queued = outbox.of_item(session, prescription_id)
        last = queued[-1] if queued else None
        return PrescriptionDetail(
            known=known,
            agent=agent.display_name if agent else "",
            history=tuple(evenements.of(session, prescription_id)),
            papers=tuple(papiers.of_prescription(session, prescription_id)),
            can_undo=known.suivi in {Suivi.PREPAREE, Suivi.A_CORRIGER}
            and prescriptions.can_be_undone(session, prescription_id),
            last_code=last.last_code if last else "",
            last_place=last.last_place if last else "",
            last_at=last.last_at if last else None,
            limitation=limitations.of(session, known.personne.id),
        )


def reference_of(workplace: Workplace, prescription_id: PrescriptionId) -> str:
    """Return what papers show of a prescription, which names nobody; empty once it is gone."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        known = prescriptions.load(session, prescription_id)
    return known.prescription.reference if known else ""
