"""Widgets in their places: what wraps, what scrolls into sight, what stands under what."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.theme.current import current_theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.centred import centred_column
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text
from app.ui.widgets.layouts import row
from app.ui.widgets.long_button import LongButton
from app.ui.widgets.page import Page
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.tones import Tone
from tests.screens import settle

pytestmark = pytest.mark.usefixtures("themes")


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


def test_a_page_scrolls_no_further_than_its_last_word(qtbot: QtBot) -> None:
    page = Page("Essai")
    for _ in range(13):
        page.body.addWidget(
            Text("Une phrase qui tient sur une seule ligne de la page, et finit là.")
        )
    page.resize(900, 640)
    qtbot.addWidget(page)
    page.show()
    settle()
    area = page.findChild(QScrollArea, "pageScroll")
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0


def test_what_does_not_wrap_is_not_crushed_to_the_height_of_the_window(qtbot: QtBot) -> None:
    area, inside = centred_column(400)
    for _ in range(30):
        inside.addWidget(QPushButton("Un mot"))
    area.resize(900, 300)
    qtbot.addWidget(area)
    area.show()
    settle()
    assert area.verticalScrollBar().maximum() > 300


def test_a_mistake_moves_no_field_beside_it(stage: QWidget) -> None:
    layout = stage.layout()
    assert layout is not None
    pair = QWidget()
    side_by_side = row(pair)
    one, other = LineField("Lundi", name="lundi"), LineField("Mardi", name="mardi")
    side_by_side.addWidget(one)
    side_by_side.addWidget(other)
    layout.addWidget(pair)
    settle()
    one.set_error("Écrivez comme ceci.")
    settle()
    assert pair.height() > one.line.y() + one.line.height(), "the mistake took its room"
    assert other.line.y() == one.line.y()


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
