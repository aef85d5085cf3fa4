"""Paper questionnaires: print them before an outing, type them after it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.pages.saisie_papier.grid import PaperGrid
from app.ui.pages.saisie_papier.panel import CellPanel
from app.ui.pages.saisie_papier.state import SaisieState
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import danger, link, primary, secondary
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import flow
from app.ui.widgets.layouts import column, show_if
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 1500  # the more papers stand side by side, the better
_AROUND, _LEAST = 442, 150  # what stands above and below the grid; its least height


class SaisiePage(Page):
    """Shows a `SaisieState`.

    Signals:
        add_asked, finish_asked, remove_asked, next_wrong_asked: what to do with the papers (a
            removal is confirmed).
        blanks_meant: the paper is finished although questions were left blank.
        questionnaire_asked, notice_asked: the papers to print.
        carnet_asked: the way to the numbered papers printed ahead.
        back_asked: leave the page.
    """

    add_asked = Signal()
    finish_asked = Signal()
    blanks_meant = Signal()
    remove_asked = Signal()
    next_wrong_asked = Signal()
    questionnaire_asked = Signal()
    notice_asked = Signal()
    carnet_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Questionnaires papier", width=_WIDTH)
        leave_by_escape(self, self.back_asked)
        self.grid = PaperGrid()
        self._panel = CellPanel()
        self._state = SaisieState()
        self._empty = EmptyState(
            "Aucun questionnaire papier à saisir",
            "Avant une sortie, imprimez le questionnaire vierge, la notice et l’accord. Au retour, "
            "saisissez ici ce qui est écrit\u00a0: chaque papier devient un entretien, qui attend "
            "votre décision dans « À finir ».",
            icon="modifier",
        )
        self._typing = QWidget()
        self._build_body()
        self._connect()

    def show_state(self, state: SaisieState) -> None:
        """Show `state` and nothing else."""
        former, self._state = self._state, state
        self.set_heading(
            "Questionnaires papier",
            "Une touche répond, Entrée continue, Retour arrière vide la case. "
            f"Version {state.version}, écrite au bas de chaque page imprimée."
            if state.columns
            else "",
        )
        self.banner.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        papers = bool(state.columns)
        show_if(self._tools, state.loaded)
        show_if(self._empty, state.loaded and not papers)
        show_if(self._typing, papers)
        self._panel.show_state(state)
        self._fit()
        self.grid.show_state(state)
        here = state.here
        for button in (self._finish, self._remove):
            show_if(button, papers)
        self._wrong.setText(f"À corriger\u00a0: {state.wrong}")
        show_if(self._wrong, bool(state.wrong))
        self._add.setEnabled(state.loaded and not state.working)
        self._finish.setEnabled(here is not None and not state.working)
        self._remove.setEnabled(here is not None and not state.working)
        came = state.loaded and not former.loaded
        if came or len(state.columns) != len(former.columns):
            self.set_first_focus(self.grid if papers else self._add)
            self.take_focus()

    def confirm_missing(self, missing: int) -> None:
        """Ask whether a paper with questions left blank is finished all the same."""
        plural = "s" if missing > 1 else ""
        ask(
            Question(
                title=f"{missing}\u00a0question{plural} sans réponse",
                text="Si le papier n’en dit rien, le diagnostic dira ce qui manque. Vous pourrez "
                "encore répondre avec la personne, dans l’entretien.",
                confirm="Terminer ce questionnaire",
                cancel="Revenir à la saisie",
            ),
            self.blanks_meant.emit,
            self,
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the grid the height that the rest leaves, so that the page need not scroll."""
        theme = current_theme()
        room = self.height() - theme.px(_AROUND) - self._panel.extra
        self.grid.setFixedHeight(max(theme.px(_LEAST), room))

    def _build_body(self) -> None:
        self._add = primary("&Saisir un questionnaire", icon="ajouter", name="addPaper")
        blank = secondary("&Questionnaire vierge…", icon="imprimer", name="blankQuestionnaire")
        blank.clicked.connect(self.questionnaire_asked)
        notice = secondary("Notice et a&ccord…", icon="imprimer", name="blankNotice")
        notice.clicked.connect(self.notice_asked)
        ahead = secondary("Carnet &de secours", icon="reprendre", name="emergencyPapers")
        ahead.clicked.connect(self.carnet_asked)
        self._wrong = link("À corriger", icon="attention", name="nextWrong")
        self._wrong.setAccessibleName("Aller à la case suivante à corriger")
        self._tools = QWidget()
        line = flow(self._tools, gap=Space.S)
        for button in (self._add, blank, notice, ahead):
            line.addWidget(button)
        inside = column(self._typing, gap=Space.M)
        inside.addWidget(self._panel)
        inside.addWidget(self.grid)
        self.body.addWidget(self._tools)
        self._tools.hide()  # until the papers are read
        self.body.addWidget(self._empty)
        self.body.addWidget(self._typing)
        self._empty.hide()
        self._typing.hide()
        back = secondary("&Revenir", icon="retour", name="back")
        back.clicked.connect(self.back_asked)
        self._remove = danger("R&etirer", icon="retirer", name="removePaper")
        self._remove.setAccessibleName("Retirer ce questionnaire")
        self._finish = primary("&Terminer", icon="fait", name="finishPaper")
        self._finish.setAccessibleName("Terminer ce questionnaire")
        self.add_answer(back, left=True)
        self.add_answer(self._wrong, left=True)
        self.add_answer(self._remove)
        self.add_answer(self._finish)

    def _connect(self) -> None:
        self._add.clicked.connect(self.add_asked)
        self._wrong.clicked.connect(self._go_to_wrong)
        self._finish.clicked.connect(self._finish_now)
        self._remove.clicked.connect(self._ask_removal)
        for keys, act in (
            ("Ctrl+N", self.add_asked.emit),
            ("Ctrl+Return", self._finish_now),
            ("F8", self._go_to_wrong),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _go_to_wrong(self) -> None:
        self.grid.setFocus()
        self.next_wrong_asked.emit()

    def _finish_now(self) -> None:
        self.grid.setFocus()  # a line still open is taken first
        self.finish_asked.emit()

    def _ask_removal(self) -> None:
        here = self._state.here
        if here is None:
            return
        refused = here[1].refused
        ask(
            Question(
                title=f"Retirer ce questionnaire\u00a0? ({here[1].title})",
                text="La personne a refusé\u00a0: rien n’est gardé d’elle. Le refus compte dans "
                "les nombres, sans aucun nom."
                if refused
                else "Ce qui est saisi de ce papier sera effacé de ce poste. L’abandon compte dans "
                "les nombres, sans aucun nom.",
                confirm="Retirer et effacer",
                cancel="Garder",
                destructive=True,
            ),
            self.remove_asked.emit,
            self,
        )
