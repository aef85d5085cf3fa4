"""The internal log of breaches: note one at once, say what is known, send, complete, close.

The clock runs since somebody of the structure became aware (000 art. 5 l. 128). Decision: 0025.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.domain.delais import Compte, compte_violation
from app.domain.failures import AppError
from app.domain.identifiers import ViolationId, uuid7
from app.domain.violation import Constat, Envoi, Etendue, Inventaire, Violation
from app.storage import recensement, violations
from app.storage.sauvegarde import choice
from app.usecases.registers.demandes import note
from app.usecases.registers.hours import Sent, believed_now, moment, sending
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class BreachGoneError(AppError):
    """The breach is no longer in the log."""


class NothingNewError(AppError):
    """What is known was sent already: there is nothing to complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationSuivie:
    """A breach with its clock, which stops with the initial notification."""

    violation: Violation
    compte: Compte

    @property
    def runs(self) -> bool:
        """Tell whether the term still has to be met."""
        return self.violation.is_open and self.violation.initial is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The internal log: what is open, the oldest first, then what is closed.

    `now` is when the clocks are to be read (`app.usecases.registers.hours.believed_now`).
    """

    now: datetime
    ouvertes: tuple[ViolationSuivie, ...]
    closes: tuple[ViolationSuivie, ...]


def declare(workplace: Workplace, day: date, hour: time) -> Violation:
    """Note that somebody became aware of a breach at this hour of the wall: its clock runs.

    What this laptop holds is counted at once; the guided notification corrects it.

    Raises:
        SkippedHourError, FutureHourError.
    """
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        known = Constat(connue_at=moment(workplace, day, hour), joindre=_reach(workplace))
        violation = Violation(
            id=ViolationId(uuid7(now)),
            numero=violations.new_numero(
                session, workplace.structure.code, workplace.clock.today().year
            ),
            agent_id=workplace.agent.id,
            constat=with_inventory(known, _counted(session, workplace)),
        )
        violations.keep(session, violation)
        note(session, workplace, violation.id, "violation_notee")
        return violation


def keep(workplace: Workplace, violation_id: ViolationId, constat: Constat) -> Violation:
    """Keep what is known by now; what was sent stays as it left.

    Raises:
        BreachGoneError: it is no longer in the log.
    """
    with workplace.database.writing() as session:
        changed = replace(_load(session, violation_id), constat=constat)
        violations.keep(session, changed)
        return changed


def count_here(workplace: Workplace) -> Inventaire:
    """Count what this laptop holds now."""
    with workplace.database.reading() as session:
        return _counted(session, workplace)


def with_inventory(constat: Constat, found: Inventaire) -> Constat:
    """Return what is known once something was counted: numbers, categories, encryption."""
    return replace(
        constat,
        inventaire=found,
        personnes=found.personnes,
        enregistrements=found.enregistrements,
        donnees=found.donnees,
        chiffre=found.chiffre,
    )


def note_sending(workplace: Workplace, violation_id: ViolationId, sent: Sent) -> Violation:
    """Note the real hour at which the notification left: the initial one, then each that completes.

    Raises:
        BreachGoneError, SkippedHourError, FutureHourError, TooEarlyHourError.
        DelayReasonError: the initial one was late and no reason is given.
        NothingNewError: nothing is known that was not sent.
    """
    with workplace.database.writing() as session:
        violation = _load(session, violation_id)
        if violation.envois and not violation.may_be_completed:
            raise NothingNewError
        clock = compte_violation(workplace.convention.delais, violation.constat.connue_at)
        if violation.envois:
            at = moment(
                workplace, sent.day, sent.hour, not_before=violation.envois[-1].transmission.at
            )
            left = replace(violation.envois[-1].transmission, at=at, canal=sent.canal, retard=None)
        else:
            left = sending(workplace, sent, clock)
        envoi = Envoi(rang=len(violation.envois) + 1, constat=violation.constat, transmission=left)
        violations.add_envoi(session, violation_id, envoi)
        detail = "initiale" if envoi.is_initial else "complementaire"
        note(session, workplace, violation_id, "violation_notifiee", detail)
        return replace(violation, envois=(*violation.envois, envoi))


def close(workplace: Workplace, violation_id: ViolationId) -> Violation:
    """Close a breach; the log keeps it for its term, notified or not (RGPD art. 33.5).

    Raises:
        BreachGoneError: it is no longer in the log.
    """
    with workplace.database.writing() as session:
        closed = replace(_load(session, violation_id), closed_on=workplace.clock.today())
        violations.keep(session, closed)
        note(session, workplace, violation_id, "violation_close")
        return closed


def journal(workplace: Workplace) -> Journal:
    """Return the internal log."""
    with workplace.database.reading() as session:
        return Journal(
            now=believed_now(session, workplace),
            ouvertes=tuple(_followed(workplace, one) for one in violations.still_open(session)),
            closes=tuple(_followed(workplace, one) for one in violations.closed(session)),
        )


def still_open(workplace: Workplace) -> list[ViolationSuivie]:
    """Return the open breaches alone, the oldest first."""
    with workplace.database.reading() as session:
        return [_followed(workplace, one) for one in violations.still_open(session)]


def load(workplace: Workplace, violation_id: ViolationId) -> ViolationSuivie:
    """Return one breach with its clock.

    Raises:
        BreachGoneError: it is no longer in the log.
    """
    with workplace.database.reading() as session:
        return _followed(workplace, _load(session, violation_id))


def _load(session: "Session", violation_id: ViolationId) -> Violation:
    found = violations.load(session, violation_id)
    if found is None:
        raise BreachGoneError
    return found


def _followed(workplace: Workplace, violation: Violation) -> ViolationSuivie:
    return ViolationSuivie(
        violation=violation,
        compte=compte_violation(workplace.convention.delais, violation.constat.connue_at),
    )


def _counted(session: "Session", workplace: Workplace) -> Inventaire:
    return recensement.take(
        session,
        Etendue.POSTE,
        workplace.clock.now(),
        backup_at=choice.load(workplace.vault.folder).last_success,
    )


def _reach(workplace: Workplace) -> str:
    structure = workplace.structure
    return " – ".join(part for part in (structure.telephone, structure.courriel) if part)
