from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.domain.prescription import MotifRetrait, Prescription, Suivi
from app.ui.pages.prescriptions import open_prescription
from app.ui.pages.prescriptions.detail import PrescriptionPage
from app.ui.tasks import InlineRunner
from app.usecases.exchange import revising
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, go_to, press, seen
from tests.ui.paths import Paths
from tests.usecases.test_revising import conflict, correct, sent
from tests.usecases.test_sending import Line, prescribe, state_of


def shown(place: Workplace, show: Show, prescription: Prescription) -> PrescriptionPage:
    page = open_prescription(place, InlineRunner(), Paths(), prescription.id)
    show(page)
    return page


def test_what_has_not_left_has_no_card_of_revisions(workplace: Workplace, show: Show) -> None:
    page = shown(workplace, show, prescribe(workplace))
    assert "Ce que le Département a reçu" not in seen(page)


def test_a_correction_is_prepared_shown_and_undone(
    workplace: Workplace, show: Show, line: Line
) -> None:
    first = sent(workplace, line)
    page = shown(workplace, show, first)
    button(page, "correctRevision").click()
    service = next(one.service for one in revising.services(workplace, first) if not one.advised)
    button(page, f"choice-{service}").click()
    button(page, "keepCorrection").click()
    assert "en choisissant un motif" in seen(page)  # not the advised one
    button(page, f"choice-{workplace.convention.autre_choix[0]}").click()
    button(page, "keepCorrection").click()
    assert "Correction préparée" in seen(page)
    assert "Correction à envoyer" in seen(page)
    assert state_of(workplace, first) is Suivi.PREPAREE
    assert nameless(page) == []
    button(page, "undoCorrection").click()
    assert "comme le Département la connaît" in seen(page)
    assert overview.detail(workplace, first.id).known.prescription == first


def test_a_withdrawal_needs_a_reason_and_escape_keeps_the_prescription(
    workplace: Workplace, show: Show, line: Line
) -> None:
    first = sent(workplace, line)
    page = shown(workplace, show, first)
    go_to(page, "withdrawRevision")
    press(page, Qt.Key.Key_Space)
    button(page, "keepWithdrawal").click()
    assert state_of(workplace, first) is Suivi.ACCUSEE
    button(page, f"choice-{MotifRetrait.DOUBLON.value}").click()
    button(page, "keepWithdrawal").click()
    assert state_of(workplace, first) is Suivi.RETIREE
    assert "D’ici là, le Département a encore la prescription." in seen(page)
    button(page, "undoWithdrawal").click()
    assert state_of(workplace, first) is Suivi.ACCUSEE
    assert "tient de nouveau" in seen(page)


def test_every_field_of_a_conflict_asks_for_a_side(
    workplace: Workplace, show: Show, line: Line
) -> None:
    first, _ = conflict(workplace, line)
    page = shown(workplace, show, first)
    assert "Le Département a un autre contenu que celui de ce poste." in seen(page)
    button(page, "compareRevision").click()
    words = seen(page)
    assert "Avant, des deux côtés" in words
    assert "Exemplaire" in words
    button(page, "keepComparison").click()
    assert "Choisissez un côté pour chaque champ." in seen(page)
    for side in page.findChildren(type(button(page, "short-departement"))):
        if side.objectName() == "short-departement" and side.isVisible():
            side.click()
    button(page, "keepComparison").click()
    assert "disent maintenant la même chose" in seen(page)
    assert state_of(workplace, first) is Suivi.ACCUSEE
    assert overview.detail(workplace, first.id).known.personne.nom == "Exemplaire"


def test_a_refused_field_is_named_and_the_prescription_taken_up_again(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    line.departement.forbidden_fields = {"civilite"}
    first = prescribe(workplace)
    line.run(workplace)
    page = shown(workplace, show, first)
    assert "Champ refusé : « civilité »." in seen(page)
    button(page, "takeUpRevision").click()
    assert state_of(workplace, first) is Suivi.PREPAREE
    assert "Remise dans l’envoi" in seen(page)


def test_nothing_is_offered_once_it_was_decided_or_withdrawn_for_good(
    workplace: Workplace, show: Show, line: Line
) -> None:
    first = sent(workplace, line)
    correct(workplace, first)
    revising.withdraw(workplace, first.id, MotifRetrait.ERREUR)
    line.run(workplace)
    page = shown(workplace, show, first)
    assert "il n’en garde que la référence" in seen(page)
    for name in ("correctRevision", "withdrawRevision", "undoWithdrawal", "compareRevision"):
        assert not any(one.isVisible() for one in page.findChildren(QAbstractButton, name))
