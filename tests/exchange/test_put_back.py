"""What one of the two sides lost with a backup, step by step; the machine mixes them at random."""

from collections.abc import Iterator

import pytest

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.usecases.exchange import activating
from app.usecases.people import overview
from tests.exchange.judging import come_to_rest, decision_of, judge_at_rest
from tests.exchange.oracle import Story
from tests.exchange.stage import Stage, staged


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A laptop that is activated, with two prescriptions that have not left."""
    with staged() as made:
        yield made


def first(stage: Stage) -> Story:
    return next(iter(stage.oracle.stories.values()))


def codes(stage: Stage) -> list[str]:
    report = stage.synchronise()
    assert report is not None
    return [one.code for one in report.items]


def test_a_revoked_laptop_comes_back_as_another_with_a_new_code(stage: Stage) -> None:
    stage.desk.revoke()
    report = stage.synchronise()
    assert report is not None
    assert report.code == "poste_non_autorise"
    assert not activating.device_state(stage.laptop.place).active
    stage.activate()
    assert activating.device_state(stage.laptop.place).active
    assert codes(stage) == ["accusee", "accusee"]


def test_a_laptop_that_does_not_know_it_was_revoked_asks_and_comes_back(stage: Stage) -> None:
    stage.desk.revoke()
    stage.activate()
    assert codes(stage) == ["accusee", "accusee"]


def test_what_the_departement_lost_with_its_decision_is_sent_again(stage: Stage) -> None:
    stage.synchronise()
    story = first(stage)
    stage.decide(story.id, accept=True)
    stage.synchronise()
    assert stage.laptop.shown(story.id) is Suivi.DECIDEE
    stage.roll_back(0)  # before anything was received
    assert sorted(codes(stage)) == ["accusee", "accusee"]
    assert stage.laptop.shown(story.id) is Suivi.ACCUSEE
    assert decision_of(stage, story.id) is None
    history = [
        one.kind for one in overview.detail(stage.laptop.place, PrescriptionId(story.id)).history
    ]
    assert "decision_oubliee" in history
    stage.decide(story.id, accept=False)
    stage.synchronise()
    assert stage.laptop.shown(story.id) is Suivi.DECIDEE
    judge_at_rest(stage)


def test_a_prescription_that_lost_its_decision_alone_waits_for_another(stage: Stage) -> None:
    stage.synchronise()
    stage.back_up_service()
    story = first(stage)
    stage.decide(story.id, accept=True)
    stage.synchronise()
    stage.roll_back(1)
    assert "conflit" not in codes(stage)
    assert stage.laptop.shown(story.id) is Suivi.ACCUSEE
    assert stage.desk.kept()[story.id].revision == 1


def test_a_decision_that_survived_the_rollback_is_left_alone(stage: Stage) -> None:
    stage.synchronise()
    story = first(stage)
    stage.decide(story.id, accept=True)
    stage.synchronise()
    stage.back_up_service()
    stage.roll_back(1)
    codes(stage)
    assert stage.laptop.shown(story.id) is Suivi.DECIDEE


def test_whom_the_departement_had_forgotten_it_forgets_again(stage: Stage) -> None:
    stage.synchronise()
    stage.back_up_service()
    story = first(stage)
    stage.erase(story, for_good=False)
    stage.synchronise()
    assert stage.desk.names()[story.id] == frozenset()
    stage.roll_back(1)
    assert stage.desk.names()[story.id] == story.names
    stage.synchronise()
    assert stage.desk.names()[story.id] == frozenset()


def restored_after(stage: Stage) -> None:
    """Put the laptop back to before it sent anything."""
    stage.restore(0, ledger=False)
    stage.activate()


def test_what_a_restored_laptop_undoes_is_withdrawn_where_it_had_arrived(stage: Stage) -> None:
    stage.synchronise()
    stage.restore(0, ledger=False)
    story = first(stage)
    stage.withdraw(story)
    assert stage.laptop.shown(story.id) is Suivi.ANNULEE
    stage.activate()
    stage.synchronise()
    assert stage.desk.kept()[story.id].etat == "retiree"
    assert stage.laptop.shown(story.id) is Suivi.RETIREE


def test_what_was_withdrawn_since_the_backup_is_shown_withdrawn(stage: Stage) -> None:
    stage.synchronise()
    story = first(stage)
    stage.withdraw(story)
    stage.synchronise()
    restored_after(stage)
    assert stage.laptop.shown(story.id) is Suivi.PREPAREE
    stage.synchronise()
    assert stage.laptop.shown(story.id) is Suivi.RETIREE
    assert stage.desk.kept()[story.id].etat == "retiree"


def test_what_was_corrected_since_the_backup_is_compared(stage: Stage) -> None:
    stage.synchronise()
    story = first(stage)
    stage.correct_name(story, "NomB")
    stage.synchronise()
    restored_after(stage)
    stage.synchronise()
    assert stage.laptop.shown(story.id) is Suivi.A_CORRIGER
    stage.settle_all(theirs=True)
    assert stage.laptop.person_of(story.id).nom == "NomB"
    come_to_rest(stage)
    judge_at_rest(stage)


def test_an_erasure_reaches_above_what_was_corrected_since_the_backup(stage: Stage) -> None:
    stage.synchronise()
    story = first(stage)
    for nom in ("NomB", "NomC"):
        stage.correct_name(story, nom)
        stage.synchronise()
    assert stage.desk.kept()[story.id].revision == 3
    restored_after(stage)
    stage.erase(story, for_good=False)  # its withdrawal is revision 2 here, a correction there
    stage.synchronise()
    assert stage.desk.kept()[story.id].etat == "retiree"
    assert stage.desk.names()[story.id] == frozenset()
    assert stage.laptop.queued(story.id) == []
