"""The two short forms of a prescription that has left: what it becomes, or why it is withdrawn."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.prescriptions.revision_state import RevisionState
from app.ui.pages.prescriptions.revision_words import MOTIFS
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import danger, link, primary, secondary
from app.ui.widgets.choice_list import ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, body, strong
from app.ui.widgets.layouts import column

_SERVICE, _WHY, _REASON = "Ce qui est retenu", "Parce que…", "Pourquoi la retirer\u00a0?"


class CorrectForm(QWidget):
    """Asks for the service that is right, and a reason where it is not the advised one.

    Signals:
        service_picked, reason_picked: what was picked.
        person_asked: what is wrong is in the record of the person.
        submitted, given_up: prepare the correction, or not.
    """

    service_picked = Signal(str)
    reason_picked = Signal(str)
    person_asked = Signal()
    submitted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("correctForm")
        inside = column(self, gap=Space.M)
        inside.addWidget(
            body(
                "La correction remplace ce que le Département a. Elle part au prochain "
                "échange, avec ce que dit aujourd’hui le dossier de la personne."
            )
        )
        self._person = link("Corriger le dossier de la personne", name="correctPerson")
        self._services = ChoiceList(_SERVICE)
        self._because = strong(_WHY)
        self._reasons = ChoiceList(_WHY)
        self._mistake = Text("", TextRole.ERROR)
        self._keep = primary("&Préparer la correction", name="keepCorrection")
        self._give_up = secondary("Ne rien corriger", name="giveUpCorrection")
        for part in (
            strong(_SERVICE), self._services, self._because, self._reasons, self._mistake,
        ):  # fmt: skip
            inside.addWidget(part)
        inside.addWidget(self._person, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = flow()
        buttons.addWidget(self._keep)
        buttons.addWidget(self._give_up)
        inside.addLayout(buttons)
        self._services.answered.connect(self._service_answered)
        self._reasons.answered.connect(self._reason_answered)
        self._services.submitted.connect(self.submitted)
        self._reasons.submitted.connect(self.submitted)
        self._person.clicked.connect(self.person_asked)
        self._keep.clicked.connect(self.submitted)
        self._give_up.clicked.connect(self.given_up)

    def show_form(self, state: RevisionState) -> None:
        """Show what was picked so far."""
        self._services.show_choices(state.services, selected=(state.service,), keys=False)
        self._reasons.show_choices(state.reasons, selected=(state.reason,), keys=False)
        self._because.setVisible(bool(state.reasons))
        self._reasons.setVisible(bool(state.reasons))
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        self._keep.setEnabled(not state.working)

    def take_focus(self) -> None:
        """Give the focus to the service that is picked."""
        self._services.setFocus(Qt.FocusReason.OtherFocusReason)

    def _service_answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.service_picked.emit(code)

    def _reason_answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.reason_picked.emit(code)


class WithdrawForm(QWidget):
    """Asks why the prescription is withdrawn.

    Signals:
        motif_picked: a reason of the list.
        submitted, given_up: withdraw, or not.
    """

    motif_picked = Signal(str)
    submitted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("withdrawForm")
        inside = column(self, gap=Space.M)
        inside.addWidget(
            body(
                "Le retrait part au prochain échange\u00a0; le Département efface alors "
                "ce qu’il a de la personne pour cette prescription. La raison reste ici, dans "
                "l’histoire du dossier."
            )
        )
        self._motifs = ChoiceList(_REASON)
        self._mistake = Text("", TextRole.ERROR)
        self._keep = danger("Retirer la &prescription", name="keepWithdrawal")
        self._give_up = secondary("La garder", name="giveUpWithdrawal")
        for part in (strong(_REASON), self._motifs, self._mistake):
            inside.addWidget(part)
        buttons = flow()
        buttons.addWidget(self._keep)
        buttons.addWidget(self._give_up)
        inside.addLayout(buttons)
        self._motifs.answered.connect(self._motif_answered)
        self._motifs.submitted.connect(self.submitted)
        self._keep.clicked.connect(self.submitted)
        self._give_up.clicked.connect(self.given_up)

    def show_form(self, state: RevisionState) -> None:
        """Show what was picked so far."""
        self._motifs.show_choices(MOTIFS, selected=(state.motif,), keys=False)
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        self._keep.setEnabled(not state.working)

    def take_focus(self) -> None:
        """Give the focus to the reasons."""
        self._motifs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _motif_answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.motif_picked.emit(code)
