import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.champs import ForbiddenFieldError
from app.domain.convention import Champ
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision, Sens, Suivi
from app.storage import (
    evenements,
    outbox,
    personnes,
    prescriptions,
)
from app.storage.attente import Attente
from app.storage.database import Database
from app.storage.outbox import KindEnvoi
from tests.storage.database import world
from tests.storage.database.sending import ID, PAYLOAD, advance, prescribe, suivi
from tests.storage.database.world import entretien, personne, prescription

ACCEPTED = Decision(prescription_id=ID, sens=Sens.ACCEPTEE, decided_on=date(2026, 12, 1))


def test_a_prescription_and_its_place_in_the_outbox_are_one_transaction(received: Database) -> None:
    def fail_between() -> None:
        with received.writing() as session:
            prescriptions.keep(session, prescription(), world.CONVENTION, at=world.NOW)
            raise LookupError

    with pytest.raises(LookupError):
        fail_between()
    with received.reading() as session:
        assert prescriptions.load(session, ID) is None
        assert outbox.to_send(session) == []


def test_a_prescription_comes_back_with_its_person(queued: Database) -> None:
    with queued.reading() as session:
        found = prescriptions.load(session, ID)
        assert found is not None
        assert found.prescription == prescription()
        assert found.personne == personne()
        assert (found.suivi, found.since, found.decision) == (Suivi.PREPAREE, world.NOW, None)


def test_a_prescription_keeps_its_record_four_years(queued: Database) -> None:
    with queued.reading() as session:
        assert personnes.due_on(session, personne().id) == date(2030, 11, 22)


def test_a_category_is_refused_where_the_convention_has_none(received: Database) -> None:
    narrow = world.convention(frozenset(Champ) - {Champ.CATEGORIE})
    with received.writing() as session, pytest.raises(ForbiddenFieldError):
        prescriptions.keep(session, prescription(), narrow, at=world.NOW)


def test_references_follow_each_other_and_start_again_each_year(database: Database) -> None:
    with database.writing() as session:
        given = [
            prescriptions.next_reference(session, "CCASILL", year) for year in (2026, 2026, 2027)
        ]
    assert given == ["2026-CCASILL-0001", "2026-CCASILL-0002", "2027-CCASILL-0001"]


def test_references_are_unique_when_several_threads_prescribe(database: Database) -> None:
    given: list[str] = []

    def prescribe() -> None:
        for _ in range(15):
            with database.writing() as session:
                given.append(prescriptions.next_reference(session, "CCASILL", 2026))

    threads = [threading.Thread(target=prescribe) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"2026-CCASILL-{number:04d}" for number in range(1, 61)]


def test_a_reference_stands_for_one_prescription(queued: Database) -> None:
    with queued.writing() as session, pytest.raises(IntegrityError):
        prescriptions.keep(session, prescription("autre"), world.CONVENTION, at=world.NOW)


def test_the_outbox_gives_the_oldest_first_and_holds_back_what_is_to_correct(
    received: Database,
) -> None:
    for number, id_ in enumerate(("b", "a", "c"), start=1):
        prescribe(received, id_, number=number)
    with received.writing() as session:
        first, second, _ = outbox.to_send(session)
        outbox.advance(session, first, Suivi.A_CORRIGER, code="adresse", at=world.NOW)
        outbox.advance(session, second, Suivi.REMISE, at=world.NOW)
    with received.reading() as session:
        waiting = outbox.to_send(session)
        assert [(one.id, one.state) for one in waiting] == [
            ("a", Suivi.REMISE),
            ("c", Suivi.PREPAREE),
        ]
        assert outbox.waiting(session) == Attente(preparees=1, sans_accuse=1, a_corriger=1)
        assert outbox.waiting(session).total == 3


def test_an_item_says_nothing_of_a_person_when_it_is_logged(queued: Database) -> None:
    with queued.reading() as session:
        (envoi,) = outbox.to_send(session)
    assert envoi.payload == PAYLOAD
    assert "Lefèvre" not in f"{envoi!r} {envoi}"


def test_an_item_and_its_prescription_advance_together(queued: Database) -> None:
    advance(queued, Suivi.REMISE)
    assert suivi(queued) is Suivi.REMISE
    advance(queued, Suivi.REMISE, Suivi.ACCUSEE)
    assert suivi(queued) is Suivi.ACCUSEE
    with queued.reading() as session:
        (envoi,) = outbox.of_item(session, ID)
        assert (envoi.attempts, envoi.last_code, envoi.payload) == (2, "essai", PAYLOAD)
        assert outbox.to_send(session) == []
        assert [event.kind for event in evenements.of(session, ID)] == [
            "prescrite",
            "remise_au_canal",
            "accusee",
        ]


def test_a_failure_is_noted_and_the_item_stays_where_it_was(queued: Database) -> None:
    with queued.writing() as session:
        (envoi,) = outbox.to_send(session)
        outbox.note_failure(session, envoi, code="non_joint", at=world.NOW)
    with queued.reading() as session:
        (envoi,) = outbox.to_send(session)
        assert (envoi.state, envoi.last_code, envoi.last_at) == (
            Suivi.PREPAREE,
            "non_joint",
            world.NOW,
        )


def test_a_prescription_can_be_undone_until_it_is_handed_over(queued: Database) -> None:
    with queued.writing() as session:
        assert prescriptions.annuler(session, ID, at=world.NOW, agent_id=world.CLAIRE)
        assert prescriptions.latest_of(session, personne().id) is None
    assert suivi(queued) is Suivi.ANNULEE
    with queued.reading() as session:
        assert outbox.of_item(session, ID) == []


@pytest.mark.parametrize(
    "steps",
    [
        (Suivi.REMISE,),
        (Suivi.REMISE, Suivi.ACCUSEE),
        (Suivi.REMISE, Suivi.PREPAREE),
    ],
)
def test_a_prescription_that_has_left_cannot_be_undone(
    queued: Database, steps: tuple[Suivi, ...]
) -> None:
    advance(queued, *steps)
    with queued.writing() as session:
        assert not prescriptions.annuler(session, ID, at=world.NOW, agent_id=world.CLAIRE)
        assert len(outbox.of_item(session, ID)) == 1
    assert suivi(queued) is steps[-1]


def test_what_the_service_refused_can_be_corrected_or_undone(queued: Database) -> None:
    advance(queued, Suivi.REMISE, Suivi.A_CORRIGER)
    corrected = replace(prescription(), carnets=2, revision=2)
    with queued.writing() as session:
        assert prescriptions.correct(session, corrected, at=world.NOW, agent_id=world.CLAIRE)
        outbox.queue(session, ID, payload="{2}", revision=2)
    assert suivi(queued) is Suivi.PREPAREE
    with queued.writing() as session:
        (envoi,) = outbox.to_send(session)
        assert (envoi.revision, envoi.attempts) == (2, 0)
        assert prescriptions.annuler(session, ID, at=world.NOW, agent_id=world.CLAIRE)


def test_an_item_that_was_undone_meanwhile_is_not_sent(queued: Database) -> None:
    with queued.writing() as session:
        (envoi,) = outbox.to_send(session)
        prescriptions.annuler(session, ID, at=world.NOW, agent_id=world.CLAIRE)
        assert not outbox.advance(session, envoi, Suivi.REMISE, at=world.NOW)
    assert suivi(queued) is Suivi.ANNULEE


def test_a_correction_takes_the_place_of_what_has_not_left(queued: Database) -> None:
    corrected = replace(prescription(), carnets=2, revision=2)
    with queued.writing() as session:
        assert prescriptions.correct(session, corrected, at=world.NOW, agent_id=world.CLAIRE)
        outbox.queue(session, ID, payload="{2}", revision=2)
    with queued.reading() as session:
        found = prescriptions.load(session, ID)
        assert found is not None
        assert found.prescription == corrected
        assert [(one.revision, one.payload) for one in outbox.to_send(session)] == [(2, "{2}")]


def test_lists_are_by_state_the_latest_first(received: Database) -> None:
    for number, id_ in enumerate(("a", "b", "c"), start=1):
        prescribe(received, id_, number=number)
    with received.writing() as session:
        prescriptions.annuler(session, PrescriptionId("b"), at=world.NOW, agent_id=world.CLAIRE)
    with received.reading() as session:
        prepared = prescriptions.by_suivi(session, suivis=(Suivi.PREPAREE,))
        assert [found.prescription.id for found in prepared] == ["c", "a"]
        assert len(prescriptions.by_suivi(session)) == 3
        assert prescriptions.by_suivi(session, agent_id=world.PAUL) == []
        assert prescriptions.latest_of(session, personne().id) == "c"
        latest = prescriptions.of_entretien(session, entretien().id)
        assert latest is not None
        assert latest.prescription.id == "c"


def test_a_prescription_past_its_term_is_in_no_list(queued: Database) -> None:
    queued._today = lambda: date(2030, 11, 21)
    with queued.reading() as session:
        assert len(prescriptions.by_suivi(session)) == 1
    queued._today = lambda: date(2030, 11, 22)
    with queued.reading() as session:
        assert prescriptions.by_suivi(session) == []
        assert prescriptions.load(session, ID) is None


def test_an_acknowledged_withdrawal_has_done_its_work(queued: Database) -> None:
    with queued.writing() as session:
        outbox.withdraw(session, ID)
        outbox.withdraw(session, ID)
        (envoi,) = outbox.to_send(session)
        assert (envoi.kind, envoi.payload, envoi.revision) == (KindEnvoi.RETRAIT, "{}", 2)
        outbox.advance(session, envoi, Suivi.REMISE, at=world.NOW)
        assert len(outbox.to_send(session)) == 1
        outbox.advance(session, envoi, Suivi.ACCUSEE, at=world.NOW)
        assert outbox.to_send(session) == []
