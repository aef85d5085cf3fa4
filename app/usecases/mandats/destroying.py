"""Destroy the data of a mandate the day it ends, and prove it (002, art. 2, l. 160).

The end, the erasure and the count of the proof are one transaction: killed anywhere, either the
mandate runs or its data are gone. Then the file is written anew and the proof is signed.
"""

from typing import TYPE_CHECKING

from app.domain.identifiers import MandatId
from app.domain.mandat import ActeMandat, Mandat
from app.domain.mandat_evenements import Expirer
from app.domain.mandat_horloges import erased_at
from app.domain.mandat_listes import NatureFin
from app.domain.mandat_regles import peut_detruire
from app.storage import destructions, effacement, exports, instant, linked_rows, mandats, restes
from app.storage.destructions import Destruction, Ouverture
from app.storage.journal import Entree, append
from app.usecases.destruction.erasing_proof import prove
from app.usecases.mandats.counting import count_ended
from app.usecases.mandats.ended import MOTIFS
from app.usecases.mandats.errors import MandateRefusedError
from app.usecases.mandats.keeping import applied, profile_of
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_DESTROYED = "mandat_detruit"


def reach_files(workplace: Workplace, mandat_id: MandatId) -> None:
    """Remove the files that left with this mandate, before its rows go."""
    exports.reach(workplace.database, [mandat_id])


def erase(
    session: "Session",
    workplace: Workplace,
    mandat: Mandat,
    done: "Sequence[ActeMandat]",
    *,
    by_hand: bool,
) -> None:
    """Erase a mandate that is over, in the caller's transaction, with its proof opened.

    A person known by it alone goes too. `mandat` is as the last end left it.

    Raises:
        MandateRefusedError: an authorisation still runs.
    """
    if refus := peut_detruire(mandat):
        raise MandateRefusedError(refus)
    nature = NatureFin(mandat.etat.value)
    effacement.ask_rewriting(session)
    count_ended(session, workplace, nature, done)
    linked_rows.erase_mandats(session, [mandat.id])
    if mandat.personne_id is not None:
        restes.settle(session, mandat.personne_id, workplace.clock.today())
    agent_id = workplace.agent.id if by_hand else None
    now = workplace.clock.now()
    destructions.count(
        session,
        Ouverture(
            structure=workplace.structure.code,
            motif=MOTIFS[nature],
            regle=profile_of(workplace).regle,
            at=now,
            agent_id=agent_id,
            reference=mandat.reference,
        ),
        linked_rows.tally(session),
    )
    linked_rows.tally(session).clear()  # another mandate of this transaction has its own proof
    append(session, Entree(at=now, kind=_DESTROYED, agent_id=agent_id, detail=nature.value))


def finish(workplace: Workplace) -> dict[str, Destruction]:
    """Write the file anew and sign what was destroyed; return it by the mandate's reference.

    Empty while somebody reads the file: the next unlocking signs.
    """
    effacement.rewrite_if_asked(workplace.database)
    return {one.reference: one for one in prove(workplace) if one.reference}


def expire(workplace: Workplace) -> list[Destruction]:
    """End and destroy the mandates whose date and hour have come; under a sure date alone.

    Called at the unlocking and whenever the mandates are shown: a mandate that ends at noon is
    gone at noon where the laptop is open, else at its next opening.
    """
    if workplace.convention.mandat is None:
        return []
    now = workplace.clock.now()
    with workplace.database.reading() as session:
        if not instant.is_believed(session, now):
            return []
        due = [
            one
            for one in mandats.ended_before(session, now)
            if one.fin_at and erased_at(one.fin_at, profile_of(workplace)) <= now
        ]
    if not due:
        return []
    for one in due:
        reach_files(workplace, one.id)
        with workplace.database.writing() as session:
            still = {here.id: here for here in mandats.ended_before(session, now)}
            if one.id not in still:
                continue  # the unlocking and a page come to it at once: it is destroyed already
            after = applied(workplace, still[one.id], Expirer(at=now))
            done = mandats.actes(session, one.id)
            erase(session, workplace, after, done, by_hand=False)
    signed = finish(workplace)
    return [signed[one.reference] for one in due if one.reference in signed]
