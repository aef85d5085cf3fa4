"""The page that leads through the end of a convention."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.fin_convention import EtapeFin
from app.ui.dossiers.facts import Facts
from app.ui.pages.fin_convention import words
from app.ui.pages.fin_convention.parts import (
    CertificatePart,
    DestroyPart,
    ReceiptPart,
    RestPart,
    ReturnPart,
)
from app.ui.pages.fin_convention.state import FinConventionState
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.labels import body, hint, section
from app.ui.widgets.page import Page
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FinConventionPage(Page):
    """Shows a `FinConventionState`: the steps, and what this one asks.

    Signals:
        go_on_asked, synchronise_asked, reason_picked: about what is unsent.
        return_chosen, code_given, writing_given: the file that goes back, its receipt.
        destroy_asked, certificate_chosen: the passphrase, confirmed; the `Path` of the proof.
        give_up_asked, left: forget what was begun, confirmed; back.
    """

    go_on_asked = Signal()
    synchronise_asked = Signal()
    reason_picked = Signal(str)
    return_chosen = Signal(object)
    code_given = Signal(str)
    writing_given = Signal(str)
    destroy_asked = Signal(str)
    certificate_chosen = Signal(object)
    give_up_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(words.TITLE)
        self._trail: ProgressTrail | None = None
        self._names: tuple[str, ...] = ()
        self._shown: EtapeFin | None = None
        self.rest, self.back_part, self.receipt = RestPart(), ReturnPart(), ReceiptPart()
        self.destroying, self.certificate = DestroyPart(), CertificatePart()
        self._parts: dict[EtapeFin, QWidget] = {
            EtapeFin.RESTES: self.rest,
            EtapeFin.RESTITUTION: self.back_part,
            EtapeFin.RECEPTION: self.receipt,
            EtapeFin.DESTRUCTION: self.destroying,
            EtapeFin.ATTESTATION: self.certificate,
        }
        self.body.addWidget(self._step())
        self.body.addWidget(self._known())
        self._join()
        self.back_button = secondary("&Retour", icon="retour", name="back")
        self.back_button.clicked.connect(self.left)
        self.add_answer(self.back_button, left=True)
        self.give_up_button = link("Renoncer à la &fin de convention…", name="giveUp")
        self.give_up_button.clicked.connect(
            lambda: ask(words.GIVE_UP, self.give_up_asked.emit, self)
        )
        self.add_answer(self.give_up_button)
        self.set_first_focus(self.rest.first)

    def show_state(self, state: FinConventionState) -> None:
        """Show `state` and nothing else."""
        self.say(state.tone, state.message)
        self._show_trail(state)
        self._heading.setText(words.TITLES[state.etape])
        self._about.setText(words.about(state.etape, only_stick=state.only_stick))
        for etape, one in self._parts.items():
            one.setVisible(etape is state.etape)
            one.setEnabled(state.loaded and state.referent and not state.working)
        for shown in (self.rest, self.back_part, self.destroying, self.certificate):
            shown.show_state(state)
        self._facts.show_facts(state.facts)
        self._facts.setVisible(any(fact.value for fact in state.facts))
        self._source.setText(f"Règle\u00a0: {state.source}" if state.source else "")
        self.give_up_button.setVisible(state.begun and state.referent)
        if state.working:
            self.busy.start(state.working)
        else:
            self.busy.stop()
        if state.loaded and not state.working and state.etape is not self._shown:
            self._shown = state.etape
            part = self._parts.get(state.etape)
            first = getattr(part, "first", self.back_button)
            self.set_first_focus(first)
            self.take_focus()

    def forget_secrets(self) -> None:
        """Empty the fields that were typed in."""
        self.destroying.passphrase.clear()
        self.receipt.forget()

    def _step(self) -> Card:
        self._card = card = Card()
        self._heading = section("")
        self._heading.setObjectName("stepTitle")
        self._about = body("")
        card.body.addWidget(self._heading)
        card.body.addWidget(self._about)
        for one in self._parts.values():
            one.hide()
            card.body.addWidget(one)
        return card

    def _known(self) -> Card:
        card = Card("Repères", soft=True)
        self._facts = Facts("Repères")
        self._source = hint("")
        card.body.addWidget(self._facts)
        card.body.addWidget(self._source)
        return card

    def _join(self) -> None:
        self.rest.picked.connect(self.reason_picked)
        self.rest.go_on_asked.connect(self.go_on_asked)
        self.rest.synchronise_asked.connect(self.synchronise_asked)
        self.back_part.chosen.connect(self.return_chosen)
        self.receipt.code_given.connect(self.code_given)
        self.receipt.writing_given.connect(self.writing_given)
        self.receipt.chosen.connect(self.return_chosen)
        self.destroying.asked.connect(self.destroy_asked)
        self.destroying.missing.connect(lambda: self.say(Tone.DANGER, words.TYPE_FIRST))
        self.certificate.chosen.connect(self.certificate_chosen)

    def _show_trail(self, state: FinConventionState) -> None:
        if state.trail and state.trail != self._names:
            if self._trail is not None:
                self._trail.deleteLater()
            self._names, self._trail = state.trail, ProgressTrail(state.trail)
            self.body.insertWidget(0, self._trail)
        if self._trail is not None:
            self._trail.show_step(state.here)
