"""What is done under a mandate, and the account given of it: lists and a day, nothing else.

Source: 002, art. 2, l. 155-162; code civil, art. 1993 (account); documents.md b1.
"""

from dataclasses import replace
from datetime import date

from app.domain.identifiers import ActeMandatId, LigneId, MandatId, uuid7
from app.domain.mandat import ActeMandat
from app.domain.mandat_evenements import Agir
from app.domain.mandat_listes import NatureActe, RefusMandat, Resultat
from app.storage import mandats
from app.usecases.mandats import keeping
from app.usecases.mandats.errors import MandateGoneError, MandateRefusedError
from app.usecases.mandats.keeping import allowed, applied, require_mandate
from app.usecases.workplace import Workplace


def act(  # noqa: PLR0913, PLR0917 - an act is its line, what, how it ended and when
    workplace: Workplace,
    mandat_id: MandatId,
    ligne_id: LigneId,
    nature: NatureActe,
    resultat: Resultat,
    on: date | None = None,
) -> ActeMandat:
    """Note something done in the person's name: refused without a running authorisation.

    Raises:
        MandateRefusedError: no running line, its hour is over, or somebody else is the agent.
        LimitedRecordError: the person's record is limited.
    """
    allowed(workplace)
    now = workplace.clock.now()
    acte = ActeMandat(
        id=ActeMandatId(uuid7(now)),
        ligne_id=ligne_id,
        agent_id=workplace.agent.id,
        nature=nature,
        on=on or workplace.clock.today(),
        resultat=resultat,
    )
    with workplace.database.writing() as session:
        mandat = require_mandate(session, workplace, mandat_id)
        after = applied(workplace, mandat, Agir(acte=acte, at=keeping.lived(session, workplace)))
        keeping.keep(session, workplace, after)
        mandats.keep_acte(session, mandat_id, acte)
        keeping.note(session, workplace, mandat_id, "mandat_acte", nature.value)
    return acte


def outcome(
    workplace: Workplace, mandat_id: MandatId, acte_id: ActeMandatId, resultat: Resultat
) -> ActeMandat:
    """Note how an act ended, once the organisation has answered.

    It may come after the mandate's end while other lines run: it is no new act.
    """
    allowed(workplace)
    with workplace.database.writing() as session:
        mandat = require_mandate(session, workplace, mandat_id)
        if mandat.etat.is_over:
            raise MandateRefusedError(RefusMandat.TERMINE)
        known = {one.id: one for one in mandats.actes(session, mandat_id)}
        if acte_id not in known:
            raise MandateGoneError
        after = replace(known[acte_id], resultat=resultat, rendu_at=None)  # news to be told again
        mandats.keep_acte(session, mandat_id, after)
        keeping.note(session, workplace, mandat_id, "mandat_resultat", resultat.value)
    return after


def told(workplace: Workplace, mandat_id: MandatId, *acte_ids: ActeMandatId) -> None:
    """Note that the person was told what was done; none named: everything so far."""
    allowed(workplace)
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        require_mandate(session, workplace, mandat_id)
        for acte in mandats.actes(session, mandat_id):
            if acte.rendu_at is None and (not acte_ids or acte.id in acte_ids):
                mandats.keep_acte(session, mandat_id, replace(acte, rendu_at=now))
        keeping.note(session, workplace, mandat_id, "mandat_compte_rendu")


def remove(workplace: Workplace, mandat_id: MandatId, acte_id: ActeMandatId) -> None:
    """Forget an act that was noted by mistake; the history keeps that one was removed."""
    allowed(workplace)
    with workplace.database.writing() as session:
        require_mandate(session, workplace, mandat_id)
        mandats.remove_acte(session, mandat_id, acte_id)
        keeping.note(session, workplace, mandat_id, "mandat_acte_retire")
