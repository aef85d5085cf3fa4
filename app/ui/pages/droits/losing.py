"""Rights that erase or refuse: what goes is said, asked, done, and proved."""

from collections.abc import Callable
from typing import Protocol

from app.domain.demande import Droit
from app.domain.droits import Finalite
from app.domain.identifiers import PersonneId
from app.ui.navigation import Navigator
from app.ui.pages.droits import words
from app.ui.pages.droits.questions import erasing_question, refusing
from app.ui.tasks import ResultT
from app.ui.widgets.confirm_dialog import Question
from app.usecases import erasing, erasing_proof, persons
from app.usecases.droits import refusing as refusals
from app.usecases.droits.refusing import Served
from app.usecases.erasing import Loss
from app.usecases.papers import ProducedPaper
from app.usecases.records import Destruction
from app.usecases.workplace import Workplace


class Asking(Protocol):
    """What asks before something that cannot be undone."""

    def confirm(self, question: Question, confirmed: Callable[[], None]) -> None:
        """Ask `question`; call `confirmed` when the answer is yes."""
        ...


class Desk(Protocol):
    """The presenter, as far as it works and tells."""

    def do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        """Do `work` in its thread; a failure is said on the page."""
        ...

    def idle(self) -> None:
        """Nothing runs: somebody decides."""
        ...

    def after(self, said: str) -> None:
        """Say what was done."""
        ...


class Losing:
    """Withdrawal, objection, erasure: the question says exactly what each does."""

    def __init__(
        self,
        view: Asking,
        desk: Desk,
        workplace: Workplace,
        navigate: Navigator,
        personne_id: PersonneId,
    ) -> None:
        self._view = view
        self._desk = desk
        self._workplace = workplace
        self._navigate = navigate
        self._id = personne_id

    def ask_refusal(self, droit: Droit, finalite: Finalite) -> None:
        """Ask before a withdrawal or an objection, then serve it."""
        effet = refusals.consequence(self._workplace, finalite)

        def question(known: tuple[str, Loss]) -> None:
            self._desk.idle()
            self._view.confirm(
                refusing(droit, finalite, effet, *known), lambda: self._refuse(finalite, droit)
            )

        self._desk.do(self._loss, question)

    def ask_erasure(self) -> None:
        """Ask before everything goes, then erase it."""

        def question(known: tuple[str, Loss]) -> None:
            self._desk.idle()
            self._view.confirm(erasing_question(*known), self._erase)

        self._desk.do(self._loss, question)

    def _loss(self) -> tuple[str, Loss]:
        name = persons.name_of(self._workplace, self._id)
        return name, erasing.loss(self._workplace, self._id)

    def _erase(self) -> None:
        self._desk.do(
            lambda: self._certificate(refusals.erase(self._workplace, self._id)), self._gone
        )

    def _refuse(self, finalite: Finalite, droit: Droit) -> None:
        def work() -> tuple[Served, ProducedPaper | None]:
            served = refusals.refuse(self._workplace, self._id, finalite, droit)
            return served, self._certificate(served.proof)

        self._desk.do(work, self._refused)

    def _refused(self, result: tuple[Served, ProducedPaper | None]) -> None:
        served, paper = result
        if served.is_everything:
            self._gone(paper)
            return
        self._desk.after(words.DONE[served.effet])
        if paper is not None:
            self._navigate.show_paper(paper)

    def _certificate(self, proof: Destruction | None) -> ProducedPaper | None:
        return None if proof is None else erasing_proof.certificate(self._workplace, proof.numero)

    def _gone(self, paper: ProducedPaper | None) -> None:
        """Leave the page and the record under it: nobody is there any more."""
        self._navigate.go_back()
        self._navigate.go_back()
        self._navigate.refresh_status()
        if paper is None:
            self._navigate.show_message(
                "La personne est effacée. L’attestation sera signée à la prochaine ouverture. "
                "Vous la trouverez dans Réglages, Effacements."
            )
            return
        self._navigate.show_message(
            f"La personne est effacée. {paper.title}\u00a0: vous la retrouverez dans Réglages, "
            "Effacements."
        )
        self._navigate.show_paper(paper)
