"""A hand-over is judged by its own day: given on the last one, typed the next working day."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import Mock

import pytest

from app.domain.carnets_registre import of_prescripteur
from app.domain.carnets_regles import RefusCarnet
from app.domain.identifiers import PrescriptionId
from app.domain.papier import Fait
from app.storage import carnets, papiers
from app.ui.pages.carnets.hand_presenter import HandPresenter
from app.ui.pages.carnets.state import HandState
from app.ui.tasks import InlineRunner
from app.usecases.carnets import explaining, handing, receiving, stock
from app.usecases.carnets.errors import CarnetRefusedError, RemiseKeptError
from app.usecases.carnets.receiving import Livraison
from app.usecases.laptop.vie import ConventionClosedError
from tests.usecases.carnets.mairie import Mairie

FRIDAY, MONDAY, TUESDAY = date(2021, 3, 5), date(2021, 3, 8), date(2021, 3, 9)


def refused(reason: RefusCarnet) -> "pytest.RaisesExc[CarnetRefusedError]":
    return pytest.raises(CarnetRefusedError, check=lambda found: found.reason == reason)


def on(mairie: Mairie, day: date) -> None:
    mairie.on(day.year, day.month, day.day)


def entrusted(mairie: Mairie, last: date) -> None:
    """Four carnets of which `last` is the last day, with the prescripteur."""
    receiving.receive(
        mairie.place,
        Livraison(name="court", operator="#APTIC", numbers="1-4", valid_until=last, lieu="Armoire"),
    )
    with mairie.place.database.reading() as session:
        lot = carnets.lot_named(session, "court")
        mine = carnets.detenteur_of(session, mairie.prescripteur.agent.id)
    assert lot is not None
    mairie.entrusted(lot.id, "1-4", of_prescripteur(mine.id) if mine else "")


@pytest.fixture
def prescription(mairie: Mairie) -> PrescriptionId:
    """Somebody of Thursday, whose carnet can be used until Friday; Monday has come."""
    entrusted(mairie, FRIDAY)
    mairie.on(2021, 3, 4)
    _, made = mairie.prescribed()
    on(mairie, MONDAY)
    return made


@pytest.mark.obligation("S3-14")
def test_a_carnet_given_on_its_last_day_is_typed_on_the_next(
    mairie: Mairie, prescription: PrescriptionId
) -> None:
    """003 l. 95: « Passé ce délai, les Pass ne seront plus utilisables » – on Friday they were."""
    place = mairie.prescripteur
    with refused(RefusCarnet.PERIME):
        handing.hand_over(place, prescription, "1")
    with refused(RefusCarnet.PERIME):
        handing.hand_over(place, prescription, "1", on=date(2021, 3, 6))
    remis = handing.hand_over(place, prescription, "1", gestes=["document"], on=FRIDAY)
    assert (remis.remise.remis_on, remis.undoable) == (FRIDAY, True)
    assert [stock.etat(place, day).lots[0].remis for day in (date(2021, 3, 4), FRIDAY)] == [0, 1]
    document = explaining.document(place, prescription)
    assert document is not None
    assert document.handed_on == FRIDAY
    handing.undo(place, remis.remise.id)  # until the end of the day on which it was typed
    again = handing.hand_over(place, prescription, "2", on=FRIDAY)
    on(mairie, TUESDAY)
    with pytest.raises(RemiseKeptError):
        handing.undo(place, again.remise.id)


def test_a_carnet_given_on_the_last_day_of_the_convention_is_typed_after_it(
    mairie: Mairie,
) -> None:
    """What was done on paper is judged by its own day (decision 0042)."""
    term = date(2059, 12, 31)  # of the avenant of the tests
    on(mairie, term)
    entrusted(mairie, term + timedelta(days=60))
    _, prescription = mairie.prescribed()
    on(mairie, term + timedelta(days=1))
    with pytest.raises(ConventionClosedError):
        handing.hand_over(mairie.prescripteur, prescription, "1")
    given = handing.hand_over(mairie.prescripteur, prescription, "1", on=term)
    assert given.remise.remis_on == term


def test_a_day_that_cannot_be_that_of_the_hand_over_is_refused(
    mairie: Mairie, prescription: PrescriptionId
) -> None:
    place = mairie.prescripteur
    for wrong in (TUESDAY, date(2021, 3, 3)):  # to come; before the prescription
        with refused(RefusCarnet.JOUR):
            handing.hand_over(place, prescription, "1", on=wrong)
    mairie.entrusted(mairie.delivered("11-14"), "11-14", mairie.holder(mairie.prescripteur))
    with refused(RefusCarnet.JOUR):  # it came on Monday
        handing.hand_over(place, prescription, "11", on=FRIDAY)
    mairie.on(2021, 4, 6)  # 31 days later nobody may know who had which number of the lot
    with refused(RefusCarnet.JOUR):
        handing.hand_over(place, prescription, "1", on=FRIDAY)


class View:
    """Keeps the last state it was given."""

    def __init__(self) -> None:
        self.state = HandState()

    def show_state(self, state: HandState) -> None:
        self.state = state


def test_the_page_takes_the_day_and_proposes_what_could_be_given_then(
    mairie: Mairie, prescription: PrescriptionId
) -> None:
    view = View()
    page = HandPresenter(view, InlineRunner(), mairie.prescripteur, Mock())
    page.choose(prescription)
    assert (view.state.day, view.state.number, view.state.may_hand) == ("08/03/2021", "", True)
    assert "indiquez le jour" in view.state.refusal
    page.type_day("05/03/20")
    page.submit()
    assert view.state.day_wrong == "Écrivez le jour comme 31/03/2021."
    page.type_day("05/03/2021")
    assert (view.state.number, view.state.refusal, view.state.day_wrong) == ("1", "", "")
    page.type_number("3")
    page.type_day("04/03/2021")
    assert view.state.number == "3"  # what was typed stays
    page.type_day("08/03/2021")
    assert (view.state.number, "indiquez le jour" in view.state.refusal) == ("3", True)
    page.type_day("03/03/2021")
    page.submit()
    assert "avant la prescription" in view.state.day_wrong
    page.type_day("04/03/2021")
    page.submit()
    assert view.state.said == "Le carnet 3 est remis."
    assert ("Remis le", "4\u00a0mars 2021") in [(one.label, one.value) for one in view.state.handed]


def test_a_page_left_open_over_midnight_hands_over_on_the_day_it_is(mairie: Mairie) -> None:
    entrusted(mairie, TUESDAY)
    on(mairie, MONDAY)
    _, prescription = mairie.prescribed()
    view = View()
    page = HandPresenter(view, InlineRunner(), mairie.prescripteur, Mock())
    page.choose(prescription)
    on(mairie, TUESDAY)
    page.submit()
    assert stock.history(mairie.place)[0].ecriture.happened_on == TUESDAY


def test_the_next_person_is_of_today_again(mairie: Mairie, prescription: PrescriptionId) -> None:
    mairie.clock.at = datetime(2021, 3, 8, 10, tzinfo=UTC)
    view = View()
    page = HandPresenter(view, InlineRunner(), mairie.prescripteur, Mock())
    page.choose(prescription)
    page.type_day("05/03/2021")
    page.other()
    page.choose(prescription)
    assert view.state.day == "08/03/2021"


def test_a_document_handed_before_its_carnet_stays_so_when_the_carnet_comes_back(
    mairie: Mairie,
) -> None:
    """« Document joint au carnet » is ticked, then undone: the paper was given on Friday."""
    place = mairie.prescripteur
    entrusted(mairie, TUESDAY)
    on(mairie, FRIDAY)
    _, prescription = mairie.prescribed()
    before = explaining.document(place, prescription)
    assert before is not None
    with place.database.writing() as session:
        papiers.note(session, before.id, Fait.REMIS, on=FRIDAY, by=place.agent.id)
    on(mairie, MONDAY)
    remis = handing.hand_over(place, prescription, "1", gestes=["document"])
    handing.undo(place, remis.remise.id)
    after = explaining.document(place, prescription)
    assert after is not None
    assert after.handed_on == FRIDAY
