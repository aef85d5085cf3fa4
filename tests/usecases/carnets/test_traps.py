"""What must not happen to a ledger: the other carnet of a number, a volume lost, days put back."""

from dataclasses import replace
from datetime import date
from typing import Generic, TypeVar
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.carnets import Run
from app.domain.carnets_registre import (
    DEPARTEMENT,
    REMIS,
    STRUCTURE,
    Ecriture,
    Mouvement,
    of_poste,
)
from app.domain.carnets_regles import RefusCarnet
from app.domain.habilitation import Role
from app.storage import carnets
from app.sync.protocol.slices import Numbered
from app.ui.pages.carnets import open_act
from app.ui.pages.carnets.act_presenter import ActPresenter
from app.ui.pages.carnets.hand_presenter import HandPresenter
from app.ui.pages.carnets.moving_acts import inventory
from app.ui.pages.carnets.state import ActState, HandState
from app.ui.tasks import InlineRunner
from app.ui.widgets.banner import Banner
from app.usecases.carnets import (
    choosing,
    following,
    handing,
    monthly_return,
    moving,
    papers,
    receiving,
    reversing,
    stock,
)
from app.usecases.carnets.errors import (
    CarnetRefusedError,
    CsvRefusedError,
    RefusStock,
    StockRefusedError,
)
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.carnets.words import stock_refusal
from app.usecases.exchange.stated_carnets import known_to_ledger
from app.usecases.laptop.habilitations import assign
from tests.documents.reading import read
from tests.ui.frame.fakes import HoldingRunner
from tests.usecases.carnets.mairie import LAST_DAY, Mairie

CONDITIONS = ("convention", "referent", "reseau", "capacite")
DELIVERY = Livraison(
    name="2021-B", operator="#APTIC", numbers="1-40", valid_until=LAST_DAY, lieu="Armoire"
)


def refused(reason: RefusStock) -> "pytest.RaisesExc[StockRefusedError]":
    return pytest.raises(StockRefusedError, check=lambda found: found.reason == reason)


def test_a_number_of_two_lots_is_asked_whole_and_the_expired_one_never_passes(
    mairie: Mairie,
) -> None:
    """The carnet in the hand may be that of the lot which is over: nobody picks the other."""
    other = replace(DELIVERY, name="V", prefix="V-", valid_until=date(2021, 3, 5))
    receiving.receive(mairie.place, other)
    mairie.entrusted(mairie.delivered("1-40"), "1-8")
    _, prescription = mairie.prescribed()
    mairie.on(2021, 3, 10)
    place = mairie.prescripteur
    assert choosing.check(place, "3") is RefusCarnet.PLUSIEURS
    with pytest.raises(CarnetRefusedError):
        handing.hand_over(place, prescription, "3")
    assert choosing.check(place, "v-3") is RefusCarnet.PERIME
    assert handing.hand_over(place, prescription, "np-3").number == "NP-00003"


def test_a_delivery_taken_back_is_awaited_again(mairie: Mairie) -> None:
    asked = following.ask_amorcage(mairie.place, CONDITIONS)
    receiving.receive(mairie.place, replace(DELIVERY, numbers="1-40, 60-70", versement_id=asked.id))
    second, first = (one.ecriture.number for one in stock.history(mairie.place))
    reversing.take_back(mairie.place, first)
    assert not following.follow(mairie.place).versements[0].is_open  # half of it stands
    reversing.take_back(mairie.place, second)
    assert following.follow(mairie.place).versements[0].is_open


def test_nothing_is_entrusted_to_a_prescriber_who_became_an_operator(mairie: Mairie) -> None:
    """003 l. 174: « deux personnes distinctes »."""
    lot = mairie.delivered("1-10")
    bruno = mairie.holder(mairie.other)
    assign(mairie.place, mairie.other.agent.id, {Role.OPERATEUR})
    with refused(RefusStock.PAS_PRESCRIPTEUR):
        moving.transfer(mairie.place, Part(lot_id=lot, numbers="1", source=STRUCTURE), bruno)


def test_a_clock_that_was_put_back_leaves_every_day_readable(mairie: Mairie) -> None:
    mairie.on(2021, 3, 10)
    mairie.entrusted(mairie.delivered("1-10"), "1-4")
    _, prescription = mairie.prescribed()
    mairie.on(2021, 3, 9)
    remis = handing.hand_over(mairie.prescripteur, prescription, "1").remise
    for day in (date(2021, 3, 9), date(2021, 3, 10)):
        assert stock.etat(mairie.place, day).stock == (9 if day.day == 10 else 0)
    handing.undo(mairie.prescripteur, remis.id)
    assert stock.etat(mairie.place, date(2021, 3, 10)).stock == 10


StateT = TypeVar("StateT")


class View(Generic[StateT]):
    """Keeps the last state it was given."""

    def __init__(self, first: StateT) -> None:
        self.state = first

    def show_state(self, state: StateT) -> None:
        self.state = state

    def to_mistake(self, code: str) -> None:
        raise AssertionError(code)


def test_a_hand_over_taken_back_is_said_until_the_next_gesture(mairie: Mairie) -> None:
    mairie.entrusted(mairie.delivered("1-10"), "1-4")
    _, prescription = mairie.prescribed()
    view = View(HandState())
    page = HandPresenter(view, InlineRunner(), mairie.prescripteur, Mock())
    page.choose(prescription)
    page.submit()
    assert view.state.said == "Le carnet NP-00001 est remis."
    page.undo()
    assert view.state.said.startswith("La remise est annulée")
    assert view.state.number == "NP-00001"


def test_an_inventory_changed_while_it_is_compared_is_compared_again(mairie: Mairie) -> None:
    lot, view, runner = mairie.delivered("1-10"), View(ActState()), HoldingRunner()
    act = ActPresenter(view, runner, mairie.place, Mock(), Mock(), inventory())
    act.load()
    runner.finish()
    act.edit("ou", (f"{lot}|{STRUCTURE}",))
    act.edit("numeros", ("1-10",))
    act.submit()
    act.edit("numeros", ("1",))  # while it is compared
    runner.finish()
    assert view.state.preview == ""
    act.submit()
    runner.finish()
    assert "9 manquent" in view.state.preview
    assert stock.etat(mairie.place).stock == 10  # nothing was written unseen


def stated(first: int, last: int, prefix: str = "A") -> Numbered:
    run = Run(first=first, last=last)
    return Numbered(lot="2021-A", operator="#APTIC", prefix=prefix, digits=5, run=run)


def test_carnets_that_changed_laptop_came_once_and_the_service_keeps_its_movements(
    mairie: Mairie,
) -> None:
    with mairie.place.database.writing() as session:
        known_to_ledger(session, mairie.place, "t1", stated(1, 10), LAST_DAY)
        lot = carnets.lot_named(session, "2021-A")
        assert lot is not None
        other = of_poste("autre")
        there = Ecriture(
            number=0,
            lot_id=lot.id,
            run=Run(first=1, last=4),
            kind=Mouvement.AFFECTATION,
            source=STRUCTURE,
            target=other,
            happened_on=mairie.clock.today(),
        )
        carnets.add(session, there)
        known_to_ledger(session, mairie.place, "t2", stated(1, 4), LAST_DAY)
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock) == (10, 10)
    came = min(one.ecriture.number for one in stock.history(mairie.place))
    with refused(RefusStock.TENU_PAR_LE_SERVICE):
        reversing.take_back(mairie.place, came)


def test_a_lot_of_the_service_takes_no_lot_of_other_carnets_for_its_own(mairie: Mairie) -> None:
    """Both called « 2021-A »: joined, they would be a lot of nine thousand million carnets."""
    mine = mairie.delivered("1-10")
    numbered = stated(9_000_000_000, 9_000_000_009)
    with mairie.place.database.writing() as session:
        known_to_ledger(session, mairie.place, "t1", numbered, LAST_DAY)
    lots = {one.lot.name: (one.stock, one.lot.prefix) for one in stock.etat(mairie.place).lots}
    assert lots == {"2021-A (noté ici)": (10, "NP-"), "2021-A": (10, "A")}
    moving.give_back(mairie.place, Part(lot_id=mine, numbers="1-10", source=STRUCTURE))
    with mairie.place.database.reading() as session:
        assert carnets.ecritures(session, mine)[-1].target == DEPARTEMENT


@pytest.mark.parametrize(
    "content",
    [
        b"mois;scannes;contre_paiement\n2021-03;" + b"9" * 5000 + b";1\n",
        b"mois;scannes;contre_paiement\n2021-03;" + b"9" * 200_000 + b";1\n",
        b'mois;scannes;contre_paiement\n"2021-03"x;"1;1\n\x00',
    ],
)
def test_a_return_that_nobody_wrote_is_refused_and_never_a_bug(
    mairie: Mairie, content: bytes
) -> None:
    with pytest.raises(CsvRefusedError):
        monthly_return.import_months(mairie.place, content)


def test_a_return_from_an_old_macintosh_is_read(mairie: Mairie) -> None:
    mairie.on(2021, 5, 3)
    content = b"mois;scannes;contre_paiement\r2021-03;900;600\r2021-04;10;1\r"
    assert monthly_return.import_months(mairie.place, content) == 2


def test_a_number_that_looks_like_a_day_is_said_as_it_is_printed() -> None:
    assert "Le carnet 20210301 n’est" in stock_refusal(RefusStock.PAS_LA.value, "20210301")
    assert "31/01/2022" in stock_refusal(RefusStock.VALIDITE.value, "2022-01-31")


def test_a_lot_noted_with_a_wrong_day_is_taken_back_and_noted_again(mairie: Mairie) -> None:
    """Neither its own name nor another was taken: its carnets could not be noted any more."""
    wrong = replace(DELIVERY, prefix="PN-", digits=5, valid_until=date(2021, 12, 31))
    right = replace(wrong, prefix="NP-", valid_until=LAST_DAY)
    receiving.receive(mairie.place, wrong)
    with refused(RefusStock.LOT_INCONNU):
        receiving.receive(mairie.place, replace(right, numbers="41-50"))
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    receiving.receive(mairie.place, right)
    (line,) = stock.etat(mairie.place).lots
    assert (line.lot.written(7), line.lot.valid_until) == ("NP-00007", LAST_DAY)
    assert (line.recus, line.stock) == (40, 40)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DELIVERY, name="2021-BB"),
        replace(DELIVERY, numbers="200001-200040"),
        replace(DELIVERY, numbers="101-140"),
    ],
    ids=["name", "far numbers", "numbers of the next lot"],
)
def test_a_delivery_noted_wrong_is_taken_back_and_stands_in_nobodys_way(
    mairie: Mairie, wrong: Livraison
) -> None:
    """The guide says so: « contre-passez-le, notez-la de nouveau »."""
    receiving.receive(mairie.place, wrong)
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    receiving.receive(mairie.place, DELIVERY)
    receiving.receive(mairie.place, replace(DELIVERY, name="2021-C", numbers="101-140"))
    with refused(RefusStock.CHEVAUCHE):
        receiving.receive(mairie.place, replace(DELIVERY, name="2021-D", numbers="140-141"))
    lots = stock.etat(mairie.place).lots
    assert [(one.lot.name, one.recus) for one in lots] == [("2021-B", 40), ("2021-C", 40)]
    mairie.entrusted(lots[0].lot.id, "1-8")
    assert choosing.check(mairie.prescripteur, "3") is None
    assert choosing.check(mairie.prescripteur, "200001") is RefusCarnet.INCONNU


def test_a_second_delivery_changes_no_printed_number_of_its_lot(mairie: Mairie) -> None:
    mairie.delivered("1-4", "2021-A")  # five digits, of #APTIC
    more = replace(DELIVERY, name="2021-A", prefix="NP-", numbers="5-8")
    with refused(RefusStock.LOT_INCONNU):
        receiving.receive(mairie.place, replace(more, operator="un autre"))
    receiving.receive(mairie.place, more)  # nobody said how many digits
    assert stock.etat(mairie.place).lots[0].lot.written(1) == "NP-00001"


def test_two_prefixes_that_read_alike_are_one(mairie: Mairie) -> None:
    """« np - 3 » and « NP-3 » typed at the door would be two carnets, and neither handed over."""
    mairie.delivered("1-4", "2021-A")
    with refused(RefusStock.CHEVAUCHE):
        receiving.receive(mairie.place, replace(DELIVERY, prefix="np -"))


def test_what_the_service_states_came_too_and_half_of_it_opens_an_abondement(
    mairie: Mairie,
) -> None:
    """003 l. 121: « 50% des Pass dont elle dispose », on whichever laptop they are counted."""
    with mairie.place.database.writing() as session:
        known_to_ledger(session, mairie.place, "t1", stated(1, 30), LAST_DAY)
        lot = carnets.lot_named(session, "2021-A")
        assert lot is not None
        wider = replace(lot, run=Run(first=1, last=40))
        carnets.keep_lot(session, wider)
        elsewhere = Ecriture(
            number=0,
            lot_id=lot.id,
            run=Run(first=31, last=40),
            kind=Mouvement.REMISE,  # another laptop's, before this one knew the lot
            source=DEPARTEMENT,
            target=REMIS,
            happened_on=mairie.clock.today(),
        )
        carnets.add(session, elsewhere)
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock, line.remis) == (40, 30, 10)
    monthly_return.tell_month(mairie.place, "2021-03", "250", "200")
    told = following.follow(mairie.place).consommation
    assert told is not None
    assert (told.received, told.reached) == (400, True)
    assert following.announce_abondement(mairie.place, mairie.clock.today()).is_open


def test_a_transfer_taken_back_entrusts_nothing_to_who_became_an_operator(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    bruno = mairie.holder(mairie.other)
    moving.transfer(mairie.place, Part(lot_id=lot, numbers="1-4", source=STRUCTURE), bruno)
    moving.transfer(mairie.place, Part(lot_id=lot, numbers="1-4", source=bruno), STRUCTURE)
    assign(mairie.place, mairie.other.agent.id, {Role.OPERATEUR})
    with refused(RefusStock.PAS_PRESCRIPTEUR):
        reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)


def test_the_differences_are_in_sight_before_they_are_written(
    mairie: Mairie, qapp: QApplication
) -> None:
    lot = mairie.delivered("1-10")
    page = open_act(mairie.place, InlineRunner(), Mock(), Mock(), "inventaire")
    page.resize(560, 330)
    page.show()
    qapp.processEvents()
    for code, answer in (("ou", f"{lot}|{STRUCTURE}"), ("numeros", "1-9")):
        page.edited.emit(code, (answer,))
    page.submitted.emit()
    for _ in range(3):
        qapp.processEvents()
    (said,) = [
        one
        for one in page.findChildren(Banner)
        if "1 manque\u00a0: il sortira du stock" in one.text
    ]
    shown = said.visibleRegion().boundingRect().height()
    page.close()
    assert shown == said.height()


def test_a_name_is_found_without_its_accents_and_a_prescription_by_its_end(mairie: Mairie) -> None:
    mairie.prescribed()
    (one,) = choosing.waiting(mairie.prescripteur)
    her = replace(one, who="Hélène D’ANSELME-ÖZ")
    assert all(choosing.is_meant(her, typed) for typed in ("hel", "Oz", "anselme oz", "0001"))
    assert not any(choosing.is_meant(her, typed) for typed in ("", " ", "lene", "0002"))


def test_a_slip_printed_again_says_what_was_taken_back(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    done = moving.give_back(mairie.place, Part(lot_id=lot, numbers="2-4, 7", source=STRUCTURE))
    before = papers.slip(mairie.place, done.piece)
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    after = papers.slip(mairie.place, done.piece)
    assert before is not None
    assert after is not None
    assert "Contre-passés" not in read(before.content)
    assert "Contre-passés depuis NP-00007" in read(after.content)


@pytest.mark.obligation("S3-14")
def test_once_an_avenant_carries_the_convention_on_each_lot_says_its_own_day(
    mairie: Mairie,
) -> None:
    later = replace(DELIVERY, name="2023-A", valid_until=date(2024, 1, 31))
    assert receiving.last_day_of_pass(mairie.place) == LAST_DAY  # 003 l. 95
    with pytest.raises(StockRefusedError) as caught:
        receiving.receive(mairie.place, later)
    assert caught.value.reason == RefusStock.VALIDITE
    mairie.on(2023, 2, 1)  # the avenant of 1 September 2021 gives another last day
    assert receiving.last_day_of_pass(mairie.place) is None
    receiving.receive(mairie.place, later)
    assert stock.etat(mairie.place).stock == 40


def test_a_lot_noted_wrong_and_taken_back_hides_nobody_who_waits(mairie: Mairie) -> None:
    """Its last day passed and its term: nobody was handed anything of it."""
    receiving.receive(mairie.place, replace(DELIVERY, valid_until=date(2021, 3, 2)))
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    mairie.entrusted(mairie.delivered("101-140"), "101-110")
    mairie.prescribed()
    mairie.on(2021, 5, 3)
    assert len(choosing.waiting(mairie.prescripteur)) == 1
