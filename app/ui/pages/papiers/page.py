"""The papers of an interview: see, print, keep, note what happened to each, and finish."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.entretien import Etape
from app.ui.dossiers.held_back import hold_back
from app.ui.interview.frame import StepPage
from app.ui.pages.papiers.extras import Extras
from app.ui.pages.papiers.facts import correct_facts
from app.ui.pages.papiers.parts import Ending, PaperList, Sheet
from app.ui.pages.papiers.state import PaperLine, PapiersState
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import hint, section
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.printing import ask_where
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from app.usecases.interview.papers import ProducedPaper

_WARNING = (
    "Imprimer est plus sûr qu’enregistrer\u00a0: un fichier enregistré porte des données "
    "personnelles et n’est plus protégé par Passerelle."
)


class PapiersPage(StepPage):
    """Shows a `PapiersState`.

    Signals:
        open_asked, signed, handed: the id of a paper.
        facts_put_right: a paper, and the facts that hold of it.
        all_asked: the papers to print in one go.
        closed: the paper on screen can be printed later.
        printed: the paper on screen went out; the hash of that PDF, empty for the one shown.
        print_failed, saved, save_failed: what else became of it.
        trait_noted: a field of the sheet without a name, and its code.
        ending_picked: an `Issue`.
        finish_asked: the interview is over.
    """

    open_asked = Signal(str)
    signed = Signal(str)
    handed = Signal(str)
    closed = Signal()
    facts_put_right = Signal(str, object)
    all_asked = Signal(object)
    printed = Signal(str)
    print_failed = Signal(object)
    saved = Signal(object)
    save_failed = Signal()
    trait_noted = Signal(str, str)
    ending_picked = Signal(object)
    finish_asked = Signal()

    def __init__(self, *, choose_path: Callable[[QWidget, str], Path | None] = ask_where) -> None:
        super().__init__("Papiers", Etape.PAPIERS)
        self._limited = Banner()
        self._papers = PaperList()
        self._later = hint("")
        self._later.setObjectName("printLater")
        self._sheet = Sheet()
        self._ending = Ending()
        self._make_preview(choose_path)
        self._none = EmptyState(
            "Pas encore de papier",
            "Les papiers viennent avec la décision, après le diagnostic.",
            icon="imprimer",
        )
        self.extras = Extras()
        parts = (
            self._limited, self._papers, self._none, self._later, self._viewer, self.extras,
            self._ending, self._sheet,
        )  # fmt: skip
        for part in parts:
            self.body.addWidget(part)
            part.hide()
        self._leave = secondary("&Retour", icon="retour", name="leavePapers")
        self._finish = primary("&Terminer l’entretien", icon="fait", name="finishInterview")
        self._leave.clicked.connect(self.back_asked)
        self._finish.clicked.connect(self.finish_asked)
        self.add_answer(self._leave, left=True)
        self.add_answer(self._finish)
        self._finish.hide()  # pressed before the papers are read, it would do nothing
        self._connect()
        self._previewed: ProducedPaper | None = None
        self._listed: tuple[PaperLine, ...] = ()
        self._came = False

    def show_state(self, state: PapiersState) -> None:
        """Show `state` and nothing else."""
        self.set_heading("Papiers", state.who)
        self.tell(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        listed = state.preview is None
        self._listed = state.papers
        self._papers.setVisible(listed and bool(state.papers))
        self._limited.say(Tone.WARNING, state.limited)
        self._papers.show_papers(state.papers, limited=bool(state.limited))
        self.extras.setVisible(listed and bool(state.papers))
        self._none.setVisible(state.loaded and not state.papers)
        self._later.setText(state.later)
        self._later.setVisible(listed and bool(state.later))
        self._sheet.show_sheet(state.traits if listed else (), state.fiche)
        self._ending.show_endings(
            state.endings if listed else (), state.ending, state.ending_mistake
        )
        self._show_preview(state)
        self.trail.setVisible(not state.finished)
        self.hold_button.setVisible(not state.finished)
        self._finish.setVisible(state.loaded and listed and not state.finished)
        for button in (self._finish, self.hold_button):
            hold_back(button, limited=bool(state.limited), working=state.working)

    @override
    def take_focus(self) -> None:
        """Give the focus to the next paper to print, to the way out where none may be."""
        self._to_papers()

    def to_ending(self) -> None:
        """Put the focus on the question how the interview ended."""
        self._ending.choices.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self._ending)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 to 3 for the ending, wherever the focus is."""
        if self._ending.isVisible() and self._ending.choices.press_key(event.text()):
            return
        super().keyPressEvent(event)

    def _make_preview(self, choose_path: Callable[[QWidget, str], Path | None]) -> None:
        self._viewer = Card()
        self.preview = PdfPreview(choose_path=choose_path)
        self._close = secondary("Imprimer &plus tard", icon="horloge", name="printLaterButton")
        self._name = section("")
        self._viewer.body.addWidget(self._name)
        self._viewer.body.addWidget(hint(_WARNING))
        self._viewer.body.addWidget(self.preview)
        self._viewer.body.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self._papers.open_asked.connect(self.open_asked)
        self._papers.signed.connect(self.signed)
        self._papers.handed.connect(self.handed)
        self._papers.correct_asked.connect(self._correct)
        self._papers.all_asked.connect(self._print_all)
        self._close.clicked.connect(self.closed)
        self.preview.printed.connect(lambda: self.printed.emit(self.preview.printed_hash))
        self.preview.print_failed.connect(self.print_failed)
        self.preview.saved.connect(self._paper_saved)
        self.preview.save_failed.connect(self._paper_not_saved)
        self._sheet.answered.connect(self.trait_noted)
        self._ending.picked.connect(self.ending_picked)
        self._ending.submitted.connect(self.finish_asked)

    def _show_preview(self, state: PapiersState) -> None:
        """Show the paper alone, then give the focus back to the paper that comes next."""
        preview = state.preview
        self._viewer.setVisible(preview is not None)
        if preview is None:
            if self._previewed is not None or (state.loaded and not self._came):
                self.preview.clear()
                self._to_papers()
            self._came = state.loaded
        elif preview is not self._previewed:
            self._name.setText(preview.title)
            self.preview.show_pdf(
                preview.content,
                suggested_name=preview.file_name,
                job_name=preview.file_name,
                kind=preview.code,
            )
            self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.to_top()
        self._previewed = preview

    def _to_papers(self) -> None:
        if not self._papers.take_focus():
            self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _correct(self, papier_id: str) -> None:
        paper = next((one for one in self._listed if one.id == papier_id), None)
        if paper is not None:
            correct_facts(paper, self, lambda picked: self.facts_put_right.emit(papier_id, picked))

    def _print_all(self) -> None:
        left = [paper for paper in self._listed if not paper.printed]
        self.all_asked.emit(left or list(self._listed))

    def _paper_saved(self, path: Path) -> None:
        self.saved.emit(path)

    def _paper_not_saved(self, _failure: OSError) -> None:
        self.save_failed.emit()
