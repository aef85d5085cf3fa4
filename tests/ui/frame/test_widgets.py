from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.theme.current import current_theme
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
from app.ui.widgets.long_button import LongButton
from app.ui.widgets.page import Page
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.recovery_paper import recovery_pdf
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.tones import Pill, Tone
from tests.screens import settle

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


def test_the_words_of_a_banner_take_the_colour_of_what_they_say(stage: QWidget) -> None:
    banner = Banner(Tone.INFO, "Rien n’attend.")
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(banner)
    words = banner.findChild(Text, "bannerText")
    assert words is not None
    words.ensurePolished()
    banner.say(Tone.DANGER, "Le disque est plein.")
    assert words.palette().windowText().color().name() == current_theme().palette.danger.lower()
    banner.say(Tone.SUCCESS, "Tout est envoyé.")
    assert words.palette().windowText().color().name() == current_theme().palette.success.lower()


def test_a_message_is_seen_even_when_the_place_of_focus_lies_below_the_fold(
    qtbot: QtBot,
) -> None:
    page = Page("Essai")
    for number in range(30):
        page.body.addWidget(QPushButton(f"Ligne {number}"))
    page.resize(600, 400)
    qtbot.addWidget(page)
    last = page.findChildren(QPushButton)[-1]
    page.set_first_focus(last)
    page.show()
    qtbot.waitExposed(page)
    page.take_focus()
    assert not last.visibleRegion().isEmpty()
    page.say(Tone.DANGER, "Quelque chose manque.")
    settle()
    assert not page.banner.visibleRegion().isEmpty(), "the focus does not pull the page back"
    page.bring_into_view(last)
    settle()
    assert not last.visibleRegion().isEmpty()


def test_the_names_of_parts_wrap_and_only_the_part_shown_takes_height(stage: QWidget) -> None:
    tabs = Tabs("Parties", name="parts")
    short, long = Text("Court"), Text("\n".join("Long" for _ in range(60)))
    for part, words in ((short, "Affichage"), (long, "Questionnaire"), (Text(), "Département")):
        tabs.add(part, words)
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(tabs)
    stage.setFixedWidth(current_theme().px(200))
    settle()
    names = [tabs.findChildren(QPushButton, f"tab-{number}")[0] for number in range(3)]
    assert all(name.isVisible() and name.width() >= name.sizeHint().width() for name in names)
    assert names[0].y() < names[2].y(), "the names go on in a second line"
    assert tabs.sizeHint().height() < long.sizeHint().height()


def test_the_keys_go_from_part_to_part_round_and_round(stage: QWidget, qtbot: QtBot) -> None:
    tabs = Tabs("Parties", name="parts")
    fields = [LineField(words, name=words) for words in ("un", "deux", "trois")]
    for field in fields:
        tabs.add(field, field.line.objectName())
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(tabs)
    settle()
    fields[0].line.setFocus()
    qtbot.keyClick(fields[0].line, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert [field.isVisible() for field in fields] == [False, True, False]
    focus = stage.window().focusWidget()
    assert focus.objectName() == "tab-1"
    qtbot.keyClick(focus, Qt.Key.Key_Left)
    qtbot.keyClick(stage.window().focusWidget(), Qt.Key.Key_Left)
    assert [field.isVisible() for field in fields] == [False, False, True]
    qtbot.keyClick(stage.window().focusWidget(), Qt.Key.Key_Tab)
    assert fields[2].line.hasFocus(), "Tab goes from the name into its part"


def test_long_words_of_a_button_go_on_in_a_second_line(stage: QWidget) -> None:
    button = LongButton("Avez-vous envie d’apprendre à faire plus de choses « R&D » ?", name="long")
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(button)
    one_line = button.sizeHint()
    stage.setFixedWidth(one_line.width() * 2 // 3)
    settle()
    assert button.text().count("\n") == 1
    assert button.text().replace("\n", " ").replace("&&", "&") == button.words
    assert button.height() >= one_line.height() + button.fontMetrics().lineSpacing()
    stage.setFixedWidth(one_line.width() + 100)
    settle()
    assert "\n" not in button.text()


def test_facts_stand_under_their_labels_where_there_is_no_room_beside(stage: QWidget) -> None:
    facts = Facts("Réponses", labels=300)
    facts.show_facts([Fact("Une question assez longue", "Oui"), Fact("Une autre", "Non")])
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(facts)
    heights = []
    for width in (700, 320, 700):
        stage.setFixedWidth(current_theme().px(width))
        settle()
        label, value = (facts.findChildren(Text)[at] for at in (0, 1))
        heights.append(value.y() > label.y())
        assert facts.width() <= stage.width()
    assert heights == [False, True, False]
