"""A wrong movement is taken back by its opposite: the ledger keeps both (docs/decisions/0044).

Of a hand-over, its prescriber does so on its day (`handing.undo`); after it the référent does,
where the carnet that a person was given is not the one that was noted, or came back.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.carnets_registre import Ecriture, Mouvement, Tenu
from app.domain.carnets_regles import may_take_back
from app.domain.habilitation import Acte
from app.storage import carnets, carnets_remises, carnets_suivi, limitations
from app.storage.carnets_remises import Remise
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.keeping import (
    count,
    counted,
    figures_of_handed,
    note_history,
    require_at,
    rules,
    today_there,
    write,
)
from app.usecases.carnets.moving import lot_of, require_holder
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def take_back(workplace: Workplace, number: int) -> Ecriture:
    """Write the opposite of a movement, on today's day.

    Of a hand-over, the person no longer has the carnet, while that is known; her prescription
    stands, and what was handed with it.

    Raises:
        LimitedRecordError: the record of who had the carnet is limited.
        StockRefusedError: taken back before, of a kind that has no opposite, the carnets went on
            since, or whoever had them may not have carnets any more.
    """
    require(workplace, Acte.STOCK)
    rules(workplace)
    with workplace.database.writing() as session:
        found = carnets.ecriture(session, number)
        if found is None or not may_take_back(found.kind, Tenu.POSTE):
            raise StockRefusedError(RefusStock.PAS_CORRIGEABLE)
        lot = lot_of(session, found.lot_id)
        if not may_take_back(found.kind, lot.tenu):
            raise StockRefusedError(RefusStock.TENU_PAR_LE_SERVICE, lot.name)
        if found.kind is Mouvement.TRANSFERT:
            require_holder(session, workplace, found.source)
        opposite = reverse(session, workplace, found)
        if found.kind is Mouvement.RECEPTION:
            _await_again(session, found)
        remise = carnets_remises.of_mouvement(session, number)
        if remise is not None and not remise.annulee:
            forget_handed(session, workplace, remise)
        return opposite


def forget_handed(session: "Session", workplace: Workplace, remise: Remise) -> None:
    """Write that a person has no carnet of this hand-over, in the caller's transaction.

    Raises:
        LimitedRecordError: her record is limited.
    """
    limitations.refuse_limited(session, remise.personne_id)
    carnets_remises.keep(session, replace(remise, annulee=True))
    note_history(session, workplace, remise.prescription_id, "carnet_repris")
    count(session, workplace, figures_of_handed(remise, -1))


def reverse(session: "Session", workplace: Workplace, found: Ecriture) -> Ecriture:
    """Write the opposite of a movement in the caller's transaction, with its figures.

    Raises:
        StockRefusedError: taken back before, or the carnets went on since.
    """
    if carnets.reversed_by(session, found.number) is not None:
        raise StockRefusedError(RefusStock.DEJA_CORRIGE)
    lot = lot_of(session, found.lot_id)
    require_at(lot, carnets.held(session, lot), found.run, found.target)
    opposite = replace(
        found,
        number=0,
        kind=Mouvement.CORRECTION,
        source=found.target,
        target=found.source,
        happened_on=today_there(session, workplace, lot, found.run),
        agent_id=workplace.agent.id,
        reverses=found.number,
    )
    count(session, workplace, counted(found.kind, -found.run.carnets, found.detail))
    return write(session, workplace, opposite)


def _await_again(session: "Session", found: Ecriture) -> None:
    """Await a volume again once nothing stands of the delivery that was said to be it."""
    if any(
        one.kind is Mouvement.RECEPTION and carnets.reversed_by(session, one.number) is None
        for one in carnets.of_piece(session, found.piece)
    ):
        return
    came = [
        one
        for one in carnets_suivi.versements(session)
        if one.volume.value == found.detail and one.received_on == found.happened_on
    ]
    if came:
        carnets_suivi.keep_versement(session, replace(came[-1], received_on=None))
