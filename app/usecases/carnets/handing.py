"""Hand a carnet over to a person, under her prescription; take it back until the day is over.

Sources: 001 art. 4, l. 112-114; 003 art. 8, l. 161-172. The movement names nobody; who had which
number is kept apart until its term, and goes with the person (docs/decisions/0044).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.carnets import Run
from app.domain.carnets_registre import REMIS, Ecriture, Mouvement
from app.domain.carnets_regles import RefusCarnet
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId, PrescriptionId, uuid7
from app.storage import carnets, carnets_remises, limitations, tranches
from app.storage.carnets_remises import Remise
from app.usecases.carnets import explaining
from app.usecases.carnets.choosing import (
    Remis,
    as_remis,
    find,
    is_undoable,
    refusal,
    require_waiting,
)
from app.usecases.carnets.errors import CarnetRefusedError, RemiseGoneError, RemiseKeptError
from app.usecases.carnets.keeping import (
    count,
    figures_of_handed,
    note_history,
    rules,
    today_there,
    write,
)
from app.usecases.carnets.reversing import forget_handed, reverse
from app.usecases.carnets.slices_here import slice_of
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.vie import require_open
from app.usecases.people.openings import require_record
from app.usecases.workplace import Workplace


def hand_over(
    workplace: Workplace,
    prescription_id: PrescriptionId,
    typed: str,
    *,
    gestes: Sequence[str] = (),
    on: date | None = None,
) -> Remis:
    """Hand a carnet over; movement, link, history and figures in one transaction.

    `typed` is the number as printed, or its digits. `gestes` are codes of what was done with the
    person beside it (003 l. 171). `on` is the day of a hand-over that is typed afterwards: it is
    judged by that day (decision 0042).

    Raises:
        ConventionClosedError: the convention had ended.
        CarnetRefusedError: unknown, expired, handed over, entrusted to somebody else; or she may
            not have one, or not on that day.
        LimitedRecordError: the record is limited.
        RemiseGoneError: the prescription is no longer here.
    """
    require(workplace, Acte.PRESCRIRE)
    today = workplace.clock.today()
    day = on or today
    require_open(workplace, day)
    profil = rules(workplace)
    known = {one.code for one in profil.gestes}
    with workplace.database.writing() as session:
        found = require_waiting(session, workplace, prescription_id)
        limitations.refuse_limited(session, found.personne.id)
        if refus := refusal(session, workplace, found, on=day):
            raise CarnetRefusedError(refus)
        if not found.prescription.prescribed_on <= day <= today and on is not None:
            raise CarnetRefusedError(RefusCarnet.JOUR)
        lot, number, place = find(session, workplace, typed, day)
        run, due_on = Run(first=number, last=number), profil.lien_until(lot.valid_until)
        last = carnets.last_day(session, lot.id, run)
        if on is not None and ((last is not None and day < last) or due_on <= today):
            raise CarnetRefusedError(RefusCarnet.JOUR, typed.strip())
        allotted = slice_of(session, workplace, lot, number, day)
        moved = write(
            session,
            workplace,
            Ecriture(
                number=0,
                lot_id=lot.id,
                run=run,
                kind=Mouvement.REMISE,
                source=place,
                target=REMIS,
                happened_on=on or today_there(session, workplace, lot, run),
                agent_id=workplace.agent.id,
                slice_id=allotted.id if allotted else None,
            ),
        )
        if allotted is not None:
            tranches.keep(session, replace(allotted, handed=allotted.handed + 1))
        remise = Remise(
            id=uuid7(workplace.clock.now()),
            mouvement=moved.number,
            personne_id=found.personne.id,
            prescription_id=prescription_id,
            agent_id=workplace.agent.id,
            remis_on=day,
            due_on=due_on,
            service=found.prescription.service,
            categorie=found.prescription.categorie,
            gestes=tuple(one for one in gestes if one in known),
            lot_id=lot.id,
            number=number,
        )
        carnets_remises.keep(session, remise)
        explaining.note_handed(session, workplace, prescription_id, remise.gestes, day)
        note_history(session, workplace, prescription_id, "carnet_remis")
        count(session, workplace, figures_of_handed(remise, 1))
        return as_remis(session, workplace, remise)


def undo(workplace: Workplace, remise_id: str) -> None:
    """Take a hand-over back, the same day, by its opposite (docs/decisions/0005 and 0044).

    Raises:
        RemiseGoneError: it is no longer here, or was taken back.
        RemiseKeptError: the day on which it was noted is over, or the Département was told of it.
    """
    require(workplace, Acte.PRESCRIRE)
    rules(workplace)
    with workplace.database.writing() as session:
        remise = carnets_remises.load(session, remise_id)
        moved = carnets.ecriture(session, remise.mouvement) if remise else None
        if remise is None or moved is None or remise.annulee:
            raise RemiseGoneError
        require_record(session, workplace, remise.personne_id)
        if not is_undoable(session, workplace, remise):
            raise RemiseKeptError
        reverse(session, workplace, moved)
        if moved.slice_id is not None and (held := tranches.load(session, moved.slice_id)):
            tranches.keep(session, replace(held, handed=held.handed - 1))
        forget_handed(session, workplace, remise)
        explaining.take_back(
            session, workplace, remise.prescription_id, remise.gestes, remise.remis_on
        )


def handed_to(workplace: Workplace, personne_id: PersonneId) -> tuple[Remis, ...]:
    """Return the carnets that a person has, while their numbers are kept with her.

    Raises:
        ReasonNeededError: the record is a colleague's, and was not opened today.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        return tuple(
            as_remis(session, workplace, one)
            for one in carnets_remises.of_personne(session, personne_id)
            if not one.annulee
        )
