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
from app.domain.habilitation import Acte
from app.domain.identifiers import DemandeId, PersonneId, uuid7
from app.storage import demandes, effacement, evenements, personnes
from app.storage.evenements import Evenement
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.registers.hours import (
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
        """Tell whether the term still has to be met: what names nobody cannot be transmitted."""
        one = self.demande
        return one.is_open and one.transmise is None and not one.is_nameless


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
    require(workplace, Acte.CONSULTER)
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


def exercised_in(
    session: "Session", workplace: Workplace, personne_id: PersonneId, action: ActionLocale
) -> Demande:
    """Note that a right was served from the person's record, on her open request about it.

    For the caller's transaction, which has asked whether the record may be seen.
    """
    droit = DROITS_PAR_ACTION.get(action, Droit.ACCES)
    return with_fact(session, workplace, asked_in(session, workplace, personne_id, droit), action)


def asked_in(
    session: "Session", workplace: Workplace, personne_id: PersonneId, droit: Droit
) -> Demande:
    """Return a person's open request about `droit`.

    Without one she has asked at the desk just now: it is noted, and its term runs (000 l. 126).
    """
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
    return asked


def note_action(workplace: Workplace, demande_id: DemandeId, action: ActionLocale) -> Demande:
    """Note what was done on this laptop for a request.

    Raises:
        RequestGoneError: it is no longer in the register.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        return with_fact(session, workplace, load_in(session, demande_id), action)


def note_sending(workplace: Workplace, demande_id: DemandeId, sent: Sent) -> Demande:
    """Note the real hour at which a request was sent, wherever from; its clock stops there.

    Raises:
        RequestGoneError, SkippedHourError, FutureHourError, TooEarlyHourError.
        DelayReasonError: it was late and no reason is given.
    """
    require(workplace, Acte.CONSULTER)

    def gone(demande: Demande) -> Demande:
        clock = compte_demande(workplace.convention.delais, demande.recue_at)
        return replace(demande, transmise=sending(workplace, sent, clock))

    return _changed(workplace, demande_id, gone, "demande_transmise", sent.canal.value)


def note_receipt(workplace: Workplace, demande_id: DemandeId, day: date, hour: time) -> Demande:
    """Note when the Département acknowledged a request.

    Raises:
        NothingSentError: it has not been sent. Else as `note_sending`.
    """
    require(workplace, Acte.CONSULTER)

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
    require(workplace, Acte.CONSULTER)

    def answered(demande: Demande) -> Demande:
        received = demande.recue_at.astimezone(workplace.clock.zone()).date()
        if on < received:
            raise TooEarlyHourError
        if on > workplace.clock.today():
            raise FutureHourError
        return replace(demande, repondue_on=on, reponse=reponse)

    return _changed(workplace, demande_id, answered, "demande_repondue", reponse.value)


def close(workplace: Workplace, demande_id: DemandeId) -> Demande:
    """Close a request: who asked, for whom, how to reach her and what was said go.

    The proof stays, tied to the record if any. What names nobody is closed unsent.

    Raises:
        NothingSentError: it was never transmitted.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        demande = load_in(session, demande_id)
        if demande.transmise is None and not demande.is_nameless:
            raise NothingSentError
        nobody = replace(demande, personne="", joindre="", mots="", representant="")
        closed = replace(nobody, closed_on=workplace.clock.today())
        demandes.keep(session, closed)
        effacement.ask_rewriting(session)  # the words leave the unused pages with the next purge
        note(session, workplace, demande_id, "demande_close")
        return closed


def registre(workplace: Workplace) -> Registre:
    """Return the register with the instant at which its clocks are to be read."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        return Registre(
            now=believed_now(session, workplace),
            ouvertes=tuple(_followed(workplace, one) for one in demandes.still_open(session)),
            closes=tuple(_followed(workplace, one) for one in demandes.closed(session)),
        )


def still_open(workplace: Workplace) -> Registre:
    """Return the register without what is closed: for a page that only recalls what waits."""
    require(workplace, Acte.CONSULTER)
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
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        return _followed(workplace, load_in(session, demande_id))


def of_person(workplace: Workplace, personne_id: PersonneId) -> list[Suivie]:
    """Return the requests of a person, the oldest first."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        return [_followed(workplace, one) for one in demandes.of_personne(session, personne_id)]


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


def with_fact(
    session: "Session", workplace: Workplace, demande: Demande, action: ActionLocale
) -> Demande:
    """Add to a request what was done for it, in the caller's transaction."""
    fait = Fait(action=action, at=workplace.clock.now())
    changed = replace(demande, faits=(*demande.faits, fait))
    demandes.keep(session, changed)
    note(session, workplace, demande.id, "demande_action", action.value)
    return changed


def _followed(workplace: Workplace, demande: Demande) -> Suivie:
    return Suivie(
        demande=demande, compte=compte_demande(workplace.convention.delais, demande.recue_at)
    )
