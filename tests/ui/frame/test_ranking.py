from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from app.ui.widgets.rank_list import RankList
from app.ui.widgets.rank_rows import Ranked
from app.ui.widgets.scale_field import ScaleField
from app.ui.widgets.scales import Scale

THINGS = (Ranked("a", "Écrire"), Ranked("b", "Lire"), Ranked("c", "Compter"))
HALVES = Scale(Decimal(0), Decimal(2), Decimal("0.5"))


def rank_on(stage: QWidget, *, settled: bool = False) -> tuple[RankList, list[tuple[str, ...]]]:
    made = RankList()
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show_items("Ce qui compte", THINGS, settled=settled)
    made.setFocus()
    said: list[tuple[str, ...]] = []
    made.ranked.connect(said.append)
    return made, said


def button(parent: QWidget, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def test_a_line_moves_by_buttons_and_keeps_being_chosen(stage: QWidget) -> None:
    made, said = rank_on(stage)
    assert not button(made, "rankUp").isEnabled()
    button(made, "rankDown").click()
    assert said == [("b", "a", "c")]
    assert made.lines.currentIndex().data() == "Écrire, place 2 sur 3"
    button(made, "rankDown").click()
    assert said[-1] == ("b", "c", "a")
    assert not button(made, "rankDown").isEnabled()


def test_the_order_as_it_stands_is_an_answer_only_once_agreed_to(stage: QWidget) -> None:
    made, said = rank_on(stage)
    assert said == []
    QTest.keyClick(made.lines, Qt.Key.Key_Space)
    assert said == [("a", "b", "c")]
    assert not button(made, "rankAccept").isEnabled()


def test_a_line_at_the_end_stays_where_it_is(stage: QWidget) -> None:
    made, said = rank_on(stage, settled=True)
    QTest.keyClick(made.lines, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert said == []


def scale_on(stage: QWidget, text: str = "") -> ScaleField:
    made = ScaleField()
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show_scale("À l’aise", HALVES, text)
    made.box.setFocus()
    return made


def test_an_empty_scale_begins_at_the_end_where_the_arrow_points_from(stage: QWidget) -> None:
    made = scale_on(stage)
    assert made.text() == ""
    QTest.keyClick(made.box, Qt.Key.Key_Up)
    assert made.text() == "0"
    other = scale_on(stage)
    QTest.keyClick(other.box, Qt.Key.Key_Down)
    assert other.text() == "2"


def test_the_arrows_go_by_steps_and_no_further_than_the_ends(stage: QWidget) -> None:
    made = scale_on(stage, "1,5")
    QTest.keyClick(made.box, Qt.Key.Key_Up)
    QTest.keyClick(made.box, Qt.Key.Key_Up)
    assert made.text() == "2"
    QTest.keyClick(made.box, Qt.Key.Key_Down)
    assert made.text() == "1,5"


def test_the_slider_writes_its_number(stage: QWidget) -> None:
    made = scale_on(stage)
    slider = made.findChild(QSlider)
    assert isinstance(slider, QSlider)
    assert slider.property("blank") == "true"
    heard: list[str] = []
    made.changed.connect(lambda: heard.append(made.text()))
    slider.triggerAction(QSlider.SliderAction.SliderSingleStepAdd)
    assert heard == ["0,5"]
    assert slider.property("blank") == "false"


def test_a_scale_holds_its_steps_and_nothing_between() -> None:
    assert HALVES.holds(Decimal("1.5"))
    assert not HALVES.holds(Decimal("1.25"))
    assert not HALVES.holds(Decimal("2.5"))
    assert HALVES.words == "De 0 à 2, de 0,5 en 0,5"
