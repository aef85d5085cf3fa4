"""A person's no: a consent withdrawn (RGPD art. 7.3), an objection (art. 21).

What follows is a rule of the domain (`effet_du_refus`) and of the profile's legal basis; the window
says it before, word for word what is done here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.demande import ActionLocale, Demande, Droit
from app.domain.droits import Effet, Finalite, MotifLimitation, effet_du_refus
from app.domain.entretien import Consentement
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId
from app.storage import effacement, entretiens, oppositions
from app.storage.destructions import Destruction, MotifDestruction
from app.storage.oppositions import Opposition
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_proof import opening, prove
from app.usecases.droits.acts import note
from app.usecases.droits.asked_erasing import tie_in, wait_in
from app.usecases.droits.limiting import limit_in
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.registers.demandes import exercised_in
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ACTIONS: Final = {
    Droit.RETRAIT_CONSENTEMENT: ActionLocale.CONSENTEMENT_RETIRE,
    Droit.OPPOSITION: ActionLocale.OPPOSITION_NOTEE,
}
_KINDS: Final = {Droit.RETRAIT_CONSENTEMENT: "accord_retire", Droit.OPPOSITION: "opposition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What was done; `proof` when something was erased and its proof could be signed at once."""

    effet: Effet
    proof: Destruction | None = None
    to_send: Demande | None = None  # nothing is erased yet: this has to leave first

    @property
    def is_everything(self) -> bool:
        """Tell whether the whole record is gone."""
        return self.effet is Effet.TOUT_EFFACER and self.to_send is None


def consequence(workplace: Workplace, finalite: Finalite) -> Effet:
    """Return what a no to this purpose does, for the question before it."""
    return effet_du_refus(workplace.convention.protection.base, finalite)


def agreed(workplace: Workplace, personne_id: PersonneId) -> tuple[Finalite, ...]:
    """Return the purposes to which she has agreed and not said no since, in the notice's order."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        given = [
            one.consentement
            for one in entretiens.of_personne(session, personne_id)
            if one.consentement
        ]
        refused = {one.finalite: one.at for one in oppositions.of(session, personne_id)}
        zone = workplace.clock.zone()

        def stands(consent: Consentement, finalite: Finalite) -> bool:
            since = refused.get(finalite)
            later = since is None or consent.given_on > since.astimezone(zone).date()
            return later and bool(getattr(consent, finalite.value))

        return tuple(one for one in Finalite if any(stands(consent, one) for consent in given))


def refuse(
    workplace: Workplace, personne_id: PersonneId, finalite: Finalite, droit: Droit
) -> Served:
    """Serve a withdrawal or an objection at once; up to a second, so in a thread.

    What erases everything waits, limited, where the request has to leave first (`asked_erasing`).

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    effet = consequence(workplace, finalite)
    first: Demande | None = None
    with workplace.database.writing() as session:
        require_record(session, workplace, personne_id)
        exercised_in(session, workplace, personne_id, _ACTIONS[droit])
        _keep(session, workplace, personne_id, finalite, droit)
        if effet is Effet.LIMITER:
            limit_in(session, workplace, personne_id, MotifLimitation.OPPOSITION)
        if effet is Effet.TOUT_EFFACER:
            tie_in(session, workplace, personne_id, None)
            first = wait_in(session, workplace, personne_id)
    match effet:
        case Effet.TOUT_EFFACER if first is not None:
            return Served(effet=effet, to_send=first)
        case Effet.TOUT_EFFACER:
            return Served(effet=effet, proof=erasing.erase(workplace, personne_id))
        case Effet.EFFACER_REPONSES:
            return Served(effet=effet, proof=_erase_answers(workplace, personne_id))
        case _:
            return Served(effet=effet)


def _keep(
    session: "Session",
    workplace: Workplace,
    personne_id: PersonneId,
    finalite: Finalite,
    droit: Droit,
) -> None:
    now = workplace.clock.now()
    no = Opposition(
        personne_id=personne_id,
        finalite=finalite,
        droit=droit,
        agent_id=workplace.agent.id,
        at=now,
    )
    oppositions.keep(session, no)
    note(session, workplace, personne_id, _KINDS[droit], finalite.value)


def _erase_answers(workplace: Workplace, personne_id: PersonneId) -> Destruction | None:
    proof = opening(workplace, MotifDestruction.DEMANDE)
    erased = effacement.effacer_reponses(
        workplace.database, personne_id, workplace.clock.today(), proof
    )
    if not erased:
        return None
    with workplace.database.writing() as session:
        note(session, workplace, personne_id, "reponses_effacees")
    signed = [one for one in prove(workplace) if one.motif is MotifDestruction.DEMANDE]
    return signed[-1] if signed else None
