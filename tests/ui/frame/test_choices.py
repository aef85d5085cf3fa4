from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.widgets.choice_list import Choice, ChoiceList

CHOICES = (
    Choice("ordinateur", "Un ordinateur"),
    Choice("smartphone", "Un smartphone", "À écran tactile"),
    Choice("tablette", "Une tablette"),
    Choice("aucun", "Aucun", exclusive=True),
)


def _list(stage: QWidget, *, multiple: bool, selected: tuple[str, ...] = ()) -> ChoiceList:
    choices = ChoiceList("Appareils")
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(choices)
    choices.show_choices(CHOICES, multiple=multiple, selected=selected)
    choices.show()
    choices.setFocus()
    return choices


def _focused(choices: ChoiceList) -> QWidget:
    return choices.window().focusWidget()


def test_a_digit_picks_an_answer(stage: QWidget, qtbot: QtBot) -> None:
    choices = _list(stage, multiple=False)
    with qtbot.waitSignal(choices.answered) as answered:
        qtbot.keyClick(_focused(choices), Qt.Key.Key_2)
    assert answered.args == [("smartphone",)]
    assert choices.selected() == ("smartphone",)


def test_picking_a_radio_answer_unpicks_the_other(stage: QWidget) -> None:
    choices = _list(stage, multiple=False, selected=("ordinateur",))
    choices.press_key("3")
    assert choices.selected() == ("tablette",)


def test_several_answers_are_given_in_list_order(stage: QWidget) -> None:
    choices = _list(stage, multiple=True)
    for key in "32":
        choices.press_key(key)
    assert choices.selected() == ("smartphone", "tablette")
    choices.press_key("3")
    assert choices.selected() == ("smartphone",)


def test_none_cannot_stand_beside_another_answer(stage: QWidget) -> None:
    choices = _list(stage, multiple=True, selected=("ordinateur", "tablette"))
    choices.press_key("4")
    assert choices.selected() == ("aucun",)
    choices.press_key("1")
    assert choices.selected() == ("ordinateur",)


def test_arrows_walk_round_and_pick_only_among_radio_answers(stage: QWidget, qtbot: QtBot) -> None:
    radios = _list(stage, multiple=False, selected=("ordinateur",))
    qtbot.keyClick(_focused(radios), Qt.Key.Key_Down)
    assert radios.selected() == ("smartphone",)
    checks = _list(stage, multiple=True)
    qtbot.keyClick(_focused(checks), Qt.Key.Key_Up)
    assert _focused(checks).objectName() == "choice-aucun"
    assert checks.selected() == ()
    qtbot.keyClick(_focused(checks), Qt.Key.Key_Space)
    assert checks.selected() == ("aucun",)


def test_tab_comes_to_the_answer_that_is_picked_and_to_every_box(stage: QWidget) -> None:
    """It came to the first answer: an arrow then picked one from there, over the answer given."""
    choices = _list(stage, multiple=False, selected=("tablette",))
    short = ShortChoice("Titre")
    short.show_choices([Short("1", "Oui"), Short("0", "Non"), Short("", "Pas encore dit")], "")

    def stops(place: QWidget) -> list[str]:
        rows = place.findChildren(QAbstractButton)
        by_tab = Qt.FocusPolicy.TabFocus
        return [
            row.objectName() for row in rows if not row.isHidden() and row.focusPolicy() & by_tab
        ]

    assert stops(choices) == ["choice-tablette"]
    assert stops(short) == ["short-none"]
    short.show_choices([Short("1", "Oui"), Short("0", "Non")], None)
    assert stops(short) == ["short-1"]  # nothing is picked
    choices.show_choices(CHOICES, multiple=True, selected=("tablette",))
    assert len(stops(choices)) == len(CHOICES)


def test_enter_says_that_the_answer_stands(stage: QWidget, qtbot: QtBot) -> None:
    choices = _list(stage, multiple=True)
    with qtbot.waitSignal(choices.submitted):
        qtbot.keyClick(_focused(choices), Qt.Key.Key_Return)


def test_a_key_without_an_answer_does_nothing(stage: QWidget, qtbot: QtBot) -> None:
    choices = _list(stage, multiple=False)
    with qtbot.assertNotEmitted(choices.answered):
        assert not choices.press_key("9")
        assert not choices.press_key("")
    assert choices.selected() == ()


def test_the_next_question_shows_none_of_the_last_ones_answers(
    stage: QWidget, qtbot: QtBot
) -> None:
    choices = _list(stage, multiple=False, selected=("ordinateur",))
    with qtbot.assertNotEmitted(choices.answered):
        choices.show_choices([Choice("oui", "Oui"), Choice("non", "Non")])
    assert choices.selected() == ()
    choices.show_choices(CHOICES, multiple=True, selected=("aucun",))
    assert choices.selected() == ("aucun",)
    visible = [row.objectName() for row in choices.findChildren(QWidget) if row.isVisible()]
    assert visible == [f"choice-{choice.code}" for choice in CHOICES]


def test_a_row_tells_a_screen_reader_its_hint_and_its_key(stage: QWidget) -> None:
    choices = _list(stage, multiple=False)
    row = choices.findChild(QWidget, "choice-smartphone")
    assert isinstance(row, QWidget)
    assert row.accessibleName() == "Un smartphone"
    assert row.accessibleDescription() == "À écran tactile, touche 2"


def test_a_long_answer_gets_the_height_it_needs(stage: QWidget) -> None:
    choices = _list(stage, multiple=False)
    choices.show_choices([Choice("long", "Un téléphone que l’on partage en famille. " * 6)])
    row = choices.findChild(QWidget, "choice-long")
    assert isinstance(row, QWidget)
    assert row.heightForWidth(300) > row.heightForWidth(900) > 46
