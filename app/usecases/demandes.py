"""The register of rights requests: what was asked, done here, sent, answered, closed.

A request is noted for everybody of the structure: whoever works that day sends it within the term.
Source: 000 art. 5 l. 126; documents.md b10; docs/decisions/0025.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.domain.delais import Compte, compte_demande
from app.domain.demande import (
    DROITS_PAR_ACTION,
    ActionLocale,
    CanalDemande,
    Demande,
    Droit,
    Fait,
    Reponse,
)
from app.domain.failures import AppError
from app.domain.identifiers import DemandeId, PersonneId, uuid7
from app.storage import demandes, evenements, personnes
from app.storage.evenements import Evenement
from app.usecases.hours import (
    FutureHourError,
    Sent,
    TooEarlyHourError,
    believed_now,
    moment,
    sending,
)
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class RequestGoneError(AppError):
    """The request is no longer in the register."""


class NothingSentError(AppError):
    """The request has not been transmitted yet: it can be neither acknowledged nor closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDemande:
    """What was typed of a request; the day and hour are those of the wall."""

    droits: tuple[Droit, ...]
    day: date
    hour: time
    canal: CanalDemande
    recue_par: str
    personne: str
    personne_id: PersonneId | None = None
    joindre: str = ""
    mots: str = ""
    representant: str = ""
    representant_justifie: bool = False
    doute_identite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivie:
    """A request with its clock, which has stopped once it was sent."""

    demande: Demande
    compte: Compte

    @property
    def runs(self) -> bool:
        """Tell whether the term still has to be met."""
        return self.demande.is_open and self.demande.transmise is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registre:
    """The register: what is open, the most urgent first, then what is closed.

    `now` is the instant at which the clocks are to be read: it never goes back behind what this
    laptop has lived through, so that a clock set back gives nobody more time.
    """

    now: datetime
    ouvertes: tuple[Suivie, ...]
    closes: tuple[Suivie, ...]


def register(workplace: Workplace, new: NewDemande) -> Demande:
    """Note a request; its clock runs since the hour at which it was received.

    Raises:
        SkippedHourError: that hour never was. FutureHourError: it has not come.
    """
    with workplace.database.writing() as session:
        return register_in(session, workplace, new)


def register_in(session: "Session", workplace: Workplace, new: NewDemande) -> Demande:
    """Note a request in the caller's transaction, as `register`."""
    now = workplace.clock.now()
    demande = Demande(
        id=DemandeId(uuid7(now)),
        numero=demandes.next_numero(
            session, workplace.structure.code, workplace.clock.today().year
        ),
        personne_id=new.personne_id,
        personne=new.personne.strip(),
        joindre=new.joindre.strip(),
        droits=new.droits,
        recue_at=moment(workplace, new.day, new.hour),
        canal=new.canal,
        recue_par=new.recue_par.strip() or workplace.agent.display_name,
        agent_id=workplace.agent.id,
        mots=new.mots.strip(),
        representant=new.representant.strip(),
        representant_justifie=bool(new.representant.strip()) and new.representant_justifie,
        doute_identite=new.doute_identite,
    )
    demandes.keep(session, demande)
    note(session, workplace, demande.id, "demande_recue", new.droits[0].value)
    return demande


def exercised(workplace: Workplace, personne_id: PersonneId, action: ActionLocale) -> Demande:
    """Note that a right was served from the person's record, on her open request about it.

    Without one the person has asked at the desk just now: a request is noted, received at once, and
    its term runs (000 l. 126: every request goes to the Département). Call it before an erasure,
    which takes the name away: what has to be transmitted should have left first
    (`to_send_before_erasing`).
    """
    with workplace.database.writing() as session:
        return exercised_in(session, workplace, personne_id, action)


def exercised_in(
    session: "Session", workplace: Workplace, personne_id: PersonneId, action: ActionLocale
) -> Demande:
    """Note it in the caller's transaction, as `exercised`."""
    droit = DROITS_PAR_ACTION.get(action, Droit.ACCES)
    known = [one for one in demandes.of_personne(session, personne_id) if one.is_open]
    asked = next((one for one in known if droit in one.droits), None)
    if asked is None:
        personne = personnes.load(session, personne_id)
        local = workplace.clock.now().astimezone(workplace.clock.zone())
        asked = register_in(
            session,
            workplace,
            NewDemande(
                droits=(droit,),
                day=local.date(),
                hour=local.time().replace(second=0, microsecond=0, fold=0),
                canal=CanalDemande.GUICHET,
                recue_par=workplace.agent.display_name,
                personne=personne.display_name if personne else "",
                personne_id=personne_id,
            ),
        )
    return _with_fact(session, workplace, asked, action)


def note_action(workplace: Workplace, demande_id: DemandeId, action: ActionLocale) -> Demande:
    """Note what was done on this laptop for a request.

    Raises:
        RequestGoneError: it is no longer in the register.
    """
    with workplace.database.writing() as session:
        return _with_fact(session, workplace, load_in(session, demande_id), action)


def note_sending(workplace: Workplace, demande_id: DemandeId, sent: Sent) -> Demande:
    """Note the real hour at which a request was sent, wherever from; its clock stops there.

    Raises:
        RequestGoneError, SkippedHourError, FutureHourError, TooEarlyHourError.
        DelayReasonError: it was late and no reason is given.
    """
    with workplace.database.writing() as session:
        demande = load_in(session, demande_id)
        clock = compte_demande(workplace.convention.delais, demande.recue_at)
        changed = replace(demande, transmise=sending(workplace, sent, clock))
        demandes.keep(session, changed)
        note(session, workplace, demande_id, "demande_transmise", sent.canal.value)
        return changed


def note_receipt(workplace: Workplace, demande_id: DemandeId, day: date, hour: time) -> Demande:
    """Note when the Département acknowledged a request.

    Raises:
        NothingSentError: it has not been sent. Else as `note_sending`.
    """

    def acknowledged(demande: Demande) -> Demande:
        if demande.transmise is None:
            raise NothingSentError
        at = moment(workplace, day, hour, not_before=demande.transmise.at)
        return replace(demande, accusee_at=at)

    return _changed(workplace, demande_id, acknowledged, "demande_accusee")


def note_answer(workplace: Workplace, demande_id: DemandeId, on: date, reponse: Reponse) -> Demande:
    """Note what the person was answered, and on which day.

    Raises:
        TooEarlyHourError: before it was received. FutureHourError: that day has not come.
    """

    def answered(demande: Demande) -> Demande:
        received = demande.recue_at.astimezone(workplace.clock.zone()).date()
        if on < received:
            raise TooEarlyHourError
        if on > workplace.clock.today():
            raise FutureHourError
        return replace(demande, repondue_on=on, reponse=reponse)

    return _changed(workplace, demande_id, answered, "demande_repondue", reponse.value)


def close(workplace: Workplace, demande_id: DemandeId) -> Demande:
    """Close a request. How to reach the person and what was said are of no more use, and go.

    Raises:
        NothingSentError: it was never transmitted.
    """

    def closed(demande: Demande) -> Demande:
        if demande.transmise is None:
            raise NothingSentError
        return replace(demande, closed_on=workplace.clock.today(), joindre="", mots="")

    return _changed(workplace, demande_id, closed, "demande_close")


def registre(workplace: Workplace) -> Registre:
    """Return the register with the instant at which its clocks are to be read."""
    with workplace.database.reading() as session:
        return Registre(
            now=believed_now(session, workplace),
            ouvertes=tuple(_followed(workplace, one) for one in demandes.still_open(session)),
            closes=tuple(_followed(workplace, one) for one in demandes.closed(session)),
        )


def still_open(workplace: Workplace) -> Registre:
    """Return the register without what is closed: for a page that only recalls what waits."""
    with workplace.database.reading() as session:
        return Registre(
            now=believed_now(session, workplace),
            ouvertes=tuple(_followed(workplace, one) for one in demandes.still_open(session)),
            closes=(),
        )


def load(workplace: Workplace, demande_id: DemandeId) -> Suivie:
    """Return one request with its clock.

    Raises:
        RequestGoneError: it is no longer in the register.
    """
    with workplace.database.reading() as session:
        return _followed(workplace, load_in(session, demande_id))


def of_person(workplace: Workplace, personne_id: PersonneId) -> list[Suivie]:
    """Return the requests of a person, the oldest first."""
    with workplace.database.reading() as session:
        return [_followed(workplace, one) for one in demandes.of_personne(session, personne_id)]


def to_send_before_erasing(workplace: Workplace, personne_id: PersonneId) -> list[Demande]:
    """Return the requests of a person that have not left: erasing her makes them nameless."""
    return [one.demande for one in of_person(workplace, personne_id) if one.runs]


def load_in(session: "Session", demande_id: DemandeId) -> Demande:
    """Return a request in the caller's transaction.

    Raises:
        RequestGoneError: it is no longer in the register.
    """
    found = demandes.load(session, demande_id)
    if found is None:
        raise RequestGoneError
    return found


def note(
    session: "Session", workplace: Workplace, subject_id: str, kind: str, detail: str = ""
) -> None:
    """Note in the history and the journal what was done to a request or a breach."""
    evenements.note(
        session,
        subject_id,
        Evenement(kind=kind, detail=detail, at=workplace.clock.now(), agent_id=workplace.agent.id),
    )


def _changed(
    workplace: Workplace,
    demande_id: DemandeId,
    change: Callable[[Demande], Demande],
    kind: str,
    detail: str = "",
) -> Demande:
    with workplace.database.writing() as session:
        changed = change(load_in(session, demande_id))
        demandes.keep(session, changed)
        note(session, workplace, demande_id, kind, detail)
        return changed


def _with_fact(
    session: "Session", workplace: Workplace, demande: Demande, action: ActionLocale
) -> Demande:
    fait = Fait(action=action, at=workplace.clock.now())
    changed = replace(demande, faits=(*demande.faits, fait))
    demandes.keep(session, changed)
    note(session, workplace, demande.id, "demande_action", action.value)
    return changed


def _followed(workplace: Workplace, demande: Demande) -> Suivie:
    return Suivie(
        demande=demande, compte=compte_demande(workplace.convention.delais, demande.recue_at)
    )
