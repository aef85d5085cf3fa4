"""Rights that erase or refuse: what goes is said, asked, done, and proved."""

from collections.abc import Callable, Collection
from typing import Protocol

from app.domain.demande import Demande, Droit
from app.domain.droits import Finalite
from app.domain.identifiers import DemandeId, PersonneId
from app.ui.navigation import Navigator
from app.ui.pages.droits import words
from app.ui.pages.droits.questions import erasing_question, refusing
from app.ui.tasks import ResultT
from app.ui.widgets.confirm_dialog import Question
from app.usecases.destruction import erasing, erasing_proof
from app.usecases.destruction.erasing import Loss
from app.usecases.droits import asked_erasing
from app.usecases.droits import refusing as refusals
from app.usecases.droits.asked_erasing import Erasure
from app.usecases.droits.refusing import Served
from app.usecases.interview.papers import ProducedPaper
from app.usecases.people import persons
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

    def ask_refusal(self, droit: Droit, finalite: Finalite, *, sends_first: bool) -> None:
        """Ask before a withdrawal or an objection, then serve it."""
        effet = refusals.consequence(self._workplace, finalite)

        def question(known: tuple[str, Loss]) -> None:
            self._desk.idle()
            self._view.confirm(
                refusing(droit, finalite, effet, *known, sends_first=sends_first),
                lambda: self._refuse(finalite, droit),
            )

        self._desk.do(self._loss, question)

    def ask_erasure(self, tie: Collection[DemandeId], *, sends_first: bool) -> None:
        """Ask before everything goes, then erase it; nothing goes while a request has to leave.

        `tie` names the requests without a record that are hers.
        """
        if sends_first:
            self._erase(tie)
            return

        def question(known: tuple[str, Loss]) -> None:
            self._desk.idle()
            self._view.confirm(erasing_question(*known), lambda: self._erase(tie))

        self._desk.do(self._loss, question)

    def _loss(self) -> tuple[str, Loss]:
        name = persons.name_of(self._workplace, self._id)
        return name, erasing.loss(self._workplace, self._id)

    def _erase(self, tie: Collection[DemandeId]) -> None:
        def work() -> tuple[Erasure, ProducedPaper | None]:
            done = asked_erasing.erase(self._workplace, self._id, tie)
            return done, self._certificate(done.proof)

        def done(result: tuple[Erasure, ProducedPaper | None]) -> None:
            erasure, paper = result
            if erasure.to_send is not None:
                self._to_send(erasure.to_send)
            else:
                self._gone(paper)

        self._desk.do(work, done)

    def _to_send(self, demande: Demande) -> None:
        """Go on to the request that has to leave: erasing comes after."""
        self._navigate.open_request(demande.id)
        self._navigate.show_message(
            f"La demande {demande.numero} est notée et le dossier est limité. Transmettez-la, "
            "notez l’heure réelle de l’envoi, puis effacez."
        )
        self._navigate.refresh_status()

    def _refuse(self, finalite: Finalite, droit: Droit) -> None:
        def work() -> tuple[Served, ProducedPaper | None]:
            served = refusals.refuse(self._workplace, self._id, finalite, droit)
            return served, self._certificate(served.proof)

        self._desk.do(work, self._refused)

    def _refused(self, result: tuple[Served, ProducedPaper | None]) -> None:
        served, paper = result
        if served.to_send is not None:
            self._to_send(served.to_send)
            return
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
