"""The référent counts, notes what is lost or found, and puts right what was said wrong."""

from dataclasses import replace
from datetime import date
from unittest.mock import Mock

from app.domain.carnets_registre import STRUCTURE
from app.storage import indicateurs
from app.ui.asking.asked import Form
from app.ui.pages.carnets.following_acts import confirmation
from app.ui.pages.carnets.holder_act import locked
from app.ui.pages.carnets.move_presenter import MovePresenter
from app.ui.pages.carnets.moving_acts import inventory
from app.ui.pages.carnets.state import MoveState
from app.ui.tasks import InlineRunner
from app.usecases.carnets import counting, following, handing, holders, moving, reversing, stock
from app.usecases.carnets.errors import RefusStock
from app.usecases.carnets.moving import Part
from tests.usecases.carnets.mairie import Mairie
from tests.usecases.carnets.test_stock import CONDITIONS, refused
from tests.usecases.carnets.test_traps import View


def test_an_inventory_is_due_every_three_months_and_writes_its_differences(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    mairie.on(2021, 5, 31)
    assert stock.etat(mairie.place).inventory_due == ()
    mairie.on(2021, 6, 1)
    assert stock.etat(mairie.place).inventory_due == ("Structure, lot 2021-A",)
    part = Part(lot_id=lot, numbers="1-6, 9", source=STRUCTURE)
    assert counting.preview(mairie.place, part).missing == counting.take(mairie.place, part).missing
    state = stock.etat(mairie.place)
    assert state.inventory_due == ()
    assert (state.lots[0].stock, state.lots[0].manquants) == (7, 3)
    counting.take(mairie.place, Part(lot_id=lot, numbers="1-6, 8-9", source=STRUCTURE))
    assert stock.etat(mairie.place).lots[0].manquants == 2  # number 8 was found again
    with mairie.place.database.reading() as session:
        figures = indicateurs.exact_by_month(session)
    assert figures["2021-06"][indicateurs.Fait("carnet_perdu", "perte")] == 2


def test_lost_and_stolen_carnets_leave_the_stock_with_a_record(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    part = Part(lot_id=lot, numbers="3, 5-6", source=STRUCTURE)
    assert moving.lose(mairie.place, part, stolen=True).piece == "P-2021-001"
    assert stock.etat(mairie.place).lots[0].manquants == 3
    moving.lose(mairie.place, Part(lot_id=lot, numbers="7", source=STRUCTURE), stolen=False)
    counting.take(mairie.place, Part(lot_id=lot, numbers="1-2, 4-5, 7-10", source=STRUCTURE))
    assert stock.etat(mairie.place).lots[0].manquants == 2

    def counted() -> dict[str, int]:
        with mairie.place.database.reading() as session:
            figures = indicateurs.exact_by_month(session)["2021-03"]
        return {fact.value: n for fact, n in figures.items() if fact.name == "carnet_perdu" and n}

    assert counted() == {"vol": 2}  # what was found again is neither lost nor stolen
    found = [one.ecriture for one in stock.history(mairie.place) if one.ecriture.detail == "vol"]
    reversing.take_back(mairie.place, found[0].number)  # it was another carnet after all
    assert counted() == {"vol": 3}


def test_each_lot_of_a_place_is_counted_and_an_empty_cupboard_may_be_found(mairie: Mairie) -> None:
    first, _ = mairie.delivered("1-10"), mairie.delivered("11-14", "2021-B")
    mairie.on(2021, 6, 1)
    act = inventory()
    where = f"{first}|{STRUCTURE}"
    found = Form(
        asked=act.prepare(mairie.place).asked, values={"ou": (where,), "jour": ("01/06/2021",)}
    )
    assert act.mistakes(found) == {}
    assert act.preview is not None
    assert "10 manquent" in act.preview(mairie.place, found)
    act.run(mairie.place, found)
    state = stock.etat(mairie.place)
    assert {one.lot.name: one.manquants for one in state.lots} == {"2021-A": 10, "2021-B": 0}
    assert state.inventory_due == ("Structure, lot 2021-B",)  # nobody counted it


def test_a_confirmation_typed_wrong_is_typed_again(mairie: Mairie) -> None:
    mairie.on(2021, 4, 2)
    asked = following.ask_amorcage(mairie.place, CONDITIONS)
    mairie.on(2021, 5, 20)
    following.confirm(mairie.place, asked.id, date(2021, 5, 20))
    act = confirmation()
    form = act.prepare(mairie.place)
    assert [words for _, words in form.asked[0].choices] == ["500 carnets, confirmés le 20/05/2021"]
    act.run(mairie.place, Form(asked=form.asked, values={**form.values, "jour": ("06/05/2021",)}))
    (told,) = following.follow(mairie.place).versements
    # 003 l. 110, by hand: 13 May is Ascension Day, 24 May Whit Monday
    assert told.expected_on == date(2021, 6, 7)


def test_a_cupboard_or_a_drawer_changes_without_a_movement(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    alice = mairie.entrusted(lot, "1-4")
    moves = len(stock.history(mairie.place))
    for whose, lieu in ((STRUCTURE, "Coffre"), (alice, "Placard 2")):
        form = locked().prepare(mairie.place)
        locked().run(mairie.place, replace(form, values={"ou": (whose,), "lieu": (lieu,)}))
    assert [one.lieu for one in stock.etat(mairie.place).places] == ["Coffre", "Placard 2"]
    assert len(stock.history(mairie.place)) == moves
    with refused(RefusStock.LIEU):
        holders.keep_lieu(mairie.place, alice, " ")
    with refused(RefusStock.DETENTEUR):
        holders.keep_lieu(mairie.place, "prescripteur:inconnu", "Coffre")


def test_the_page_of_a_hand_over_lets_the_referent_alone_take_it_back(mairie: Mairie) -> None:
    mairie.entrusted(mairie.delivered("1-4"), "1-4")
    _, prescription = mairie.prescribed()
    handing.hand_over(mairie.prescripteur, prescription, "1")
    number = stock.history(mairie.place)[0].ecriture.number
    shown = {}
    for place in (mairie.prescripteur, mairie.place):
        view, ways = View(MoveState()), Mock()
        page = MovePresenter(view, InlineRunner(), place, Mock(), ways, number)
        page.load()
        shown[place.agent.id] = view.state.may_take_back
        if view.state.may_take_back:
            page.take_back()
            assert ways.stock.called
    assert list(shown.values()) == [False, True]
    assert stock.etat(mairie.place).stock == 4
