"""Slices, counters, marks of erasures and what is looked at again, there and back on a stick."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from app.department.console.sealed_words import counted_words
from app.department.database.actors import FeedRow, ServiceRow, StructureRow
from app.department.database.counters import CounterReportRow
from app.department.database.erasures import ErasureMarkRow
from app.department.database.prescriptions import (
    DecisionRow,
    PrescriptionRow,
    RevisionRow,
    WordRow,
)
from app.department.database.stock import SliceRow
from app.department.records import erasures
from app.department.records.stock import places, slices
from app.department.records.stock.movements import Kind
from app.domain.prescription import Suivi
from app.storage import instant, mois_envoyes, parametres, personnes, registre
from app.storage.appareil import LOOK_AGAIN
from app.sync.protocol.erasures import Deposit
from app.sync.protocol.sealed_file import read_file
from app.usecases.activites.aides import count
from app.usecases.exchange.slices import give_back, slices_here, slices_told
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from tests.activites import EMAIL_HELP
from tests.department.support import Departement
from tests.department.test_slices import allot
from tests.department.test_stock import CCAS, new_lot, order
from tests.sealed_file.scene import Scene
from tests.ui.workplace import new_workplace, workplace

__all__ = ["new_workplace", "workplace"]  # fixtures


@pytest.fixture
def scene(workplace: Workplace, departement: Departement, tmp_path: Path) -> Scene:
    made = Scene(workplace, departement, tmp_path / "cle")
    made.clock.at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    made.later(minutes=0)
    with workplace.database.writing() as session:
        instant.confirm(session, made.clock.at)
    made.activate()
    return made


def there_and_back(scene: Scene) -> None:
    """Prepare a stick, import it, read its answer; throw the files away."""
    scene.prepare()
    for outcome in scene.carry():
        assert outcome.fault is None
    scene.answer()
    scene.read()
    for path in scene.stick.iterdir():
        path.unlink()


def test_a_slice_comes_and_goes_back_by_stick(scene: Scene) -> None:
    device, database = scene.device(), scene.departement.service.database
    with database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        made = allot(session, device, lot, 11, 30).id
    there_and_back(scene)
    (mine,) = slices_here(scene.place)
    assert (mine.number, mine.first, mine.last, mine.usable) == (1, "A00011", "A00030", True)
    there_and_back(scene)
    with database.reading() as session:
        assert session.get_one(SliceRow, made).acknowledged_revision == 1
    with scene.place.database.reading() as session:
        assert slices_told(session) == []  # the Département knows
    assert give_back(scene.place, made)
    there_and_back(scene)
    assert slices_here(scene.place) == ()
    there_and_back(scene)
    with database.writing() as session:
        assert session.get_one(SliceRow, made).state == "close"
        assert slices.of_device(session, device) == []  # the laptop heard that, too


def test_a_slice_that_the_network_brought_since_is_not_closed_by_an_older_answer(
    scene: Scene,
) -> None:
    (old,) = scene.answer()
    with scene.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        allot(session, scene.device(), lot, 11, 30)
    newest = read_file(scene.answer()[0].read_bytes()).header
    old_content = old.read_bytes()
    scene.read()
    assert len(slices_here(scene.place)) == 1
    with scene.place.database.writing() as session:  # as if the network had brought it, later
        notes = parametres.load(session, "fichier.notes")
        assert isinstance(notes, dict)
        parametres.keep(session, "fichier.notes", {**notes, "reponse": None})
        instant.hear(session, newest.made_at)
    for path in scene.stick.iterdir():
        path.unlink()
    old.write_bytes(old_content)
    scene.read()
    assert len(slices_here(scene.place)) == 1


def test_months_of_counters_are_told_once_by_stick(scene: Scene) -> None:
    database = scene.departement.service.database
    count(scene.place, EMAIL_HELP)
    there_and_back(scene)
    with database.reading() as session:
        assert session.scalars(select(CounterReportRow)).all() == []  # March is not over
    scene.later(days=30)  # 2 April
    scene.prepare()
    (outcome,) = scene.carry()
    assert [(one.month, one.status.value) for one in outcome.months] == [("2026-03", "accepted")]
    assert counted_words(outcome) == "Indicateurs de mars 2026\u00a0: reçus."
    scene.prepare()  # nothing came back yet: it is told again, and counts once
    first, second = scene.carry()
    assert (first.fault, [one.status.value for one in second.months]) == (
        "already_read",
        ["already_held"],
    )
    scene.answer()
    scene.read()
    with scene.place.database.reading() as session:
        told = mois_envoyes.sent(session, "2026-03")
        assert told is not None
        assert told.revision == 1
    with database.reading() as session:
        (row,) = session.scalars(select(CounterReportRow))
        assert (row.month, row.own["aide_rapide"]) == ("2026-03", {"email": 1})
    for path in scene.stick.iterdir():
        path.unlink()
    scene.prepare()
    (outcome,) = scene.carry()
    assert list(outcome.months) == []


def test_a_bug_beside_the_items_keeps_no_receipt_back_and_all_is_told_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(scene.place, EMAIL_HELP)
    made = scene.prescribe()
    scene.later(days=30)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("app.department.records.counters.receive", fail)
        there_and_back(scene)
    assert scene.state_of(made) is Suivi.ACCUSEE
    with scene.place.database.reading() as session:
        assert mois_envoyes.sent(session, "2026-03") is None
    there_and_back(scene)
    with scene.place.database.reading() as session:
        assert mois_envoyes.sent(session, "2026-03") is not None


def test_what_was_erased_elsewhere_is_erased_here_by_stick_and_told_back(scene: Scene) -> None:
    database = scene.departement.service.database
    made, later = scene.prescribe(), scene.prescribe("Suivant")
    there_and_back(scene)
    person = overview.detail(scene.place, made.id).known.personne.id
    with scene.place.database.writing() as session:
        key, ledger = registre.key(session), registre.name_at_service(session)
        registre.note(session, ["un-autre-dossier"])
        here = registre.mark_of(key, "un-autre-dossier")
    elsewhere = Deposit(ledger=ledger, marks=[registre.mark_of(key, person)])
    with database.writing() as session:
        erasures.keep(session, "CCASILL", elsewhere, scene.clock.today())
    there_and_back(scene)
    with database.reading() as session:
        assert set(session.scalars(select(ErasureMarkRow.mark))) == {*elsewhere.marks, here}
    with scene.place.database.reading() as session:
        assert personnes.load(session, person) is None
    with database.writing() as session:  # the service lost them, and is another since
        session.execute(delete(ErasureMarkRow))
        session.get_one(ServiceRow, 1).epoch = "une-autre-vie"
        following = overview.detail(scene.place, later.id).known.personne.id
        marks = [registre.mark_of(key, following)]  # its number was read in the other life
        erasures.keep(session, "CCASILL", Deposit(ledger=ledger, marks=marks), scene.clock.today())
    there_and_back(scene)
    with scene.place.database.reading() as session:
        assert personnes.load(session, following) is None
    there_and_back(scene)
    with database.reading() as session:
        assert here in set(session.scalars(select(ErasureMarkRow.mark)))


@pytest.mark.parametrize("lost", ["everything", "the_decision"])
def test_what_a_service_put_back_lost_of_decisions_is_looked_at_by_stick(
    scene: Scene, lost: str
) -> None:
    database = scene.departement.service.database
    made = scene.prescribe()
    there_and_back(scene)
    scene.decide(made.id)
    there_and_back(scene)
    assert scene.state_of(made) is Suivi.DECIDEE
    with database.writing() as session:
        session.execute(delete(FeedRow))
        session.execute(delete(DecisionRow))
        if lost == "everything":
            session.execute(delete(RevisionRow))
            session.execute(delete(WordRow))
            session.execute(delete(PrescriptionRow))
        else:
            session.get_one(PrescriptionRow, made.id).etat = "a_decider"
        session.get_one(StructureRow, "CCASILL").feed_sequence = 0
        session.get_one(ServiceRow, 1).epoch = "une-autre-vie"
    there_and_back(scene)  # it learns that the service was put back, and has to ask
    with scene.place.database.reading() as session:
        assert parametres.load(session, LOOK_AGAIN) == [made.id]
    there_and_back(scene)
    expected = Suivi.PREPAREE if lost == "everything" else Suivi.ACCUSEE
    assert scene.state_of(made) is expected
    there_and_back(scene)
    assert scene.state_of(made) is Suivi.ACCUSEE
    assert scene.held() == {made.id: 1}
