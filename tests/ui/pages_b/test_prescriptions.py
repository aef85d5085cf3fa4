import pytest
from PySide6.QtCore import Qt

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Prescription, Suivi
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.ui.pages.prescriptions import open_prescription, open_prescriptions
from app.ui.pages.prescriptions.detail import PrescriptionPage
from app.ui.tasks import InlineRunner
from app.ui.widgets.data_list import DataList
from app.ui.widgets.list_rows import ROW_ROLE
from app.usecases.interview import deciding
from app.usecases.people import overview, persons
from app.usecases.people.openings import ReasonNeededError
from app.usecases.records import MotifAcces
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, go_to, press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import WallClock, add_colleague, as_agent
from tests.usecases.test_day import follow, interview
from tests.usecases.test_sending import Line, prescribe

RUNNER = InlineRunner()


def detail(
    place: Workplace, show: Show, prescription: Prescription
) -> tuple[PrescriptionPage, Paths]:
    paths = Paths()
    page = open_prescription(place, RUNNER, paths, prescription.id)
    show(page)
    return page, paths


def rows(shown: DataList) -> list[str]:
    model = shown.model()
    return [
        model.index(i, 0).data(ROW_ROLE).spoken.replace("\u00a0", " ") for i in range(shown.count())
    ]


def test_the_list_keeps_to_one_state_and_opens_by_keyboard(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    sent = prescribe(workplace)
    line.run(workplace)
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    clock.go_on(minutes=30)
    waiting = prescribe(workplace, "Maquette")
    paths = Paths()
    page = open_prescriptions(workplace, RUNNER, paths)
    show(page)
    listed = page.findChildren(DataList)[0]
    first, second = "2026-CCASILL-0001", "2026-CCASILL-0002"
    assert rows(listed) == [
        f"Simone MAQUETTE, {second} · Assistance · 22 novembre 2026, En attente d’envoi",
        f"Simone EXEMPLIER, {first} · Assistance · 22 novembre 2026, Reçue par le Département",
    ]
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert paths.last in {("prescription", waiting.id), ("prescription", sent.id)}
    names = [one.accessibleName() for one in page.findChildren(type(button(page, "short-toutes")))]
    assert "En attente d’envoi (1)" in names
    assert "Décidées (0)" in names
    button(page, f"short-{Suivi.ACCUSEE.value}").click()
    assert [row.split(",")[0] for row in rows(listed)] == ["Simone EXEMPLIER"]
    button(page, f"short-{Suivi.DECIDEE.value}").click()
    assert "Rien dans cet état" in seen(page)
    assert nameless(page) == []


def test_an_empty_list_says_how_to_begin(workplace: Workplace, show: Show) -> None:
    page = open_prescriptions(workplace, RUNNER, Paths())
    show(page)
    assert "Elles viendront ici dès qu’un diagnostic sera confirmé." in seen(page)
    assert "Toutes (0)" not in seen(page)


def test_a_waiting_prescription_is_undone_after_a_question(
    workplace: Workplace, show: Show
) -> None:
    prescription = prescribe(workplace)
    page, paths = detail(workplace, show, prescription)
    assert "En attente d’envoi" in seen(page)
    go_to(page, "undoPrescription")
    press(page, Qt.Key.Key_Return)
    assert "La prescription 2026-CCASILL-0001 n’aura plus d’effet" in seen(page.window())
    button(page.window(), "confirm").click()
    assert overview.detail(workplace, prescription.id).known.suivi is Suivi.ANNULEE
    words = seen(page)
    assert "Prescription annulée." in words
    assert "Annuler la prescription" not in words
    assert ("status",) in paths.taken


def test_a_prescription_that_left_meanwhile_is_not_undone(
    workplace: Workplace, show: Show, line: Line
) -> None:
    prescription = prescribe(workplace)
    page, _ = detail(workplace, show, prescription)
    line.activate(workplace)
    line.run(workplace)
    page.undo_asked.emit()
    assert "Cette prescription est déjà partie au Département." in seen(page)
    assert overview.detail(workplace, prescription.id).known.suivi is Suivi.ACCUSEE


def test_a_refusal_is_told_in_plain_words(workplace: Workplace, show: Show, line: Line) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    line.run(workplace)
    line.departement.decide(prescription.id, DecisionSens.REFUSEE, motif="stock")
    line.run(workplace)
    page, paths = detail(workplace, show, prescription)
    words = seen(page)
    # conventions/eurometropole-strasbourg, [[motif]] code = "stock"
    assert "Motif : Rupture du stock de Pass numériques." in words
    assert "Il n’y a plus de Pass en ce moment." in words
    assert "stock\n" not in words
    button(page, "showRefusal").click()
    assert paths.shown[-1].title == "Lettre de refus"
    button(page, "openPerson").click()
    assert paths.last == ("person", prescription.personne_id)


def test_the_way_is_shown_step_by_step_with_its_days(
    workplace: Workplace, show: Show, line: Line
) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    prescription = prescribe(workplace)
    clock.go_on(days=1)
    line.activate(workplace)
    line.run(workplace)
    clock.go_on(days=1)
    page, _ = detail(workplace, show, prescription)
    words = seen(page)
    assert "Le 22 novembre à 10 h 12" in words
    assert "Hier à 10 h 12" in words
    assert "Tant que le Département n’a pas décidé, vous pouvez la corriger ou la retirer." in words
    assert nameless(page) == []


def test_a_cut_line_says_that_nothing_is_lost(workplace: Workplace, show: Show, line: Line) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    assert line.gateway is not None
    line.gateway.breaks_with = [None, Outcome.COUPURE]
    line.run(workplace)
    page, _ = detail(workplace, show, prescription)
    assert "rien n’est perdu et rien ne sera compté deux fois" in seen(page)


def test_the_papers_stand_in_the_order_they_are_handed_over(
    workplace: Workplace, show: Show
) -> None:
    page, _paths = detail(workplace, show, prescribe(workplace))
    assert rows(page.findChildren(DataList)[0]) == [
        "Votre feuille, À imprimer",
        "Vos informations : notice et accord, À imprimer",
        "Fiche de prescription, À imprimer",
        "Lettre à la personne, À imprimer",
    ]


def test_the_way_to_the_papers_and_back(workplace: Workplace, show: Show) -> None:
    prescription = prescribe(workplace)
    page, paths = detail(workplace, show, prescription)
    papers = page.findChildren(DataList)[0]
    papers.opened.emit("any")
    press(page, Qt.Key.Key_Escape)
    assert paths.taken == [("papers", prescription.entretien_id), ("back",)]


def test_a_prescription_that_is_gone_is_said(workplace: Workplace, show: Show) -> None:
    page = open_prescription(workplace, RUNNER, Paths(), PrescriptionId("0"))
    show(page)
    assert "Cette prescription n’est plus ici" in seen(page)


def test_an_undone_prescription_shows_no_way_forward(workplace: Workplace, show: Show) -> None:
    prescription = prescribe(workplace)
    deciding.undo(workplace, prescription.id)
    page, _ = detail(workplace, show, prescription)
    assert "Annulée" in seen(page)
    assert "4. Décidée" not in seen(page)


def test_a_colleagues_prescription_is_reached_through_the_record_and_its_reason(
    workplace: Workplace, show: Show
) -> None:
    made = prescribe(workplace)
    colleague = as_agent(workplace, add_colleague(workplace))
    page, paths = detail(colleague, show, made)
    assert paths.last == ("person", made.personne_id)
    assert "EXEMPLIER" not in seen(page)
    assert made.reference not in seen(page)
    persons.open_record(colleague, made.personne_id, reason=MotifAcces.REMPLACEMENT)
    page, paths = detail(colleague, show, made)
    assert "Simone EXEMPLIER" in seen(page)
    assert paths.taken == []


def test_the_reason_of_yesterday_does_not_serve_today(workplace: Workplace) -> None:
    made = prescribe(workplace)
    colleague = as_agent(workplace, add_colleague(workplace))
    persons.open_record(colleague, made.personne_id, reason=MotifAcces.ACCUEIL)
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    clock.go_on(days=1)
    with pytest.raises(ReasonNeededError) as refused:
        overview.detail(colleague, made.id)
    assert refused.value.personne_id == made.personne_id
    assert overview.detail(workplace, made.id).known.prescription.id == made.id


def test_what_one_prescribed_for_a_colleagues_person_is_ones_own(workplace: Workplace) -> None:
    first = prescribe(workplace)
    colleague = as_agent(workplace, add_colleague(workplace))
    again = interview(colleague, nom="Maquette")
    known = persons.find(workplace, "exempl")[0].personne
    with pytest.raises(ReasonNeededError):
        persons.recognise(colleague, again, known, reason_elsewhere="")
    persons.open_record(colleague, known.id, reason=MotifAcces.ACCUEIL)
    persons.recognise(colleague, again, known, reason_elsewhere="")
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    clock.go_on(days=1)  # the reason has served; the work is his own
    second = follow(colleague, again).prescription
    assert second is not None
    assert second.earlier == first.id
    assert overview.detail(colleague, second.id).known.prescription.id == second.id
    assert overview.detail(workplace, second.id).known.prescription.id == second.id
