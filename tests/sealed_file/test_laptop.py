"""The stick as a laptop's use cases see it, in front of the real service."""

import errno
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from app.department.database.actors import DeviceRow, FeedRow, JournalRow, ServiceRow
from app.department.database.prescriptions import PrescriptionRow, RevisionRow
from app.department.database.sealed_files import SealedFileRow, SealedKnowledgeRow
from app.domain.prescription import MotifRetrait, Sens, Suivi
from app.storage import appareil, decisions, instant, outbox
from app.storage.rapports import EtatRapport
from app.sync.outcomes import Outcome
from app.sync.protocol import parcels
from app.sync.protocol.sealed_file import FileFault, FileKind, read_file
from app.sync.sealed_file.folder import Staged, StickError, StickProblem
from app.usecases.exchange import activating, revising, stick_activation, stick_notes, sticks
from app.usecases.exchange.activating import NotActivatedError, WrongCodeError
from app.usecases.exchange.exchanges import exchanges
from app.usecases.exchange.sticks import AnswerRefusedError
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from tests.department.support import Departement
from tests.sealed_file.scene import Scene
from tests.ui.workplace import new_workplace, workplace

__all__ = ["new_workplace", "workplace"]  # fixtures


@pytest.fixture
def scene(workplace: Workplace, departement: Departement, tmp_path: Path) -> Scene:
    return Scene(workplace, departement, tmp_path / "cle")


@pytest.fixture
def active(scene: Scene) -> Scene:
    scene.activate()
    return scene


def refused(scene: Scene) -> AnswerRefusedError:
    with pytest.raises(AnswerRefusedError) as caught:
        scene.read()
    return caught.value


def test_a_laptop_that_was_never_on_line_is_activated_and_works(scene: Scene) -> None:
    with pytest.raises(NotActivatedError):
        scene.prepare()
    with pytest.raises(WrongCodeError):
        stick_activation.ask_activation(scene.place, "1234", scene.stick)
    scene.activate()
    state = activating.device_state(scene.place)
    assert (state.active, state.address) == (True, "")
    assert state.service == "Département d’essai"
    assert stick_notes.stick_state(scene.place).used


def test_the_states_are_never_merged(active: Scene) -> None:
    made = active.prescribe()
    assert active.state_of(made) is Suivi.PREPAREE
    report = active.prepare()
    assert (report.state, report.code) == (EtatRapport.REUSSIE, "dans_le_fichier")
    assert [item.code for item in report.items] == ["dans_le_fichier"]
    assert active.state_of(made) is Suivi.REMISE
    (outcome,) = active.carry()
    assert outcome.fault is None
    assert active.state_of(made) is Suivi.REMISE
    assert exchanges(active.place).outbox.last_success is None
    active.answer()
    assert active.read().state is EtatRapport.REUSSIE
    assert exchanges(active.place).outbox.last_success == active.clock.now()
    assert active.state_of(made) is Suivi.ACCUSEE
    active.decide(made.id, Sens.REFUSEE, "stock")
    active.answer()
    assert active.read().decisions == 1
    assert active.state_of(made) is Suivi.DECIDEE
    decision = overview.detail(active.place, made.id).known.decision
    assert decision is not None
    assert (decision.sens, decision.motif) == (Sens.REFUSEE, "stock")


def test_what_was_put_on_a_stick_leaves_again_and_counts_once(active: Scene) -> None:
    made = active.prescribe()
    active.prepare()
    active.prepare()
    assert len(list(active.stick.glob("envoi-*"))) == 2
    first, second = active.carry()
    assert [one.status for one in first.receipts] == ["accepted"]
    assert [one.status for one in second.receipts] == ["already_held"]
    active.answer()
    active.read()
    assert active.held() == {made.id: 1}
    assert active.state_of(made) is Suivi.ACCUSEE


def test_an_answer_about_a_content_that_was_replaced_says_nothing_of_the_new_one(
    active: Scene,
) -> None:
    made = active.prescribe()
    active.prepare()
    active.carry()
    active.answer()
    with active.place.database.writing() as session:
        (envoi,) = outbox.of_item(session, made.id)
        outbox.drop(session, made.id)
        changed = envoi.payload.replace("Exemplier", "Autre")
        outbox.queue(session, made.id, payload=changed)
        (queued,) = outbox.of_item(session, made.id)
        outbox.advance(session, queued, Suivi.REMISE, at=active.clock.now())
    active.read()
    assert active.state_of(made) is Suivi.REMISE


def test_a_full_stick_leaves_everything_as_it_was(
    active: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = active.prescribe()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(descriptor))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StickError) as caught:
        active.prepare()
    monkeypatch.undo()
    assert caught.value.problem is StickProblem.FULL
    assert active.state_of(made) is Suivi.PREPAREE
    assert list(active.stick.iterdir()) == []


def test_what_is_undone_while_the_stick_is_written_is_not_on_it(active: Scene) -> None:
    kept, undone = active.prescribe(), active.prescribe("Essai")
    written: list[int] = []

    def meanwhile() -> bool:
        if not written:
            with active.place.database.writing() as session:
                outbox.drop(session, undone.id)
        written.append(1)
        return False

    sticks.prepare_stick(active.place, active.stick, cancelled=meanwhile)
    assert len(written) == 2
    (outcome,) = active.carry()
    assert [one.item for one in outcome.receipts] == [kept.id]


def test_cancelling_leaves_nothing_on_the_stick(active: Scene) -> None:
    made = active.prescribe()
    report = sticks.prepare_stick(active.place, active.stick, cancelled=lambda: True)
    assert (report.state, report.code) == (EtatRapport.INTERROMPUE, "interrompue")
    assert active.state_of(made) is Suivi.PREPAREE
    assert list(active.stick.iterdir()) == []


def test_a_stick_without_an_answer_is_told_from_one_that_did_not_go_yet(active: Scene) -> None:
    assert refused(active).fault == FileFault.FOREIGN
    active.prepare()
    assert refused(active).fault == FileFault.WRONG_KIND


def test_an_answer_is_read_once_and_an_older_one_not_at_all(active: Scene) -> None:
    (old,) = active.answer()
    (new,) = active.answer()
    active.read()
    assert refused(active).fault == FileFault.ALREADY_READ
    new.unlink()
    assert refused(active).fault == FileFault.OLD
    old.unlink()
    active.answer()
    active.read()


def test_an_answer_half_copied_or_altered_is_told(active: Scene) -> None:
    (path,) = active.answer()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(active).fault == FileFault.HALF_COPIED
    path.write_bytes(whole[:-2] + b"!\n")
    assert refused(active).fault == FileFault.ALTERED
    path.write_bytes(whole.replace(b"FICHIER-1", b"FICHIER-2"))
    assert refused(active).fault == FileFault.VERSION
    path.write_bytes(whole)
    active.read()


def test_of_an_answer_in_parts_the_missing_one_is_named_and_nothing_changed(
    active: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = active.prescribe()
    active.prepare()
    active.carry()
    with monkeypatch.context() as small:
        small.setattr(parcels, "_PIECE", 900)
        parts = active.answer()
    assert len(parts) >= 3
    second = parts[1].read_bytes()
    parts[1].unlink()
    refusal = refused(active)
    assert (refusal.fault, refusal.missing) == (FileFault.MISSING_PART, (2,))
    assert active.state_of(made) is Suivi.REMISE
    parts[1].write_bytes(second)
    active.read()
    assert active.state_of(made) is Suivi.ACCUSEE


def test_an_answer_that_begins_behind_what_was_never_received_is_told(active: Scene) -> None:
    first, second = active.prescribe(), active.prescribe("Essai")
    active.prepare()
    active.carry()
    active.decide(first.id)
    active.decide(second.id)
    with active.departement.service.database.writing() as session:
        session.get_one(SealedKnowledgeRow, active.device()).sequence = 1
    active.answer()
    assert refused(active).fault == FileFault.GAP
    assert active.state_of(second) is Suivi.REMISE
    active.prepare()  # it says how far it read: the next answer begins there
    active.carry()
    active.answer()
    assert active.read().decisions == 2


def test_an_answer_for_another_laptop_is_told(active: Scene, tmp_path: Path) -> None:
    other = active.departement.code()
    stick_activation.ask_activation(active.place, other.text(), tmp_path)
    (path,) = active.answer()
    with active.place.database.writing() as session:
        device = appareil.load(session)
        assert device is not None
        known = device.device_id
        changed = "0" * 8 + known[8:]
        appareil.keep(session, replace(device, device_id=changed))
    assert refused(active).fault == FileFault.OTHER_LAPTOP
    assert read_file(path.read_bytes()).header.device == known


def test_an_answer_older_than_what_the_network_brought_since_is_told(active: Scene) -> None:
    made = active.prescribe()
    active.prepare()
    active.carry()
    active.decide(made.id)
    active.answer()
    with active.place.database.writing() as session:
        decisions.keep_cursor(session, "une-autre-vie:3")
        instant.hear(session, active.clock.now() + timedelta(minutes=5))
    assert refused(active).fault == FileFault.OLD
    assert active.state_of(made) is Suivi.REMISE


def test_a_laptop_that_was_withdrawn_learns_it_from_the_answer(active: Scene) -> None:
    now = active.clock.now()
    with active.departement.service.database.writing() as session:
        session.get_one(DeviceRow, active.device()).revoked_at = now
    active.prepare()
    (outcome,) = active.carry()
    assert outcome.fault is FileFault.REVOKED
    active.answer()
    report = active.read()
    assert report.code == Outcome.POSTE_NON_AUTORISE.value
    assert not activating.device_state(active.place).active


def test_no_file_name_and_no_byte_in_clear_names_a_person(active: Scene) -> None:
    made = active.prescribe("Zyxwvutsrq")
    active.prepare()
    active.carry()
    active.decide(made.id, Sens.REFUSEE, "stock")
    active.answer()
    for path in active.stick.iterdir():
        content = path.read_bytes()
        assert "zyxwvutsrq" not in path.name.lower()
        assert b"Zyxwvutsrq" not in content
        assert made.reference.encode() not in content
        kind = read_file(content).header.kind
        assert (b"stock" in content) is False, kind
        assert kind in {FileKind.SENDING, FileKind.ANSWER}


def test_a_stick_pulled_out_at_the_last_moment_claims_nothing_and_leaves_again(
    active: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = active.prescribe()

    def gone(_: Staged) -> None:
        raise StickError(StickProblem.GONE)

    with monkeypatch.context() as broken:
        broken.setattr(Staged, "put", gone)
        with pytest.raises(StickError):
            active.prepare()
    assert list(active.stick.glob("*.passerelle")) == []
    assert active.state_of(made) is Suivi.REMISE  # it may have got its name: never less than that
    report = exchanges(active.place).outbox.reports[0]
    assert (report.state, report.code) == (EtatRapport.ECHOUEE, "support")
    active.prepare()
    (outcome,) = active.carry()
    assert [one.item for one in outcome.receipts] == [made.id]


def test_a_service_put_back_is_offered_again_what_it_lost(active: Scene) -> None:
    made = active.prescribe()
    active.prepare()
    active.carry()
    active.answer()
    active.read()
    with active.departement.service.database.writing() as session:
        for table in (SealedFileRow, SealedKnowledgeRow, FeedRow, RevisionRow):
            session.execute(delete(table))
        session.execute(delete(PrescriptionRow))
        session.get_one(ServiceRow, 1).epoch = "une-autre-vie"
    active.answer()
    active.read()
    assert active.state_of(made) is Suivi.REMISE
    active.prepare()
    active.carry()
    active.answer()
    active.read()
    assert active.state_of(made) is Suivi.ACCUSEE
    assert active.held() == {made.id: 1}


def test_a_withdrawal_goes_by_stick(active: Scene) -> None:
    made = active.prescribe()
    active.prepare()
    active.carry()
    active.answer()
    active.read()
    revising.withdraw(active.place, made.id, MotifRetrait.ERREUR)
    active.prepare()
    receipts = [one for outcome in active.carry() for one in outcome.receipts]
    assert [(one.revision, one.status.value) for one in receipts] == [(2, "accepted")]
    active.answer()
    active.read()
    with active.place.database.reading() as session:
        assert outbox.of_item(session, made.id) == []
    assert active.state_of(made) is Suivi.RETIREE


def test_a_setting_lets_a_laptop_with_a_network_use_sticks_too(active: Scene) -> None:
    with active.place.database.writing() as session:
        device = appareil.load(session)
        assert device is not None
        appareil.keep(session, replace(device, service_url="https://pass.example"))
    assert not stick_notes.stick_state(active.place).used
    stick_notes.use_sticks(active.place, wanted=True)
    assert stick_notes.stick_state(active.place).used
    refusing = replace(active.place, convention=replace(active.place.convention, par_fichier=False))
    assert not stick_notes.stick_state(refusing).used


def test_what_a_laptop_says_it_knows_is_not_given_again(active: Scene) -> None:
    first, second = active.prescribe(), active.prescribe("Essai")
    active.prepare()
    assert stick_notes.stick_state(active.place).waits
    active.carry()
    active.decide(first.id)
    active.answer()
    active.read()
    assert not stick_notes.stick_state(active.place).waits
    active.decide(second.id)
    active.answer()
    active.prepare()
    active.carry()
    active.answer()
    with active.departement.service.database.reading() as session:
        told = session.scalars(
            select(JournalRow.detail)
            .where(JournalRow.action == "reponse_preparee")
            .order_by(JournalRow.id)
        ).all()
    # number, receipts, decisions: all; then all again, not knowing better; then what is new
    assert list(told) == ["n1 2 1", "n2 2 2", "n3 0 1"]
    assert active.read().decisions == 1
    assert active.state_of(second) is Suivi.DECIDEE
