"""A carnet is handed over to a person: which one, to whom, once, and what stays of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.carnets_registre import of_prescripteur
from app.domain.carnets_regles import RefusCarnet
from app.domain.droits import MotifLimitation
from app.domain.identifiers import PrescriptionId
from app.storage import (
    carnets,
    carnets_remises,
    effacement,
    indicateurs,
    limitations,
    prescriptions,
)
from app.storage.failures import LimitedRecordError
from app.storage.limitations import Limitation
from app.usecases.carnets import choosing, handing, moving, receiving, reversing, stock
from app.usecases.carnets.errors import (
    CarnetRefusedError,
    RemiseGoneError,
    RemiseKeptError,
    StockRefusedError,
)
from app.usecases.carnets.held import CarnetHandedError
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.interview import deciding
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.vie import ConventionClosedError
from app.usecases.people.openings import ReasonNeededError
from tests.usecases.carnets.mairie import Mairie


def refused(reason: RefusCarnet) -> "pytest.RaisesExc[CarnetRefusedError]":
    return pytest.raises(CarnetRefusedError, check=lambda found: found.reason == reason)


def figure(mairie: Mairie, name: str) -> int:
    with mairie.place.database.reading() as session:
        found = indicateurs.exact_by_month(session)
    return sum(
        count for month in found.values() for fait, count in month.items() if fait.name == name
    )


@pytest.mark.obligation("S3-01")
@pytest.mark.obligation("S3-30")
@pytest.mark.obligation("S3-32")
@pytest.mark.obligation("S3-34")
def test_a_person_receives_one_carnet_of_what_is_entrusted_to_her_prescriber(
    mairie: Mairie,
) -> None:
    lot = mairie.delivered("1-40")
    who, prescription = mairie.prescribed()
    place = mairie.prescripteur
    assert choosing.propose(place, prescription).number == ""  # nothing is entrusted yet
    mairie.entrusted(lot, "5-8")
    proposed = choosing.propose(place, prescription)
    assert (proposed.number, proposed.left, proposed.refus) == ("NP-00005", 4, None)
    assert [one.prescription.id for one in choosing.waiting(place)] == [prescription]
    remis = handing.hand_over(
        place, prescription, proposed.number, gestes=["document", "lieu", "autre"]
    )
    assert (remis.number, remis.undoable) == ("NP-00005", True)
    assert remis.remise.gestes == ("document", "lieu")  # what the convention lists
    assert remis.remise.due_on == date(2022, 3, 4)  # 31 January 2022, 31 days of tolerance
    assert [one.number for one in handing.handed_to(place, who)] == ["NP-00005"]
    assert choosing.waiting(place) == []
    with refused(RefusCarnet.DEJA_UN):
        handing.hand_over(place, prescription, "NP-00006")
    assert stock.etat(place).lots[0].remis == 1
    assert figure(mairie, "carnet_remis") == 1


@pytest.mark.obligation("S3-14")
def test_carnets_that_may_not_be_handed_over_are_refused_with_their_reason(
    mairie: Mairie,
) -> None:
    lot = mairie.delivered("1-40")
    alice = mairie.entrusted(lot, "1-8")
    bruno = mairie.holder(mairie.other)
    moving.transfer(mairie.place, Part(lot_id=lot, numbers="7-8", source=alice), bruno)
    moving.lose(mairie.place, Part(lot_id=lot, numbers="6", source=alice), stolen=True)
    place = mairie.prescripteur
    _, first = mairie.prescribed()
    _, second = mairie.prescribed()
    handing.hand_over(place, first, "1")
    expected = {
        "NP-00001": RefusCarnet.DEJA_REMIS,
        "np-6": RefusCarnet.MANQUANT,
        "7": RefusCarnet.A_UN_AUTRE,
        "NP-00020": RefusCarnet.PAS_CONFIE,
        "41": RefusCarnet.INCONNU,
        "carnet": RefusCarnet.INCONNU,
        "2": None,
    }
    assert {typed: choosing.check(place, typed) for typed in expected} == expected
    mairie.on(2022, 2, 1)
    with refused(RefusCarnet.PERIME):
        handing.hand_over(place, second, "2")
    assert stock.etat(place).lots[0].remis == 1


def test_nobody_but_a_prescriber_hands_over_nor_without_a_prescription(mairie: Mairie) -> None:
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    _, prescription = mairie.prescribed()
    with pytest.raises(NotAllowedError):
        handing.hand_over(mairie.place, prescription, "1")
    with pytest.raises(ReasonNeededError):  # a colleague's: its record asks for a reason
        handing.hand_over(mairie.other, prescription, "1")
    deciding.undo(mairie.prescripteur, prescription)
    with refused(RefusCarnet.SANS_PRESCRIPTION):
        handing.hand_over(mairie.prescripteur, prescription, "1")


def test_a_convention_that_has_ended_hands_over_nothing(
    mairie: Mairie,
) -> None:
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    _, prescription = mairie.prescribed()
    mairie.on(2060, 1, 5)  # past the avenant of the tests
    with pytest.raises(ConventionClosedError):
        handing.hand_over(mairie.prescripteur, prescription, "1")


def test_a_hand_over_is_taken_back_the_same_day_and_not_the_next(mairie: Mairie) -> None:
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    who, prescription = mairie.prescribed()
    place = mairie.prescripteur
    first = handing.hand_over(place, prescription, "1").remise
    handing.undo(place, first.id)
    with pytest.raises(RemiseGoneError):
        handing.undo(place, first.id)
    assert handing.handed_to(place, who) == ()
    assert (stock.etat(place).lots[0].remis, figure(mairie, "carnet_remis")) == (0, 0)
    assert choosing.propose(place, prescription).number == "NP-00001"
    second = handing.hand_over(place, prescription, "2").remise
    mairie.clock.go_on(hours=15)  # midnight is past
    with pytest.raises(RemiseKeptError):
        handing.undo(place, second.id)
    with mairie.place.database.reading() as session:
        assert len(carnets.ecritures(session)) == 5  # delivery, slip, hand-over, opposite, again


def test_a_prescription_is_not_undone_while_its_carnet_is_in_somebodys_hands(
    mairie: Mairie,
) -> None:
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    _, prescription = mairie.prescribed()
    remis = handing.hand_over(mairie.prescripteur, prescription, "1")
    with pytest.raises(CarnetHandedError):
        deciding.undo(mairie.prescripteur, prescription)
    handing.undo(mairie.prescripteur, remis.remise.id)
    deciding.undo(mairie.prescripteur, prescription)


@pytest.mark.parametrize("how", ["erased", "term"])
def test_a_purge_forgets_who_had_which_carnet_and_changes_no_balance(
    mairie: Mairie, how: str
) -> None:
    mairie.on(2021, 6, 1)
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    who, prescription = mairie.prescribed()
    place = mairie.prescripteur
    handing.hand_over(place, prescription, "1")
    on = mairie.clock.today()
    before = stock.etat(mairie.place, on)
    if how == "erased":
        assert effacement.effacer_pour_de_bon(place.database, who)
    else:
        mairie.on(2022, 3, 4)  # the numbers' own term: the person herself is kept
        assert handing.handed_to(place, who) == ()  # invisible before it is erased
        assert choosing.waiting(place) == []  # hers was served: nobody waits again
        effacement.purger(place.database, mairie.clock.today())
    with place.database.reading() as session:
        assert carnets_remises.of_day(session, on) == []
        assert session.connection().exec_driver_sql("SELECT * FROM carnets_remises").all() == []
        ask = session.connection().exec_driver_sql
        # nor do her history or the journal say which movement it was
        assert ask("SELECT * FROM evenements WHERE kind LIKE 'carnet%'").all() == []
        journal = ask("SELECT detail FROM journal WHERE kind = 'carnets_remise'").all()
        assert journal == [("",)]
    assert stock.etat(mairie.place, on) == before
    assert before.lots[0].remis == 1
    assert mairie.clock.today() - on >= timedelta(0)


def test_a_hand_over_that_was_wrong_is_taken_back_by_the_referent_on_a_later_day(
    mairie: Mairie,
) -> None:
    """The person has number 2 and number 1 was noted: nobody could put it right before."""
    lot = mairie.delivered("1-4")
    alice = mairie.entrusted(lot, "1-4")
    who, prescription = mairie.prescribed()
    place = mairie.prescripteur
    handing.hand_over(place, prescription, "1", gestes=["document"])
    mairie.on(2021, 3, 2)
    wrong = stock.history(mairie.place)[0].ecriture.number
    with pytest.raises(NotAllowedError):
        reversing.take_back(place, wrong)
    back = reversing.take_back(mairie.place, wrong)
    assert (back.target, back.happened_on) == (alice, date(2021, 3, 2))
    assert handing.handed_to(place, who) == ()
    assert (stock.etat(place).lots[0].remis, figure(mairie, "carnet_remis")) == (0, 0)
    assert stock.etat(place, date(2021, 3, 1)).lots[0].remis == 1  # as it was noted that day
    handing.hand_over(place, prescription, "2")
    assert [one.number for one in handing.handed_to(place, who)] == ["NP-00002"]
    assert (stock.etat(place).lots[0].remis, figure(mairie, "carnet_remis")) == (1, 1)
    with pytest.raises(StockRefusedError):
        reversing.take_back(mairie.place, wrong)


def test_a_carnet_whose_person_is_forgotten_still_comes_back(mairie: Mairie) -> None:
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    who, prescription = mairie.prescribed()
    handing.hand_over(mairie.prescripteur, prescription, "1")
    effacement.effacer_pour_de_bon(mairie.place.database, who)
    reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    assert stock.etat(mairie.place).stock == 4
    assert figure(mairie, "carnet_remis") == 1  # whom it was for is not known any more


def test_who_had_a_carnet_stays_as_it_is_while_the_record_is_limited(mairie: Mairie) -> None:
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    who, prescription = mairie.prescribed()
    handing.hand_over(mairie.prescripteur, prescription, "1")
    with mairie.place.database.writing() as session:
        limitations.limit(
            session,
            Limitation(
                personne_id=who,
                motif=MotifLimitation.EXACTITUDE,
                agent_id=mairie.place.agent.id,
                at=mairie.clock.now(),
            ),
        )
    with pytest.raises(LimitedRecordError):
        reversing.take_back(mairie.place, stock.history(mairie.place)[0].ecriture.number)
    assert stock.etat(mairie.place).stock == 3


def test_whoever_had_a_carnet_may_have_another_once_its_pass_are_over(mairie: Mairie) -> None:
    """001 and 003 give one a person: of those that can still be used."""
    soon = Livraison(
        name="court", operator="#APTIC", numbers="1-4", valid_until=date(2021, 3, 5), lieu="Armoire"
    )
    receiving.receive(mairie.place, soon)
    mairie.entrusted(mairie.delivered("11-14"), "11-14")
    with mairie.place.database.reading() as session:
        lot = carnets.lot_named(session, "court")
        mine = carnets.detenteur_of(session, mairie.prescripteur.agent.id)
    assert lot is not None
    assert mine is not None
    mairie.entrusted(lot.id, "1-4", of_prescripteur(mine.id))
    place = mairie.prescripteur
    _, first = mairie.prescribed()
    handing.hand_over(place, first, "1")
    mairie.on(2021, 3, 5)
    with place.database.reading() as session:
        found = prescriptions.load(session, first)
        assert found is not None
        again = replace(found, prescription=replace(found.prescription, id=PrescriptionId("p2")))
        assert choosing.refusal(session, place, again) is RefusCarnet.DEJA_UN
        mairie.on(2021, 3, 6)
        assert choosing.refusal(session, place, again) is None
    with refused(RefusCarnet.DEJA_UN):  # not under the prescription that was served
        handing.hand_over(place, first, "11")
