"""The gestures after an outing: papers typed at the window, by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.questionnaire.guide.model import Guide
from demonstration.hand import Hand, Key
from demonstration.persons import Example

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
SLIP = "21112"  # read aloud; all is agreed to but being called back


def to_papers(hand: Hand) -> None:
    """Go from Aujourd’hui to the questionnaires on paper."""
    hand.push("paperQuestionnaires")
    hand.find("addPaper")


def begin_paper(hand: Hand, mark: str) -> None:
    """Begin a paper: its mark, day and channel as they stand, the signed slip."""
    hand.push("addPaper")
    hand.see("· Repère")
    hand.type(f"{mark}\n\n\n")
    hand.see("· La notice a été")
    hand.type(SLIP)
    hand.see("· La personne")


def asked(hand: Hand) -> str:
    """Return the question of the cell where one types, without paper and number."""
    shown = hand.find("cellQuestion")
    return shown.text().partition(". ")[2] if isinstance(shown, QLabel) else ""


def type_answers(hand: Hand, person: Example, guide: Guide, *, most: int = 100) -> int:
    """Type the answers as they come down the paper; return how many questions were seen."""
    names = {question.label: name for name, question in guide.questions.items()}
    for seen in range(most):
        label = asked(hand)
        question = guide.questions.get(names.get(label, ""))
        if question is None:
            return seen
        codes = [choice.code for choice in question.choices]
        given = person.answers.get(question.name, ())
        hand.type("".join(KEYS[codes.index(code)] for code in given))
        if question.several or not given:
            hand.press(Key.Key_Return)
        if asked(hand) == label:  # the last one
            return seen + 1
    return most


def type_two(hand: Hand, one: Example, other: Example, guide: Guide) -> None:
    """Type two papers of an outing, the second with a slip of the finger that the page names."""
    to_papers(hand)
    for mark, person, most in (("1", one, 12), ("2", other, 10)):
        begin_paper(hand, mark)
        hand.press(Key.Key_Down)  # the person comes later
        hand.press(Key.Key_Down)
        type_answers(hand, person, guide, most=most)
    hand.press(Key.Key_Up)
    hand.type("9")


def leave(hand: Hand) -> None:
    """Go back to Aujourd’hui; what was typed is kept."""
    hand.press(Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    hand.find("doorInterview")
