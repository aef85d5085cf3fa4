"""What the ledger says of another day, of carnets that came back, and of who waits after a term."""

from datetime import date
from unittest.mock import Mock

from app.domain.carnets_registre import STRUCTURE
from app.storage import carnets
from app.ui.pages.carnets.presenter import StockPresenter
from app.ui.pages.carnets.state import StockState
from app.ui.tasks import InlineRunner
from app.usecases.carnets import (
    choosing,
    following,
    handing,
    monthly_return,
    moving,
    receiving,
    reversing,
    stock,
)
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from tests.usecases.carnets.mairie import LAST_DAY, Mairie


class View:
    """Keeps the last state it was given."""

    def __init__(self) -> None:
        self.state = StockState()

    def show_state(self, state: StockState) -> None:
        self.state = state


def test_a_day_before_the_first_delivery_can_be_left_again(mairie: Mairie) -> None:
    """« Aucun carnet » is said of a stock that never had one, not of one that had none yet."""
    mairie.delivered("1-10")
    view = View()
    page = StockPresenter(view, InlineRunner(), mairie.place, Mock(), Mock())
    page.on_day("28/02/2021")
    assert view.state.loaded
    assert view.state.lots == ()
    assert not view.state.is_empty  # else the day cannot be typed again, nor a loss be noted
    page.on_day("01/03/2021")
    assert len(view.state.lots) == 1


def test_carnets_given_back_and_sent_again_came_once(mairie: Mairie) -> None:
    """003 l. 121: « 50% des Pass dont elle dispose »: 40 carnets, sent again or not."""
    lot = mairie.delivered("1-40")
    mairie.on(2021, 3, 8)
    moving.give_back(mairie.place, Part(lot_id=lot, numbers="31-40", source=STRUCTURE))
    mairie.on(2021, 3, 15)
    again = Livraison(
        name="2021-A",
        operator="#APTIC",
        numbers="31-40",
        valid_until=LAST_DAY,
        lieu="Armoire",
        prefix="NP-",
    )
    receiving.receive(mairie.place, again)
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock, line.rendus) == (40, 40, 0)
    (line,) = stock.etat(mairie.place, date(2021, 3, 10)).lots
    assert (line.recus, line.stock, line.rendus) == (40, 30, 10)
    monthly_return.tell_month(mairie.place, "2021-03", "250", "200")
    told = following.follow(mairie.place).consommation
    assert told is not None
    assert (told.received, told.reached) == (400, True)


def test_a_lot_is_all_accounted_for_whatever_was_taken_back(mairie: Mairie) -> None:
    """What came is here, with somebody, given back, missing or over: nothing twice."""
    lot = mairie.delivered("1-40")
    moving.give_back(mairie.place, Part(lot_id=lot, numbers="1-10", source=STRUCTURE))
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    moving.give_back(mairie.place, Part(lot_id=lot, numbers="5-8", source=STRUCTURE))
    mairie.delivered("51-60")
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    moving.lose(mairie.place, Part(lot_id=lot, numbers="40", source=STRUCTURE), stolen=False)
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock, line.rendus, line.manquants) == (40, 35, 4, 1)


def test_whoever_came_after_the_last_hand_over_waits_beyond_the_term_of_its_lot(
    mairie: Mairie,
) -> None:
    """Nobody was served under a prescription that was not made yet."""
    short = Livraison(
        name="court",
        operator="#APTIC",
        numbers="1-4",
        valid_until=date(2021, 3, 20),
        lieu="Armoire",
    )
    receiving.receive(mairie.place, short)
    with mairie.place.database.reading() as session:
        lot = carnets.lot_named(session, "court")
    assert lot is not None
    mairie.entrusted(lot.id, "1-4")
    _, served = mairie.prescribed()
    mairie.on(2021, 3, 2)
    handing.hand_over(mairie.prescripteur, served, "1")
    mairie.on(2021, 3, 3)
    _, never = mairie.prescribed()
    for term in (date(2021, 4, 20), date(2021, 4, 21)):  # 31 days of tolerance, then forgotten
        mairie.on(term.year, term.month, term.day)
        found = choosing.waiting(mairie.prescripteur)
        assert [one.prescription.id for one in found] == [never]
