"""The decision: follow the advice, or something else with a reason of the short list."""

from PySide6.QtCore import Qt, Signal

from app.ui.pages.diagnostic.state import DiagnosticState
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import Text, TextRole, body, strong

FOLLOW, OTHERWISE = "conseil", "autre"


class Decision(Card):
    """Asks what is decided with the person; nothing is picked beforehand.

    Signals:
        follow_asked, otherwise_asked: which of the two ways.
        service_picked: the service chosen instead of the advised one.
        reason_picked: why, an entry of the convention's list.
        submitted: Enter was pressed on an answer.
    """

    follow_asked = Signal()
    otherwise_asked = Signal()
    service_picked = Signal(str)
    reason_picked = Signal(str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__("Votre décision avec la personne")
        self.ways = ChoiceList("Votre décision avec la personne")
        self.ways.setObjectName("decisionWays")
        self._instead = strong("Ce qui est retenu")
        self.services = ChoiceList("Ce qui est retenu")
        self._because = strong("Parce que…")
        self.reasons = ChoiceList("Parce que…")
        self.mistake = Text("", TextRole.ERROR)
        self.mistake.setObjectName("decisionMistake")
        self._promise = body("")
        self._promise.setObjectName("decisionPromise")
        for part in (
            self.ways, self._instead, self.services, self._because, self.reasons,
            self.mistake, self._promise,
        ):  # fmt: skip
            self.body.addWidget(part)
        for choices in (self.ways, self.services, self.reasons):
            choices.submitted.connect(self.submitted)
        self.ways.answered.connect(self._way_picked)
        self.services.answered.connect(self._service_picked)
        self.reasons.answered.connect(self._reason_picked)
        self._reasons: tuple[str, ...] = ()

    def show_decision(self, state: DiagnosticState) -> None:
        """Show what was picked so far."""
        advised = state.advised
        advice = f"{advised.label}, {advised.gives}" if advised else ""
        way = {None: (), True: (FOLLOW,), False: (OTHERWISE,)}[state.follows]
        self.ways.show_choices(
            [
                Choice(FOLLOW, f"Suivre le conseil\u00a0: {advice}"),
                Choice(OTHERWISE, "J’ai choisi autre chose, parce que…"),
            ],
            selected=way,
        )
        otherwise = state.follows is False
        self._reasons = state.reasons
        self.services.show_choices(
            [Choice(one.service, one.label, one.gives) for one in state.others],
            selected=(state.service,),
            keys=False,
        )
        picked = [str(i) for i, reason in enumerate(state.reasons) if reason == state.reason]
        self.reasons.show_choices(
            [Choice(str(i), reason) for i, reason in enumerate(state.reasons)],
            selected=picked,
            keys=False,
        )
        for part in (self._instead, self.services, self._because, self.reasons):
            part.setVisible(otherwise)
        self.mistake.setText(state.mistake)
        self.mistake.setVisible(bool(state.mistake))
        self._promise.setText(_promise(state))
        self._promise.setVisible(state.chosen is not None)

    def to_mistake(self, state: DiagnosticState) -> None:
        """Put the focus on what is still to be picked."""
        place = self.ways
        if state.follows is False:
            place = self.reasons if state.service else self.services
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way_picked(self, codes: tuple[str, ...]) -> None:
        (self.follow_asked if FOLLOW in codes else self.otherwise_asked).emit()

    def _service_picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.service_picked.emit(code)

    def _reason_picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.reason_picked.emit(self._reasons[int(code)])


def _promise(state: DiagnosticState) -> str:
    """Return what happens when the decision is confirmed."""
    chosen, who = state.chosen, state.who
    if chosen is None:
        return ""
    if chosen.gives == "sans Pass":
        return f"Aucun Pass n’est demandé pour {who}. Vous passez aux papiers à lui remettre."
    linked = "sera liée à la précédente et " if state.earlier is not None else ""
    if state.stays_here:
        linked = " et liée à la précédente" if state.earlier is not None else ""
        return (
            f"La prescription de {who} sera enregistrée{linked}\u00a0: {chosen.gives}. "
            "Rien n’est à envoyer\u00a0; vous pourrez l’annuler tant que le carnet n’est pas remis."
        )
    return (
        f"La prescription de {who} sera préparée\u00a0: {chosen.gives}. Elle {linked}attendra "
        "l’envoi au Département\u00a0; vous pourrez l’annuler tant qu’elle n’est pas partie."
    )
