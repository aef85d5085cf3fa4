"""The quick help: a subject by its key, Enter; the same once more by « + »."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.pages.aide_rapide.after_part import AfterPart
from app.ui.pages.aide_rapide.fields import AideFields
from app.ui.pages.aide_rapide.state import AideState
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body, section
from app.ui.widgets.leaving import leave
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTH = 860
_SUBTITLE = "Un coup de main sans dossier\u00a0: rien n’est noté sur la personne."


class AideRapidePage(Page):
    """Shows an `AideState`.

    Signals:
        changed: an `AideInput`.
        count_asked, again_asked, undo_asked, another_asked, done_asked: what the agent wants.

    `after` has the papers that may be given then.
    """

    changed = Signal(object)
    count_asked = Signal()
    again_asked = Signal()
    undo_asked = Signal()
    another_asked = Signal()
    done_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Aide rapide", subtitle=_SUBTITLE, width=_WIDTH)
        self._state = AideState()
        self._early = ""  # keys of somebody who knows the page, pressed before it was filled
        self._fields = AideFields()
        self._fields.changed.connect(self.changed)
        self._fields.submitted.connect(self.count_asked)
        self._fields.opened.connect(self.keep_in_sight)
        self._counted = self._make_counted()
        self._back = secondary("&Revenir", icon="retour", name="back")
        self._back.clicked.connect(self._leave)
        self._count = primary("&Compter cette aide", icon="fait", name="countHelp")
        self._count.clicked.connect(self.count_asked)
        self._again = secondary("&Encore la même (+)", icon="reprendre", name="again")
        self._again.clicked.connect(self._go_again)
        self._another = secondary("Une &autre aide", icon="ajouter", name="another")
        self._another.clicked.connect(lambda: self._go_on(self.another_asked.emit))
        self._done = primary("&Terminé", name="done")
        self._done.clicked.connect(self._leave)
        self.body.addWidget(self._fields)
        self.body.addWidget(self._counted)
        self.after = AfterPart()
        self.body.addWidget(self.after)
        for button in (self._back, self._again, self._another):
            self.add_answer(button, left=True)
        self.add_answer(self._count)
        self.add_answer(self._done)
        self.set_first_focus(self._fields.act.themes.chips)

    def show_state(self, state: AideState) -> None:
        """Show `state` and nothing else."""
        former, self._state = self._state, state
        counted = state.counted is not None
        came = counted and former.counted is None
        left = not counted and former.counted is not None
        self.set_heading("Aide rapide", _subtitle(state.today))
        self._say_words(state)
        if state.offre is not None:
            self._fields.show_input(state.offre, state.said)
        self._fields.act.show_mistakes(state.said.act, shown=state.shows_mistakes)
        self._said.setText(state.words)
        before: tuple[QWidget, ...] = (self._fields, self._count, self._back)
        after: tuple[QWidget, ...] = (self._counted, self._again, self._another, self._done)
        for part in before:
            part.setVisible(not counted)
        if came:
            self.after.show_choices(state.languages, state.motifs)
        for part in (*after, self.after):
            part.setVisible(counted)
        self.set_first_focus(self._done if counted else self._fields.act.themes.chips)
        for button in (self._count, self._again):
            button.setEnabled(state.offre is not None)
        if came or left or former.offre is None:
            self.take_focus()
        if state.offre is not None:
            self._press_early()

    @property
    @override
    def unkept(self) -> bool:
        return self._state.counted is not None and self.after.is_begun

    def go_to_mistake(self) -> None:
        """Give the focus to what is missing."""
        self.keep_in_sight(self._fields.act.go_to_mistake(self._state.said.act))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        counted = self._state.counted is not None
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif self._state.offre is None:
            self._early += event.text()
        elif counted and event.key() == Qt.Key.Key_Plus:
            self._go_again()
        elif counted and event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif counted or not self._fields.act.themes.chips.press_key(event.text()):
            super().keyPressEvent(event)

    def _press_early(self) -> None:
        """Do what was pressed early; Enter held down since the door is none of it."""
        keys, self._early = self._early.lstrip("\r"), ""
        for key in keys:
            if key == "\r":
                self.count_asked.emit()
            else:
                self._fields.act.themes.chips.press_key(key)

    def _leave(self) -> None:
        self._go_on(self.done_asked.emit)

    def _go_again(self) -> None:
        self._go_on(self.again_asked.emit)

    def _go_on(self, out: Callable[[], None]) -> None:
        """Go on by `out`; ask before a shuttle sheet that was begun is dropped."""
        leave(out, self)

    def _say_words(self, state: AideState) -> None:
        if state.problem:
            self.say(Tone.DANGER, state.problem)
        else:
            self.say(Tone.INFO, state.words if state.counted is None else "")

    def _make_counted(self) -> Card:
        card = Card()
        self._said = section("")
        self._said.setObjectName("countedTheme")
        undo = link("Annuler, ce n’était pas ça (Ctrl+Z)", name="undo")
        undo.clicked.connect(self.undo_asked)
        card.body.addWidget(self._said)
        card.body.addWidget(body("Cette aide est dans les nombres du mois, sans nom ni date."))
        card.body.addWidget(undo, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _subtitle(today: int) -> str:
    if not today:
        return _SUBTITLE
    done = "1 aide comptée" if today == 1 else f"{today} aides comptées"
    return f"{_SUBTITLE} Aujourd’hui, sur ce poste\u00a0: {done}."
