"""One prescription: where it stands, what was decided, its papers and its history."""

from PySide6.QtCore import Qt, Signal

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.fold import Fold
from app.ui.dossiers.held_back import hold_back
from app.ui.dossiers.lists import RowsPart
from app.ui.dossiers.opening import again_question, opening_question
from app.ui.pages.prescriptions.revision_card import RevisionCard
from app.ui.pages.prescriptions.state import DetailState
from app.ui.pages.prescriptions.words import WAY
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import body, hint
from app.ui.widgets.leaving import leave, leaving
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone


class PrescriptionPage(Page):
    """Shows a `DetailState`.

    Signals:
        papers_asked, person_asked, earlier_asked, answers_asked: where to go.
        refusal_asked: the letter that tells the person of a refusal.
        undo_asked: the prescription must not be sent; the agent has confirmed.
        dossier_asked, redo_asked: its dossier on Démarches simplifiées; the agent has confirmed.
        hand_asked: its carnet is to be handed over.
        back_asked: the agent leaves the page.
    """

    papers_asked = Signal()
    person_asked = Signal()
    earlier_asked = Signal()
    answers_asked = Signal()
    refusal_asked = Signal()
    undo_asked = Signal()
    dossier_asked = Signal()
    redo_asked = Signal()
    hand_asked = Signal()
    back_asked = Signal()

    def __init__(self, way: tuple[str, ...] = WAY) -> None:
        super().__init__("Prescription")
        leave_by_escape(self, leaving(self, self.back_asked))
        self._names = way
        self._reference = ""
        self._pill = StatePill(Pill(""))
        self.add_action(self._pill)
        self._who = ""
        self._limited = Banner()
        self.body.addWidget(self._limited)
        self._make_way()
        self._make_dossier()
        self.revision = RevisionCard()
        self.revision.hide()
        self.body.addWidget(self.revision)
        self._make_content()
        self._papers = RowsPart("Papiers", name="prescriptionPapers")
        self._papers.opened.connect(self._paper_opened)
        self._history = Facts("Histoire")
        fold = Fold("Histoire de la prescription", name="prescriptionHistory")
        fold.body.addWidget(self._history)
        self.body.addWidget(self._papers)
        self.body.addWidget(fold)
        self._back = secondary("&Retour", icon="retour", name="leavePrescription")
        self._undo = danger("&Annuler la prescription…", name="undoPrescription")
        self._hand = secondary("Remettre le carnet…", icon="carnet", name="handOfPrescription")
        self._hand.clicked.connect(leaving(self, self.hand_asked))
        self._back.clicked.connect(leaving(self, self.back_asked))
        self._undo.clicked.connect(self._ask_undo)
        self.add_answer(self._back, left=True)
        self.add_answer(self._undo)
        self.add_answer(self._hand)
        self.set_first_focus(self._back)

    def show_state(self, state: DetailState) -> None:
        """Show `state` and nothing else."""
        self._reference, self._who = state.reference, state.who
        self.set_heading(state.who or "Prescription", state.reference)
        self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        self._limited.say(Tone.WARNING, state.limited)
        self._pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self._pill.show_pill(state.pill)
        self._trail.setVisible(state.on_its_way)
        self._trail.show_step(state.step)
        self._way.show_facts(state.way)
        self._way_card.setVisible(bool(state.way))
        self._trouble.say(Tone.WARNING, "\n".join(filter(None, (state.trouble, state.form.faults))))
        self._dossier.setVisible(bool(state.form.facts))
        self._dossier_facts.show_facts(state.form.facts)
        self._open.setVisible(state.form.can_open)
        self._redo.setVisible(state.form.can_redo)
        self._decision.setVisible(bool(state.decision))
        self._decision_words.setText(state.decision)
        self._refusal.setVisible(state.refused)
        self._facts.show_facts(state.facts)
        self._content.setVisible(bool(state.facts))
        self._earlier.setVisible(bool(state.earlier))
        self._earlier.setText(f"Fait suite à la prescription {state.earlier}")
        self._papers.show_rows(state.papers)
        self._history.show_facts(state.history)
        self._gone.setVisible(state.has_left)
        self._undo.setVisible(state.can_undo)
        self._hand.setVisible(state.may_hand)
        for button in (self._hand, self._open, self._redo, self._undo, self._refusal):
            hold_back(button, limited=bool(state.limited), working=state.working)

    @property
    @override
    def unkept(self) -> bool:
        return self.revision.is_begun

    def ask_person(self) -> None:
        """Go to the record of the person; ask before, while a form here is begun."""
        leave(self.person_asked.emit, self)

    def _make_way(self) -> None:
        self._way_card = Card()
        self._trail = ProgressTrail(self._names)
        self._way = Facts("Étapes de la prescription")
        self._trouble = Banner()
        self._way_card.body.addWidget(self._trail)
        self._way_card.body.addWidget(self._way)
        self._way_card.body.addWidget(self._trouble)
        self._decision = Card("Réponse du Département")
        self._decision_words = body("")
        self._decision_words.setObjectName("decisionWords")
        self._refusal = secondary("Lettre de ref&us…", icon="imprimer", name="showRefusal")
        self._refusal.clicked.connect(self.refusal_asked)
        self._decision.body.addWidget(self._decision_words)
        self._decision.body.addWidget(self._refusal, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._decision)
        self.body.addWidget(self._way_card)

    def _make_dossier(self) -> None:
        self._dossier = Card("Dossier sur Démarches simplifiées")
        self._dossier_facts = Facts("Dossier sur Démarches simplifiées")
        self._open = secondary("&Ouvrir le dossier…", name="openDossier")
        self._redo = danger("Re&faire le dossier…", name="redoDossier")
        self._open.clicked.connect(
            lambda: ask(opening_question(self._who), self.dossier_asked.emit, self)
        )
        self._redo.clicked.connect(
            lambda: ask(again_question(self._reference), self.redo_asked.emit, self)
        )
        self._dossier.body.addWidget(self._dossier_facts)
        self._dossier.body.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self._dossier.body.addWidget(self._redo, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._dossier)

    def _make_content(self) -> None:
        self._content = Card("Ce qui est prescrit")
        self._facts = Facts("Ce qui est prescrit")
        self._person = link("Ouvrir le dossier de la personne", name="openPerson")
        self._reading = link("Relire les questions et réponses", name="openReview")
        self._earlier = link("", name="openEarlier")
        self._person.clicked.connect(self.ask_person)
        self._reading.clicked.connect(self.answers_asked)
        self._earlier.clicked.connect(leaving(self, self.earlier_asked))
        self._content.body.addWidget(self._facts)
        self._content.body.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self._content.body.addWidget(self._reading, 0, Qt.AlignmentFlag.AlignLeft)
        self._content.body.addWidget(self._person, 0, Qt.AlignmentFlag.AlignLeft)
        self._gone = hint("Elle est partie\u00a0: seul le Département peut l’annuler.")
        self._content.body.addWidget(self._gone)
        self.body.addWidget(self._content)

    def _ask_undo(self) -> None:
        ask(
            Question(
                title="Annuler cette prescription\u00a0?",
                text=f"La prescription {self._reference} n’aura plus d’effet. Elle reste dans "
                "l’histoire du dossier, comme annulée.",
                confirm="Annuler la prescription",
                cancel="La garder",
                destructive=True,
            ),
            self.undo_asked.emit,
            self,
        )

    def _paper_opened(self, _papier_id: str) -> None:
        leave(self.papers_asked.emit, self)
