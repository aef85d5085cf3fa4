from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.prescription import Prescription, Sens, Suivi
from app.storage import outbox
from app.storage.rapports import EtatRapport, Rapport
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys, Link
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.usecases.exchange import activating, sending
from app.usecases.exchange.activating import NotActivatedError, WrongCodeError
from app.usecases.exchange.sending import Progress
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.sync.fake_departement import FakeDepartement, FakeGateway
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures

ADDRESS = "https://departement.example"


class Line:
    """The way to a Département in memory; `cut` loses the next answers after they took effect."""

    def __init__(self) -> None:
        self.departement = FakeDepartement()
        self.gateway: FakeGateway | None = None

    def connect(self, address: str, keys: DeviceKeys, link: Link | None) -> Gateway:
        assert address == ADDRESS
        if self.gateway is None:
            self.gateway = FakeGateway(self.departement, keys)
        assert (link is None) == (self.gateway.link is None)
        return self.gateway

    def activate(self, place: Workplace) -> None:
        code = self.departement.new_code(place.structure.code)
        activating.activate(place, ADDRESS, code.text(), self.connect)

    def run(
        self, place: Workplace, *, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Rapport, list[Progress]]:
        seen: list[Progress] = []
        gateway = activating.gateway_of(place, self.connect)
        report = sending.synchronise(place, gateway, progress=seen.append, cancelled=cancelled)
        return report, seen


@pytest.fixture
def line() -> Line:
    return Line()


def prescribe(place: Workplace, nom: str = "Exemplier") -> Prescription:
    made = follow(place, interview(place, nom=nom)).prescription
    assert made is not None
    return made


def state_of(place: Workplace, prescription: Prescription) -> Suivi:
    return overview.detail(place, prescription.id).known.suivi


def test_a_laptop_that_is_not_activated_says_so(workplace: Workplace, line: Line) -> None:
    with pytest.raises(NotActivatedError):
        activating.gateway_of(workplace, line.connect)
    with pytest.raises(WrongCodeError):
        activating.activate(workplace, ADDRESS, "1234", line.connect)
    assert not activating.device_state(workplace).active


@pytest.mark.obligation("S0-29")
def test_prescriptions_are_acknowledged_one_by_one_and_a_second_run_sends_nothing(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    first, second = prescribe(workplace), prescribe(workplace, "Maquette")
    report, seen = line.run(workplace)
    assert report.state is EtatRapport.REUSSIE
    assert [(item.item_id, item.code) for item in report.items] == [
        (first.id, "accusee"),
        (second.id, "accusee"),
    ]
    assert (seen[-1].sent, seen[-1].total) == (2, 2)
    assert state_of(workplace, first) is state_of(workplace, second) is Suivi.ACCUSEE
    again, _ = line.run(workplace)
    assert again.items == ()
    assert sending.outbox_state(workplace).waiting.total == 0


@pytest.mark.obligation("S0-14")
def test_the_decision_comes_back_with_its_motive(workplace: Workplace, line: Line) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    line.run(workplace)
    line.departement.decide(prescription.id, DecisionSens.REFUSEE, motif="stock")
    report, _ = line.run(workplace)
    assert report.decisions == 1
    known = overview.detail(workplace, prescription.id).known
    assert known.suivi is Suivi.DECIDEE
    assert known.decision is not None
    assert (known.decision.sens, known.decision.motif) == (Sens.REFUSEE, "stock")
    assert overview.today(workplace).answers[0].prescription.id == prescription.id


def test_an_answer_lost_on_the_way_loses_nothing_and_doubles_nothing(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    assert line.gateway is not None
    line.gateway.breaks_with = [None, Outcome.COUPURE]  # the pull passes, the answer is lost
    line.gateway.after_arrival = True
    report, _ = line.run(workplace)
    assert report.state in {EtatRapport.ECHOUEE, EtatRapport.PARTIELLE}
    assert state_of(workplace, prescription) is Suivi.REMISE
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["deja_recue"]
    assert state_of(workplace, prescription) is Suivi.ACCUSEE
    assert len(line.departement.held) == 1


def test_a_cancelled_run_is_interrupted_and_the_next_one_goes_on(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    report, _ = line.run(workplace, cancelled=lambda: True)
    assert (report.state, report.code) == (EtatRapport.INTERROMPUE, "interrompue")
    assert state_of(workplace, prescription) is Suivi.PREPAREE
    report, _ = line.run(workplace)
    assert report.state is EtatRapport.REUSSIE


def test_a_service_put_back_is_offered_again_what_it_forgot(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    line.run(workplace)
    line.departement.put_back()
    report, _ = line.run(workplace)
    assert [item.item_id for item in report.items] == [prescription.id]
    assert prescription.id in line.departement.held


def test_the_payload_stays_until_the_decision_and_then_goes(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    line.run(workplace)
    assert overview.detail(workplace, prescription.id).last_code == "accusee"
    line.departement.decide(prescription.id, DecisionSens.ACCEPTEE)
    line.run(workplace)
    assert overview.detail(workplace, prescription.id).last_code == ""
    assert persons.find(workplace, "exempl")[0].prescriptions == 1


def test_what_was_refused_for_its_form_goes_again_once_corrected(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    with workplace.database.writing() as session:
        (envoi,) = outbox.to_send(session)
        now = workplace.clock.now()
        outbox.advance(session, envoi, Suivi.REMISE, at=now)
        outbox.advance(session, envoi, Suivi.A_CORRIGER, code="a_corriger", at=now)
    assert overview.detail(workplace, prescription.id).can_undo
    report, _ = line.run(workplace)
    assert report.items == ()  # set aside until somebody corrects it
    person = persons.find(workplace, "exempl")[0].personne
    persons.correct(workplace, replace(person, prenom="Simonne"))
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee"]
    assert state_of(workplace, prescription) is Suivi.ACCUSEE


def test_more_than_five_unsent_or_five_days_is_late(workplace: Workplace) -> None:
    prescribe(workplace)
    today = workplace.clock.today()
    found = sending.outbox_state(workplace)
    assert not found.is_late(today)
    assert not found.is_late(today + timedelta(days=5))
    assert found.is_late(today + timedelta(days=6))
    five = replace(found.waiting, preparees=5)
    assert not replace(found, waiting=five).is_late(today)
    assert replace(found, waiting=replace(five, preparees=6)).is_late(today)
