from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.pages.questionnaire.question_block import QuestionBlock
from app.ui.pages.questionnaire.state import Kind, Option, QuestionView


def block_on(stage: QWidget, view: QuestionView) -> QuestionBlock:
    block = QuestionBlock()
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(block)
    block.show_view(view, alone=True)
    block.take_focus()
    return block


def test_what_is_written_is_said_before_going_on(stage: QWidget) -> None:
    block = block_on(stage, QuestionView(path="/data/age", label="Âge", kind=Kind.NUMBER))
    said: list[tuple[str, ...]] = []
    block.written.connect(lambda path, text: said.append((path, text)))
    block.submitted.connect(lambda: said.append(("submitted",)))
    line = block.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "42")
    assert said == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert said[:2] == [("/data/age", "42"), ("submitted",)]


def test_the_next_question_does_not_show_the_answer_of_the_last(stage: QWidget) -> None:
    options = (Option("oui", "Oui"), Option("non", "Non"))
    block = block_on(
        stage, QuestionView(path="/data/a", label="A", options=options, selected=("oui",))
    )
    block.show_view(QuestionView(path="/data/b", label="B", options=options), alone=True)
    said: list[object] = []
    block.answered.connect(lambda path, codes: said.append((path, codes)))
    assert block.press_key("2")
    assert said == [("/data/b", ("non",))]


def test_digits_are_typed_in_a_line_and_pick_nothing(stage: QWidget) -> None:
    block = block_on(stage, QuestionView(path="/data/age", label="Âge", kind=Kind.TEXT))
    assert not block.press_key("1")


def test_a_screen_reader_hears_the_hint_of_each_question_and_of_no_other(stage: QWidget) -> None:
    options = (Option("oui", "Oui"),)
    first = QuestionView(path="/data/a", label="A", hint="Lire lentement.", options=options)
    block = block_on(stage, first)
    assert block.focus_place.accessibleDescription() == "Lire lentement."
    block.show_view(QuestionView(path="/data/b", label="B", options=options), alone=True)
    assert block.focus_place.accessibleDescription() == ""
    third = QuestionView(path="/data/c", label="C", hint="Ne pas aider.", options=options)
    block.show_view(third, alone=True)
    assert block.focus_place.accessibleDescription() == "Ne pas aider."
    line = QuestionView(path="/data/d", label="D", hint="Sur la carte.", kind=Kind.DATE)
    for _shown_again in range(2):
        block.show_view(line, alone=True)
        assert block.focus_place.accessibleDescription() == (
            "Jour, mois, année\u00a0: 05/03/1958 Sur la carte."
        )
    lines = QuestionView(path="/data/e", label="E", hint="Mot à mot.", kind=Kind.LINES)
    block.show_view(lines, alone=True)
    assert block.focus_place.accessibleDescription() == (
        "Entrée passe à la ligne, Ctrl+Entrée continue. Mot à mot."
    )
    rank = QuestionView(path="/data/f", label="F", kind=Kind.RANK, hint="À deux.")
    block.show_view(rank, alone=True)
    said = block.focus_place.accessibleDescription()
    assert "Alt" in said
    assert said.endswith("À deux.")
