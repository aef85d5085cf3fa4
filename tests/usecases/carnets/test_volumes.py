"""A volume whose carnets the Département brings by slices, or nobody named: come, put right."""

from datetime import date
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.carnets import Run
from app.sync.protocol.slices import Numbered
from app.ui.pages.carnets import open_act, open_carnets
from app.ui.pages.carnets.following_acts import arrival
from app.ui.pages.carnets.move_presenter import MovePresenter
from app.ui.pages.carnets.state import MoveState
from app.ui.pages.carnets.words import lot_row
from app.ui.tasks import InlineRunner
from app.usecases.carnets import following, holders, receiving, stock
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.receiving import Livraison
from app.usecases.carnets.words import stock_refusal
from app.usecases.echeances.carnets import of_carnets
from app.usecases.exchange.stated_carnets import known_to_ledger
from app.usecases.laptop.habilitations import NotAllowedError
from tests.usecases.carnets.mairie import LAST_DAY, Mairie

CONDITIONS = ("convention", "referent", "reseau", "capacite")


def refused(reason: RefusStock) -> "pytest.RaisesExc[StockRefusedError]":
    return pytest.raises(StockRefusedError, check=lambda found: found.reason == reason)


def slice_came(mairie: Mairie, first: int = 1, last: int = 500) -> None:
    run = Run(first=first, last=last)
    numbered = Numbered(lot="2021-A", operator="#APTIC", prefix="A", digits=5, run=run)
    with mairie.place.database.writing() as session:
        known_to_ledger(session, mairie.place, "t1", numbered, LAST_DAY)


def confirmed(mairie: Mairie) -> str:
    """The amorçage asked for and confirmed on 1 March: 20 working days end on the 29th."""
    asked = following.ask_amorcage(mairie.place, CONDITIONS)
    following.confirm(mairie.place, asked.id, date(2021, 3, 1))
    return asked.id


def titles(mairie: Mairie) -> list[str]:
    return [one.titre for one in of_carnets(mairie.place)]


@pytest.mark.obligation("S3-24")
def test_a_volume_that_came_by_slices_is_awaited_no_more(mairie: Mairie) -> None:
    """003 l. 146: « Suivre la bonne réception des Pass ». Dropped, it would be said not to come."""
    volume = confirmed(mairie)
    mairie.on(2021, 3, 10)
    slice_came(mairie)
    mairie.on(2021, 4, 6)
    assert "Livraison de Pass attendue au plus tard" in titles(mairie)
    with pytest.raises(NotAllowedError):
        following.arrived(mairie.prescripteur, volume, date(2021, 3, 10))
    for wrong in (date(2021, 2, 28), date(2021, 4, 7)):  # before it was confirmed; to come
        with refused(RefusStock.DATES):
            following.arrived(mairie.place, volume, wrong)
    following.arrived(mairie.place, volume, date(2021, 3, 10))
    (found,) = following.follow(mairie.place).versements
    assert (found.received_on, found.dropped_on) == (date(2021, 3, 10), None)
    assert "Livraison de Pass attendue au plus tard" not in titles(mairie)
    with refused(RefusStock.RIEN):
        following.arrived(mairie.place, volume, date(2021, 3, 11))
    assert stock.etat(mairie.place).lots[0].recus == 500  # the slices said so, not this


def test_a_volume_does_not_come_before_its_carnets(mairie: Mairie) -> None:
    """A delivery noted as « d’autres carnets » and gone on cannot be taken back and noted again."""
    volume = confirmed(mairie)
    assert arrival().prepare(mairie.place).asked == ()
    with refused(RefusStock.PAR_LIVRAISON):
        following.arrived(mairie.place, volume, mairie.clock.today())
    mairie.entrusted(mairie.delivered("1-500", "ici"), "1-10")
    following.arrived(mairie.place, volume, mairie.clock.today())
    assert not following.follow(mairie.place).versements[0].is_open


def test_a_volume_noted_come_or_dropped_by_mistake_is_awaited_again(mairie: Mairie) -> None:
    volume = confirmed(mairie)
    slice_came(mairie)
    with refused(RefusStock.RIEN):  # it is awaited
        following.await_again(mairie.place, volume)
    following.arrived(mairie.place, volume, mairie.clock.today())
    assert following.follow(mairie.place).restorable == {volume}
    following.await_again(mairie.place, volume)
    (found,) = following.follow(mairie.place).versements
    assert (found.is_open, found.expected_on) == (True, date(2021, 3, 29))
    following.drop(mairie.place, volume)
    following.await_again(mairie.place, volume)
    assert following.follow(mairie.place).versements[0].is_open
    following.drop(mairie.place, volume)
    following.ask_amorcage(mairie.place, CONDITIONS)  # asked again meanwhile: there is but one
    assert following.follow(mairie.place).restorable == frozenset()
    with refused(RefusStock.DEJA_CORRIGE):
        following.await_again(mairie.place, volume)


def test_a_volume_whose_delivery_is_noted_is_awaited_again_by_taking_that_back(
    mairie: Mairie,
) -> None:
    volume = confirmed(mairie)
    delivery = Livraison(
        name="ici",
        operator="#APTIC",
        numbers="1-500",
        valid_until=LAST_DAY,
        lieu="Armoire",
        versement_id=volume,
    )
    receiving.receive(mairie.place, delivery)
    assert following.follow(mairie.place).restorable == frozenset()
    with refused(RefusStock.LIVRAISON_NOTEE):
        following.await_again(mairie.place, volume)
    told = following.announce_abondement(mairie.place, mairie.clock.today())
    with refused(RefusStock.PAR_LIVRAISON):  # the carnets that are here are of the amorçage
        following.arrived(mairie.place, told.id, mairie.clock.today())


def test_the_referent_notes_it_at_the_page_and_takes_it_back(
    mairie: Mairie, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = confirmed(mairie)
    slice_came(mairie)
    page = open_act(mairie.place, InlineRunner(), Mock(), Mock(), "arrivee")
    page.submitted.emit()  # one volume, today: nothing is left to answer
    assert following.follow(mairie.place).versements[0].received_on == date(2021, 3, 1)
    page.close()
    monkeypatch.setattr(
        "app.ui.pages.carnets.ask", lambda _question, confirmed_, _page: confirmed_()
    )
    carnets = open_carnets(mairie.place, InlineRunner(), Mock(), Mock())
    carnets.volume_opened.emit(volume)
    assert following.follow(mairie.place).versements[0].is_open
    carnets.volume_opened.emit(volume)
    assert following.follow(mairie.place).versements[0].dropped_on == date(2021, 3, 1)
    carnets.close()
    qapp.processEvents()


class View:
    """Keeps the last state it was given."""

    def __init__(self) -> None:
        self.state = MoveState()

    def show_state(self, state: MoveState) -> None:
        self.state = state


def test_a_movement_of_the_service_is_not_offered_to_be_taken_back_here(mairie: Mairie) -> None:
    """The Département keeps the lot: the button would be refused each time."""
    slice_came(mairie)
    mairie.delivered("1-10", "ici")
    ours, theirs = (one.ecriture.number for one in stock.history(mairie.place))
    view, offered = View(), []
    for number in (ours, theirs):
        MovePresenter(view, InlineRunner(), mairie.place, Mock(), Mock(), number).load()
        offered.append(view.state.may_take_back)
    assert offered == [True, False]


def test_one_carnet_is_said_in_the_singular(mairie: Mairie) -> None:
    mairie.delivered("1", "ici")
    line = stock.etat(mairie.place).lots[0]
    said = lot_row(line, mairie.clock.today()).about
    assert said == "#APTIC\u00a0; 1 reçu, 1 à remettre, 0 remis"


def test_somebody_of_another_laptop_is_named_and_the_refusal_says_so(mairie: Mairie) -> None:
    with refused(RefusStock.NOM):
        holders.add(mairie.place, " ", "Tiroir", distinct=True)
    assert "nom" in stock_refusal(RefusStock.NOM.value, "")
