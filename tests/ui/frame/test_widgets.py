from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.banner import Banner
from app.ui.widgets.busy_overlay import BusyOverlay
from app.ui.widgets.buttons import primary
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.data_list import DataList
from app.ui.widgets.door import DoorButton
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.recovery_paper import recovery_pdf
from app.ui.widgets.recovery_view import RecoveryView
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Pill, Tone

pytestmark = pytest.mark.usefixtures("themes")

ROWS = (
    ListRow(id="p1", title="Jeanne EXEMPLE", subtitle="Nérac", pill=Pill("Acceptée")),
    ListRow(id="p2", title="Karim FICTIF"),
)


def test_a_field_tells_its_mistake_to_eye_and_ear(qtbot: QtBot) -> None:
    field = LineField("&Nom", name="nom", hint_text="Comme sur la pièce d’identité")
    qtbot.addWidget(field)
    field.set_error("Le nom manque.")
    assert field.line.accessibleName() == "Nom"
    assert field.line.accessibleDescription() == "Le nom manque. Comme sur la pièce d’identité"
    qtbot.keyClicks(field.line, "É")
    assert field.error == ""
    assert field.line.accessibleDescription() == "Comme sur la pièce d’identité"


def test_a_passphrase_is_hidden_until_one_wants_to_see_it(qtbot: QtBot) -> None:
    field = PassphraseField("Phrase de passe", name="phrase")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, " deux mots ")
    assert field.passphrase() == " deux mots "
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    button = field.findChild(QPushButton, "showPassphrase")
    assert isinstance(button, QPushButton)
    button.click()
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Cacher ce que j’écris"
    field.clear()
    assert field.passphrase() == ""
    assert field.line.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.usefixtures("no_widget_left")
def test_a_banner_without_words_is_not_there_and_opens_no_window(qtbot: QtBot) -> None:
    banner = Banner(Tone.DANGER, "Le disque est plein.")
    assert not banner.isVisible(), "a banner without a parent must not open as a window"
    holder = QWidget()
    qtbot.addWidget(holder)
    banner.setParent(holder)
    banner.say(Tone.DANGER, "Le disque est plein.")
    holder.show()
    assert banner.isVisible()
    assert banner.accessibleName() == "Le disque est plein."
    banner.clear()
    assert not banner.isVisible()
    holder.close()
    holder.deleteLater()


def test_enter_opens_the_selected_row_and_a_click_too(qtbot: QtBot) -> None:
    rows = DataList("Personnes")
    qtbot.addWidget(rows)
    rows.show_rows(ROWS)
    rows.show()
    rows.setCurrentIndex(rows.model().index(1, 0))
    with qtbot.waitSignal(rows.opened) as opened:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args == ["p2"]
    where = rows.visualRect(rows.model().index(0, 0)).center()
    with qtbot.waitSignal(rows.opened) as opened:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == ["p1"]


def test_a_row_is_said_whole(qtbot: QtBot) -> None:
    rows = DataList("Personnes")
    qtbot.addWidget(rows)
    rows.show_rows(ROWS)
    spoken = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Jeanne EXEMPLE, Nérac, Acceptée"


def test_the_selected_row_stays_selected_when_the_list_is_renewed(qtbot: QtBot) -> None:
    rows = DataList("Personnes")
    qtbot.addWidget(rows)
    rows.show_rows(ROWS)
    rows.setCurrentIndex(rows.model().index(1, 0))
    rows.show_rows((ListRow(id="p0", title="Neuve"), *ROWS))
    assert rows.selected_id() == "p2"


def test_search_by_keyboard_from_the_field_into_the_suggestions_and_back(qtbot: QtBot) -> None:
    search = SearchField("Chercher", name="recherche")
    qtbot.addWidget(search)
    search.show()
    qtbot.waitExposed(search)
    search.activateWindow()
    qtbot.waitUntil(search.isActiveWindow)
    search.setFocus()
    with qtbot.waitSignal(search.query_changed) as asked:
        qtbot.keyClicks(search.line, " jea ")
    assert asked.args == ["jea"]
    search.show_suggestions(ROWS)
    qtbot.keyClick(search.line, Qt.Key.Key_Down)
    assert search.suggestions.hasFocus()
    with qtbot.waitSignal(search.chosen) as chosen:
        qtbot.keyClick(search.suggestions, Qt.Key.Key_Return)
    assert chosen.args == ["p1"]
    qtbot.keyClick(search.suggestions, Qt.Key.Key_Up)
    assert search.line.hasFocus()
    with qtbot.waitSignal(search.query_changed) as emptied:
        qtbot.keyClick(search.line, Qt.Key.Key_Escape)
    assert emptied.args == [""]


def test_one_question_of_a_fast_typist_is_asked_once(qtbot: QtBot) -> None:
    search = SearchField("Chercher", name="recherche")
    qtbot.addWidget(search)
    asked: list[str] = []
    search.query_changed.connect(asked.append)
    qtbot.keyClicks(search.line, "exemple")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["exemple"]


def test_a_search_that_answers_each_letter_leaves_what_is_typed_alone(qtbot: QtBot) -> None:
    search = SearchField("Chercher", name="recherche", at_once=True)
    qtbot.addWidget(search)
    asked: list[str] = []
    search.query_changed.connect(asked.append)
    qtbot.keyClicks(search.line, "jean")
    qtbot.waitUntil(lambda: asked == ["jean"])
    qtbot.keyClicks(search.line, " ")
    search.set_query("jean")  # the answer to what stood there a letter ago
    assert search.line.text() == "jean "
    qtbot.waitUntil(lambda: len(asked) == 2)
    search.set_query("jean")
    assert search.line.text() == "jean "
    search.set_query("")
    assert search.line.text() == ""


def test_the_veil_comes_only_after_half_a_second(qtbot: QtBot) -> None:
    holder = QWidget()
    QPushButton("Dessous", holder)
    qtbot.addWidget(holder)
    veil = BusyOverlay(holder)
    holder.show()
    veil.start("Un instant…", can_cancel=True)
    assert veil.is_waiting
    assert not veil.isVisible()
    qtbot.waitUntil(veil.isVisible, timeout=3000)
    assert veil.geometry() == holder.rect()
    button = veil.findChild(QPushButton, "cancelWork")
    assert isinstance(button, QPushButton)
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert holder.focusWidget() is button, "nobody would come back to it by Tab"
    with qtbot.waitSignal(veil.cancel_asked):
        button.click()
    veil.stop()
    assert not veil.isVisible()
    assert not veil.is_waiting


def test_a_destructive_question_has_the_harmless_answer_ready(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    done: list[str] = []
    question = Question(title="Retirer ?", text="…", confirm="Retirer l’accès", destructive=True)
    first = ask(question, lambda: done.append("retired"), holder)
    qtbot.waitUntil(first.isVisible)
    assert first.focusWidget() is first.cancel_button
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert done == []
    second = ask(question, lambda: done.append("retired"), holder)
    second.confirm_button.click()
    assert done == ["retired"]


def test_enter_presses_a_button_and_a_door(qtbot: QtBot) -> None:
    for button in (
        primary("&Suivant"),
        DoorButton("Mandat", "Faire pour", icon="mandat", name="d"),
    ):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Return)


def test_a_row_of_buttons_goes_on_below_when_it_has_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = flow(holder)
    for words in ("Premier bouton", "Deuxième bouton", "Troisième bouton"):
        layout.addWidget(primary(words))
    one_line = layout.heightForWidth(2000)
    assert layout.heightForWidth(layout.minimumSize().width() + 5) > 2 * one_line


def test_the_trail_says_where_one_stands(qtbot: QtBot) -> None:
    trail = ProgressTrail(("Information", "Personne", "Papiers"))
    qtbot.addWidget(trail)
    trail.show_step(1)
    assert trail.accessibleName() == "Étape 2 sur 3\u00a0: Personne"


def test_a_document_is_shown_read_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    content = recovery_pdf(3, ("AAAA0", "BBBB1"), "CCAS d’Illustration")
    kept = tmp_path / "feuille.pdf"
    preview = PdfPreview(choose_path=lambda _parent, _suggested: kept)
    qtbot.addWidget(preview)
    assert not preview.print_button.isEnabled()
    preview.show_pdf(content, suggested_name="feuille.pdf", job_name="Feuille")
    assert preview.print_button.isEnabled()
    assert "AAAA0" in preview.text()
    assert "feuille de secours n° 3" in preview.text()
    with qtbot.waitSignal(preview.saved):
        preview.save()
    assert kept.read_bytes() == content
    preview.clear()
    assert preview.text() == ""


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    preview = PdfPreview(choose_path=lambda *_: tmp_path / "absent" / "feuille.pdf")
    qtbot.addWidget(preview)
    preview.show_pdf(recovery_pdf(1, ("A",), ""), suggested_name="f.pdf", job_name="f")
    with qtbot.waitSignal(preview.save_failed):
        preview.save()
    assert list(tmp_path.iterdir()) == []


def test_a_recovery_sheet_that_cannot_be_written_is_said_and_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    view = RecoveryView(choose_path=lambda *_: tmp_path / "absent" / "feuille.pdf")
    qtbot.addWidget(view)
    view.show_sheet(3, ("AAAA0", "BBBB1"), "CCAS d’Illustration")
    view.save_button.click()
    (banner,) = view.findChildren(Banner)
    assert banner.text.startswith("Le fichier n’a pas pu être écrit à cet endroit.")
    assert view.findChild(Text, "group-2") is not None
