"""The hand-over: whose carnet waits, the next number, what is done with her, the receipt."""

from dataclasses import replace
from typing import Protocol

from app.domain.carnets_regles import RefusCarnet
from app.domain.failures import AppError
from app.domain.identifiers import PrescriptionId
from app.ui.asking.asked import with_value
from app.ui.clock_words import parse_day
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.carnets.hand_words import (
    GESTES,
    document_words,
    gestes_form,
    handed_facts,
    left_words,
    refusal,
    row_of,
)
from app.ui.pages.carnets.state import HandState
from app.ui.tasks import TaskRunner
from app.usecases.carnets import choosing, explaining, handing, papers
from app.usecases.carnets.choosing import ARemettre, Proposition, Remis
from app.usecases.carnets.words import day_text
from app.usecases.interview.papers import ProducedPaper
from app.usecases.records import Papier
from app.usecases.workplace import Workplace

_NO_DAY = "Écrivez le jour comme 31/03/2021."


class HandView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: HandState) -> None:
        """Show `state` and nothing else."""
        ...


class HandPresenter:
    """Turns a number and a person into a hand-over; a second press meanwhile does nothing."""

    def __init__(
        self, view: HandView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._waiting: list[ARemettre] = []
        self._chosen: PrescriptionId | None = None
        self._proposed = ""
        self._dated = False  # typed: else it is the day of the hand-over, even past midnight
        self._handed: Remis | None = None
        self._document: Papier | None = None
        self._state = HandState()
        view.show_state(self._state)

    def load(self) -> None:
        """Read whose carnet waits."""
        place = self._workplace
        self._runner.run(
            lambda: choosing.waiting(place), on_success=self._listed, on_failure=self._failed
        )

    def look_for(self, text: str) -> None:
        """Look among those who wait."""
        found = [one for one in self._waiting if choosing.is_meant(one, text)]
        self._show(
            replace(self._state, query=text, found=tuple(row_of(one) for one in found), problem="")
        )

    def choose(self, prescription_id: str) -> None:
        """Take a prescription: its person is there."""
        self._chosen = chosen = PrescriptionId(prescription_id)
        place = self._workplace
        self._runner.run(
            lambda: choosing.propose(place, chosen),
            on_success=self._chose,
            on_failure=self._failed,
        )

    def other(self) -> None:
        """Leave this person for another."""
        self._chosen, self._handed = None, None
        self._state = HandState(people=self._state.people, loaded=True)
        self._view.show_state(self._state)
        self.load()

    def type_number(self, typed: str) -> None:
        """Keep the number as it is typed."""
        self._show(replace(self._state, number=typed, number_wrong="", problem=""))

    def type_day(self, typed: str) -> None:
        """Keep the day as it is typed; what could be given then is proposed."""
        self._dated = True
        self._show(replace(self._state, day=typed, day_wrong="", problem=""))
        place, chosen, day = self._workplace, self._chosen, parse_day(typed)
        if chosen is not None and day is not None and day <= place.clock.today():
            self._runner.run(
                lambda: choosing.propose(place, chosen, on=day),
                on_success=lambda found: self._proposed_then(found, typed),
                on_failure=self._failed,
            )

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Keep what was done with her."""
        self._show(replace(self._state, gestes=with_value(self._state.gestes, code, value)))

    def submit(self) -> None:
        """Hand the carnet over."""
        chosen, number = self._chosen, self._state.number.strip()
        if chosen is None or self._state.working or not self._state.may_hand:
            return
        if parse_day(self._state.day) is None:
            self._show(replace(self._state, day_wrong=_NO_DAY))
            return
        if not number:
            wrong = "Tapez le numéro du carnet."
            self._show(replace(self._state, number_wrong=wrong))
            return
        gestes = self._state.gestes.values.get(GESTES, ())
        place = self._workplace
        on = parse_day(self._state.day) if self._dated else None
        on = None if on == place.clock.today() else on
        self._show(replace(self._state, working=True, problem="", number_wrong="", day_wrong=""))
        self._runner.run(
            lambda: handing.hand_over(place, chosen, number, gestes=gestes, on=on),
            on_success=self._done,
            on_failure=self._refused,
        )

    def show_document(self) -> None:
        """Show the explanatory document; that it was printed is noted with the papers."""
        place, found = self._workplace, self._document
        if found is None:
            return

        def shown(paper: ProducedPaper) -> None:
            def went_out(act: str) -> None:
                self._runner.run(
                    lambda: explaining.went_out(place, found.id, paper.pdf_hash, act),
                    on_success=lambda _: self._read_document(),
                    on_failure=self._failed,
                )

            self._navigate.show_paper(paper, went_out)

        self._runner.run(
            lambda: explaining.produce(place, found.id),
            on_success=shown,
            on_failure=self._failed,
        )

    def show_receipt(self) -> None:
        """Show the receipt that both sign."""
        place, handed = self._workplace, self._handed
        if handed is not None:
            self._runner.run(
                lambda: papers.receipt(place, handed),
                on_success=self._navigate.show_paper,
                on_failure=self._failed,
            )

    def undo(self) -> None:
        """Take the hand-over back: the carnet is in the stock again."""
        place, handed = self._workplace, self._handed
        if handed is None or self._state.working:
            return
        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: handing.undo(place, handed.remise.id),
            on_success=lambda _: self._undone(),
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Leave the page."""
        self._navigate.go_back()

    def _listed(self, found: list[ARemettre]) -> None:
        self._waiting = found
        self._show(replace(self._state, people=tuple(row_of(one) for one in found), loaded=True))

    def _chose(self, found: Proposition) -> None:
        self._proposed, self._dated = found.number, False
        about = f"Prescription {found.prescription.reference}"
        if found.remises:
            self._show_handed(found.remises[0], found.who, about)
            return
        self._read_document()
        self._show(
            replace(
                self._state,
                who=found.who,
                about=about,
                number=found.number,
                left=left_words(self._workplace, found),
                day=day_text(self._workplace.clock.today()),
                day_wrong="",
                gestes=gestes_form(self._workplace),
                refusal=refusal(found),
                may_hand=found.refus is None and bool(found.number or found.before),
                working=False,
                problem="",
                loaded=True,
            )
        )

    def _read_document(self) -> None:
        """Read where the explanatory document of the prescription stands."""
        place, chosen = self._workplace, self._chosen
        if chosen is not None:
            self._runner.run(
                lambda: explaining.document(place, chosen),
                on_success=self._document_read,
                on_failure=self._failed,
            )

    def _document_read(self, found: Papier | None) -> None:
        self._document = found
        self._show(replace(self._state, document=document_words(found)))

    def _done(self, remis: Remis) -> None:
        self._state = replace(self._state, said=f"Le carnet {remis.number} est remis.")
        self._show_handed(remis, self._state.who, self._state.about)

    def _show_handed(self, remis: Remis, who: str, about: str) -> None:
        self._handed = remis
        self._show(
            replace(
                self._state,
                who=who,
                about=about,
                handed=handed_facts(self._workplace, remis),
                may_hand=False,
                may_undo=remis.undoable,
                refusal="",
                working=False,
                problem="",
                loaded=True,
            )
        )

    def _undone(self) -> None:
        chosen = self._chosen
        self._handed = None
        self._state = replace(
            self._state,
            handed=(),
            may_undo=False,
            working=False,
            said="La remise est annulée\u00a0: le carnet est de nouveau dans le stock.",
        )
        self._view.show_state(self._state)
        if chosen is not None:
            self.choose(chosen)

    def _proposed_then(self, found: Proposition, typed: str) -> None:
        """Propose what could be given on the day typed; a number that was typed stays."""
        if typed != self._state.day or not self._state.may_hand:
            return
        number = self._state.number
        if number in {"", self._proposed}:
            number = found.number
        self._proposed = found.number
        self._show(
            replace(
                self._state,
                number=number,
                left=left_words(self._workplace, found),
                refusal=refusal(found),
            )
        )

    def _refused(self, failure: Exception) -> None:
        """Say at the number what is wrong with the number; the rest at the top."""
        reason = getattr(failure, "reason", "")
        if reason == RefusCarnet.JOUR.value:
            self._show(replace(self._state, working=False, day_wrong=failure_text(failure)))
            return
        of_number = {one.value for one in RefusCarnet} - {
            RefusCarnet.DEJA_UN.value,
            RefusCarnet.SANS_PRESCRIPTION.value,
            RefusCarnet.REFUSEE.value,
        }
        if reason in of_number:
            wrong = failure_text(failure)
            self._show(replace(self._state, working=False, number_wrong=wrong))
            return
        self._failed(failure)

    def _failed(self, failure: Exception) -> None:
        from app.usecases.people.openings import ReasonNeededError  # noqa: PLC0415 - as elsewhere

        if isinstance(failure, ReasonNeededError) and failure.personne_id is not None:
            self._navigate.open_person(failure.personne_id)  # it asks for the reason, and notes it
            return
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: HandState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
